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
	for name, c := range map[string]struct {
		ranks []int // of the rows; nil: there is no order
		total int
		room  int
		want  []int
	}{
		"all fit":                   {[]int{0, 9, 0, 0}, 4, 4, []int{0, 1, 2, 3}},
		"no order: the last":        {nil, 6, 3, []int{3, 4, 5}},
		"equal ranks: the last":     {[]int{1, 1, 1, 1, 1, 1}, 6, 3, []int{3, 4, 5}},
		"the period, then the last": {[]int{1, 9, 9, 1, 1, 1, 1, 1}, 8, 4, []int{1, 2, 6, 7}},
		"the period at the end":     {[]int{1, 1, 1, 1, 1, 1, 9, 9}, 8, 3, []int{5, 6, 7}},
		"a period too long":         {[]int{9, 9, 9, 9, 9, 9, 1, 1}, 8, 3, []int{3, 4, 5}},
		"newest first in the input": {[]int{5, 4, 4, 3, 2, 1}, 6, 4, []int{0, 1, 2, 3}},
		"undated rows last":         {[]int{0, 3, 0, 2, 0}, 5, 3, []int{1, 3, 4}},
		"no rows":                   {nil, 0, 3, nil},
	} {
		t.Run(name, func(t *testing.T) {
			source := &report.Listing{Len: c.total}
			if c.ranks != nil {
				source.Rank = func(i int) int { return c.ranks[i] }
			}
			l := &listing{first: 10}
			l.choose(source, c.room)
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

// The rows listed are as many as there is room for, none left out ranks above
// one that is listed, and each is found on its row of the sheet.
func TestChosenRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ranks := rapid.SliceOfN(rapid.IntRange(0, 6), 0, 200).Draw(t, "ranks")
		room := rapid.IntRange(1, 220).Draw(t, "room")
		l := &listing{first: 5}
		l.choose(&report.Listing{Len: len(ranks), Rank: func(i int) int { return ranks[i] }}, room)
		row, lowest, highest := l.first, 7, -1 // of the ranks listed, of those left out
		for i, rank := range ranks {
			at, ok := l.sheetRow(i + 1)
			if ok != l.keeps(i) {
				t.Fatalf("row %d: listed %v, found %v", i, l.keeps(i), ok)
			}
			if !ok {
				highest = max(highest, rank)
				continue
			}
			if at != row {
				t.Fatalf("row %d stands on %d, want %d", i, at, row)
			}
			lowest = min(lowest, rank)
			row++
		}
		if row-l.first != l.listed || l.listed != min(len(ranks), room) {
			t.Fatalf("%d rows stand on the sheet, %d listed, room for %d", row-l.first, l.listed, room)
		}
		if highest > lowest {
			t.Fatalf("rank %d is left out, %d is listed", highest, lowest)
		}
	})
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
