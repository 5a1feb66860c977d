package briefing

import (
	"bytes"
	"context"
	"flag"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	xfont "golang.org/x/image/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/recorder"

	"github.com/breachbrief/breachbrief/analysis"
	"github.com/breachbrief/breachbrief/analysis/intake"
	"github.com/breachbrief/breachbrief/report"
	"github.com/breachbrief/breachbrief/report/chart"
	"github.com/breachbrief/breachbrief/report/typeface"
)

var pagesFolder = flag.String("pages", "", "write the briefings of the edge files and samples to this folder, to be looked at")

// findingsOf reads a CSV and computes the findings of a period.
func findingsOf(t testing.TB, csv, mapping, period string) *analysis.Findings {
	t.Helper()
	options := intake.Options{}
	if mapping != "" {
		layout, err := intake.ParseMapping("mapping.toml", []byte(mapping))
		if err != nil {
			t.Fatal(err)
		}
		options.Mapping = layout
	}
	incidents := &analysis.Incidents{}
	source := intake.Source{Name: "incidents.csv", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(csv)), nil }}
	batch, err := intake.Read(context.Background(), []intake.Source{source}, options, incidents.Add)
	if err != nil {
		t.Fatal(err)
	}
	p, err := analysis.ParsePeriod(period)
	if err != nil {
		t.Fatal(err)
	}
	resolution := analysis.Resolve(incidents, batch.Inputs, analysis.ResolveOptions{})
	return analysis.Run(resolution, analysis.RunOptions{Period: p, AsOf: p.Last.Last() + 13, Problems: batch.Problems,
		Generator: analysis.Generator{Name: "breachbrief", Version: "1.0.0"}})
}

func composed(t testing.TB, findings *analysis.Findings, language report.Language, advice string) *report.Document {
	t.Helper()
	words, err := report.LoadWords(language)
	if err != nil {
		t.Fatal(err)
	}
	document, err := report.Compose(findings, report.Style{Words: words, Organization: "情報セキュリティ統括室", Recommendations: advice})
	if err != nil {
		t.Fatal(err)
	}
	return document
}

func TestPagesOfEdgeFiles(t *testing.T) {
	for _, file := range edgeFiles() {
		findings := findingsOf(t, file.csv(), "", file.period)
		for _, language := range languages {
			name := file.name + "." + string(language)
			t.Run(name, func(t *testing.T) {
				document := composed(t, findings, language, file.advice)
				sheets := sheetsOf(t, document)
				if len(sheets) > file.pages {
					t.Errorf("%d pages, want at most %d", len(sheets), file.pages)
				}
				checkPages(t, sheets)
				checkDrawings(t, document, sheets)
				checkComplete(t, document, sheets)
				keep(t, name, document)
			})
		}
	}
}

// Names in odd characters are printed, or what the reader sees in their place.
func TestOddNamesArePrinted(t *testing.T) {
	files := edgeFiles()
	odd := files[slices.IndexFunc(files, func(f edgeFile) bool { return f.name == "odd_characters" })]
	for _, language := range languages {
		sheets := sheetsOf(t, composed(t, findingsOf(t, odd.csv(), "", odd.period), language, ""))
		printed := textOf(sheets)
		for _, row := range odd.rows {
			name, _ := typeface.Clean(row.organization)
			if !strings.Contains(printed, withoutSpace(name)) {
				t.Errorf("%s: %q, %q on paper, is not printed", language, row.organization, name)
			}
		}
	}
}

// A sampleFile is one of the samples with the most pages that its briefing may
// have.
type sampleFile struct {
	name, file, mapping, period string
	pages                       int
}

const samples = "../../samples/"

func sampleFiles() []sampleFile {
	return []sampleFile{
		{name: "japan", file: "japan.csv", period: "2022-06", pages: 8},
		{name: "hhs", file: "hhs/breaches.csv", mapping: "hhs/mapping.toml", period: "2024-05", pages: 14},
	}
}

func (s sampleFile) findings(t testing.TB) *analysis.Findings {
	t.Helper()
	read := func(name string) string {
		if name == "" {
			return ""
		}
		text, err := os.ReadFile(samples + name)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	return findingsOf(t, read(s.file), read(s.mapping), s.period)
}

func TestPagesOfSamples(t *testing.T) {
	const mostBytes = 500_000
	for _, sample := range sampleFiles() {
		findings := sample.findings(t)
		for _, language := range languages {
			name := sample.name + "." + string(language)
			t.Run(name, func(t *testing.T) {
				document := composed(t, findings, language, "")
				sheets := sheetsOf(t, document)
				if len(sheets) > sample.pages {
					t.Errorf("%d pages, want at most %d", len(sheets), sample.pages)
				}
				if n := len(write(t, document)); n > mostBytes {
					t.Errorf("%d bytes, want at most %d", n, mostBytes)
				}
				checkPages(t, sheets)
				checkDrawings(t, document, sheets)
				checkComplete(t, document, sheets)
				keep(t, name, document)
			})
		}
	}
}

// A briefing of a sample is to take less than 150 ms a language after the
// statistics.
func BenchmarkSamples(b *testing.B) {
	for _, sample := range sampleFiles() {
		findings := sample.findings(b)
		for _, language := range languages {
			b.Run(sample.name+"/"+string(language), func(b *testing.B) {
				for b.Loop() {
					write(b, composed(b, findings, language, ""))
				}
			})
		}
	}
}

// keep writes a briefing where somebody wants to look at it.
func keep(t *testing.T, name string, document *report.Document) {
	t.Helper()
	if *pagesFolder == "" {
		return
	}
	var pdf bytes.Buffer
	if err := Write(&pdf, document); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(*pagesFolder, name+".pdf"), pdf.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
}

// recorded is a canvas that remembers what is drawn on it.
type recorded struct {
	recorder.Canvas
	size
}

func (r *recorded) Size() (x, y vg.Length) { return vg.Length(r.width), vg.Length(r.height) }

// checkDrawings tests that the text of each drawing stays within it and does not
// overlap other text of it.
func checkDrawings(t *testing.T, document *report.Document, sheets []sheet) {
	for number, page := range sheets {
		for _, m := range page.marks {
			d, ok := m.mark.(drawing)
			if !ok {
				continue
			}
			canvas := &recorded{size: d.size}
			if err := chart.Draw(canvas, d.figure, document.Words); err != nil {
				t.Fatal(err)
			}
			if m.y < 0 || m.y+d.height > pageHeight-margin/2 {
				t.Errorf("page %d: figure %s ends at %.0f", number+1, d.figure.ID, m.y+d.height)
			}
			checkTexts(t, d, canvas.Actions)
		}
	}
}

func checkTexts(t *testing.T, d drawing, actions []recorder.Action) {
	const rounding = 0.01
	type frame struct {
		text                     string
		left, bottom, right, top float64
	}
	var frames []frame
	for _, action := range actions {
		drawn, ok := action.(*recorder.FillString)
		if !ok {
			continue
		}
		face := typeface.Regular()
		if drawn.Font.Weight == xfont.WeightBold {
			face = typeface.Bold()
		}
		size, x, y := drawn.Size.Points(), drawn.Point.X.Points(), drawn.Point.Y.Points()
		f := frame{drawn.String, x, y, x + face.Width(drawn.String, size), y + face.CapHeight(size)}
		if f.left < -rounding || f.right > d.width+rounding || f.bottom < -rounding || f.top > d.height+rounding {
			t.Errorf("figure %s: %q leaves the drawing", d.figure.ID, f.text)
		}
		for _, other := range frames {
			if f.left < other.right-rounding && other.left < f.right-rounding && f.bottom < other.top-rounding && other.bottom < f.top-rounding {
				t.Errorf("figure %s: %q overlaps %q", d.figure.ID, f.text, other.text)
			}
		}
		frames = append(frames, f)
	}
}

// checkComplete tests that every character of the document's printed blocks is
// on the pages, or what the reader sees in its place.
func checkComplete(t *testing.T, document *report.Document, sheets []sheet) {
	t.Helper()
	printed := make(map[rune]int)
	for _, r := range textOf(sheets) {
		printed[r]++
	}
	for _, text := range printedTexts(document) {
		cleaned, _ := typeface.Clean(text)
		for _, r := range withoutSpace(cleaned) {
			printed[r]--
		}
	}
	for r, n := range printed {
		if n < 0 && !unicode.IsMark(r) {
			t.Errorf("%q is missing %d times", r, -n)
		}
	}
}

// printedTexts is what a document has printed in the briefing.
func printedTexts(document *report.Document) []string {
	var texts []string
	for _, section := range document.Sections {
		if !section.Briefing {
			continue
		}
		for _, block := range section.InBriefing() {
			switch b := block.(type) {
			case report.Paragraph:
				texts = append(texts, b.Text)
			case report.List:
				texts = append(texts, b.Items...)
			case report.Table:
				texts = append(texts, cellTexts(document, b)...)
			}
		}
	}
	return texts
}

func cellTexts(document *report.Document, table report.Table) []string {
	var texts []string
	for _, row := range table.Rows {
		for i, cell := range row.Cells {
			if text := document.Words.Format(cell); !table.Columns[i].BriefingHidden && text != noValue {
				texts = append(texts, text)
			}
		}
	}
	if len(table.Rows) == 0 {
		return []string{table.Empty}
	}
	return append(texts, table.Notes...)
}
