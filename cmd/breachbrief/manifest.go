package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/breachbrief/breachbrief/analysis"
)

const (
	manifestName    = "manifest.json"
	findingsName    = "findings.json"
	manifestVersion = "1"
)

// manifest says of what and how a report was made, and sums its files. It holds
// no absolute path and no clock, so that the same input makes the same bytes.
type manifest struct {
	SchemaVersion string             `json:"schema_version"`
	Generator     analysis.Generator `json:"generator"`
	Period        string             `json:"period"`
	AsOf          string             `json:"as_of"`
	Options       map[string]string  `json:"options"` // of those that shape the report
	Inputs        []manifestInput    `json:"inputs"`
	Previous      *manifestPrevious  `json:"previous,omitempty"` // the publication that the report is compared with
	Outputs       []publishedFile    `json:"outputs"`            // all files but the manifest, by name
}

type manifestInput struct {
	Name     string       `json:"name"`
	SHA256   string       `json:"sha256"`
	Rows     int          `json:"rows"`
	Encoding string       `json:"encoding"`
	Mapping  *mappingFile `json:"mapping,omitempty"` // what it was read through
}

type manifestPrevious struct {
	Period string `json:"period"`
	SHA256 string `json:"findings_sha256"`
}

func newManifestPrevious(p analysis.Previous) *manifestPrevious {
	if !p.Compared {
		return nil
	}
	return &manifestPrevious{Period: p.Period, SHA256: p.SHA256}
}

// manifestInputs lists what was read, in the order of the sources.
func manifestInputs(inputs []analysis.Input, mappings []*mappingFile) []manifestInput {
	list := make([]manifestInput, 0, len(inputs))
	for i, input := range inputs {
		list = append(list, manifestInput{Name: portableName(input.File), SHA256: input.SHA256, Rows: input.Rows,
			Encoding: input.Encoding, Mapping: mappings[i]})
	}
	return list
}

// portableName returns the name of a file as it may stand in a report that is
// the same on every machine.
func portableName(path string) string {
	if filepath.IsAbs(path) {
		path = filepath.Base(path)
	}
	return filepath.ToSlash(path)
}

// encode returns the manifest as it is published.
func (m *manifest) encode() ([]byte, error) {
	slices.SortFunc(m.Outputs, func(a, b publishedFile) int { return strings.Compare(a.Name, b.Name) })
	text, err := json.MarshalIndent(m, "", "  ")
	return append(text, '\n'), err
}

// lists reports whether the file belongs to the report.
func (m *manifest) lists(name string) bool {
	return name == manifestName || slices.ContainsFunc(m.Outputs, func(f publishedFile) bool { return f.Name == name })
}

// sumOf returns the sum that the manifest states of a file.
func (m *manifest) sumOf(name string) string {
	for _, file := range m.Outputs {
		if file.Name == name {
			return file.SHA256
		}
	}
	return ""
}

func readManifest(folder string) (*manifest, error) {
	text, err := os.ReadFile(filepath.Join(folder, manifestName))
	if err != nil {
		return nil, err
	}
	m := &manifest{}
	if err := json.Unmarshal(text, m); err != nil {
		return nil, fmt.Errorf("%s is no manifest: %w", filepath.Join(folder, manifestName), err)
	}
	if m.SchemaVersion != manifestVersion {
		return nil, fmt.Errorf("%s has schema version %q, this program knows %q", manifestName, m.SchemaVersion, manifestVersion)
	}
	for _, file := range m.Outputs {
		if !filepath.IsLocal(file.Name) || filepath.Base(file.Name) != file.Name {
			return nil, fmt.Errorf("%s names a file outside of its folder: %q", manifestName, file.Name)
		}
	}
	return m, nil
}
