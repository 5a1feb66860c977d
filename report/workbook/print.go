package workbook

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Margins in inches: 15 mm at the sides, more where header and footer stand.
const pageMargins = `<pageMargins left="0.59" right="0.59" top="0.79" bottom="0.71" header="0.35" footer="0.31"/>`

// paperA4 is the number of the paper size A4.
const paperA4 = 9

// page returns the print set-up: A4 landscape, as wide as the page, with title
// and marking above, the as-of day and the page number below.
func (b *book) page() string {
	d := b.document
	title := d.Title
	if d.Period != "" {
		title += "  " + d.Period
	}
	header := headerText("L", title) + headerText("R", d.Marking)
	footer := headerText("L", d.AsOf) + "&C&P / &N" + headerText("R", d.Organization)
	return `<printOptions horizontalCentered="1"/>` + pageMargins +
		fmt.Sprintf(`<pageSetup paperSize="%d" orientation="landscape" fitToWidth="1" fitToHeight="0"/>`, paperA4) +
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

// definePrinting names what of a sheet is printed and which rows every page
// repeats.
func (b *book) definePrinting(s *sheet) error {
	printed := area{1, 1, max(s.contents, 1), max(len(s.rows), s.lastRow, 1)}
	names := []excelize.DefinedName{{Name: "_xlnm.Print_Area", RefersTo: printed.absolute(s.name), Scope: s.name}}
	if s.header.top > 0 {
		rows := fmt.Sprintf("%s!$%d:$%d", quoted(s.name), s.header.top, s.header.bottom)
		names = append(names, excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: rows, Scope: s.name})
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
