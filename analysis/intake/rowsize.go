package intake

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/breachbrief/breachbrief/analysis"
)

// sizeKey is all that the reading of a size cell depends on within a file.
type sizeKey struct {
	text   string
	unit   analysis.Unit // stated, or of the row
	index  int           // of the cell, and so its header
	column column
}

// unitReading is what a cell of the unit column says.
type unitReading struct {
	unit  analysis.Unit
	known bool
}

// allSizes reads the two sizes of a row.
func (r *rowReader) allSizes(in *analysis.Incident) {
	unit := r.sizeUnit()
	in.Size = r.size(columnSize, unit, 0)
	if t := r.input.Threshold; t != nil && t.Hides(in.Size) {
		text, index := r.cell(columnSize)
		r.problem(cellRef{columnSize, index, text}, remark{CodeBelowThreshold, fmt.Sprint(t.Size)})
	}
	if r.plan.own {
		in.EventSize = r.size(columnEventSize, r.ownEventUnit(), 0)
		return
	}
	in.EventSize = r.size(columnEventSize, 0, unit)
}

// size reads a size cell: unit is what the unit column states, rowUnit what the
// row's own size counts, for an event's size.
func (r *rowReader) size(c column, unit, rowUnit analysis.Unit) analysis.Size {
	text, index := r.cell(c)
	r.keep(c, text)
	if text == "" {
		return analysis.Size{Unit: unit}
	}
	context := r.plan.fields[c].sizeContext(index)
	context.rule, context.stated, context.row = r.options.Approx, unit, rowUnit
	context.decimalThousands = r.plan.own
	reading := r.readSize(sizeKey{text, unit + rowUnit, index, c}, context)
	for _, m := range reading.remarks {
		r.problem(cellRef{c, index, text}, m)
	}
	size := reading.size
	if c == columnSize && size.Known() && size.Unit == 0 {
		r.problem(cellRef{c, index, ""}, remark{code: CodeUnitNotStated})
	}
	size.Flags |= r.ownFlags(c)
	if index >= 0 && index < len(r.cells) && !r.plan.own && isDitto(cellText(r.cells[index])) {
		size.Flags |= analysis.Ditto
	}
	return size
}

// readSize reads a size, from memory where the same words under the same unit
// came before. Plain digits with a counter hardly ever come twice; of these the
// counter is remembered.
func (r *rowReader) readSize(key sizeKey, context sizeContext) sizeReading {
	if context.multiplier == "" {
		if value, rest, ok := plainNumber(key.text); ok {
			counter := r.remembered(sizeKey{plainDigit + rest, key.unit, key.index, key.column}, context)
			if s := counter.size; s.Qualifier == analysis.Exact && s.High == plainValue && len(counter.remarks) == 0 && s.Flags == 0 {
				s.Text, s.Low, s.High, s.Written = strings.Clone(key.text), value, value, value
				return sizeReading{size: s}
			}
		}
	}
	return r.remembered(key, context)
}

func (r *rowReader) remembered(key sizeKey, context sizeContext) sizeReading {
	if reading, ok := r.sizes[key]; ok {
		return reading
	}
	key.text = strings.Clone(key.text)
	reading := parseSize(key.text, context)
	if len(key.text) > longestRemembered {
		return reading
	}
	if r.sizes == nil || len(r.sizes) >= memoSize {
		r.sizes = map[sizeKey]sizeReading{}
	}
	r.sizes[key] = reading
	return reading
}

// A figure in whose place any other plain one can stand.
const (
	plainDigit = "7"
	plainValue = 7
)

// plainNumber splits a size that begins with ASCII digits, grouped by commas or
// not, from what follows them. It leaves to the full reading whatever may belong
// to the figure: zero, points, other groups, unit words.
func plainNumber(text string) (value int64, rest string, ok bool) {
	run := 0 // digits since the last comma
	at, grouped := 0, false
	for ; at < len(text); at++ {
		c := text[at]
		switch {
		case c >= '0' && c <= '9' && value < maxNumber/10:
			value, run = value*10+int64(c-'0'), run+1
			continue
		case c == ',' && run > 0 && run <= 3 && (!grouped || run == 3):
			grouped, run = true, 0
			continue
		}
		break
	}
	if value == 0 || grouped && run != 3 || at < len(text) && text[at] < utf8.RuneSelf {
		return 0, "", false
	}
	return value, text[at:], true
}

// sizeUnit reads the unit column.
func (r *rowReader) sizeUnit() analysis.Unit {
	text, index := r.cell(columnSizeUnit)
	r.keep(columnSizeUnit, text)
	if text == "" {
		return analysis.UnitNotStated
	}
	reading, ok := r.units.known[text]
	if !ok {
		reading.unit, reading.known = parseUnit(text)
		r.units.put(text, reading)
	}
	if !reading.known {
		r.problem(cellRef{columnSizeUnit, index, text}, remark{code: CodeUnknownUnit})
	}
	return reading.unit
}

// parseUnit reads the name of a unit: an identifier, a counter (名), or a word
// of a header (人数).
func parseUnit(text string) (analysis.Unit, bool) {
	folded := strings.TrimSpace(foldWidth(text))
	if unit, ok := analysis.ParseUnit(strings.ReplaceAll(folded, " ", "_")); ok {
		return unit, true
	}
	word, end, ok := tables().match([]rune(folded), 0)
	if ok && end == len([]rune(folded)) {
		switch {
		case word.counter != 0:
			return word.counter, true
		case word.noun != 0:
			return word.noun, true
		case word.any:
			return analysis.UnitRecords, true
		case word.absentWord:
			return analysis.UnitNotStated, true
		}
	}
	for _, u := range headerWords().units {
		if unit, ok := u.match(headerKey(text)); ok {
			return unit, true
		}
	}
	return analysis.UnitNotStated, false
}

// ownFlags returns the flags that Writer wrote and the text alone does not show.
func (r *rowReader) ownFlags(c column) analysis.SizeFlags {
	if !r.plan.own {
		return 0
	}
	source := columnSizeFlags
	if c == columnEventSize {
		source = columnEventSizeFlags
	}
	text, _ := r.cell(source)
	var flags analysis.SizeFlags
	for _, flag := range []analysis.SizeFlags{analysis.HeaderUnit, analysis.Ditto} {
		if strings.Contains(text, flag.String()) {
			flags |= flag
		}
	}
	return flags
}

// ownEventUnit returns the unit of the event's size that Writer wrote.
func (r *rowReader) ownEventUnit() analysis.Unit {
	if !r.plan.own {
		return analysis.UnitNotStated
	}
	text, _ := r.cell(columnEventSizeUnit)
	unit, _ := analysis.ParseUnit(text)
	return unit
}
