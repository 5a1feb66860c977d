package workbook

import (
	"fmt"
	"math"
	"slices"

	"github.com/breachbrief/breachbrief/report"
)

// Limits of a sheet.
const (
	maxRows = 1 << 20
	// closingRows are kept free below the listing for notes.
	closingRows = 8
)

// listing says which rows of the document's listing stand where on the
// Incidents sheet.
type listing struct {
	total  int
	listed int
	first  int // row of the sheet below the header
	// When not all rows are listed: the rows from cut on are, and of those
	// before it the ones in early, which belong to the period.
	cut   int
	early []int32
}

// planListing chooses the rows before the sheet is laid out; room is left for
// all that may stand above them.
func (b *book) planListing() *listing {
	const above = 200
	l := &listing{}
	if source := b.document.Listing; source != nil {
		l.choose(source, maxRows-above-closingRows)
	}
	return l
}

// choose keeps the rows of the period and the last others. Should the period
// alone be too long, its last rows are kept.
func (l *listing) choose(source *report.Listing, room int) {
	l.total, l.listed = source.Len, min(source.Len, room)
	l.cut = l.total - l.listed
	if l.cut == 0 || source.InPeriod == nil {
		return
	}
	var period []int32 // all rows of the period
	for i := range l.total {
		if source.InPeriod(i) {
			period = append(period, int32(i))
		}
	}
	l.early, l.cut = split(period, l.total, room)
}

// split returns the rows of the period before the cut, and the cut, so that
// they and all rows from the cut on are as many as there is room for.
func split(period []int32, total, room int) (early []int32, cut int) {
	if len(period) >= room {
		return period[len(period)-room:], total
	}
	kept := len(period) // all of the period, and the others from cut on
	cut = total
	late := len(period) // rows of the period before cut
	for cut > 0 && kept < room {
		cut--
		if late > 0 && int(period[late-1]) == cut {
			late--
			continue
		}
		kept++
	}
	return period[:late], cut
}

// keeps reports whether row i, counted from 0, is listed.
func (l *listing) keeps(i int) bool {
	if i >= l.cut {
		return true
	}
	_, found := slices.BinarySearch(l.early, int32(i))
	return found
}

// sheetRow returns the row of the sheet on which a row of the listing, counted
// from 1, stands.
func (l *listing) sheetRow(row int) (int, bool) {
	i := row - 1
	if i < 0 || i >= l.total || l.first == 0 {
		return 0, false
	}
	if i >= l.cut {
		return l.first + len(l.early) + i - l.cut, true
	}
	n, found := slices.BinarySearch(l.early, int32(i))
	return l.first + n, found
}

// last returns the last row of the sheet that the listing takes.
func (l *listing) last() int { return l.first + l.listed - 1 }

// placeListing sets what stands above the rows of the listing, and leaves the
// rows to be streamed.
func (b *book) placeListing(s *sheet) {
	columns := b.document.Listing.Columns
	b.placeListingNotes(s)
	header := s.next()
	if b.counter.tally == nil {
		header++ // below the totals of the filter
	}
	b.listing.first = header + 1
	b.placeFiltered(s, header-1)
	s.frozen = header
	s.header = area{1, header, 1, header}
	s.filter = area{1, header, len(columns), max(b.listing.last(), header)}
	height := 1
	for i, column := range columns {
		fill := headFill
		if column.Group == "derived" {
			fill = totalFill
		}
		l := look{bold: true, wrap: true, fill: fill, line: baseColor, thick: true, align: alignment(column.Kind), indent: indent(column.Kind, 1)}
		s.set(i+1, header, b.styles.id(l), textOf(column.Title))
		// The button of the filter takes the room of three characters.
		height = max(height, linesOf(column.Title, s.widths[i]-3))
	}
	s.row(header).height = heightOf(height, textSize)
	s.lastRow = b.listing.last()
	b.printListing(s)
	styles := b.listingStyles(s)
	b.styles.id(smallPrint())
	s.streaming = func(w rowWriter) error { return b.streamListing(s, styles, w) }
}

// placeFiltered says, above the header, how much the filter shows: rows, events
// and cases. SUBTOTAL passes over what a filter hides.
func (b *book) placeFiltered(s *sheet, row int) {
	if b.counter.tally != nil {
		return
	}
	small := look{size: noteSize, color: mutedColor, align: "left"}
	s.fill(area{1, row, 2, row}, b.styles.id(small), textOf(b.words.Say("workbook.shown")))
	left := 3
	for _, total := range []struct {
		key, words string
		function   int // of SUBTOTAL: 102 counts numbers, 109 adds them up
	}{{"line", "workbook.shown_rows", 102}, {"first_of_event", "workbook.shown_events", 109}, {"first_of_case", "workbook.shown_cases", 109}} {
		column := indexOf(b.document.Listing.Columns, total.key)
		if column < 0 {
			continue
		}
		v := numberOf(b.subtotal(column, total.function == 102))
		cells := area{column + 1, b.listing.first, column + 1, max(b.listing.last(), b.listing.first)}
		v.formula = fmt.Sprintf("SUBTOTAL(%d,%s)", total.function, cells.absolute(s.name))
		small.format = b.words.Say(total.words)
		s.set(left, row, b.styles.id(small), v)
		left++
	}
}

// subtotal counts the numbers of a column of the listing, or adds them up.
func (b *book) subtotal(column int, counted bool) float64 {
	sum := 0.0
	for _, cells := range b.document.Listing.Rows {
		switch cell := &cells[column]; {
		case cell.Reason != "":
		case counted:
			sum++
		default:
			sum += cell.Value
		}
	}
	return sum
}

// listingPage is the width of a printed page of the listing.
const listingPage = 200

// printListing prints the columns that were read, several pages wide, with the
// organisation on each. What the program worked out stays on the screen.
func (b *book) printListing(s *sheet) {
	columns := b.document.Listing.Columns
	if derived := slices.IndexFunc(columns, func(c report.ListingColumn) bool { return c.Group == "derived" }); derived > 0 {
		s.contents = derived
	}
	s.pagesAcross = int(math.Ceil(s.room(1, s.contents) / listingPage))
}

// placeListingNotes says what is listed and where the formulas count.
func (b *book) placeListingNotes(s *sheet) {
	note := func(key string, values report.Values) {
		b.paragraph(s, report.Paragraph{Role: report.Note, Text: b.words.Say(key, values)})
	}
	switch {
	case b.counter.tally == nil:
		note("workbook.formulas_on_rows", nil)
	case len(b.counter.tally.blocks) > 0:
		note("workbook.formulas_on_tally", report.Values{"Sheet": b.words.Say("workbook.tally")})
	default:
		note("workbook.formulas_off", nil)
	}
	b.placeOmissions(s)
}

// placeOmissions warns that rows are left out, where some are.
func (b *book) placeOmissions(s *sheet) {
	l := b.listing
	if l.listed == l.total {
		return
	}
	b.paragraph(s, report.Paragraph{Role: report.Warning, Text: b.words.Say("workbook.rows_left_out", report.Values{
		"Total": b.words.Number(int64(l.total)), "Listed": b.words.Number(int64(l.listed)),
		"LeftOut": b.words.Number(int64(l.total - l.listed)),
	})})
}

// flushAt is how many bytes of rows are gathered before they are handed on.
const flushAt = 1 << 18

// rowWriter is where the rows of a sheet go.
type rowWriter struct {
	*encoder
	flush func() error
}

// streamListing writes the rows of the listing and counts them for the tally.
func (b *book) streamListing(s *sheet, columns []listingStyle, w rowWriter) error {
	row := b.listing.first
	linked := b.listing.total <= mostWrapped
	for i, cells := range b.document.Listing.Rows {
		if b.counter.tally != nil {
			b.counter.tally.add(cells)
		}
		if !b.listing.keeps(i) {
			continue
		}
		w.openRow(row, b.listedHeight(columns, cells))
		for j := range cells[:min(len(cells), len(columns))] {
			c := &columns[j]
			v := b.listed(&cells[j])
			if v.kind != blank {
				b.listedCell(w, c, row, v)
			}
			if linked && cells[j].Link != (report.Link{}) {
				b.linkListed(s, cellName(j+1, row), cells[j].Link)
			}
		}
		w.closeRow()
		row++
		if len(w.buf) >= flushAt {
			if err := w.flush(); err != nil {
				return err
			}
		}
	}
	b.closeListing(w.encoder, row)
	return w.flush()
}

// listedCell writes a cell of the listing; in a long one words are shared.
func (b *book) listedCell(w rowWriter, c *listingStyle, row int, v value) {
	if b.shared != nil && v.kind == textValue {
		if n, shared := b.shared.number(&c.words, v.text); shared {
			w.pointer(c.name, row, c.style, n)
			return
		}
	}
	w.cell(c.name, row, c.style, v)
}

// linkListed makes the address in a cell of the listing a link. A listing so
// long that there would be more links than Excel opens has none.
func (b *book) linkListed(s *sheet, cell string, to report.Link) {
	if len(s.links) >= maxLinks {
		return
	}
	if link, ok := b.resolve(to); ok {
		link.cell = cell
		s.links = append(s.links, link)
	}
}

// listed returns what a cell of the listing holds: what does not apply is left
// blank, so that filters and sums pass over it.
func (b *book) listed(c *report.Cell) value {
	switch {
	case c.Reason == "none":
		return value{}
	case c.Reason == "" && c.Kind == report.Text:
		return textOf(c.Text)
	case c.Reason == "" && c.Kind == report.Count:
		return value{kind: numberValue, number: c.Value}
	}
	return b.speaker.value(*c)
}

// closeListing says below the rows how many cells were cut.
func (b *book) closeListing(e *encoder, row int) {
	if e.cut == 0 {
		return
	}
	note := b.words.Say("workbook.cut_cells", report.Values{"N": b.words.Number(int64(e.cut)), "Count": e.cut})
	e.openRow(row+1, 0)
	e.cell("A", row+1, b.styles.id(smallPrint()), textOf(note))
	e.closeRow()
}

func smallPrint() look { return look{size: noteSize, color: mutedColor} }

// listingStyle is how the cells of a column of the listing are written.
type listingStyle struct {
	name  string
	style int
	room  int // half-width characters on a line; 0: texts are not wrapped
	words sharedColumn
}

// In a listing of at most mostWrapped rows texts wrap, on at most mostLines
// lines, and addresses are links, with which programs open slowly; in a longer
// one each row takes one line of text.
const (
	mostWrapped = 10_000
	mostLines   = 8
)

// listedHeight returns the height that a row of the listing needs.
func (b *book) listedHeight(columns []listingStyle, cells []report.Cell) float64 {
	if b.listing.total > mostWrapped {
		return 0
	}
	lines := 1
	for i := range cells[:min(len(cells), len(columns))] {
		// A character takes no more cells than bytes.
		if c := &cells[i]; c.Kind == report.Text && len(c.Text) > columns[i].room {
			lines = max(lines, linesOf(c.Text, float64(columns[i].room)*wrapRoom))
		}
	}
	return heightOf(min(lines, mostLines), textSize)
}

func (b *book) listingStyles(s *sheet) []listingStyle {
	var styles []listingStyle
	for i, column := range b.document.Listing.Columns {
		style := b.styles.id(b.listingLook(column))
		styles = append(styles, listingStyle{name: columnName(i + 1), style: style, room: int(s.widths[i]) - 2})
	}
	return styles
}

func (b *book) listingLook(column report.ListingColumn) look {
	wraps := b.listing.total <= mostWrapped
	l := look{format: b.words.NumberFormat(column.Kind), align: alignment(column.Kind), indent: indent(column.Kind, 1), top: wraps, wrap: wraps && column.Kind == report.Text}
	if isMonthNumber(column.Key, column.Kind) {
		l.format = monthNumberFormat
	}
	return l
}
