package workbook

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// sharedWords is the table of strings that the rows of a long listing share: a
// word that stands in every other row is written once and pointed to. Texts of
// columns in which words hardly repeat stay in their cells.
type sharedWords struct {
	numbers map[string]int
	table   encoder
}

// sharedColumn is the words of one column. A column with more words than
// sharedMost hardly repeats them, and looking them up would cost more than
// writing them.
type sharedColumn struct {
	numbers map[string]int
	rare    bool
}

const sharedMost = 1 << 10

// number returns the number of a text of a column in the table, or false for a
// text that stands in its cell.
func (s *sharedWords) number(column *sharedColumn, text string) (int, bool) {
	if column.rare {
		return 0, false
	}
	n, known := column.numbers[text]
	if known {
		return n, true
	}
	if len(column.numbers) == sharedMost {
		column.rare = true
		return 0, false
	}
	if column.numbers == nil {
		column.numbers = map[string]int{}
	}
	text = strings.Clone(text)
	n = s.add(text)
	column.numbers[text] = n
	return n, true
}

// add returns the number of a text, which other columns may have given it.
func (s *sharedWords) add(text string) int {
	n, known := s.numbers[text]
	if known {
		return n
	}
	n = len(s.numbers)
	s.numbers[text] = n
	s.table.buf = append(s.table.buf, "<si>"...)
	s.table.text(text)
	s.table.buf = append(s.table.buf, "</si>"...)
	return n
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
