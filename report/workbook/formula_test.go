package workbook

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/breachbrief/breachbrief/report"
)

// firstListed returns the row below the header of the listing.
func firstListed(t testing.TB, book *excelize.File) int {
	t.Helper()
	rows, err := book.GetRows("インシデント一覧")
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range rows {
		if len(row) > 3 && row[3] == "URL" {
			return i + 2
		}
	}
	t.Fatal("there is no header")
	return 0
}

// Every line of the Control sheet: the cached value is the program's, and the
// formula computes to it.
func TestFormulasAgree(t *testing.T) {
	for name, rows := range map[string]int{"over the rows": 200, "over the tally": mostFormulaRows + 1} {
		t.Run(name, func(t *testing.T) {
			book := opened(t, written(t, fixture(t, report.Japanese, rows)))
			lines, err := book.GetRows("照合", excelize.Options{RawCellValue: true})
			if err != nil {
				t.Fatal(err)
			}
			checked := 0
			for i, line := range lines {
				if len(line) < 5 || line[4] != "一致" || line[0] == "シート" {
					continue
				}
				checked++
				if line[2] != line[3] {
					t.Errorf("line %d: the program has %s, the cached value is %s", i+1, line[2], line[3])
				}
				checkFormula(t, book, line)
			}
			if checked < 80 {
				t.Errorf("only %d formulas are controlled", checked)
			}
		})
	}
}

func checkFormula(t *testing.T, book *excelize.File, line []string) {
	t.Helper()
	cached, err := book.GetCellValue(line[0], line[1], excelize.Options{RawCellValue: true})
	if err != nil || cached != line[2] {
		t.Errorf("%s!%s holds %s, want %s (%v)", line[0], line[1], cached, line[2], err)
	}
	computed, err := book.CalcCellValue(line[0], line[1], excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatalf("%s!%s: %v", line[0], line[1], err)
	}
	want, _ := strconv.ParseFloat(line[2], 64)
	got, err := strconv.ParseFloat(computed, 64)
	if err != nil || math.Abs(got-want) > 1e-9*math.Max(1, math.Abs(want)) {
		formula, _ := book.GetCellFormula(line[0], line[1])
		t.Errorf("%s!%s computes to %s, want %s: %s", line[0], line[1], computed, line[2], formula)
	}
}

func TestCriteria(t *testing.T) {
	for name, c := range map[string]struct {
		where report.Condition
		want  string
	}{
		"word":         {equal("vector", "紛失"), `"紛失"`},
		"quotes":       {equal("vector", `a"b`), `"a""b"`},
		"wildcards":    {equal("vector", "a*b?~"), `"a~*b~?~~"`},
		"empty":        {equal("vector", ""), `"="`},
		"operator":     {equal("vector", ">5"), `"=>5"`},
		"not a word":   {report.Condition{Op: report.NotEqual, Text: "a", IsText: true}, `"<>a"`},
		"number":       {when("size_low", report.Equal, 1), `1`},
		"at least":     {when("size_low", report.AtLeast, 1000), `">=1000"`},
		"over":         {when("size_low", report.Over, 0.5), `">0.5"`},
		"large number": {when("size_low", report.AtMost, 1e15), `"<=1000000000000000"`},
	} {
		if got, ok := criterion(c.where); got != c.want || !ok {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	if _, ok := criterion(equal("organization", longName+longName+longName)); ok {
		t.Error("a text too long for a formula is accepted")
	}
	for text, want := range map[string]bool{"13": false, "013": false, "１３": false, "1-2": false, "1e1": false, "50%": false, "TRUE": false,
		"6月1日": false, "13区": true, "tokyo": true, "-": true, "e": true, "第3": true} {
		if _, ok := criterion(equal("region", text)); ok != want {
			t.Errorf("%q is accepted: %v, want %v", text, ok, want)
		}
	}
}

func TestUnknownColumnStaysAValue(t *testing.T) {
	d := fixture(t, report.English, 20)
	q := &report.Query{Where: []report.Condition{equal("nowhere", "x")}}
	d.Sections = []report.Section{{ID: "summary", Sheet: "S", Blocks: []report.Block{report.Table{
		Columns: []report.Column{{Title: "n", Kind: report.Count}},
		Rows:    []report.Row{{Cells: []report.Cell{{Kind: report.Count, Value: 7, Live: q}}}},
	}}}}
	_, parts := partsOf(t, written(t, d))
	if got := parts["xl/worksheets/sheet1.xml"]; !contains(got, "<v>7</v>", "no formulas") {
		t.Errorf("the value or the sentence is missing: %s", got)
	}
}

// A figure that the rows do not bear out is told, in the file as it is opened:
// its formula has what the rows come to for its cached value.
func TestVerdictTellsAFormulaThatDiffers(t *testing.T) {
	for name, c := range map[string]struct {
		off  float64
		want string
	}{
		"agrees":  {0, "all 2 formulas in this workbook agree"},
		"differs": {1, "differ from the values the program computed: 1 of 2."},
	} {
		t.Run(name, func(t *testing.T) {
			d := fixture(t, report.English, 48)
			n := answer(fixtureRows(48), inMonths(june, june))
			cell := func(off float64) report.Row {
				return report.Row{Cells: []report.Cell{{Kind: report.Count, Value: n + off, Live: inMonths(june, june)}}}
			}
			d.Sections = []report.Section{{ID: "summary", Sheet: "S", Blocks: []report.Block{report.Table{
				Columns: []report.Column{{Title: "n", Kind: report.Count}}, Rows: []report.Row{cell(c.off), cell(0)}}}}}
			book := opened(t, written(t, d))
			said, err := book.GetCellValue("S", "A3")
			if err != nil || !strings.Contains(said, c.want) {
				t.Errorf("the summary says %q, want %q (%v)", said, c.want, err)
			}
			lines, err := book.GetRows("Control", excelize.Options{RawCellValue: true})
			if err != nil {
				t.Fatal(err)
			}
			first := lines[len(lines)-2]
			want := []string{"S", first[1], strconv.FormatFloat(n+c.off, 'f', -1, 64), strconv.FormatFloat(n, 'f', -1, 64), map[bool]string{true: "yes", false: "no"}[c.off == 0]}
			if !slices.Equal(first, want) {
				t.Errorf("the sheet Control has %q, want %q", first, want)
			}
		})
	}
}
