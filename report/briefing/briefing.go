package briefing

import (
	"fmt"
	"io"
	"time"

	"github.com/go-pdf/fpdf"

	"github.com/breachbrief/breachbrief/analysis"
	"github.com/breachbrief/breachbrief/report"
	"github.com/breachbrief/breachbrief/report/typeface"
)

// Write prints a document as PDF. The dates in the file are the day the data is
// as of, so that the same document always gives the same bytes.
//
// It fails if the document's language has no words, or if w does.
func Write(w io.Writer, document *report.Document) error {
	sheets, err := layOut(document)
	if err != nil {
		return fmt.Errorf("laying out the briefing: %w", err)
	}
	p := &printer{pdf: newFile(document), words: document.Words, links: make(map[string]int)}
	for _, page := range sheets {
		p.pdf.AddPage()
		for _, m := range page.marks {
			m.mark.print(p, m.x, m.y)
		}
	}
	if err := p.pdf.Output(w); err != nil {
		return fmt.Errorf("writing the briefing: %w", err)
	}
	return nil
}

// newFile returns an empty file with the fonts and the document's properties.
func newFile(document *report.Document) *fpdf.Fpdf {
	pdf := fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt", Size: fpdf.SizeType{Wd: pageWidth, Ht: pageHeight}})
	pdf.SetMargins(margin, margin, margin)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetCompression(true)
	pdf.AddUTF8FontFromBytes(family, "", typeface.Regular().Bytes())
	pdf.AddUTF8FontFromBytes(family, "B", typeface.Bold().Bytes())
	setProperties(pdf, document)
	return pdf
}

func setProperties(pdf *fpdf.Fpdf, document *report.Document) {
	title := document.Title
	if document.Period != "" {
		title += " " + document.Period
	}
	for _, property := range []struct {
		set  func(value string, isUTF8 bool)
		text string
	}{
		{pdf.SetTitle, title}, {pdf.SetAuthor, document.Organization},
		{pdf.SetSubject, document.Subject}, {pdf.SetKeywords, document.Keywords},
	} {
		text, _ := typeface.Clean(property.text)
		property.set(text, true)
	}
	pdf.SetCreator("breachbrief", true)
	pdf.SetLang(string(document.Language))
	pdf.SetDisplayMode("fullwidth", "continuous")
	date := dateOf(document.AsOfDay)
	pdf.SetCreationDate(date)
	pdf.SetModificationDate(date)
	pdf.SetCatalogSort(true)
}

// dateOf returns midnight UTC of a day, for a day without a date 1970-01-01.
func dateOf(day analysis.Day) time.Time {
	if day == analysis.FirstDay || day == analysis.LastDay {
		day = 0
	}
	year, month, dayOfMonth := day.Date()
	return time.Date(year, month, dayOfMonth, 0, 0, 0, 0, time.UTC)
}
