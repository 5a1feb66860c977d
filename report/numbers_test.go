package report

import (
	"encoding/json"
	"math"
	"regexp"
	"testing"

	"github.com/breachbrief/breachbrief/analysis"
)

// constants are the numbers of the wording: the level of intervals, quantiles,
// months of a year, days within which events are alike, days and persons that the
// law names.
const constants = "95% 25% 75% 90% 12 14 5 30 60 1,000"

var dashes = regexp.MustCompile("-0?")

// numbers is a set of numbers as they are printed.
type numbers map[string]bool

func (n numbers) add(texts ...string) {
	for _, text := range texts {
		for _, number := range figures.FindAllString(plain(text), -1) {
			n[number] = true
		}
	}
}

// findingNumbers is every number of the findings, and of the names and words in
// them, in each form in which a document prints numbers.
func findingNumbers(t failer, w *Words, f *analysis.Findings) numbers {
	t.Helper()
	encoded, err := json.Marshal(f)
	if err != nil {
		t.Errorf("encoding the findings: %v", err)
	}
	var decoded any
	if err := json.Unmarshal(encoded, &decoded); err != nil {
		t.Errorf("decoding the findings: %v", err)
	}
	set := numbers{}
	set.walk(w, decoded)
	return set
}

func (n numbers) walk(w *Words, value any) {
	switch v := value.(type) {
	case map[string]any:
		for key, part := range v {
			n.add(key)
			n.walk(w, part)
		}
	case []any:
		n.add(w.Number(int64(len(v))))
		for _, part := range v {
			n.walk(w, part)
		}
	case string:
		n.add(v, dashes.ReplaceAllString(v, " ")) // of a date also 5 of 05
	case float64:
		n.add(w.Decimal(v), w.Percent(v), w.Points(v), w.PValue(v), w.Number(int64(math.Round(v))))
	}
}

// addData adds the rows and events behind the findings.
func (n numbers) addData(d *Document, data *analysis.Resolution) {
	for _, cells := range d.Listing.Rows {
		for _, cell := range cells {
			n.add(d.Words.Format(cell))
		}
	}
	for _, e := range data.Events {
		n.add(e.Size.Text, d.Words.Number(e.Size.Low), d.Words.Number(e.Size.High))
	}
}

// printedText is everything that a section prints, with the place of each text.
func printedText(d *Document, s Section) map[string][]string {
	text := map[string][]string{}
	for _, block := range s.Blocks {
		switch b := block.(type) {
		case Paragraph:
			text["paragraph"] = append(text["paragraph"], b.Text)
		case List:
			text["list"] = append(text["list"], b.Items...)
		case *Figure:
			text["figure "+b.ID] = figureText(d, b)
		case Table:
			text["table "+b.ID] = append(tableNumbers(d, b), b.Title)
		}
	}
	return text
}

func figureText(d *Document, f *Figure) []string {
	text := []string{f.Title, f.Caption, f.Alt, f.Empty}
	if f.Bars != nil {
		for _, bar := range f.Bars.Bars {
			text = append(text, bar.Label, bar.Note)
			if f.Bars.Percent {
				text = append(text, d.Words.Percent(bar.Value))
			}
		}
	}
	if f.Sizes != nil {
		for _, dot := range f.Sizes.Dots {
			text = append(text, dot.Label, dot.Text)
		}
	}
	return text
}

// tableNumbers is the cells of a table but for differences, which are made of
// two findings.
func tableNumbers(d *Document, t Table) []string {
	var text []string
	for _, row := range t.Rows {
		for _, cell := range row.Cells {
			if cell.Kind != ChangeKind && cell.Kind != PointsKind {
				text = append(text, d.Words.Format(cell))
			}
		}
	}
	return text
}

// checkNumbers checks that every number of a document is a finding.
func checkNumbers(t failer, d *Document, f *analysis.Findings) {
	t.Helper()
	known := findingNumbers(t, d.Words, f)
	known.add(constants)
	known.addData(d, f.Resolution)
	for _, s := range d.Sections {
		if s.ID == "methods" || s.ID == "glossary" || s.ID == "recommendations" {
			continue
		}
		for place, texts := range printedText(d, s) {
			for _, text := range texts {
				for _, number := range figures.FindAllString(plain(text), -1) {
					if !known[number] {
						t.Errorf("section %s, %s: %q is no finding: %s", s.ID, place, number, text)
					}
				}
			}
		}
	}
}

func TestEveryNumberIsAFinding(t *testing.T) {
	for name, rows := range structureCases() {
		for _, language := range []Language{English, Japanese} {
			t.Run(name+" "+string(language), func(t *testing.T) {
				findings := findingsOf(rows, "2022-06")
				d, err := Compose(findings, Style{Words: wordsOf(t, language)})
				if err != nil {
					t.Fatal(err)
				}
				checkNumbers(t, d, findings)
			})
		}
	}
}
