//go:build ignore

// Bom prints the bill of materials of a built program, in the JSON form of SPDX
// 2.3: go run .ci/bom.go VERSION BINARY
//
// The modules are those that the compiler noted in the binary, their licences
// those that NOTICE names. Nothing but these, the binary and its commit goes into
// the document, so that the same binary has the same bill.
package main

import (
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"strings"
)

type document struct {
	Version       string         `json:"spdxVersion"`
	DataLicense   string         `json:"dataLicense"`
	ID            string         `json:"SPDXID"`
	Name          string         `json:"name"`
	Namespace     string         `json:"documentNamespace"`
	Creation      creation       `json:"creationInfo"`
	Packages      []spdxPackage  `json:"packages"`
	Relationships []relationship `json:"relationships"`
}

type creation struct {
	Created  string   `json:"created"`
	Creators []string `json:"creators"`
}

type spdxPackage struct {
	ID            string        `json:"SPDXID"`
	Name          string        `json:"name"`
	Version       string        `json:"versionInfo,omitempty"`
	FileName      string        `json:"packageFileName,omitempty"`
	Download      string        `json:"downloadLocation"`
	FilesAnalyzed bool          `json:"filesAnalyzed"`
	Checksums     []checksum    `json:"checksums,omitempty"`
	Concluded     string        `json:"licenseConcluded"`
	Declared      string        `json:"licenseDeclared"`
	Copyright     string        `json:"copyrightText"`
	Comment       string        `json:"comment,omitempty"`
	References    []externalRef `json:"externalRefs,omitempty"`
	Purpose       string        `json:"primaryPackagePurpose"`
}

type checksum struct {
	Algorithm string `json:"algorithm"`
	Value     string `json:"checksumValue"`
}

type externalRef struct {
	Category string `json:"referenceCategory"`
	Type     string `json:"referenceType"`
	Locator  string `json:"referenceLocator"`
}

type relationship struct {
	Element string `json:"spdxElementId"`
	Type    string `json:"relationshipType"`
	Related string `json:"relatedSpdxElement"`
}

const (
	documentID  = "SPDXRef-DOCUMENT"
	programID   = "SPDXRef-Program"
	repository  = "https://github.com/breachbrief/breachbrief"
	noAssertion = "NOASSERTION"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("bom: ")
	if len(os.Args) != 3 {
		log.Fatal("usage: go run .ci/bom.go VERSION BINARY")
	}
	bill, err := newDocument(os.Args[1], os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	out := json.NewEncoder(os.Stdout)
	out.SetIndent("", "  ")
	if err := out.Encode(bill); err != nil {
		log.Fatal(err)
	}
}

func newDocument(version, binary string) (*document, error) {
	info, err := buildinfo.ReadFile(binary)
	if err != nil {
		return nil, err
	}
	content, err := os.ReadFile(binary)
	if err != nil {
		return nil, err
	}
	notices, err := readNotices("NOTICE")
	if err != nil {
		return nil, err
	}
	name := strings.TrimSuffix(filepath.Base(binary), ".exe")
	bill := &document{Version: "SPDX-2.3", DataLicense: "CC0-1.0", ID: documentID, Name: name, Creation: creation{Created: created(info),
		Creators: []string{"Organization: The breachbrief authors", "Tool: breachbrief-bom"}}}
	bill.add(relationship{documentID, "DESCRIBES", programID}, spdxPackage{Name: "breachbrief", Version: version, FileName: filepath.Base(binary),
		Download: noAssertion, Checksums: []checksum{{"SHA256", sum(content)}}, Purpose: "APPLICATION"}, notice{"Apache-2.0", "Copyright 2026 The breachbrief authors"})
	bill.add(relationship{programID, "CONTAINS", "SPDXRef-Font-Noto-Sans-JP"}, spdxPackage{Name: "Noto Sans JP", Download: noAssertion,
		Purpose: "OTHER"}, notice{"OFL-1.1", "Copyright 2014-2021 Adobe (http://www.adobe.com/), with Reserved Font Name 'Source'"})
	modules := append([]*debug.Module{{Path: "std", Version: strings.TrimPrefix(info.GoVersion, "go")}}, info.Deps...)
	for _, m := range modules {
		found, ok := notices[withoutMajor(m.Path)]
		if !ok {
			return nil, fmt.Errorf("NOTICE names no licence of %s", m.Path)
		}
		bill.add(relationship{programID, "DEPENDS_ON", "SPDXRef-Module-" + identifier(m.Path)}, modulePackage(m), found)
	}
	packages, err := json.Marshal(bill.Packages)
	bill.Namespace = repository + "/spdx/" + name + "-" + sum(packages)
	return bill, err
}

// add adds a package that another element is related to.
func (d *document) add(r relationship, p spdxPackage, n notice) {
	p.ID, p.Concluded, p.Declared, p.Copyright = r.Related, n.license, n.license, n.copyright
	d.Packages, d.Relationships = append(d.Packages, p), append(d.Relationships, r)
}

func modulePackage(m *debug.Module) spdxPackage {
	p := spdxPackage{Name: m.Path, Version: m.Version, Download: "https://" + m.Path, Purpose: "LIBRARY",
		References: []externalRef{{"PACKAGE-MANAGER", "purl", "pkg:golang/" + m.Path + "@" + m.Version}}}
	if m.Path == "std" {
		p.Download = "https://go.dev/dl/go" + m.Version + ".src.tar.gz"
	}
	if m.Sum != "" {
		p.Comment = "checksum of the module as in go.sum: " + m.Sum
	}
	return p
}

// created returns the time of the commit, for a bill has no clock.
func created(info *debug.BuildInfo) string {
	for _, setting := range info.Settings {
		if setting.Key == "vcs.time" {
			return setting.Value
		}
	}
	return "1970-01-01T00:00:00Z"
}

// notice is what NOTICE says of a library.
type notice struct{ license, copyright string }

// readNotices reads the lines of NOTICE that hold a module, its licence and its
// copyright, with two spaces or more between them.
func readNotices(file string) (map[string]notice, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	_, libraries, _ := strings.Cut(string(text), "\nLibraries\n")
	notices := map[string]notice{}
	for line := range strings.Lines(libraries) {
		if columns := regexp.MustCompile(` {2,}`).Split(strings.TrimSpace(line), 3); len(columns) == 3 {
			notices[columns[0]] = notice{columns[1], columns[2]}
		}
	}
	return notices, nil
}

func withoutMajor(path string) string { return regexp.MustCompile(`/v\d+$`).ReplaceAllString(path, "") }
func identifier(text string) string {
	return regexp.MustCompile(`[^A-Za-z0-9.-]+`).ReplaceAllString(text, "-")
}

func sum(content []byte) string {
	digest := sha256.Sum256(content)
	return hex.EncodeToString(digest[:])
}
