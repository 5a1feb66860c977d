package intake

import (
	"bytes"
	"errors"
	"io"
	"strings"
)

// record is one row as split into cells.
type record struct {
	line  int // on which it begins
	cells []string
	code  string // why the row cannot be used
	stray bool   // a quotation mark was kept as text
}

// recordReader splits lines into records by the rules of RFC 4180, and where
// people break them keeps the damage to the row that is broken: a quotation mark
// that nothing closes costs its own line, never the rest of the file.
type recordReader struct {
	lines     *lineReader
	separator byte
	width     int // cells expected, 0 before the header is known
	columns   int // limit
	rowBytes  int

	record   record
	text     []byte
	ends     []int
	first    string      // first line of a record of several lines
	consumed []takenLine // its further lines
	broken   int         // records that were broken off
}

// Bounds that keep broken quotation marks from costing more than they should.
const (
	linesOfRecord = 1000 // no cell has as many
	brokenRecords = 1000 // after so many, cells no longer run over lines
)

// next returns the next record; it holds until the next call.
func (r *recordReader) next() (*record, error) {
	line, err := r.lines.next()
	if err != nil && !errors.Is(err, errLineTooLong) {
		return nil, err
	}
	r.record = record{line: r.lines.number, cells: r.record.cells[:0]}
	switch {
	case err != nil:
		r.record.code = CodeRowTooLong
		r.plain(string(line))
	case bytes.IndexByte(line, '"') < 0:
		r.plain(string(line))
	default:
		err = r.quoted(line)
		if err != nil {
			return nil, err
		}
	}
	return &r.record, nil
}

// plain splits a line without quotation marks.
func (r *recordReader) plain(line string) {
	for len(r.record.cells) < r.columns {
		i := strings.IndexByte(line, r.separator)
		if i < 0 {
			r.record.cells = append(r.record.cells, line)
			return
		}
		r.record.cells = append(r.record.cells, line[:i])
		line = line[i+1:]
	}
	r.fail(CodeWrongCellCount)
}

func (r *recordReader) fail(code string) {
	if r.record.code == "" {
		r.record.code = code
	}
}

// quoted splits a line with quotation marks and the lines over which its cells
// run on.
func (r *recordReader) quoted(line []byte) error {
	r.text, r.ends, r.consumed, r.first = r.text[:0], r.ends[:0], r.consumed[:0], ""
	at := 0
	for {
		opening := at
		for opening < len(line) && line[opening] == ' ' {
			opening++
		}
		if opening < len(line) && line[opening] == '"' {
			var err error
			if line, at, err = r.quotedCell(line, opening+1); err != nil {
				return err
			}
			if line == nil {
				return nil
			}
		} else {
			end := bytes.IndexByte(line[at:], r.separator)
			if end < 0 {
				end = len(line) - at
			}
			r.text = append(r.text, line[at:at+end]...)
			at += end
		}
		r.ends = append(r.ends, len(r.text))
		if at == len(line) {
			break
		}
		if at++; len(r.ends) >= r.columns || r.first != "" && r.width > 0 && len(r.ends) > r.width {
			break
		}
	}
	if r.first != "" && (r.record.stray || r.width > 0 && len(r.ends) != r.width) {
		r.breakOff()
		return nil
	}
	if len(r.ends) >= r.columns {
		r.fail(CodeWrongCellCount)
	}
	r.cells()
	return nil
}

// cells cuts the collected text.
func (r *recordReader) cells() {
	text, from := string(r.text), 0
	for _, end := range r.ends {
		r.record.cells = append(r.record.cells, text[from:end])
		from = end
	}
}

// quotedCell collects a cell after its opening mark and returns the line on
// which it ends and the place after it. The line is nil where the record had to
// be broken off.
func (r *recordReader) quotedCell(line []byte, at int) ([]byte, int, error) {
	for {
		i := bytes.IndexByte(line[at:], '"')
		if i < 0 {
			r.text = append(append(r.text, line[at:]...), '\n')
			next, err := r.nextLine(line)
			if err != nil || next == nil {
				return nil, 0, err
			}
			line, at = next, 0
			continue
		}
		r.text = append(r.text, line[at:at+i]...)
		at += i + 1
		if at < len(line) && line[at] == '"' {
			r.text = append(r.text, '"')
			at++
			continue
		}
		end := at
		for end < len(line) && line[end] == ' ' {
			end++
		}
		if end == len(line) || line[end] == r.separator {
			return line, end, nil
		}
		r.text = append(r.text, '"')
		r.record.stray = true
		if r.first != "" {
			r.breakOff()
			return nil, 0, nil
		}
	}
}

// nextLine reads the line on which a cell goes on, or breaks the record off.
func (r *recordReader) nextLine(line []byte) ([]byte, error) {
	if r.first == "" {
		r.first = string(line)
	}
	if r.record.stray || len(r.consumed) >= linesOfRecord || r.broken >= brokenRecords || len(r.text) > r.rowBytes {
		r.breakOff()
		return nil, nil
	}
	next, err := r.lines.next()
	if errors.Is(err, io.EOF) {
		r.breakOff()
		return nil, nil
	}
	if err != nil && !errors.Is(err, errLineTooLong) {
		return nil, err
	}
	r.consumed = append(r.consumed, takenLine{string(next), err != nil})
	if err != nil {
		r.breakOff()
		return nil, nil
	}
	return next, nil
}

// breakOff gives up a record whose quotation mark nothing closes: its first line
// is the broken row, the others are read again.
func (r *recordReader) breakOff() {
	r.broken++
	r.lines.giveBack(r.consumed)
	r.record.code, r.record.stray = CodeUnbalancedQuote, false
	r.record.cells = r.record.cells[:0]
	r.plain(r.first)
}
