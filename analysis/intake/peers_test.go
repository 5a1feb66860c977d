package intake

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"

	"github.com/breachbrief/breachbrief/analysis"
)

// thousand makes a table of 1,000 rows, as the ones on which pandas, R, DuckDB,
// Polars and Miller were tried, and changes it.
func thousand(change func(i int, cells []string) []string) string {
	var b strings.Builder
	b.WriteString("organization,disclosed,size,supplier_caused,supplier,notes\n")
	for i := range 1000 {
		caused := "no"
		if i%4 == 0 {
			caused = "yes"
		}
		cells := []string{fmt.Sprintf("組織%d", i), fmt.Sprintf("2024-%02d-%02d", i%12+1, i%28+1), fmt.Sprint(i + 1), caused, "S社", "x"}
		if change != nil {
			cells = change(i, cells)
		}
		b.WriteString(strings.Join(cells, ",") + "\n")
	}
	return b.String()
}

// twice repeats each row below the header.
func twice(table string) string {
	header, rows, _ := strings.Cut(table, "\n")
	var b strings.Builder
	b.WriteString(header + "\n")
	for line := range strings.Lines(rows) {
		b.WriteString(line + line)
	}
	return b.String()
}

// summary counts what the peers got wrong.
type summary struct{ used, rejected, dated, sized, caused int }

func (o outcome) summary() summary {
	s := summary{used: o.batch.Inputs[0].Used, rejected: o.batch.Inputs[0].Rejected}
	for _, in := range o.incidents {
		if in.Disclosed.Known() {
			s.dated++
		}
		if in.Size.Known() {
			s.sized++
		}
		if in.SupplierCaused == analysis.Yes {
			s.caused++
		}
	}
	return s
}

func TestFaultsOnWhichOthersStopOrErrInSilence(t *testing.T) {
	sound := summary{1000, 0, 1000, 1000, 250}
	for _, test := range []struct {
		name, content string
		want          summary
	}{
		{"nothing wrong", thousand(nil), sound},
		{"byte order mark and CRLF", "\uFEFF" + strings.ReplaceAll(thousand(nil), "\n", "\r\n"), sound},
		{"CP932", encode(t, japanese.ShiftJIS.NewEncoder(), thousand(nil)), sound},
		{"a third of the dates in other forms", thousand(func(i int, cells []string) []string {
			form := []string{"%d-%02d-%02d", "%d/%d/%d", "%d年%d月%d日"}[i%3]
			cells[1] = fmt.Sprintf(form, 2024, i%12+1, i%28+1)
			return cells
		}), sound},
		{"yes and no in Japanese", thousand(func(_ int, cells []string) []string {
			cells[3] = map[string]string{"yes": "はい", "no": "いいえ"}[cells[3]]
			return cells
		}), sound},
		{"every row twice", twice(thousand(nil)), summary{1000, 1000, 1000, 1000, 250}},
		{"one short and one long row", thousand(func(i int, cells []string) []string {
			switch i {
			case 100:
				return append(cells[:1], cells[2:]...)
			case 200:
				return append(cells, "y", "z")
			}
			return cells
		}), summary{998, 2, 998, 998, 248}},
		{"one unbalanced quotation mark", thousand(func(i int, cells []string) []string {
			if i == 778 {
				cells[5] = `"x`
			}
			return cells
		}), summary{999, 1, 999, 999, 250}},
		{"all sizes unknown", thousand(func(_ int, cells []string) []string {
			cells[2] = "不明"
			return cells
		}), summary{1000, 0, 1000, 0, 250}},
		{"control characters and formulas", thousand(func(_ int, cells []string) []string {
			cells[5] = "\x01=HYPERLINK(1)"
			return cells
		}), sound},
		{"a cell of 40,000 characters", thousand(func(i int, cells []string) []string {
			if i == 5 {
				cells[5] = strings.Repeat("長", 40_000)
			}
			return cells
		}), sound},
		{"quotation marks doubled", thousand(func(_ int, cells []string) []string {
			cells[5] = `"a ""quoted"" word"`
			return cells
		}), sound},
	} {
		o := read(test.content, Options{})
		if o.err != nil {
			t.Errorf("%s: %v", test.name, o.err)
			continue
		}
		if got := o.summary(); got != test.want {
			t.Errorf("%s: got %+v, want %+v", test.name, got, test.want)
		}
	}
}

func TestColumnsThatAreMissingAreNoFault(t *testing.T) {
	o := read("organization,disclosed\nA,2024-04-01\n", Options{})
	if o.err != nil || o.codes() != "" || o.incidents[0].Supplier != "" || o.incidents[0].SupplierCaused != analysis.Unknown {
		t.Errorf("%v %s", o.err, o.codes())
	}
}
