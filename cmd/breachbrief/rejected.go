package main

import (
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/breachbrief/breachbrief/analysis"
	"github.com/breachbrief/breachbrief/analysis/intake"
	"github.com/breachbrief/breachbrief/report"
)

// rejectedName is the file of the rows that were not used.
const rejectedName = "rejected.csv"

// rejectedRows writes the rows that were not used as they were read, after the
// place and the reason. The columns are those of the first such row's file;
// cells of other columns stand together in the last one, as "name: cell".
type rejectedRows struct {
	out    *csv.Writer
	words  *report.Words
	header []string       // nil: no row yet
	place  map[string]int // of the first cell under a name
	count  int
	line   []string // reused
}

var rejectedPlace = []string{"file", "line", "code", "message"}

func newRejectedRows(w io.Writer) (*rejectedRows, error) {
	words, err := report.LoadWords(report.English)
	if err != nil {
		return nil, err
	}
	return &rejectedRows{out: csv.NewWriter(w), words: words}, nil
}

func (r *rejectedRows) add(row intake.Rejected) {
	if r.header == nil {
		r.begin(row.Header)
	}
	r.count++
	message, _ := r.words.Explain(analysis.Problem{File: row.File, Line: row.Line, Code: row.Code, Detail: row.Detail, Severity: analysis.Failure})
	r.line = append(r.line[:0], row.File, strconv.Itoa(row.Line), row.Code, message)
	cells := len(rejectedPlace)
	r.line = append(r.line, make([]string, len(r.header))...)
	var more []string
	for i, cell := range row.Cells {
		name := ""
		if i < len(row.Header) {
			name = row.Header[i]
		}
		if column, found := r.place[name]; found {
			r.line[cells+column] = cell
		} else if cell != "" {
			more = append(more, name+": "+cell)
		}
	}
	r.write(append(r.line, strings.Join(more, "; ")))
}

func (r *rejectedRows) begin(header []string) {
	r.header = slices.Clone(header)
	if r.header == nil {
		r.header = []string{}
	}
	r.place = map[string]int{}
	for i, name := range slices.Backward(r.header) {
		r.place[name] = i
	}
	delete(r.place, "")
	r.write(slices.Concat(rejectedPlace, r.header, []string{"more"}))
}

// close ends the file and returns the first error of writing it.
func (r *rejectedRows) close() error {
	if r.header == nil {
		r.begin(nil)
	}
	r.out.Flush()
	return r.out.Error()
}

// write writes a line of cells that a spreadsheet cannot take for formulas.
func (r *rejectedRows) write(cells []string) {
	for i, cell := range cells {
		cells[i] = defuse(cell)
	}
	r.out.Write(cells)
}

// defuse returns a cell that no spreadsheet reads as a formula: an apostrophe
// goes before what would begin one. Numbers and a lone dash are harmless.
func defuse(cell string) string {
	if cell == "" || !strings.ContainsRune("=+-@\t\r＝＋－＠", firstRune(cell)) || cell == "-" || cell == "－" {
		return cell
	}
	if _, err := strconv.ParseFloat(cell, 64); err == nil {
		return cell
	}
	return "'" + cell
}

func firstRune(text string) rune {
	for _, r := range text {
		return r
	}
	return 0
}
