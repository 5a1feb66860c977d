// Package samples holds real incident data to try the program on, to test it
// with and to start one's own files from. The data dictionary, and where each
// figure comes from, is README.md in this folder.
//
// The package only carries files: it reads nothing and imports nothing of the
// program.
package samples

import "embed"

// Files holds the samples under slash-separated names:
//
//	japan.csv         incidents in Japan, in the canonical columns
//	hhs/breaches.csv  breaches reported to the US HHS OCR portal, in its layout
//	hhs/mapping.toml  how that layout is read
//
//go:embed japan.csv hhs/breaches.csv hhs/mapping.toml
var Files embed.FS
