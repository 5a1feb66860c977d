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
var parsers = map[column]func(id string) (value uint8, ok bool){
	columnClass:          enumerated(analysis.ParseClass),
	columnVector:         enumerated(analysis.ParseVector),
	columnImpact:         enumerated(analysis.ParseImpact),
	columnLeakStatus:     enumerated(analysis.ParseLeakStatus),
	columnSupplierCaused: enumerated(analysis.ParseAnswer),
	columnSupplierKind:   enumerated(analysis.ParseSupplierKind),
}

func enumerated[T ~uint8](parse func(string) (T, bool)) func(string) (uint8, bool) {
	return func(id string) (uint8, bool) {
		value, ok := parse(id)
		return uint8(value), ok
	}
}

// identifiers reads the columns that hold words of the vocabulary.
func (r *rowReader) identifiers(in *analysis.Incident) {
	in.Class = analysis.Class(r.word(columnClass).value)
	in.Vector = analysis.Vector(r.word(columnVector).value)
	in.Impact = analysis.Impact(r.word(columnImpact).value)
	in.LeakStatus = analysis.LeakStatus(r.word(columnLeakStatus).value)
	in.SupplierCaused = analysis.Answer(r.word(columnSupplierCaused).value)
	in.SupplierKind = analysis.SupplierKind(r.word(columnSupplierKind).value)
	r.supplier(in)
	in.Sector, in.Country = r.word(columnSector).text, r.word(columnCountry).text
	in.Region = r.region(in.Country)
}

// supplier reads the name of a supplier. Words in place of a name (不明, 自社) are
// none, or all of them would rank as one supplier; what kind of party they tell
// of (委託業者) is kept where the row does not say.
func (r *rowReader) supplier(in *analysis.Incident) {
	text := r.text(columnSupplier)
	if text == "" {
		return
	}
	reading, ok := r.words[columnSupplier].known[text]
	if !ok {
		reading = r.options.Vocabulary.supplier(text)
		r.words[columnSupplier].put(text, reading)
	}
	if in.Supplier = text; reading.text == "" {
		in.Supplier = ""
	}
	if kind := analysis.SupplierKind(reading.value); in.SupplierKind == analysis.SupplierUnknown && kind != analysis.SupplierNone {
		in.SupplierKind = kind
	}
}

// supplier tells a name from a word in its place.
func (v *Vocabulary) supplier(text string) wordReading {
	folded := beginning(text)
	if id, ok := v.columns[columnSupplierKind].identifiers[foldWord(folded)]; ok {
		kind, _ := analysis.ParseSupplierKind(id)
		return wordReading{value: uint8(kind)}
	}
	if isAbsent(strings.TrimSpace(foldWidth(folded))) {
		return wordReading{}
	}
	return wordReading{text: text}
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
		r.problem(cellRef{c, index, text}, remark{code, reading.near})
	}
	return reading
}

// read looks a cell up. Sectors, regions and countries without an identifier
// stay as written; only an unknown sector is worth a remark there.
func (v *Vocabulary) read(c column, text string) wordReading {
	id, ok := v.find(c, text)
	if parse := parsers[c]; parse != nil {
		if !ok {
			return wordReading{text: text, unknown: true, near: v.suggestion(c, text)}
		}
		value, _ := parse(id)
		return wordReading{text: id, value: value}
	}
	switch {
	case ok && id != "":
		return wordReading{text: id}
	case isAbsent(strings.TrimSpace(foldWidth(beginning(text)))):
		return wordReading{}
	case c != columnSector:
		return wordReading{text: text}
	}
	if id, ok := v.naics(text); ok {
		return wordReading{text: id}
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
