package workbook

import (
	"fmt"
	"maps"
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
	first  int     // row of the sheet below the header
	chosen *rowSet // nil: all rows are listed

	styles []int // of its columns
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

// choose lists all rows if there is room for them, else those of the highest
// ranks, of equal ones the last.
func (l *listing) choose(source *report.Listing, room int) {
	l.total, l.listed = source.Len, min(source.Len, room)
	if l.listed == l.total {
		return
	}
	rank := source.Rank
	if rank == nil {
		rank = func(int) int { return 0 }
	}
	lowest, rest := lowestRank(l.total, rank, room)
	l.chosen = newRowSet(l.total)
	for i := l.total - 1; i >= 0; i-- {
		switch r := rank(i); {
		case r > lowest:
			l.chosen.add(i)
		case r == lowest && rest > 0:
			l.chosen.add(i)
			rest--
		}
	}
	l.chosen.count()
}

// lowestRank returns the lowest rank of which there is room for rows, and for
// how many of that rank.
func lowestRank(total int, rank func(int) int, room int) (lowest, rest int) {
	rows := map[int]int{}
	for i := range total {
		rows[rank(i)]++
	}
	rest = room
	for _, lowest = range slices.Backward(slices.Sorted(maps.Keys(rows))) {
		if rows[lowest] >= rest {
			break
		}
		rest -= rows[lowest]
	}
	return lowest, rest
}

// keeps reports whether row i, counted from 0, is listed.
func (l *listing) keeps(i int) bool { return l.chosen == nil || l.chosen.has(i) }

// sheetRow returns the row of the sheet on which a row of the listing, counted
// from 1, stands.
func (l *listing) sheetRow(row int) (int, bool) {
	i := row - 1
	if i < 0 || i >= l.total || l.first == 0 || !l.keeps(i) {
		return 0, false
	}
	if l.chosen == nil {
		return l.first + i, true
	}
	return l.first + l.chosen.below(i), true
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
	s.row(header).height = b.heightOfLines(height, textSize)
	s.lastRow = b.listing.last()
	b.printListing(s)
	s.streamed = true
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
