package workbook

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/breachbrief/breachbrief/report"
)

func contains(text string, all ...string) bool {
	return !slices.ContainsFunc(all, func(s string) bool { return !strings.Contains(text, s) })
}

func TestRowsThatDoNotFit(t *testing.T) {
	period := func(rows ...int) func(int) bool { return func(i int) bool { return slices.Contains(rows, i) } }
	for name, c := range map[string]struct {
		total, room int
		inPeriod    func(int) bool
		want        []int
	}{
		"all fit":                   {4, 4, period(1), []int{0, 1, 2, 3}},
		"the last without a period": {6, 3, nil, []int{3, 4, 5}},
		"the period and the last":   {8, 4, period(1, 2), []int{1, 2, 6, 7}},
		"the period at the end":     {8, 3, period(6, 7), []int{5, 6, 7}},
		"the period across the cut": {8, 4, period(2, 6), []int{2, 5, 6, 7}},
		"a period too long":         {8, 3, period(0, 1, 2, 3, 4, 5), []int{3, 4, 5}},
		"no rows":                   {0, 3, nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			l := &listing{first: 10}
			l.choose(&report.Listing{Len: c.total, InPeriod: c.inPeriod}, c.room)
			var got []int
			for i := range c.total {
				if l.keeps(i) {
					got = append(got, i)
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("kept %v, want %v", got, c.want)
			}
		})
	}
}

// The rows listed are as many as there is room for, all of the period among
// them if they fit, and each is found on its row of the sheet.
func TestChosenRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.SliceOfN(rapid.Bool(), 0, 40).Draw(t, "period")
		room := rapid.IntRange(1, 45).Draw(t, "room")
		l := &listing{first: 5}
		l.choose(&report.Listing{Len: len(in), InPeriod: func(i int) bool { return in[i] }}, room)
		row, left := l.first, 0
		for i := range in {
			at, ok := l.sheetRow(i + 1)
			if ok != l.keeps(i) {
				t.Fatalf("row %d: listed %v, found %v", i, l.keeps(i), ok)
			}
			if !ok {
				if in[i] {
					left++
				}
				continue
			}
			if at != row {
				t.Fatalf("row %d stands on %d, want %d", i, at, row)
			}
			row++
		}
		if row-l.first != l.listed || l.listed != min(len(in), room) {
			t.Fatalf("%d rows stand on the sheet, %d listed, room for %d", row-l.first, l.listed, room)
		}
		if inPeriod := count1(in); left > 0 && inPeriod <= room {
			t.Fatalf("%d of %d rows of the period left out", left, inPeriod)
		}
	})
}

func count1(in []bool) int {
	n := 0
	for _, b := range in {
		n += boolNumber(b)
	}
	return n
}

func TestAddresses(t *testing.T) {
	for address, want := range map[string]bool{
		"https://example.org/a?b=c": true, "http://example.org": true, "ftp://example.org": false, "javascript:alert(1)": false,
		"file:///etc/passwd": false, "example.org": false, "": false, "https://": false, "https://a b": false,
		"https://example.org/" + strings.Repeat("x", maxURL): false, "https://example.org/a#b": true, "https://example.org/a#b#c": false,
		"https://example.org/?q=[1]": false, "https://example.org/{x}": false, "https://example.org:8443/": true,
		"https://example.org:99999/": false, "https://:80/": false, "https://例え.jp/記事": true, "https://example.org/%zz": false,
	} {
		if got := safeURL(address); got != want {
			t.Errorf("safeURL(%.40q) = %v, want %v", address, got, want)
		}
	}
}

func TestLinesOfText(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		room float64
		want int
	}{
		"one":            {"short", 10, 1},
		"wide":           {"漢字漢字漢字", 6, 2},
		"words":          {"alpha beta gamma", 11, 2},
		"long word":      {strings.Repeat("x", 25), 10, 3},
		"line breaks":    {"a\nb\nc", 10, 3},
		"no room at all": {"漢字", 0, 2},
		"stray bytes":    {"\xff\xfe漢", 10, 1},
	} {
		if got := linesOf(c.text, c.room); got != c.want {
			t.Errorf("%s: %d lines, want %d", name, got, c.want)
		}
	}
}
