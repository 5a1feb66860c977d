package workbook

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// sharedWords is the table of strings that the rows of a long listing share: a
// word that stands in every other row is written once and pointed to. Long and
// rare texts stay in their cells.
type sharedWords struct {
	numbers map[string]int
	table   encoder
}

// Texts of at most sharedLongest bytes are shared until there are sharedMost:
// labels and places are short, and more words than that hardly repeat.
const (
	sharedLongest = 64
	sharedMost    = 1 << 16
)

// number returns the number of a text in the table, or false for a text that
// stands in its cell.
func (s *sharedWords) number(text string) (int, bool) {
	if len(text) > sharedLongest {
		return 0, false
	}
	n, known := s.numbers[text]
	if known {
		return n, true
	}
	if len(s.numbers) == sharedMost {
		return 0, false
	}
	n = len(s.numbers)
	s.numbers[strings.Clone(text)] = n
	s.table.buf = append(s.table.buf, "<si>"...)
	s.table.text(text)
	s.table.buf = append(s.table.buf, "</si>"...)
	return n, true
}

// part returns the table as a part of the workbook.
func (s *sharedWords) part() string {
	return xml.Header + `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uniqueCount="` + strconv.Itoa(len(s.numbers)) + `">` + string(s.table.buf) + `</sst>`
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
