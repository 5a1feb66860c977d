package main

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// pdfOf returns what the check of a PDF sees of one with these pages.
func pdfOf(t *testing.T, pages ...string) string {
	t.Helper()
	var text strings.Builder
	text.WriteString("%PDF-1.7\n")
	for _, page := range pages {
		var packed bytes.Buffer
		packer := zlib.NewWriter(&packed)
		if _, err := packer.Write([]byte(page)); err != nil {
			t.Fatal(err)
		}
		packer.Close()
		fmt.Fprintf(&text, "<</Type /Page\n>>\n<</Filter /FlateDecode /Length %d>>\nstream\n%s\nendstream\n", packed.Len(), &packed)
	}
	return text.String() + "%%EOF\n"
}

func TestBriefingsAreLookedAt(t *testing.T) {
	const words = "BT (x) Tj ET\n"
	figure := func(drawn string) string { return words + "/Span <</Alt <FEFF0041>>> BDC\n" + drawn + "\nEMC\n" }
	whole := pdfOf(t, words, figure("0 0 m 1 1 l S\n1 1 2 2 re f\n0 0 m 2 2 l S"))
	for _, test := range []struct{ name, text, says string }{
		{"whole", whole, ""},
		{"a page without text", pdfOf(t, words, "0 0 m 1 1 l S\n"), "of 2 pages 1 are blank"},
		{"a figure of labels only", pdfOf(t, figure("BT (f S) Tj ET")), "of 1 figures 1 are blank"},
		{"no pages", "%PDF-1.7\n%%EOF", "no whole PDF: 0 pages"},
		{"cut off", whole[:len(whole)-40], "no whole PDF"},
		{"a page that cannot be unpacked", strings.Replace(whole, "stream\nx", "stream\ny", 1), "no whole PDF: zlib"},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := verifyBriefing(strings.NewReader(test.text), int64(len(test.text)))
			if got := fmt.Sprint(err); test.says == "" && err != nil || !strings.Contains(got, test.says) {
				t.Errorf("says %v, want %q", err, test.says)
			}
		})
	}
}

func TestWorkbooksAreLookedAt(t *testing.T) {
	const list, chart = `<sheet name="a"/>`, "<c:ser><c:v>1</c:v></c:ser>"
	for _, test := range []struct {
		name  string
		parts map[string]string
		says  string
	}{
		{"whole", map[string]string{"xl/workbook.xml": list, "xl/worksheets/sheet1.xml": "x", "xl/charts/chart1.xml": chart}, ""},
		{"a sheet is missing", map[string]string{"xl/workbook.xml": list}, "a workbook of 1 sheets with 0 of them there"},
		{"an empty sheet", map[string]string{"xl/workbook.xml": list, "xl/worksheets/sheet1.xml": ""}, "with 0 of them there"},
		{"a chart without series", map[string]string{"xl/workbook.xml": list, "xl/worksheets/sheet1.xml": "x", "xl/charts/chart1.xml": "<c:v>1</c:v>"}, "chart1.xml is blank"},
		{"a chart without values", map[string]string{"xl/workbook.xml": list, "xl/worksheets/sheet1.xml": "x", "xl/charts/chart1.xml": "<c:ser>"}, "chart1.xml is blank"},
		{"no list of sheets", map[string]string{"x": ""}, "no workbook"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var file bytes.Buffer
			archive := zip.NewWriter(&file)
			for name, text := range test.parts {
				part, err := archive.Create(name)
				if err != nil {
					t.Fatal(err)
				}
				part.Write([]byte(text))
			}
			if err := archive.Close(); err != nil {
				t.Fatal(err)
			}
			err := verifyWorkbook(bytes.NewReader(file.Bytes()), int64(file.Len()))
			if got := fmt.Sprint(err); test.says == "" && err != nil || !strings.Contains(got, test.says) {
				t.Errorf("says %v, want %q", err, test.says)
			}
		})
	}
}

// The check sees the figures of a real briefing: were they marked otherwise, it
// would find none to be blank.
func TestFiguresOfABriefingAreSeen(t *testing.T) {
	folder := t.TempDir()
	w, _, stderr := testWorld(nil)
	input := filepath.Join(repository, "samples", "japan.csv")
	if code := run(t.Context(), []string{"report", "--lang", "en", "--period", "2022-06", "--out", folder, input}, w); code != exitDone {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	text, err := os.ReadFile(filepath.Join(folder, "2022-06", "breachbrief-2022-06.en.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	contents, err := readBriefing(text)
	if err != nil || contents.figures < 3 || contents.blank > 0 || contents.pages < 4 || contents.written != contents.pages {
		t.Errorf("%+v, %v", contents, err)
	}
}
