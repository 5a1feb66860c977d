package workbook

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"github.com/breachbrief/breachbrief/report"
)

// mostFormulaRows is over how many rows formulas count. Each formula reads every
// row: LibreOffice takes 6 s to recalculate 540 of them over 19,000 rows. Over
// more rows they count from the tally.
const mostFormulaRows = 20_000

// counter turns queries into formulas, over the rows of the listing or over the
// tally.
type counter struct {
	names map[string]string // defined name of each column of the listing
	kinds map[string]report.Kind
	rows  *tally // of all rows, from which the cached values of formulas come
	tally *tally // the same when formulas count from it; nil: they count the rows
}

func (b *book) newCounter() *counter {
	c := &counter{names: map[string]string{}, kinds: map[string]report.Kind{}}
	l := b.document.Listing
	if l == nil {
		return c
	}
	for _, column := range l.Columns {
		c.names[column.Key] = "rows_" + column.Key
		c.kinds[column.Key] = column.Kind
	}
	c.rows = newTally(l.Columns, b.queries())
	if l.Len > mostFormulaRows {
		c.tally = c.rows
	}
	return c
}

// queries returns the queries of all cells that stand in the workbook.
func (b *book) queries() []*report.Query {
	var found []*report.Query
	for _, section := range b.sections() {
		for _, block := range section.InWorkbook() {
			table, _ := block.(report.Table)
			for _, row := range table.Rows {
				for _, cell := range row.Cells {
					if cell.Live != nil {
						found = append(found, cell.Live)
					}
				}
			}
		}
	}
	return found
}

// formula returns the formula of a query, and whether a spreadsheet can count it.
func (c *counter) formula(q *report.Query) (string, bool) {
	counted, ok := c.difference(q)
	if !ok || q.Divide == nil {
		return counted, ok
	}
	divisor, ok := c.formula(q.Divide)
	return ratio(counted, divisor), ok
}

// relative returns the formula of a relative change: of a query less another,
// divided by that other.
func (c *counter) relative(q *report.Query) (string, bool) {
	if q.Minus == nil || q.Divide != nil {
		return "", false
	}
	change, ok := c.difference(q)
	if !ok {
		return "", false
	}
	base, ok := c.formula(q.Minus)
	return ratio(change, base), ok
}

// noRatio stands where a divisor is 0.
const noRatio = "―"

// ratio divides; there is no value where the divisor is 0.
func ratio(a, b string) string { return `IFERROR((` + a + `)/(` + b + `),` + literal(noRatio) + `)` }

func (c *counter) difference(q *report.Query) (string, bool) {
	counted, ok := c.count(q)
	if !ok || q.Minus == nil {
		return counted, ok
	}
	less, ok := c.formula(q.Minus)
	return counted + "-(" + less + ")", ok
}

// count returns the formula that counts rows or adds up a column.
func (c *counter) count(q *report.Query) (string, bool) {
	name, block, ok := c.source(q)
	if !ok {
		return "", false
	}
	var arguments []string
	for _, where := range q.Where {
		criterion, ok := criterion(where)
		if !ok {
			return "", false
		}
		arguments = append(arguments, name(where.Column), criterion)
	}
	total := "" // what to add up; empty: the rows are counted
	switch {
	case block != nil:
		total = block.total(q.Sum)
	case q.Sum != "":
		total = name(q.Sum)
	}
	switch {
	case total == "" && len(arguments) == 0:
		return "ROWS(" + name(c.anyColumn()) + ")", true
	case total == "":
		return "COUNTIFS(" + strings.Join(arguments, ",") + ")", true
	case len(arguments) == 0:
		return "SUM(" + total + ")", true
	}
	return "SUMIFS(" + total + "," + strings.Join(arguments, ",") + ")", true
}

// source returns the names of the columns that a query reads, and the block of
// the tally that holds them when it reads the tally.
func (c *counter) source(q *report.Query) (name func(string) string, block *tallyBlock, ok bool) {
	for _, column := range columnsOf(q) {
		if c.names[column] == "" {
			return nil, nil, false
		}
	}
	if c.tally == nil {
		return func(column string) string { return c.names[column] }, nil, true
	}
	block = c.tally.find(q)
	if block == nil {
		return nil, nil, false
	}
	return block.name, block, true
}

// columnsOf returns the columns of the listing that a query reads, without those
// of the queries within.
func columnsOf(q *report.Query) []string {
	var columns []string
	if q.Sum != "" {
		columns = append(columns, q.Sum)
	}
	for _, where := range q.Where {
		columns = append(columns, where.Column)
	}
	return columns
}

func (c *counter) anyColumn() string {
	first := ""
	for column := range c.names {
		if first == "" || column < first {
			first = column
		}
	}
	return first
}

// maxLiteral is the longest text that a formula may hold.
const maxLiteral = 255

var operators = [...]string{report.Equal: "=", report.NotEqual: "<>", report.AtLeast: ">=", report.AtMost: "<=", report.Over: ">"}

// criterion returns a condition as COUNTIFS wants it. In a text, ~ makes the
// wildcards stand for themselves. A text that Excel would read as a number, and
// then find other ways to write that number too, cannot be counted.
func criterion(where report.Condition) (string, bool) {
	if int(where.Op) >= len(operators) {
		return "", false
	}
	operator := operators[where.Op]
	if !where.IsText {
		number := strconv.FormatFloat(where.Number, 'f', -1, 64)
		if where.Op == report.Equal {
			return number, true
		}
		return literal(operator + number), true
	}
	text := strings.NewReplacer("~", "~~", "*", "~*", "?", "~?").Replace(where.Text)
	if where.Op != report.Equal || text == "" || strings.ContainsAny(text[:1], "=<>") {
		text = operator + text
	}
	return literal(text), len(utf16.Encode([]rune(text))) <= maxLiteral && !readAsNumber(where.Text)
}

// readAsNumber reports whether Excel may take a text for a number, a date, a time
// or a truth value.
func readAsNumber(text string) bool {
	const units = "eE年月日時分秒" // of numbers and dates
	other := func(r rune) bool {
		return unicode.IsLetter(r) && !strings.ContainsRune(units, r) || strings.ContainsRune("<=>", r)
	}
	number := strings.ContainsFunc(text, unicode.IsDigit) && !strings.ContainsFunc(text, other)
	return number || strings.EqualFold(text, "true") || strings.EqualFold(text, "false")
}

// literal returns text as a formula writes it.
func literal(text string) string { return `"` + strings.ReplaceAll(text, `"`, `""`) + `"` }

// defineColumns names the columns of the listing that formulas read.
func (b *book) defineColumns() error {
	l := b.document.Listing
	incidents := b.byID[incidentsID]
	if l == nil || incidents == nil || b.counter.tally != nil {
		return nil
	}
	used := map[string]bool{b.counter.anyColumn(): true}
	for _, query := range b.queries() {
		for q := range within(query) {
			for _, column := range columnsOf(q) {
				used[column] = true
			}
		}
	}
	for i, column := range l.Columns {
		if !used[column.Key] {
			continue
		}
		column := area{i + 1, b.listing.first, i + 1, max(b.listing.last(), b.listing.first)}
		if err := b.define(b.counter.names[l.Columns[i].Key], column.absolute(incidents.name)); err != nil {
			return err
		}
	}
	return nil
}

// within yields a query and all queries in it.
func within(q *report.Query) func(yield func(*report.Query) bool) {
	return func(yield func(*report.Query) bool) {
		for todo := []*report.Query{q}; len(todo) > 0; {
			next := todo[0]
			todo = todo[1:]
			if !yield(next) {
				return
			}
			for _, inner := range []*report.Query{next.Minus, next.Divide} {
				if inner != nil {
					todo = append(todo, inner)
				}
			}
		}
	}
}

// define gives a name to cells of the workbook.
func (b *book) define(name, reference string) error {
	if err := b.file.SetDefinedName(&excelize.DefinedName{Name: name, RefersTo: reference}); err != nil {
		return fmt.Errorf("naming the cells %s: %w", name, err)
	}
	return nil
}
