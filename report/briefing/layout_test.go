package briefing

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"github.com/breachbrief/breachbrief/report"
	"github.com/breachbrief/breachbrief/report/typeface"
)

func sheetsOf(t testing.TB, document *report.Document) []sheet {
	t.Helper()
	sheets, err := layOut(document)
	if err != nil {
		t.Fatal(err)
	}
	return sheets
}

// labels returns the lines of text of a page in the order of their setting.
func (s sheet) labels() []placed {
	var found []placed
	for _, m := range s.marks {
		if _, ok := m.mark.(label); ok {
			found = append(found, m)
		}
	}
	return found
}

// textOf returns the text of pages without white space.
func textOf(sheets []sheet) string {
	var text strings.Builder
	for _, page := range sheets {
		for _, m := range page.labels() {
			text.WriteString(m.mark.(label).text)
		}
	}
	return withoutSpace(text.String())
}

func withoutSpace(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}

func bounds(m placed) (left, top, right, bottom float64) {
	l := m.mark.(label)
	return m.x, m.y - l.style.face().CapHeight(l.style.size), m.x + l.style.width(l.text), m.y
}

// checkPages tests that text stays within the margins of its page and that no
// two lines of text overlap.
func checkPages(t rapid.TB, sheets []sheet) {
	const rounding = 0.01
	for number, page := range sheets {
		labels := page.labels()
		for i, m := range labels {
			left, top, right, bottom := bounds(m)
			single := len([]rune(m.mark.(label).text)) == 1 // may be wider than its column
			if left < margin-rounding || right > pageWidth-margin+rounding && !single || top < 0 || bottom > pageHeight {
				t.Errorf("page %d: %q at %.1f–%.1f, %.1f is beyond the margins", number+1, m.mark.(label).text, left, right, bottom)
			}
			for _, other := range labels[:i] {
				l, tp, r, b := bounds(other)
				if left < r-rounding && l < right-rounding && top < b-rounding && tp < bottom-rounding && !single {
					t.Errorf("page %d: %q overlaps %q", number+1, m.mark.(label).text, other.mark.(label).text)
				}
			}
		}
	}
}

func TestPagesOfFixtures(t *testing.T) {
	for _, language := range languages {
		f := fixture{language}
		documents := f.edges(t)
		documents["full"] = f.full(t)
		for name, document := range documents {
			t.Run(string(language)+"/"+name, func(t *testing.T) { checkPages(t, sheetsOf(t, document)) })
		}
	}
}

var anyText = rapid.OneOf(
	rapid.StringOfN(rapid.RuneFrom([]rune("ab cd 12,3.個人情報の漏えい、（株）「件」。ー")), 0, 400, -1),
	rapid.String(),
)

// anyBlocks returns blocks of random text, and the text.
func anyBlocks(t *rapid.T) (blocks []report.Block, texts []string) {
	draw := func(label string) string {
		text := anyText.Draw(t, label)
		texts = append(texts, text)
		return text
	}
	for range rapid.IntRange(0, 8).Draw(t, "blocks") {
		switch rapid.IntRange(0, 2).Draw(t, "kind") {
		case 0:
			role := report.Role(rapid.IntRange(0, int(report.Warning)).Draw(t, "role"))
			blocks = append(blocks, report.Paragraph{Role: role, Text: draw("paragraph")})
		case 1:
			list := report.List{Ordered: rapid.Bool().Draw(t, "ordered")}
			for range rapid.IntRange(0, 5).Draw(t, "items") {
				list.Items = append(list.Items, draw("item"))
			}
			blocks = append(blocks, list)
		default:
			blocks = append(blocks, anyTable(t, draw))
		}
	}
	return blocks, texts
}

func anyTable(t *rapid.T, draw func(string) string) report.Table {
	table := report.Table{Title: draw("title"), Unit: draw("unit")}
	columns := rapid.IntRange(1, 6).Draw(t, "columns")
	rows := rapid.IntRange(1, 30).Draw(t, "rows")
	for range columns {
		kind := report.Kind(rapid.IntRange(0, int(report.PValueKind)).Draw(t, "column kind"))
		table.Columns = append(table.Columns, report.Column{Title: draw("head"), Kind: kind, Wide: rapid.Bool().Draw(t, "wide")})
	}
	for range rows {
		row := report.Row{Strong: rapid.Bool().Draw(t, "strong")}
		for range columns {
			row.Cells = append(row.Cells, report.Cell{Text: draw("cell")})
		}
		table.Rows = append(table.Rows, row)
	}
	table.Notes = []string{draw("note")}
	return table
}

// Every character of a document is on its pages, in the number it has there or
// more: heads of tables are repeated, numbers and marks added.
func TestNothingIsLost(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		f := fixture{rapid.SampledFrom(languages).Draw(rt, "language")}
		blocks, texts := anyBlocks(rt)
		document := f.document(t, briefed("summary", "", blocks...))
		document.Marking = anyText.Draw(rt, "marking")
		sheets := sheetsOf(t, document)
		checkPages(rt, sheets)
		printed := make(map[rune]int)
		for _, r := range textOf(sheets) {
			printed[r]++
		}
		for _, text := range texts {
			cleaned, _ := typeface.Clean(text)
			for _, r := range withoutSpace(cleaned) {
				printed[r]--
			}
		}
		for r, n := range printed {
			// An accent may join a character that the layout puts before it.
			if n < 0 && !unicode.IsMark(r) {
				rt.Errorf("%q is missing %d times", r, -n)
			}
		}
	})
}

func TestTextKeepsItsOrder(t *testing.T) {
	for _, language := range languages {
		f := fixture{language}
		long := strings.Repeat(f.say("The loss of a storage medium was disclosed on 23 June 2022. ", "2022年6月23日、委託先による紛失（46万5,177人分）が公表された。"), 200)
		got := textOf(sheetsOf(t, f.document(t, briefed("summary", "", report.Paragraph{Text: long}))))
		want := []rune(withoutSpace(long))
		// Headers and footers stand between the pages' text: only the longest
		// stretches can be compared as a whole.
		for start := 0; start+50 < 1500; start += 50 {
			if part := string(want[start : start+50]); !strings.Contains(got, part) {
				t.Fatalf("%s: %q is not on the pages", language, part)
			}
		}
	}
}

// writeAny writes a document that holds two texts in every place.
func writeAny(t testing.TB, first, second string) {
	f := fixture{report.Japanese}
	document := f.document(t, briefed("summary", first, report.Paragraph{Text: second, Role: report.Warning}),
		briefed("b", second, report.List{Items: []string{first, second}},
			report.Paragraph{Text: first, Link: report.Link{URL: "http://" + second}},
			report.Table{Title: first, Unit: second, Columns: []report.Column{{Title: second}}, Rows: []report.Row{{Cells: []report.Cell{text(first)}}}},
			&report.Figure{Title: first, Unit: second, Caption: first, Bars: &report.BarsPlot{Bars: []report.Bar{{Label: second, Note: first}}}}))
	document.Title, document.Period, document.Organization, document.Marking = first, second, second, first
	document.Footer, document.AsOf, document.Subject, document.Keywords = first, second, first, second
	write(t, document)
}

func TestAnyBytesAreWritten(t *testing.T) {
	anyBytes := rapid.OneOf(rapid.String(), rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }))
	for seed := range 20 {
		writeAny(t, anyBytes.Example(seed), anyBytes.Example(seed+1000))
	}
}

func FuzzWrite(f *testing.F) {
	f.Add("2022年6月に公表された事案は7件で、前月より3件多い。", "𠮷野家👍")
	f.Add("\xff\x00\u202e", "x\u0302\u200d\xe3\x81")
	f.Fuzz(func(t *testing.T, first, second string) { writeAny(t, first, second) })
}

// breakingTable returns a table of n rows that are all different.
func breakingTable(n int) report.Table {
	table := report.Table{Title: "Broken", Columns: []report.Column{{Title: "Head of names"}, {Title: "N", Kind: report.Count}}}
	for i := range n {
		table.Rows = append(table.Rows, report.Row{Cells: []report.Cell{text(fmt.Sprintf("entry%03d", i)), count(float64(i))}})
	}
	table.Notes = []string{"note at the foot"}
	return table
}

func TestTablesBreakBetweenRows(t *testing.T) {
	f := fixture{report.English}
	for _, before := range []int{0, 5, 10, 15, 20, 25, 30, 31, 32, 33, 34, 35} {
		for _, rows := range []int{1, 2, 3, 20, 40, 41, 42, 43, 44, 45, 120} {
			t.Run(fmt.Sprintf("%d rows below %d lines", rows, before), func(t *testing.T) {
				lines := make([]string, before)
				for i := range lines {
					lines[i] = "line"
				}
				sheets := sheetsOf(t, f.document(t, briefed("summary", "", report.List{Items: lines}, breakingTable(rows))))
				checkTable(t, sheets, rows)
			})
		}
	}
}

func checkTable(t *testing.T, sheets []sheet, rows int) {
	found := 0
	for number, page := range sheets {
		text := textOf([]sheet{page})
		here := strings.Count(text, "entry")
		if heads := strings.Count(text, "Headofnames"); (here > 0) != (heads == 1) {
			t.Errorf("page %d has %d rows and %d heads", number+1, here, heads)
		}
		if here == 1 && rows > 1 {
			t.Errorf("page %d has a single row", number+1)
		}
		if strings.Contains(text, "noteatthefoot") && here == 0 {
			t.Errorf("page %d has the note without a row", number+1)
		}
		found += here
	}
	if found != rows {
		t.Errorf("%d rows on the pages, want %d", found, rows)
	}
}

func TestHeadingsStayWithWhatFollows(t *testing.T) {
	f := fixture{report.English}
	for before := range 45 {
		lines := make([]string, before)
		for i := range lines {
			lines[i] = "line"
		}
		sheets := sheetsOf(t, f.document(t,
			briefed("summary", "", report.List{Items: lines}, report.Paragraph{Role: report.Heading, Text: "HeadingOfText"}, report.Paragraph{Text: strings.Repeat("follows ", 60)}),
			briefed("b", "SectionTitle", report.Paragraph{Role: report.Heading, Text: "HeadingOfFigure"}, f.bars())))
		for number, page := range sheets {
			text := textOf([]sheet{page})
			if strings.Contains(text, "HeadingOfText") && strings.Count(text, "follows") < 17 {
				t.Errorf("%d lines before: page %d parts a heading from two lines of its text", before, number+1)
			}
			if strings.Contains(text, "SectionTitle") != strings.Contains(text, "Unauthorisedaccessleads") {
				t.Errorf("%d lines before: page %d parts a title from its figure", before, number+1)
			}
		}
	}
}

func TestResultsStayWithWhatTheyIntroduce(t *testing.T) {
	f := fixture{report.English}
	for before := range 45 {
		sheets := sheetsOf(t, f.document(t, briefed("summary", "", report.List{Items: slices.Repeat([]string{"line"}, before)},
			report.Paragraph{Role: report.Lead, Text: "result"}, f.bars())))
		for number, page := range sheets {
			if text := textOf([]sheet{page}); strings.Contains(text, "result") != strings.Contains(text, "Unauthorisedaccessleads") {
				t.Errorf("%d lines before: page %d parts a result from its figure", before, number+1)
			}
		}
	}
}

func TestNotesStayWithWhatTheyExplain(t *testing.T) {
	f := fixture{report.English}
	for before := range 45 {
		sheets := sheetsOf(t, f.document(t, briefed("summary", "", report.List{Items: slices.Repeat([]string{"line"}, before)},
			breakingTable(3), report.Paragraph{Role: report.Note, Text: "explains"})))
		for number, page := range sheets {
			if text := textOf([]sheet{page}); strings.Contains(text, "explains") && !strings.Contains(text, "entry") {
				t.Errorf("%d lines before: page %d parts a note from its table", before, number+1)
			}
		}
	}
}

func TestUnknownLanguage(t *testing.T) {
	document := fixture{report.English}.full(t)
	document.Language = "fr"
	if _, err := layOut(document); err == nil || !strings.Contains(err.Error(), `"fr"`) {
		t.Errorf("error %v does not name the language", err)
	}
}
