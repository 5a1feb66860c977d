package workbook

import (
	"regexp"
	"slices"
	"strconv"
	"testing"
)

// brokenAfter returns the rows after which pages of a sheet end.
func brokenAfter(s *sheet) []int {
	var rows []int
	for _, brk := range regexp.MustCompile(`id="(\d+)"`).FindAllStringSubmatch(s.breaks(), -1) {
		n, _ := strconv.Atoi(brk[1])
		rows = append(rows, n)
	}
	return rows
}

// A page of these sheets, which are not printed smaller, holds 27 rows.
func TestPageEnds(t *testing.T) {
	for name, c := range map[string]struct {
		before, table, figure int // rows
		want                  []int
	}{
		"all on a page":               {before: 3, table: 20},
		"a table that does not fit":   {before: 15, table: 20, want: []int{15}},
		"a table below a few lines":   {before: 3, table: 25},
		"a table longer than a page":  {before: 3, table: 60},
		"only its title would fit":    {before: 25, table: 60, want: []int{25}},
		"a figure below a few lines":  {before: 3, figure: 25, want: []int{3}},
		"a figure after a full table": {before: 2, table: 20, figure: 10, want: []int{22}},
	} {
		t.Run(name, func(t *testing.T) {
			s := &sheet{widths: []float64{leastWidth}, contents: 1}
			s.skip(c.before)
			s.skip(c.table)
			if c.table > 0 {
				s.keepTable(c.before + 1)
			}
			s.skip(c.figure)
			if c.figure > 0 {
				s.keep(c.before + c.table + 1)
			}
			if got := brokenAfter(s); !slices.Equal(got, c.want) {
				t.Errorf("pages end after %v, want %v", got, c.want)
			}
		})
	}
}
