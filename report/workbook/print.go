package workbook

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Margins in inches: 15 mm at the sides and below, 18 mm where the header stands.
const pageMargins = `<pageMargins left="0.59" right="0.59" top="0.71" bottom="0.59" header="0.35" footer="0.28"/>`

// paperA4 is the number of the paper size A4.
const paperA4 = 9

// page returns the print set-up: A4 landscape, as wide as the page, with title
// and marking above, the as-of day and the page number below.
func (b *book) page(s *sheet) string {
	d := b.document
	title := d.Title
	if d.Period != "" {
		title += "  " + d.Period
	}
	header := headerText("L", title) + headerText("R", d.Marking)
	footer := headerText("L", d.AsOf) + "&C&P / &N" + headerText("R", d.Organization)
	return `<printOptions horizontalCentered="1"/>` + pageMargins +
		fmt.Sprintf(`<pageSetup paperSize="%d" orientation="landscape" pageOrder="overThenDown" fitToWidth="%d" fitToHeight="0"/>`,
			paperA4, max(s.pagesAcross, 1)) +
		`<headerFooter><oddHeader>` + escaped(header) + `</oddHeader><oddFooter>` + escaped(footer) + `</oddFooter></headerFooter>`
}

// maxHeaderPart keeps two parts of a header below the 255 UTF-16 units that
// Excel allows for all of it.
const maxHeaderPart = 110

// headerText returns a part of a header or footer. An ampersand begins a code
// and is doubled; a space keeps the text from being read as part of the code.
func headerText(place, text string) string {
	if text == "" {
		return ""
	}
	text = strings.Join(strings.Fields(clip(text, maxHeaderPart)), " ")
	if text != "" && '0' <= text[0] && text[0] <= '9' {
		text = " " + text
	}
	return "&" + place + strings.ReplaceAll(text, "&", "&&")
}

// What an A4 page in landscape holds between its margins, in points; a little
// less in height, for programs differ in the heights of rows. A digit is as wide
// as in the narrowest font: in a wider one the sheet is printed smaller, and a
// page holds more.
const (
	pageWidth  = 757
	pageHeight = 494
	digitWidth = 5
)

// maxBreaks is the most page ends that Excel keeps on a sheet.
const maxBreaks = 1026

// breaks ends pages before rows that are to stay together and would not.
func (s *sheet) breaks() string {
	across := float64(max(s.pagesAcross, 1))
	page := pageHeight * max(1, s.room(1, s.contents)*digitWidth/(pageWidth*across))
	repeated := s.heightOf(span{s.header.top, s.header.bottom})
	var x strings.Builder
	used, count := 0.0, 0
	groups := s.kept
	for row := 1; row <= len(s.rows) && count < maxBreaks; row++ {
		height := s.heightOf(span{row, row})
		need := height
		if len(groups) > 0 && groups[0].first == row {
			need = s.together(groups[0], page-repeated, page-used)
			groups = groups[1:]
		}
		if used+need > page && used > repeated {
			// On a sheet with charts every page end is set, lest a program that
			// fits a little more on a page ends it within a chart.
			if need > height || len(s.charts) > 0 {
				fmt.Fprintf(&x, `<brk id="%d" max="16383" man="1"/>`, row-1)
				count++
			}
			used = repeated
		}
		used += height
	}
	if count == 0 {
		return ""
	}
	return fmt.Sprintf(`<rowBreaks count="%d" manualBreakCount="%d">%s</rowBreaks>`, count, count, x.String())
}

// opening is how many rows of a group that is parted stay together: title, header
// and the first two lines.
const opening = 4

// together returns the height of the rows of a group that no page end parts, of
// which a page has so much left. A table that would leave most of a page empty
// is parted.
func (s *sheet) together(g group, page, left float64) float64 {
	const most = 0.6
	height := s.heightOf(g.span)
	if height <= left || height <= page && (!g.table || left < most*page) {
		return height
	}
	return s.heightOf(span{g.first, min(g.first+opening-1, g.last)})
}

// heightOf returns the height of rows in points.
func (s *sheet) heightOf(rows span) float64 {
	sum := 0.0
	for row := max(rows.first, 1); row <= rows.last; row++ {
		height := s.rows[row-1].height
		if height == 0 {
			height = usualHeight
		}
		sum += height
	}
	return sum
}

// definePrinting names what of a sheet is printed and which rows every page
// repeats.
func (b *book) definePrinting(s *sheet) error {
	var names []excelize.DefinedName
	if s.id != controlID && s.id != tallyID { // these are printed whole, however long they become
		printed := area{1, 1, max(s.contents, 1), max(len(s.rows), s.lastRow, 1)}
		names = append(names, excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: printed.absolute(s.name), Scope: s.name})
	}
	if s.header.top > 0 {
		repeated := fmt.Sprintf("%s!$%d:$%d", quoted(s.name), s.header.top, s.header.bottom)
		if s.repeated > 0 {
			name := columnName(s.repeated)
			repeated = fmt.Sprintf("%s!$%s:$%s,", quoted(s.name), name, name) + repeated
		}
		names = append(names, excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: repeated, Scope: s.name})
	}
	if s.filter.top > 0 {
		names = append(names, excelize.DefinedName{Name: "_xlnm._FilterDatabase", RefersTo: s.filter.absolute(s.name), Scope: s.name})
	}
	for _, name := range names {
		if err := b.file.SetDefinedName(&name); err != nil {
			return fmt.Errorf("naming the print area of sheet %s: %w", s.name, err)
		}
	}
	return nil
}
