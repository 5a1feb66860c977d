package intake

import (
	"strings"

	"github.com/breachbrief/breachbrief/analysis"
)

// wordReading is what a word of an enumerated column says.
type wordReading struct {
	value   uint8  // of the enumerated type
	text    string // the identifier, or the cell as written where it has none
	unknown bool
	near    string // a suggestion
}

// parsers read the identifiers of the enumerated columns.
var parsers = map[column]func(string) bool{
	columnClass:          func(s string) bool { _, ok := analysis.ParseClass(s); return ok },
	columnVector:         func(s string) bool { _, ok := analysis.ParseVector(s); return ok },
	columnImpact:         func(s string) bool { _, ok := analysis.ParseImpact(s); return ok },
	columnLeakStatus:     func(s string) bool { _, ok := analysis.ParseLeakStatus(s); return ok },
	columnSupplierCaused: func(s string) bool { _, ok := analysis.ParseAnswer(s); return ok },
	columnSupplierKind:   func(s string) bool { _, ok := analysis.ParseSupplierKind(s); return ok },
}

// valueOf returns the value of an identifier in the type of its column.
func valueOf(c column, id string) uint8 {
	switch c {
	case columnClass:
		v, _ := analysis.ParseClass(id)
		return uint8(v)
	case columnVector:
		v, _ := analysis.ParseVector(id)
		return uint8(v)
	case columnImpact:
		v, _ := analysis.ParseImpact(id)
		return uint8(v)
	case columnLeakStatus:
		v, _ := analysis.ParseLeakStatus(id)
		return uint8(v)
	case columnSupplierCaused:
		v, _ := analysis.ParseAnswer(id)
		return uint8(v)
	case columnSupplierKind:
		v, _ := analysis.ParseSupplierKind(id)
		return uint8(v)
	}
	return 0
}

// identifiers reads the columns that hold words of the vocabulary.
func (r *rowReader) identifiers(in *analysis.Incident) {
	in.Class = analysis.Class(r.word(columnClass).value)
	in.Vector = analysis.Vector(r.word(columnVector).value)
	in.Impact = analysis.Impact(r.word(columnImpact).value)
	in.LeakStatus = analysis.LeakStatus(r.word(columnLeakStatus).value)
	in.SupplierCaused = analysis.Answer(r.word(columnSupplierCaused).value)
	in.SupplierKind = analysis.SupplierKind(r.word(columnSupplierKind).value)
	in.Sector, in.Country = r.word(columnSector).text, r.word(columnCountry).text
	in.Region = r.region(in.Country)
}

// region reads prefectures of Japan; states of other countries stand as written.
func (r *rowReader) region(country string) string {
	if country == "JP" || country == "" {
		return r.word(columnRegion).text
	}
	return r.text(columnRegion)
}

// word reads one cell with the vocabulary, from memory where the same words
// came before.
func (r *rowReader) word(c column) wordReading {
	text, index := r.cell(c)
	r.keep(c, text)
	if text == "" {
		return wordReading{}
	}
	reading, ok := r.words[c].known[text]
	if !ok {
		reading = r.options.Vocabulary.read(c, strings.Clone(text))
		r.words[c].put(text, reading)
	}
	if reading.unknown {
		code := CodeUnknownWord
		if reading.near != "" {
			code = CodeUnknownWordNear
		}
		r.problem(c, index, text, remark{code, reading.near})
	}
	return reading
}

// read looks a cell up. Sectors, regions and countries without an identifier
// stay as written; only an unknown sector is worth a remark there.
func (v *Vocabulary) read(c column, text string) wordReading {
	id, ok := v.find(c, text)
	switch {
	case ok && parsers[c] == nil && id != "":
		return wordReading{text: id}
	case ok:
		return wordReading{text: id, value: valueOf(c, id)}
	case parsers[c] == nil && isAbsent(strings.TrimSpace(foldWidth(text))):
		return wordReading{}
	case c == columnRegion || c == columnCountry:
		return wordReading{text: text}
	case c == columnSector:
		if id, ok := v.naics(text); ok {
			return wordReading{text: id}
		}
	}
	return wordReading{text: text, unknown: true, near: v.suggestion(c, text)}
}

// naics reads an industry code of two to six digits by its first two: the table
// has the two-digit sectors of NAICS, and three digits where a sector is split.
func (v *Vocabulary) naics(text string) (string, bool) {
	if len(text) > 6 || strings.Trim(text, "0123456789") != "" {
		return "", false
	}
	for _, n := range []int{3, 2} {
		if n <= len(text) {
			if id, ok := v.columns[columnSector].identifiers[text[:n]]; ok {
				return id, true
			}
		}
	}
	return "", false
}
