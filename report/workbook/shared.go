package workbook

import (
	"encoding/xml"
	"strconv"
	"strings"

	"github.com/breachbrief/breachbrief/report"
)

// sharedWords is the table of strings that the rows of a long listing share: a
// word that stands in every other row is written once and pointed to. Each
// edition has a table in its own language, with the same numbers. Texts of
// columns in which words hardly repeat stay in their cells.
type sharedWords struct {
	count    int
	words    []int // numbers of the words of the listing, plus 1
	texts    map[string]int
	cells    map[report.Cell]int // what each language says in its own words
	editions []sharedEdition
}

// sharedEdition is the table of one edition.
type sharedEdition struct {
	words   []string // of the listing
	speaker *speaker
	table   *encoder
}

func newSharedWords(books []*book) *sharedWords {
	s := &sharedWords{texts: map[string]int{}, cells: map[report.Cell]int{}}
	for _, b := range books {
		words := b.document.Listing.Words
		s.words = make([]int, len(words))
		s.editions = append(s.editions, sharedEdition{words, b.speaker, &encoder{mark: b.cutMark}})
	}
	return s
}

// sharedColumn is the texts of one column. A column with more texts than
// sharedMost hardly repeats them, and looking them up would cost more than
// writing them.
type sharedColumn struct {
	numbers map[string]int
	rare    bool
}

const sharedMost = 1 << 10

// add gives the next number to a string, as each edition says it.
func (s *sharedWords) add(say func(*sharedEdition) string) int {
	for i := range s.editions {
		edition := &s.editions[i]
		edition.table.buf = append(edition.table.buf, "<si>"...)
		edition.table.text(say(edition))
		edition.table.buf = append(edition.table.buf, "</si>"...)
	}
	s.count++
	return s.count - 1
}

// word returns the number of a word of the listing.
func (s *sharedWords) word(n int32) int {
	if s.words[n] == 0 {
		s.words[n] = s.add(func(e *sharedEdition) string { return e.words[n] }) + 1
	}
	return s.words[n] - 1
}

// spoken returns the number of what each language says of a cell.
func (s *sharedWords) spoken(c report.Cell) int {
	n, known := s.cells[c]
	if !known {
		n = s.add(func(e *sharedEdition) string { return e.speaker.value(c).text })
		s.cells[c] = n
	}
	return n
}

// text returns the number of a text of a column, or false for a text that stands
// in its cell. A text that must be shared always has a number.
func (s *sharedWords) text(column *sharedColumn, text string, must bool) (int, bool) {
	if column.rare && !must {
		return 0, false
	}
	n, known := column.numbers[text]
	if known {
		return n, true
	}
	if len(column.numbers) >= sharedMost && !must {
		column.rare = true
		return 0, false
	}
	if column.numbers == nil {
		column.numbers = map[string]int{}
	}
	text = strings.Clone(text)
	if n, known = s.texts[text]; !known { // other columns may have it
		n = s.add(func(*sharedEdition) string { return text })
		s.texts[text] = n
	}
	column.numbers[text] = n
	return n, true
}

// part returns the table of an edition as a part of its workbook.
func (s *sharedWords) part(edition int) string {
	return xml.Header + `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uniqueCount="` + strconv.Itoa(s.count) + `">` +
		string(s.editions[edition].table.buf) + `</sst>`
}

// sharedPart is the name of the part that holds the table.
const sharedPart = "xl/sharedStrings.xml"

// declareShared names the table in the list of parts.
func declareShared(types string) string {
	const override = `<Override PartName="/` + sharedPart + `" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"></Override>`
	return strings.Replace(types, "</Types>", override+"</Types>", 1)
}

// relateShared leads from the workbook to the table.
func relateShared(relationships string) string {
	const relationship = `<Relationship Id="rIdShared" Target="sharedStrings.xml" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"></Relationship>`
	return strings.Replace(relationships, "</Relationships>", relationship+"</Relationships>", 1)
}
