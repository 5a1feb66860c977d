package intake

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/breachbrief/breachbrief/analysis"
)

// rowReader turns the cells of one file's records into incidents.
type rowReader struct {
	*reader
	words [canonicalColumns]memo[wordReading]
	sizes map[sizeKey]sizeReading
	units memo[unitReading]
	dates memo[dateReading]
	above [canonicalColumns]string // cells of the row before, for ditto marks

	cells    []string
	line     int
	problems []analysis.Problem
	dated    dateRow
}

// memo remembers the reading of texts that come again and again.
type memo[T any] struct{ known map[string]T }

// memoSize bounds a memo: enough for every word of a table, little against the
// memory of a run.
const memoSize = 1 << 15

// longestRemembered keeps long free texts out of the memory.
const longestRemembered = 256

// put remembers a reading under its own copy of the text.
func (m *memo[T]) put(text string, reading T) {
	if len(text) > longestRemembered {
		return
	}
	if m.known == nil || len(m.known) >= memoSize {
		m.known = map[string]T{}
	}
	m.known[strings.Clone(text)] = reading
}

func newRowReader(r *reader) *rowReader { return &rowReader{reader: r} }

// read turns one record into an incident and gives it to add, or rejects it.
func (r *rowReader) read(rec *record) {
	r.cells, r.line, r.problems = rec.cells, rec.line, r.problems[:0]
	width := len(r.plan.header.names)
	if rec.stray {
		r.problem(cellRef{noColumn, -1, ""}, remark{code: CodeStrayQuote})
	}
	in := analysis.Incident{Place: analysis.Place{File: r.index, Line: rec.line}}
	r.texts(&in)
	if in.Organization == "" {
		r.reject(rec, CodeOrganizationMissing, "")
		return
	}
	r.identifiers(&in)
	r.allDates(&in)
	r.allSizes(&in)
	if len(rec.cells) < width {
		detail := fmt.Sprintf("%d / %d", len(rec.cells), width)
		if r.misread() {
			r.reject(rec, CodeWrongCellCount, detail)
			return
		}
		r.problem(cellRef{noColumn, -1, ""}, remark{CodeShortRow, detail})
	}
	r.input.Used++
	r.add(in)
	r.flush(in)
}

// misread reports whether a cell of the row did not read as what its column
// holds. In a row with too few cells that shows a cell lost in the middle, where
// spreadsheets only leave out empty ones at the end.
func (r *rowReader) misread() bool {
	for i := range r.problems {
		if r.problems[i].Severity > analysis.Note {
			return true
		}
	}
	return false
}

// flush reports the row's problems.
func (r *rowReader) flush(in analysis.Incident) {
	for i := range r.problems {
		p := r.problems[i]
		p.File = r.name
		r.problems[i].File = r.name
		if tallied[p.Code] {
			r.reader.problems.tally(p)
			continue
		}
		p.Value, p.Detail = strings.Clone(p.Value), strings.Clone(p.Detail)
		r.reader.problems.add(p)
	}
	if r.options.Row != nil {
		r.options.Row(in, r.problems)
	}
}

// cellRef is a cell as a problem names it; index is -1 for the whole row.
type cellRef struct {
	column column
	index  int
	text   string
}

// problem notes a problem of this row.
func (r *rowReader) problem(at cellRef, m remark) {
	r.problems = append(r.problems, analysis.Problem{Line: r.line, Column: at.index + 1, Field: at.column.String(),
		Value: clip(at.text, longestValue), Code: m.code, Severity: severity(m.code), Detail: m.detail})
}

// cell returns the text of a canonical column and the index of its cell. A ditto
// mark is replaced by the cell above.
func (r *rowReader) cell(c column) (text string, index int) {
	f := &r.plan.fields[c]
	if f.dated {
		return f.datedText(r.cells)
	}
	if len(f.cells) == 0 {
		return f.constant, -1
	}
	text, index, key := f.text(r.cells)
	if f.values != nil || f.split != nil {
		text = f.translate(text, key)
	}
	if index >= 0 && !r.plan.own && isDitto(text) {
		return r.ditto(c, index)
	}
	return text, index
}

// isDitto reports whether a cell is a mark for "the same as above". The marks are
// short and begin with one of few signs, so that most cells need no look-up.
func isDitto(text string) bool {
	if text == "" || len(text) > len("同上") {
		return false
	}
	switch sign, _ := utf8.DecodeRuneInString(text); sign {
	case '〃', '同', '々', '仝', '"', '″', '\'':
		return tables().ditto[text]
	}
	return false
}

// ditto returns the cell above.
func (r *rowReader) ditto(c column, index int) (string, int) {
	mark := cellText(r.cells[index])
	above := r.above[c]
	if above == "" {
		r.problem(cellRef{c, index, mark}, remark{code: CodeDittoWithoutValue})
		return "", index
	}
	r.problem(cellRef{c, index, mark}, remark{CodeDitto, above})
	return above, index
}

// keep remembers the cells that a ditto mark in the next row would stand for.
// It copies nothing as long as the row's line is needed anyway.
func (r *rowReader) keep(c column, text string) string {
	r.above[c] = text
	return text
}

func (r *rowReader) text(c column) string {
	text, _ := r.cell(c)
	return r.keep(c, text)
}

// texts reads what stands as written.
func (r *rowReader) texts(in *analysis.Incident) {
	in.Organization = r.text(columnOrganization)
	if isUnnamed(in.Organization) {
		_, index := r.cell(columnOrganization)
		r.problem(cellRef{columnOrganization, index, in.Organization}, remark{code: CodeOrganizationUnnamed})
	}
	in.ID, in.Event = r.text(columnID), r.text(columnEvent)
	if isRounded(in.ID) {
		_, index := r.cell(columnID)
		r.problem(cellRef{columnID, index, in.ID}, remark{code: CodeRoundedByProgram})
	}
	in.OrganizationEN = r.text(columnOrganizationEN)
	in.Text.Items, in.Text.Source = r.text(columnItems), r.text(columnSource)
	in.Text.SourceURL, in.Text.Notes = r.text(columnSourceURL), r.text(columnNotes)
	if r.plan.own {
		in.Text.Extra, _ = r.cell(columnExtra)
	}
	if len(r.plan.extra) > 0 {
		in.Text.Extra = r.extra()
	}
}

// isUnnamed reports whether a word such as 非公表 stands in place of a name. Only
// what is as short as N/A or － is folded: names are many.
func isUnnamed(name string) bool {
	if len(name) <= 12 {
		name = foldWidth(name)
	}
	return name != "" && isAbsent(name)
}

// isRounded reports whether a spreadsheet has written a long number in
// E-notation, so that its last digits are lost.
func isRounded(id string) bool {
	mantissa, exponent, ok := strings.Cut(id, "E+")
	return ok && mantissa != "" && exponent != "" && strings.Trim(mantissa, "0123456789.") == "" &&
		strings.Trim(exponent, "0123456789") == ""
}

// extra joins the cells of unknown columns.
func (r *rowReader) extra() string {
	var b strings.Builder
	for _, e := range r.plan.extra {
		if e.index >= len(r.cells) {
			continue
		}
		if text := cellText(r.cells[e.index]); text != "" {
			if b.Len() > 0 {
				b.WriteString("; ")
			}
			b.WriteString(e.name)
			b.WriteString(": ")
			b.WriteString(text)
		}
	}
	return b.String()
}

// cellText removes the spaces around a cell and what programs put before text
// to keep it text: ="007" and the apostrophe.
func cellText(cell string) string {
	if cell == "" {
		return ""
	}
	if maySpace(cell) {
		cell = strings.TrimFunc(cell, isSpace)
	}
	if len(cell) >= 3 && cell[0] == '=' && cell[1] == '"' && cell[len(cell)-1] == '"' {
		inner := cell[2 : len(cell)-1]
		if !strings.Contains(inner, `"`) {
			return strings.TrimFunc(inner, isSpace)
		}
	}
	return unguard(cell)
}

// maySpace reports cheaply whether a text may begin or end with a space: only few
// bytes begin one, and Japanese letters are not among them.
func maySpace(text string) bool {
	first, last := text[0], text[len(text)-1]
	if first <= ' ' || last <= ' ' || first == 0xC2 || first == 0xE1 || first == 0xE2 || first == 0xEF ||
		strings.HasPrefix(text, "\u3000") {
		return true
	}
	if last < utf8.RuneSelf {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(text)
	return isSpace(r)
}

// isSpace includes the byte order mark and the zero-width space, which stand at
// the ends of cells copied from web pages.
func isSpace(r rune) bool {
	return unicode.IsSpace(r) || r == '\uFEFF' || r == '\u200B'
}
