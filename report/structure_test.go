package report

import (
	"maps"
	"slices"
	"strconv"
	"testing"

	"github.com/breachbrief/breachbrief/analysis"
)

// manyRows is 40 suppliers, each with two organisations, sizes from 1 to 10^9
// and a name of more than 100 characters.
func manyRows() []analysis.Incident {
	var rows []analysis.Incident
	written := int64(1)
	long := ""
	for range 15 {
		long += "長い名前の組織"
	}
	for i := range 40 {
		for j := range 2 {
			rows = append(rows, analysis.Incident{
				Event: "e" + strconv.Itoa(i), Organization: long + strconv.Itoa(i) + "の" + strconv.Itoa(j), Region: "県" + strconv.Itoa(i),
				Sector: string(rune('A' + i%20)), Discovered: day(2022, 5, 1+i%28), Disclosed: day(2022, 6, 1+i%28),
				Vector: analysis.Vector(1 + i%3), SupplierCaused: analysis.Yes, SupplierKind: analysis.SupplierContractor,
				Supplier: "委託先" + strconv.Itoa(i), Size: exact(strconv.FormatInt(written, 10), written, analysis.UnitPersons),
			})
		}
		if written < 1e9 {
			written *= 10
		}
	}
	return rows
}

func structureCases() map[string][]analysis.Incident {
	return map[string][]analysis.Incident{
		"sample": sampleIncidents(), "many": manyRows(), "none": nil,
		"one": {{Organization: "甲市", Disclosed: day(2022, 6, 1)}},
	}
}

func TestDocumentsAreWellFormed(t *testing.T) {
	for name, rows := range structureCases() {
		for _, language := range []Language{English, Japanese} {
			t.Run(name+" "+string(language), func(t *testing.T) {
				d := composed(t, rows, "2022-06", language)
				checkStructure(t, d)
				checkText(t, d)
			})
		}
	}
}

func checkStructure(t *testing.T, d *Document) {
	t.Helper()
	var sections, ids, sheets []string
	for _, s := range d.Sections {
		sections = append(sections, s.ID)
	}
	for _, s := range d.Sections {
		if s.Title == "" || s.Sheet == "" && !s.Briefing {
			t.Errorf("section %s has no title, or stands nowhere", s.ID)
		}
		if s.Sheet != "" {
			sheets = append(sheets, s.Sheet)
		}
		for _, block := range s.Blocks {
			switch b := block.(type) {
			case Paragraph:
				checkLink(t, d, b.Link, sections)
			case *Figure:
				ids = append(ids, b.ID)
				checkFigure(t, b)
			case Table:
				ids = append(ids, b.ID)
				checkTable(t, d, b, sections)
			}
		}
	}
	for _, list := range [][]string{sections, ids, sheets} {
		slices.Sort(list)
		if unique := slices.Compact(slices.Clone(list)); len(unique) != len(list) {
			t.Errorf("not unique: %v", list)
		}
	}
	if want := 11; len(sheets) != want {
		t.Errorf("got %d sheets, want %d: %v", len(sheets), want, sheets)
	}
}

// mostLines is how many lines with a name each a figure shows on a page.
const mostLines = 20

func checkFigure(t *testing.T, f *Figure) {
	t.Helper()
	plots := 0
	for _, set := range []bool{f.Months != nil, f.Bars != nil, f.Sizes != nil, f.Shares != nil, f.Heat != nil, f.Curve != nil, f.Delays != nil} {
		if set {
			plots++
		}
	}
	switch {
	case f.Title == "" || f.Caption == "":
		t.Errorf("figure %s has no title or no caption", f.ID)
	case f.Empty == "" && (plots != 1 || f.Alt == ""):
		t.Errorf("figure %s has %d plots and the alternative text %q", f.ID, plots, f.Alt)
	case f.Bars != nil && len(f.Bars.Bars) > mostLines, f.Sizes != nil && len(f.Sizes.Dots) > mostLines,
		f.Heat != nil && len(f.Heat.Rows) > mostLines:
		t.Errorf("figure %s has more lines than a page shows apart", f.ID)
	case f.Empty != "" && plots != 0:
		t.Errorf("figure %s is empty and has a plot", f.ID)
	}
}

func checkTable(t *testing.T, d *Document, table Table, sections []string) {
	t.Helper()
	if len(table.Rows) == 0 && table.Empty == "" {
		t.Errorf("table %s has no rows and says nothing instead", table.ID)
	}
	for i, row := range table.Rows {
		if len(row.Cells) != len(table.Columns) {
			t.Errorf("table %s, row %d: %d cells under %d columns", table.ID, i, len(row.Cells), len(table.Columns))
		}
		for _, cell := range row.Cells {
			checkLink(t, d, cell.Link, sections)
		}
	}
}

func checkLink(t *testing.T, d *Document, link Link, sections []string) {
	t.Helper()
	if link.Section != "" && !slices.Contains(sections, link.Section) {
		t.Errorf("a link leads to the section %s, which does not exist", link.Section)
	}
	if link.Row < 0 || link.Row > d.Listing.Len {
		t.Errorf("a link leads to row %d of %d", link.Row, d.Listing.Len)
	}
}

func TestListing(t *testing.T) {
	d := composed(t, sampleIncidents(), "2022-06", Japanese)
	rows := 0
	ranks := map[int]int{}
	for i, cells := range d.Listing.Rows {
		if i != rows || len(cells) != len(d.Listing.Columns) {
			t.Fatalf("row %d has number %d and %d cells under %d columns", rows, i, len(cells), len(d.Listing.Columns))
		}
		ranks[d.Listing.Rank(i)]++
		rows++
	}
	if rows != d.Listing.Len {
		t.Errorf("the listing has %d rows, it says %d", rows, d.Listing.Len)
	}
	highest := slices.Max(slices.Collect(maps.Keys(ranks)))
	if want := 8; ranks[highest] != want { // the desk's four rows, one of them disclosed in July, and four more
		t.Errorf("%d rows of the period rank highest, want %d", ranks[highest], want)
	}
	for range d.Listing.Rows { // the iterator may be left early
		break
	}
}

func TestComposeRefuses(t *testing.T) {
	if _, err := Compose(nil, Style{Words: wordsOf(t, English)}); err == nil {
		t.Error("no error without findings")
	}
	if _, err := Compose(findingsOf(nil, "2022-06"), Style{}); err == nil {
		t.Error("no error without a language")
	}
	if _, err := Compose(&analysis.Findings{}, Style{Words: wordsOf(t, English)}); err == nil {
		t.Error("no error without a resolution")
	}
}
