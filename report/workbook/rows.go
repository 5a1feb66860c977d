package workbook

import (
	"io"
	"strconv"

	"github.com/breachbrief/breachbrief/report"
)

// rowMaker writes the rows of a listing, in a stream, and counts them for the
// tally. The rows of a long listing are the same in all editions, for what a
// language words in its own way is shared: these rows are made once.
type rowMaker struct {
	*book  // the edition whose listing is read
	shared *sharedWords
	styles []listingStyle
	encoder
	out io.Writer
}

// newRowMaker returns the maker of the rows of books that share them.
func newRowMaker(books []*book, out io.Writer) *rowMaker {
	b := books[0]
	m := &rowMaker{book: b, out: out, encoder: encoder{mark: b.cutMark}}
	if b.listing.long() {
		m.shared = newSharedWords(books)
	}
	widths := b.byID[incidentsID].widths
	for i, style := range b.listing.styles {
		m.styles = append(m.styles, listingStyle{open: openCell(columnName(i+1), style), room: int(widths[i]) - 2})
	}
	return m
}

// listingStyle is how the cells of a column of the listing are written.
type listingStyle struct {
	open   string // the XML of a cell up to the number of its row
	room   int    // half-width characters on a line; 0: texts are not wrapped
	shared sharedColumn
}

// In a listing of at most mostWrapped rows texts wrap, on at most mostLines
// lines, and addresses are links, with which programs open slowly; in a longer
// one each row takes one line of text.
const (
	mostWrapped = 10_000
	mostLines   = 8
)

// long reports whether the rows of the listing are too many to wrap.
func (l *listing) long() bool { return l.total > mostWrapped }

// flushAt is how many bytes of rows are gathered before they are handed on.
const flushAt = 1 << 18

// write writes the rows.
func (m *rowMaker) write() error {
	row := m.listing.first
	for i, cells := range m.document.Listing.Rows {
		m.counter.rows.add(cells)
		if !m.listing.keeps(i) {
			continue
		}
		m.row(row, cells)
		row++
		if len(m.buf) >= flushAt {
			if err := m.flush(); err != nil {
				return err
			}
		}
	}
	return m.flush()
}

func (m *rowMaker) flush() error {
	_, err := m.out.Write(m.buf)
	m.buf = m.buf[:0]
	return err
}

func (m *rowMaker) row(row int, cells []report.Cell) {
	m.openRow(row, m.height(cells))
	var digits [8]byte
	number := strconv.AppendInt(digits[:0], int64(row), 10)
	for j := range cells[:min(len(cells), len(m.styles))] {
		m.cell(&m.styles[j], number, &cells[j])
		if cells[j].Link != (report.Link{}) && !m.listing.long() {
			m.link(cellName(j+1, row), cells[j].Link)
		}
	}
	m.closeRow()
}

// cell writes a cell of the listing. What does not apply is left blank, so that
// filters and sums pass over it.
func (m *rowMaker) cell(style *listingStyle, row []byte, c *report.Cell) {
	if c.Reason == "none" || c.Kind == report.Text && c.Reason == "" && c.Text == "" {
		return
	}
	m.buf = append(append(m.buf, style.open...), row...)
	if m.shared == nil {
		m.content(m.speaker.value(*c))
		return
	}
	switch {
	case c.Word > 0:
		m.pointer(m.shared.word(c.Word))
	case c.Reason != "":
		m.pointer(m.shared.spoken(*c))
	case c.Kind == report.Text:
		m.text(style, c.Text)
	default:
		if v := m.speaker.value(*c); v.kind == textValue {
			m.pointer(m.shared.spoken(*c))
		} else {
			m.content(v)
		}
	}
}

// text writes a text that reads the same in every language, but for the mark at
// the end of one that is cut.
func (m *rowMaker) text(style *listingStyle, text string) {
	cut := tooLong(text)
	m.cut += boolNumber(cut)
	if n, ok := m.shared.text(&style.shared, text, cut); ok {
		m.pointer(n)
		return
	}
	m.content(textOf(text))
}

// link makes the address in a cell a link. A listing so long that there would be
// more links than Excel opens has none.
func (m *rowMaker) link(cell string, to report.Link) {
	s := m.byID[incidentsID]
	if len(s.links) >= maxLinks {
		return
	}
	if link, ok := m.resolve(to); ok {
		link.cell = cell
		s.links = append(s.links, link)
	}
}

// height returns the height that a row needs.
func (m *rowMaker) height(cells []report.Cell) float64 {
	if m.listing.long() {
		return 0
	}
	lines := 1
	for i := range cells[:min(len(cells), len(m.styles))] {
		// A character takes no more cells than bytes.
		if c := &cells[i]; c.Kind == report.Text && len(c.Text) > m.styles[i].room {
			lines = max(lines, linesOf(c.Text, float64(m.styles[i].room)*wrapRoom))
		}
	}
	return m.heightOfLines(min(lines, mostLines), textSize)
}

// closeListing says below the rows how many cells were cut.
func (b *book) closeListing(e *encoder, cut int) {
	if cut == 0 {
		return
	}
	note := b.words.Say("workbook.cut_cells", report.Values{"N": b.words.Number(int64(cut)), "Count": cut})
	row := b.listing.last() + 2
	e.openRow(row, 0)
	e.cell("A", row, b.styles.id(smallPrint()), textOf(note))
	e.closeRow()
}

func smallPrint() look { return look{size: noteSize, color: mutedColor} }

// listingStyles makes the styles of the listing. They come before all others, so
// that they have the same numbers in every edition.
func (b *book) listingStyles() []int {
	if b.document.Listing == nil {
		return nil
	}
	b.styles.id(smallPrint())
	var styles []int
	for _, column := range b.document.Listing.Columns {
		styles = append(styles, b.styles.id(b.listingLook(column)))
	}
	return styles
}

func (b *book) listingLook(column report.ListingColumn) look {
	wraps := !b.listing.long()
	l := look{format: b.words.NumberFormat(column.Kind), align: alignment(column.Kind), indent: indent(column.Kind, 1), top: wraps, wrap: wraps && column.Kind == report.Text}
	if isMonthNumber(column.Key, column.Kind) {
		l.format = monthNumberFormat
	}
	return l
}
