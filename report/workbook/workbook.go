package workbook

import (
	"archive/zip"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/breachbrief/breachbrief/report"
)

// Identifiers of the sheets that this package adds or treats in a way of their
// own.
const (
	summaryID   = "summary"
	incidentsID = "incidents"
	controlID   = "control"
	tallyID     = "tally"
)

// book is a workbook in the making.
type book struct {
	document *report.Document
	words    *report.Words
	speaker  *speaker
	file     *excelize.File
	styles   *stylist
	archive  *archive
	out      *zip.Writer

	sheets     []*sheet
	byID       map[string]*sheet
	listing    *listing
	counter    *counter
	live       []liveCell
	checks     []check
	chartCount int
	verdict    place // of the sentence that says whether all formulas agree
}

// place is a cell of a sheet.
type place struct {
	sheet       *sheet
	column, row int
}

func newBook(document *report.Document) *book {
	file := excelize.NewFile()
	b := &book{
		document: document, words: document.Words, speaker: newSpeaker(document.Words), file: file,
		styles:  &stylist{file: file, font: fontOf(document.Language), ids: map[look]int{}, looks: map[int]look{}},
		archive: newArchive(), byID: map[string]*sheet{},
	}
	b.listing = b.planListing()
	b.listing.styles = b.listingStyles()
	b.counter = b.newCounter()
	return b
}

// layout places all that the workbook shows on its sheets.
func (b *book) layout() error {
	sections := b.sections()
	if len(sections) == 0 {
		return fmt.Errorf("making the workbook: the document has no section with a sheet")
	}
	for _, section := range sections {
		b.addSheet(section.ID, section.Sheet)
	}
	// The rows of the listing come first: others link to them.
	for _, listed := range []bool{true, false} {
		for _, section := range sections {
			if listed == (section.ID == incidentsID) {
				b.place(section)
			}
		}
	}
	b.openTally()
	b.openControl()
	return b.styles.err
}

// sections returns the sections that become sheets, the listing among them.
func (b *book) sections() []report.Section {
	var sections []report.Section
	listed := b.document.Listing == nil
	for _, section := range b.document.Sections {
		if section.Sheet == "" {
			continue
		}
		listed = listed || section.ID == incidentsID
		sections = append(sections, section)
	}
	if !listed {
		name := b.words.Say("workbook.incidents")
		sections = append(sections, report.Section{ID: incidentsID, Title: name, Sheet: name})
	}
	return sections
}

func (b *book) addSheet(id, wanted string) *sheet {
	name := sheetName(wanted, func(name string) bool {
		for _, s := range b.sheets {
			if strings.EqualFold(s.name, name) {
				return true
			}
		}
		return false
	})
	s := &sheet{id: id, name: name, zoom: 100, dataRow: 3,
		path: fmt.Sprintf("xl/worksheets/sheet%d.xml", len(b.sheets)+1)}
	b.sheets = append(b.sheets, s)
	if _, ok := b.byID[id]; !ok {
		b.byID[id] = s
	}
	return s
}

// assemble lets excelize make the parts around the sheets and puts the sheets
// in their places.
func (b *book) assemble() error {
	if err := b.file.SetSheetName("Sheet1", b.sheets[0].name); err != nil {
		return fmt.Errorf("naming sheet %s: %w", b.sheets[0].name, err)
	}
	for _, s := range b.sheets[1:] {
		if _, err := b.file.NewSheet(s.name); err != nil {
			return fmt.Errorf("adding sheet %s: %w", s.name, err)
		}
	}
	for _, s := range b.sheets {
		if err := b.addCharts(s); err != nil {
			return err
		}
		if err := b.definePrinting(s); err != nil {
			return err
		}
	}
	if err := b.defineColumns(); err != nil {
		return err
	}
	if err := b.setProperties(); err != nil {
		return err
	}
	b.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return b.archive })
	if _, err := b.file.WriteToBuffer(); err != nil {
		return fmt.Errorf("making the parts of the workbook: %w", err)
	}
	b.archive.edit("xl/workbook.xml", hideFilters)
	b.archive.edit(contentTypes, dropImageTypes)
	b.archive.edit("xl/styles.xml", setBaseSize)
	if b.listing.long() {
		b.archive.edit(contentTypes, declareShared)
		b.archive.edit("xl/_rels/workbook.xml.rels", relateShared)
	}
	return b.styles.close()
}

// contentTypes lists the parts of the workbook with their types.
const contentTypes = "[Content_Types].xml"

// hideFilters hides the names that Excel keeps for the ranges of filters, for
// which excelize has no option.
func hideFilters(workbook string) string {
	const name = `name="_xlnm._FilterDatabase"`
	return strings.ReplaceAll(workbook, name, `hidden="1" `+name)
}

// setBaseSize sets the size of the base font, whose digits measure the widths of
// columns, to that of the text; excelize has no option for it.
func setBaseSize(styles string) string {
	const size = `<sz val="%d">`
	return strings.Replace(styles, fmt.Sprintf(size, 11), fmt.Sprintf(size, textSize), 1)
}

var imageType = regexp.MustCompile(`<Default Extension="\w+" ContentType="image/[^"]*"></Default>`)

// dropImageTypes leaves out the types of images, of which there are none:
// excelize lists them in an order that differs from run to run.
func dropImageTypes(types string) string { return imageType.ReplaceAllString(types, "") }

// writeSheets writes the sheets but the listing, each as soon as it is made.
// Their formulas may count from the tally that was made of its rows.
func (b *book) writeSheets() error {
	b.fillTally()
	b.fillFormulas()
	b.fillControl()
	for _, s := range b.sheets {
		if s.streamed {
			continue
		}
		e := b.begin(s)
		e.buf = append(e.buf, b.tail(s)...)
		s.rows = nil
		delete(b.archive.parts, s.path)
		if err := b.archive.addPart(b.out, s.path, e.buf); err != nil {
			return fmt.Errorf("%s: %w", s.path, err)
		}
		b.relate(s)
	}
	return nil
}

// begin writes the XML of a sheet to its last row.
func (b *book) begin(s *sheet) *encoder {
	s.joinData()
	e := &encoder{mark: b.cutMark}
	e.buf = append(e.buf, b.head(s)...)
	s.encode(e)
	return e
}

// cutMark closes the text of a cell that was too long.
func (b *book) cutMark(units int) string {
	return b.words.Say("workbook.cut_mark", report.Values{"N": b.words.Number(int64(units))})
}

// setProperties fills the document properties; all dates are the as-of day.
func (b *book) setProperties() error {
	d := b.document
	date := timeOf(d.AsOfDay).Format(time.RFC3339)
	creator := d.Organization
	if creator == "" {
		creator = programName
	}
	err := b.file.SetDocProps(&excelize.DocProperties{
		Title: d.Title, Subject: d.Subject, Keywords: d.Keywords, Description: d.Footer, Category: d.Marking,
		Creator: creator, LastModifiedBy: creator, Created: date, Modified: date, Language: string(d.Language),
	})
	if err != nil {
		return fmt.Errorf("setting the document properties: %w", err)
	}
	if err := b.file.SetAppProps(&excelize.AppProperties{Application: programName, Company: d.Organization}); err != nil {
		return fmt.Errorf("setting the document properties: %w", err)
	}
	if err := b.file.SetDefaultFont(b.styles.font); err != nil {
		return fmt.Errorf("setting the font: %w", err)
	}
	recalculate := true
	if err := b.file.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &recalculate}); err != nil {
		return fmt.Errorf("setting recalculation: %w", err)
	}
	return nil
}

const programName = "breachbrief"
