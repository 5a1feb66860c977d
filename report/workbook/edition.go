package workbook

import (
	"archive/zip"
	"fmt"
	"io"
	"slices"

	"github.com/breachbrief/breachbrief/report"
)

// Edition is a document and where its workbook is written.
type Edition struct {
	Document *report.Document
	Output   io.Writer
}

// Write writes the document as a workbook. An error comes from w, or from a
// number format that Excel does not know; a document without any sheet is an
// error too.
func Write(w io.Writer, document *report.Document) error {
	return WriteEditions([]Edition{{document, w}})
}

// WriteEditions writes the documents that one set of findings makes in several
// languages. The bytes are those of [Write], but the rows of a long listing are
// made once for all of them.
func WriteEditions(editions []Edition) error {
	var books []*book
	for _, edition := range editions {
		b := newBook(edition.Document)
		defer b.file.Close()
		if err := b.prepare(); err != nil {
			return err
		}
		b.out = zip.NewWriter(edition.Output)
		books = append(books, b)
	}
	for _, group := range grouped(books) {
		if err := writeBooks(group); err != nil {
			return fmt.Errorf("writing the workbook: %w", err)
		}
	}
	return nil
}

// prepare makes all that does not need the rows of the listing.
func (b *book) prepare() error {
	if err := b.layout(); err != nil {
		return err
	}
	return b.assemble()
}

// grouped parts the books into groups that share the rows of their listing.
func grouped(books []*book) [][]*book {
	var groups [][]*book
	for _, b := range books {
		i := slices.IndexFunc(groups, func(group []*book) bool { return group[0].sharesRows(b) })
		if i < 0 {
			groups = append(groups, []*book{b})
			continue
		}
		groups[i] = append(groups[i], b)
	}
	return groups
}

// sharesRows reports whether the rows of a listing are the same in two books.
func (b *book) sharesRows(other *book) bool {
	l, m := b.listing, other.listing
	return l.long() && l.total == m.total && l.first == m.first && slices.Equal(l.styles, m.styles) &&
		len(b.document.Listing.Words) == len(other.document.Listing.Words) && b.counter.rows.matches(other.counter.rows)
}

// writeBooks writes books that share the rows of their listing: of each first
// the list of parts, by which mail gateways know the file for a workbook, then
// the listing.
func writeBooks(books []*book) error {
	for _, b := range books {
		if err := b.archive.writePart(b.out, contentTypes); err != nil {
			return err
		}
	}
	if books[0].document.Listing != nil {
		if err := writeListings(books); err != nil {
			return err
		}
	}
	for _, b := range books {
		if err := b.writeSheets(); err != nil {
			return err
		}
		if err := b.archive.writeRest(b.out); err != nil {
			return err
		}
		if err := b.out.Close(); err != nil {
			return err
		}
	}
	return nil
}

// writeListings writes the Incidents sheets of books that share their rows.
func writeListings(books []*book) error {
	var parts []*streamedPart
	for _, b := range books {
		s := b.byID[incidentsID]
		delete(b.archive.parts, s.path)
		part, err := beginStream(b.out, s.path, b.listing.listed)
		if err != nil {
			return err
		}
		if err := part.deflate(b.archive.deflater, b.begin(s).buf, false); err != nil {
			return err
		}
		parts = append(parts, part)
	}
	packer := newPacker(parts)
	rows := newRowMaker(books, packer)
	err := rows.write()
	if failure := packer.finish(); failure != nil {
		return failure
	}
	if err != nil {
		return err
	}
	for i, b := range books {
		if err := b.endListing(parts[i], rows.cut); err != nil {
			return err
		}
		if rows.shared != nil {
			b.archive.replace(sharedPart, rows.shared.part(i))
		}
		if i > 0 {
			b.counter.rows.adopt(books[0].counter.rows, b.document.Listing.Words)
		}
	}
	return nil
}

// endListing writes what follows the rows of the listing.
func (b *book) endListing(part *streamedPart, cut int) error {
	s := b.byID[incidentsID]
	e := &encoder{mark: b.cutMark}
	b.closeListing(e, cut)
	e.buf = append(e.buf, b.tail(s)...)
	if err := part.deflate(b.archive.deflater, e.buf, true); err != nil {
		return err
	}
	part.end()
	b.relate(s)
	return nil
}
