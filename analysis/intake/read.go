package intake

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/breachbrief/breachbrief/analysis"
)

// Options say how to read. The zero value finds everything out by itself.
type Options struct {
	Encoding   string      // see ParseEncoding; empty: found from the bytes
	Mapping    *Mapping    // of another layout; nil: canonical columns and known header words
	Vocabulary *Vocabulary // nil: the built-in words
	Approx     ApproxRule
	Threshold  *analysis.ReportingThreshold // of sources whose mapping has none; nil: they list incidents of any size
	Latest     analysis.Day                 // last day that a row may name but for an end of what goes on; 0: any
	Limits     Limits
	Rejected   func(Rejected)   // called for each row that is not used
	Progress   func(done int64) // called now and then with the bytes of all files read so far

	// Row is called after add for each row used, with the problems of that row.
	// The problems hold until Row returns.
	Row func(analysis.Incident, []analysis.Problem)
}

// threshold returns the size from which the sources list incidents.
func (o *Options) threshold() *analysis.ReportingThreshold {
	if o.Mapping != nil && o.Mapping.Threshold != nil {
		return o.Mapping.Threshold
	}
	return o.Threshold
}

// Limits keep a broken file from taking all memory. A zero limit is the default.
type Limits struct {
	CellBytes int // of one cell, 1 MiB: a row with a longer one is rejected
	RowBytes  int // of one row, 16 MiB: a longer one is rejected
	Columns   int // of one row, 16,384 as in a spreadsheet
	Rows      int // of one file, 50 million: more are an error
}

func (l *Limits) fill() {
	for _, limit := range []struct {
		value    *int
		standard int
	}{{&l.CellBytes, 1 << 20}, {&l.RowBytes, 16 << 20}, {&l.Columns, 1 << 14}, {&l.Rows, 50_000_000}} {
		if *limit.value <= 0 {
			*limit.value = limit.standard
		}
	}
}

// Rejected is a row that was not used.
type Rejected struct {
	File          string
	Line          int
	Code, Detail  string   // as in its problem
	Header, Cells []string // hold until the callback returns
}

// Batch is what one call of Read says about its input. Problems stand in the
// order of the files; within a file those of single rows come in the order of
// rows and those of the whole file after them.
type Batch struct {
	Inputs   []analysis.Input
	Problems []analysis.Problem
}

// Read reads incident tables one after another and gives each row it uses to
// add, in the order of the input. Texts of the incident may be part of the whole
// line; only Size.Text is never. A row equal to an earlier one in every cell, in
// whichever file under the same header, is rejected.
//
// A file that cannot be read, is no table or has no column for the organisation
// is an error; what stood before it has been given to add. Everything else that
// is wrong is a problem in the batch.
func Read(ctx context.Context, sources []Source, options Options, add func(analysis.Incident)) (Batch, error) {
	options.Limits.fill()
	if options.Vocabulary == nil {
		options.Vocabulary = builtIn()
	}
	r := &reader{ctx: ctx, options: &options, add: add, seen: map[uint64]place{}}
	for i, source := range sources {
		if err := r.file(i, source); err != nil {
			return r.batch(), err
		}
	}
	return r.batch(), nil
}

// reader reads the files of one call.
type reader struct {
	ctx      context.Context
	options  *Options
	add      func(analysis.Incident)
	inputs   []analysis.Input
	problems problemList
	seen     map[uint64]place // fingerprints of rows
	done     int64            // bytes of the files before this one

	index   int
	name    string
	input   analysis.Input
	plan    *plan
	rows    *rowReader
	lines   *lineReader
	records *recordReader
}

// place is where a row stands.
type place struct{ file, line int32 }

func (r *reader) batch() Batch { return Batch{Inputs: r.inputs, Problems: r.problems.problems} }

// file reads one file.
func (r *reader) file(index int, source Source) error {
	options := *r.options
	options.Encoding, options.Mapping = cmp.Or(source.Encoding, options.Encoding), cmp.Or(source.Mapping, options.Mapping)
	if r.options.Progress != nil {
		options.Progress = func(done int64) { r.options.Progress(r.done + done) }
	}
	o, err := open(source, &options)
	if err != nil {
		return err
	}
	defer o.closer.Close()
	r.problems.begin(source.Name)
	r.index, r.name, r.lines = index, source.Name, o.lines
	r.input = analysis.Input{File: source.Name, Encoding: o.encoding, Threshold: options.threshold()}
	if o.guessed {
		r.report(place{}, -1, problemText{value: o.encoding, code: CodeEncodingGuessed})
	}
	if err := r.table(options.Mapping); err != nil {
		return fmt.Errorf("%s: %w", source.Name, err)
	}
	if lost := len(r.lines.findings.replaced) + r.lines.findings.replacedMore; options.Encoding != "" && wrongEncoding(lost, r.input.Rows) {
		return fmt.Errorf("%s: %d lines lose characters when read as %s, so that it must be another encoding: leave the encoding out to have it found, or name the right one",
			source.Name, lost, o.encoding)
	}
	r.decodingProblems()
	if r.input.Rows == 0 {
		r.report(place{}, -1, problemText{code: CodeNoRows})
	}
	r.problems.end()
	if r.input.SHA256, err = o.digest.sum(); err != nil {
		return fmt.Errorf("%s: %w", source.Name, err)
	}
	r.done += o.digest.done
	r.inputs = append(r.inputs, r.input)
	return nil
}

// A file is not in the encoding that was named for it if more than one line in
// wrongShare loses characters, and more than wrongFew do: a few broken bytes
// stand in files of every encoding.
const (
	wrongShare = 10
	wrongFew   = 3
)

func wrongEncoding(lost, rows int) bool { return lost > wrongFew && lost*wrongShare > rows }

// problemText is a problem without its place.
type problemText struct{ value, code, detail string }

// report adds a problem of no canonical column; index is that of a cell or -1.
func (r *reader) report(at place, index int, p problemText) {
	r.problems.add(analysis.Problem{Line: int(at.line), Column: index + 1, Value: clip(p.value, longestValue),
		Code: p.code, Severity: severity(p.code), Detail: clip(p.detail, longestValue)})
}

// table finds the header and reads the rows below it. The mapping may be nil.
func (r *reader) table(m *Mapping) error {
	plan := headerPlan{known: knownHeader(m), limits: r.options.Limits}
	if m != nil {
		plan.row, plan.noHeader = m.HeaderRow, m.NoHeader
	}
	h, err := findHeader(r.lines, plan)
	if err != nil {
		return err
	}
	at := place{line: int32(h.line)}
	r.plan, err = newPlan(h, m, func(index int, value, code, detail string) {
		r.report(at, index, problemText{value: value, code: code, detail: detail})
	})
	if err != nil {
		return err
	}
	if h.skipped > 0 && plan.row == 0 {
		r.report(place{line: 1}, -1, problemText{code: CodeTitleLines, detail: fmt.Sprint(h.skipped)})
	}
	if h.two {
		r.report(at, -1, problemText{code: CodeTwoHeaderRows})
	}
	limits := r.options.Limits
	r.records = &recordReader{lines: r.lines, separator: h.separator, width: len(h.names), columns: limits.Columns,
		rowBytes: limits.RowBytes}
	if m != nil && m.NoHeader {
		r.records.width = 0
	}
	r.rows = newRowReader(r)
	return r.all(h.line)
}

// interruptEvery is how many rows pass between two looks at the context.
const interruptEvery = 1024

// all reads every record below the header.
func (r *reader) all(headerLine int) error {
	for n := 0; ; n++ {
		if n%interruptEvery == 0 && r.ctx.Err() != nil {
			return r.ctx.Err()
		}
		rec, err := r.records.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if rec.line <= headerLine {
			continue
		}
		if r.input.Rows >= r.options.Limits.Rows {
			return fmt.Errorf("has more than %d rows: split it into several files", r.options.Limits.Rows)
		}
		r.record(rec)
	}
}

// record uses, rejects or passes over one record.
func (r *reader) record(rec *record) {
	if rec.code == "" && r.passOver(rec) {
		return
	}
	r.input.Rows++
	if code, detail := r.check(rec); code != "" {
		r.reject(rec, code, detail)
		return
	}
	r.rows.read(rec)
}

// check tells why a record cannot be used, if it cannot.
func (r *reader) check(rec *record) (code, detail string) {
	if rec.code != "" {
		return rec.code, r.limitOf(rec)
	}
	width := len(r.plan.header.names)
	if len(rec.cells) > width {
		if !isBlank(rec.cells[width:]) || r.plan.splitsNumber(rec.cells) {
			return CodeWrongCellCount, fmt.Sprintf("%d / %d", len(rec.cells), width)
		}
		rec.cells = rec.cells[:width]
	}
	for _, cell := range rec.cells {
		if len(cell) > r.options.Limits.CellBytes {
			return CodeCellTooLong, fmt.Sprint(r.options.Limits.CellBytes)
		}
	}
	key := fingerprint(r.plan.seed, rec.cells)
	if first, ok := r.seen[key]; ok {
		return CodeDuplicateRow, r.placeText(first)
	}
	r.seen[key] = place{int32(r.index), int32(rec.line)}
	return "", ""
}

func (r *reader) limitOf(rec *record) string {
	switch rec.code {
	case CodeRowTooLong:
		return fmt.Sprint(r.options.Limits.RowBytes)
	case CodeWrongCellCount:
		return fmt.Sprintf("%d / %d", len(rec.cells), len(r.plan.header.names))
	}
	return ""
}

func (r *reader) placeText(p place) string {
	if int(p.file) == r.index {
		return fmt.Sprint(p.line)
	}
	return fmt.Sprintf("%s:%d", r.inputs[p.file].File, p.line)
}

func (r *reader) reject(rec *record, code, detail string) {
	r.input.Rejected++
	first := ""
	for _, cell := range rec.cells {
		if first = cellText(cell); first != "" {
			break
		}
	}
	r.report(place{line: int32(rec.line)}, -1, problemText{value: strings.Clone(clip(first, longestValue)), code: code, detail: detail})
	if r.options.Rejected != nil {
		r.options.Rejected(Rejected{File: r.name, Line: rec.line, Code: code, Detail: detail, Header: r.plan.header.names, Cells: rec.cells})
	}
}

// passOver tells lines that are no rows: blank ones, headers that come again,
// totals and remarks.
func (r *reader) passOver(rec *record) bool {
	first, filled := "", 0
	for _, cell := range rec.cells {
		if text := strings.TrimSpace(cell); text != "" {
			if filled++; filled == 1 {
				first = text
			}
			if filled > 2 && !isTotal(first) && !r.plan.startsHeader(rec.cells) {
				return false
			}
		}
	}
	at := place{line: int32(rec.line)}
	switch {
	case filled == 0:
		return true
	case r.plan.startsHeader(rec.cells) && r.plan.isHeader(rec.cells):
		r.report(at, -1, problemText{code: CodeRepeatedHeader})
		return true
	case isTotal(first) && r.plan.isTotalRow(rec.cells, filled):
		r.report(at, -1, problemText{value: strings.Clone(first), code: CodeTotalRow})
		return true
	case filled <= 2 && len(r.plan.header.names) > 1 && isRemark(first) && r.plan.isRemarkRow(rec.cells, filled):
		r.report(at, -1, problemText{value: strings.Clone(clip(first, longestValue)), code: CodeNoteLine})
		return true
	}
	return false
}

// decodingProblems reports what decoding has met.
func (r *reader) decodingProblems() {
	found := &r.lines.findings
	for _, line := range found.replaced {
		r.report(place{line: int32(line.line)}, -1, problemText{code: CodeReplacementFound, detail: fmt.Sprint(line.count)})
	}
	r.problems.counts[CodeReplacementFound] += found.replacedMore
	if found.mixed > 0 {
		r.report(place{line: int32(found.mixedFirst)}, -1, problemText{value: found.mixedName, code: CodeMixedEncoding,
			detail: fmt.Sprint(found.mixed)})
	}
	if found.nul > 0 {
		r.report(place{line: int32(found.nulFirst)}, -1, problemText{code: CodeNULBytes, detail: fmt.Sprint(found.nul)})
	}
}
