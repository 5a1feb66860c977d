package intake

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"strconv"
	"strings"

	"github.com/breachbrief/breachbrief/analysis"
)

// Format is a form that [Writer] writes.
type Format uint8

const (
	CSV   Format = iota // UTF-8 with byte order mark, comma, CRLF: what every Excel opens rightly
	JSONL               // one JSON object a line, absent numbers null, problems a list
)

// WriterOptions say how to write.
type WriterOptions struct {
	Format Format
	Files  []string // names of the inputs, by Place.File
}

// Writer writes incidents as one clean table in the canonical columns, so that
// a person can see how every cell was read: identifiers, dates as ISO 8601 with
// their precision, sizes as written with the interval they were read as, the
// codes of the row's problems, file and line.
//
// Reading the table gives the same incidents again. A CSV cell that a
// spreadsheet would run as a formula gets an apostrophe before it, which reading
// takes away. Lines end with CRLF as RFC 4180 asks; a line feed inside a cell
// stays one, as Excel writes it.
type Writer struct {
	out     *bufio.Writer
	options WriterOptions
	begun   bool
	cells   []cell
}

// cell is one value on its way out.
type cell struct {
	name   string
	text   string
	number *int64   // in place of text: the low or high end of a size
	list   []string // in place of text
	kind   cellKind
}

type cellKind uint8

const (
	textCell cellKind = iota
	numberCell
	listCell
)

// NewWriter returns a writer to w. Call Flush when all incidents are written.
func NewWriter(w io.Writer, options WriterOptions) *Writer {
	return &Writer{out: bufio.NewWriter(w), options: options}
}

// Write writes one incident with the problems of its row.
func (w *Writer) Write(in analysis.Incident, problems []analysis.Problem) error {
	w.fill(in, problems)
	if w.options.Format == JSONL {
		return w.writeJSON()
	}
	w.header()
	return w.writeCSV()
}

func (w *Writer) fill(in analysis.Incident, problems []analysis.Problem) {
	w.cells = w.cells[:0]
	w.names(in)
	w.dates(in)
	w.words(in)
	w.origin(in, problems)
}

// Flush writes what is buffered. A CSV without incidents gets its header.
func (w *Writer) Flush() error {
	if !w.begun && w.options.Format == CSV {
		w.fill(analysis.Incident{}, nil)
		w.header()
	}
	return w.out.Flush()
}

func (w *Writer) text(c column, text string) {
	w.cells = append(w.cells, cell{name: c.String(), text: text})
}

func (w *Writer) names(in analysis.Incident) {
	w.text(columnID, in.ID)
	w.text(columnClass, in.Class.String())
	w.text(columnEvent, in.Event)
	w.text(columnOrganization, in.Organization)
	w.text(columnOrganizationEN, in.OrganizationEN)
	w.text(columnSector, in.Sector)
	w.text(columnRegion, in.Region)
	w.text(columnCountry, in.Country)
}

func (w *Writer) dates(in analysis.Incident) {
	for i, date := range []analysis.Date{in.OccurredFrom, in.OccurredTo, in.Discovered, in.Notified, in.Disclosed, in.DocumentDate} {
		c := columnOccurredFrom + column(i)
		w.text(c, date.String())
		w.text(c.precision(), date.Precision.String())
	}
}

func (w *Writer) words(in analysis.Incident) {
	w.text(columnVector, in.Vector.String())
	w.text(columnImpact, in.Impact.String())
	w.text(columnSize, in.Size.Text)
	w.text(columnSizeUnit, in.Size.Unit.String())
	w.interval("size", in.Size)
	w.cells = append(w.cells, cell{name: "size_qualifier", text: in.Size.Qualifier.String()})
	w.text(columnSizeFlags, in.Size.Flags.String())
	w.text(columnEventSize, in.EventSize.Text)
	w.text(columnEventSizeUnit, in.EventSize.Unit.String())
	w.interval("event_size", in.EventSize)
	w.text(columnEventSizeFlags, in.EventSize.Flags.String())
	w.text(columnLeakStatus, in.LeakStatus.String())
	w.text(columnItems, in.Text.Items)
	w.text(columnSupplierCaused, in.SupplierCaused.String())
	w.text(columnSupplierKind, in.SupplierKind.String())
	w.text(columnSupplier, in.Supplier)
	w.text(columnSource, in.Text.Source)
	w.text(columnSourceURL, in.Text.SourceURL)
	w.text(columnNotes, in.Text.Notes)
	w.text(columnExtra, in.Text.Extra)
}

func (w *Writer) interval(name string, size analysis.Size) {
	low, high := cell{name: name + "_low", kind: numberCell}, cell{name: name + "_high", kind: numberCell}
	if size.Bounds != analysis.Unbounded {
		low.number = &size.Low
	}
	if size.Bounds == analysis.Closed {
		high.number = &size.High
	}
	w.cells = append(w.cells, low, high)
}

func (w *Writer) origin(in analysis.Incident, problems []analysis.Problem) {
	codes := []string{}
	seen := map[string]bool{}
	for _, p := range problems {
		if !seen[p.Code] {
			seen[p.Code] = true
			codes = append(codes, p.Code)
		}
	}
	file := ""
	if in.Place.File < len(w.options.Files) {
		file = w.options.Files[in.Place.File]
	}
	line := int64(in.Place.Line)
	w.cells = append(w.cells, cell{name: "problems", list: codes, kind: listCell}, cell{name: "file", text: file},
		cell{name: "line", number: &line, kind: numberCell})
}

// header writes the names of the columns once.
func (w *Writer) header() {
	if w.begun {
		return
	}
	w.begun = true
	w.out.WriteString("\uFEFF")
	for i, c := range w.cells {
		w.separate(i)
		w.out.WriteString(c.name)
	}
	w.out.WriteString("\r\n")
}

func (w *Writer) writeCSV() error {
	for i, c := range w.cells {
		w.separate(i)
		w.out.WriteString(quote(guard(c.plain())))
	}
	_, err := w.out.WriteString("\r\n")
	return err
}

func (w *Writer) separate(i int) {
	if i > 0 {
		w.out.WriteByte(',')
	}
}

func (c cell) plain() string {
	switch c.kind {
	case numberCell:
		if c.number == nil {
			return ""
		}
		return strconv.FormatInt(*c.number, 10)
	case listCell:
		return strings.Join(c.list, ";")
	}
	return c.text
}

// quote puts a cell in quotation marks where the rules of CSV ask for it.
func quote(text string) string {
	if !strings.ContainsAny(text, "\",\r\n\t;") && !strings.HasPrefix(text, " ") {
		return text
	}
	return `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
}

func (w *Writer) writeJSON() error {
	w.out.WriteByte('{')
	for i, c := range w.cells {
		w.separate(i)
		value, err := c.json()
		if err != nil {
			return err
		}
		w.out.WriteString(strconv.Quote(c.name))
		w.out.WriteByte(':')
		w.out.Write(value)
	}
	_, err := w.out.WriteString("}\n")
	return err
}

// json encodes the value without turning < and & into escapes.
func (c cell) json() ([]byte, error) {
	var value any = c.text
	switch c.kind {
	case numberCell:
		value = c.number
	case listCell:
		value = c.list
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(value)
	return bytes.TrimRight(b.Bytes(), "\n"), err
}
