package briefing

import (
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/breachbrief/breachbrief/report"
	"github.com/breachbrief/breachbrief/report/typeface"
)

func TestWeighed(t *testing.T) {
	length := rapid.Float64Range(0, 200)
	rapid.Check(t, func(t *rapid.T) {
		var contents []content
		for range rapid.IntRange(1, 12).Draw(t, "columns") {
			least := length.Draw(t, "least")
			body := typeface.Want{Min: least, Max: least + length.Draw(t, "more")}
			contents = append(contents, content{body: body, weight: 1 + length.Draw(t, "weight")})
		}
		widest := highs(contents, 1)
		available := least(contents) + rapid.Float64Range(0, 1).Draw(t, "share")*(sum(widest)-least(contents))
		widths := weighed(available, contents, widest)
		if math.Abs(sum(widths)-available) > 1e-6 {
			t.Errorf("widths add up to %v, want %v", sum(widths), available)
		}
		for i, width := range widths {
			if width < contents[i].low()-1e-9 || width > widest[i]+1e-9 {
				t.Errorf("column %d is %v wide, want %v to %v", i, width, contents[i].low(), widest[i])
			}
		}
	})
}

// wordOf returns where a line of text stands on its page.
func wordOf(t *testing.T, page sheet, text string) placed {
	t.Helper()
	for _, m := range page.labels() {
		if m.mark.(label).text == text {
			return m
		}
	}
	t.Fatalf("%q is not on the page", text)
	return placed{}
}

func namedTable(name string, words ...string) report.Table {
	table := report.Table{Title: name, Columns: []report.Column{{Title: "Name"}, {Title: "N", Kind: report.Count}}}
	for _, word := range words {
		table.Rows = append(table.Rows, report.Row{Cells: []report.Cell{text(word), count(1)}})
	}
	return table
}

func TestNarrowTablesStandSideBySide(t *testing.T) {
	f := fixture{report.English}
	page := sheetsOf(t, f.document(t, briefed("summary", "", namedTable("", "left", "a"), namedTable("", "right", "b"))))[0]
	left, right := wordOf(t, page, "left"), wordOf(t, page, "right")
	if left.y != right.y || right.x <= left.x {
		t.Errorf("tables stand at %v, %v and %v, %v", left.x, left.y, right.x, right.y)
	}
}

func TestOtherTablesStandBelowEachOther(t *testing.T) {
	f := fixture{report.English}
	wide := strings.Repeat("wide ", 20)
	for name, blocks := range map[string][]report.Block{
		"wide cell":   {namedTable("", "left"), namedTable("", "right", wide)},
		"many rows":   {namedTable("", "left"), namedTable("", append([]string{"right"}, strings.Fields(wide)...)...)},
		"text before": {namedTable("", "left"), report.Paragraph{Text: "between"}, namedTable("", "right")},
	} {
		t.Run(name, func(t *testing.T) {
			page := sheetsOf(t, f.document(t, briefed("summary", "", blocks...)))[0]
			if left, right := wordOf(t, page, "left"), wordOf(t, page, "right"); right.y <= left.y {
				t.Errorf("right stands at %v, left at %v", right.y, left.y)
			}
		})
	}
}

func TestTitlesAreBrokenBeforeCells(t *testing.T) {
	f := fixture{report.English}
	table := report.Table{Columns: []report.Column{{Title: "Cause", Wide: true}}}
	row := report.Row{Cells: []report.Cell{text("Unauthorised access, method not stated")}}
	for range 5 {
		table.Columns = append(table.Columns, report.Column{Title: "Events of twelve months", Kind: report.Count})
		row.Cells = append(row.Cells, count(7))
	}
	table.Rows = []report.Row{row}
	page := sheetsOf(t, f.document(t, briefed("summary", "", table)))[0]
	wordOf(t, page, "Unauthorised access, method not stated")
}

func TestColumnsOfNumbersAreFlushRight(t *testing.T) {
	f := fixture{report.English}
	table := report.Table{Columns: []report.Column{{Title: "A"}, {Title: "B", Kind: report.Count}}, Rows: []report.Row{
		{Cells: []report.Cell{text("x"), count(7)}}, {Cells: []report.Cell{text("y"), count(1234567)}},
	}}
	page := sheetsOf(t, f.document(t, briefed("summary", "", table)))[0]
	_, _, short, _ := bounds(wordOf(t, page, "7"))
	_, _, long, _ := bounds(wordOf(t, page, "1,234,567"))
	if math.Abs(short-long) > 1e-6 {
		t.Errorf("numbers end at %v and %v", short, long)
	}
}

func TestColumnsWithoutValueAreLeftOut(t *testing.T) {
	f := fixture{report.English}
	table := report.Table{
		Title: "t", Columns: []report.Column{{Title: "Name"}, {Title: "Dashes", Kind: report.Count}, {Title: "Few", Kind: report.Count}, {Title: "Blank"}},
		Rows: []report.Row{{Cells: []report.Cell{text("a"), without(report.Count, "no_base"), without(report.Count, "too_few"), text("")}}},
	}
	for _, test := range []struct {
		name     string
		complete bool
		columns  []string
		note     string
	}{
		{"reasons with a word stay", false, []string{"Name", "Few"}, "too few: too few to calculate.|Columns left out, having no value: Dashes, Blank."},
		{"complete", true, []string{"Name", "Dashes", "Few", "Blank"}, "too few: too few to calculate.|―: does not apply, or there is no base to compare with."},
	} {
		t.Run(test.name, func(t *testing.T) {
			table.Complete = test.complete
			l := &layout{document: f.document(t), styles: stylesOf(f.language)}
			l.words, _ = wordsOf(f.language)
			set := l.newTable(table, textWidth)
			var columns []string
			for _, column := range set.columns {
				columns = append(columns, column.Title)
			}
			if got, want := strings.Join(columns, "|"), strings.Join(test.columns, "|"); got != want {
				t.Errorf("columns %s, want %s", got, want)
			}
			if got := strings.Join(set.notes, "|"); got != test.note {
				t.Errorf("notes %s, want %s", got, test.note)
			}
		})
	}
}

// A table whose columns have no titles begins with its first row and stays with
// the paragraph above it.
func TestTableWithoutHead(t *testing.T) {
	f := fixture{report.English}
	table := report.Table{Columns: []report.Column{{}, {Wide: true}}}
	for range 5 {
		table.Rows = append(table.Rows, report.Row{Cells: []report.Cell{text("item"), text("content")}})
	}
	for before := range 45 {
		blocks := []report.Block{report.List{Items: slices.Repeat([]string{"line"}, before)}, report.Paragraph{Text: "introduces"}, table}
		for number, page := range sheetsOf(t, f.document(t, briefed("summary", "", blocks...))) {
			text := textOf([]sheet{page})
			if strings.Contains(text, "introduces") != strings.Contains(text, "item") {
				t.Errorf("%d lines before: page %d parts a paragraph from its table", before, number+1)
			}
		}
	}
}
