package intake

import (
	"strconv"
	"strings"

	"github.com/breachbrief/breachbrief/analysis"
)

// interpret turns the figures of a cell into one size.
func (r *sizeReading) interpret(s *sizeScan, context sizeContext) {
	figures := dropNotCounts(s.figures)
	switch {
	case faulty(figures) != nil:
		f := faulty(figures)
		r.fail(f.code, onlyDigits(f.text))
		return
	case s.refused && len(s.figures) > 0:
		r.fail(CodeSizeUnreadable, "")
		return
	case len(figures) == 0, s.missing && s.absent == analysis.UnknownSize && allZero(figures):
		r.withoutFigure(s)
		return
	}
	main, ok := r.choose(figures, context)
	if !ok {
		return
	}
	from := &figures[main]
	if to := main + 1; to < len(figures) && joins(from, &figures[to]) {
		v, written, ok := span(from, &figures[to], context.rule)
		if !ok {
			r.fail(CodeRangeReversed, "")
			return
		}
		r.set(v, written)
		from = &figures[to]
	} else {
		v := from.bounds(context.rule)
		r.set(v, from.number.written)
		if v.flags&analysis.Rounded != 0 {
			r.note(CodeRoundedByProgram, strconv.FormatInt(v.low, 10)+".."+strconv.FormatInt(v.high, 10))
		}
	}
	r.unit(from, context)
	r.flags(s, context)
}

// faulty returns the first figure that cannot be trusted.
func faulty(figures []figure) *figure {
	for i := range figures {
		if figures[i].code != "" {
			return &figures[i]
		}
	}
	return nil
}

func (r *sizeReading) flags(s *sizeScan, context sizeContext) {
	if context.headerUnit {
		r.size.Flags |= analysis.HeaderUnit
	}
	if words := strings.TrimSpace(string(s.ignored)); unknownWords(words) {
		r.note(CodeSizeWordsIgnored, words)
	}
}

// unknownWords reports whether ignored text holds more than particles.
func unknownWords(words string) bool {
	return strings.Trim(words, "のをがはでとに、。 ofthea") != ""
}

// dropNotCounts leaves out the figures that count nothing, and with the end of a
// range its beginning: 2〜3割.
func dropNotCounts(all []figure) []figure {
	var kept []figure
	for i, f := range all {
		if !f.notCount && !(i+1 < len(all) && all[i+1].linked && all[i+1].notCount) {
			kept = append(kept, f)
		}
	}
	return kept
}

// allZero reports whether every figure is zero: 確認中(0件) is not none.
func allZero(figures []figure) bool {
	for i := range figures {
		if figures[i].number.high != 0 {
			return false
		}
	}
	return true
}

// withoutFigure reads words that stand in place of a figure.
func (r *sizeReading) withoutFigure(s *sizeScan) {
	switch {
	case s.missing:
		r.size.Qualifier = s.absent
		switch s.absent {
		case analysis.None:
			r.size.Bounds = analysis.Closed
		case analysis.NoneConfirmed:
			r.size.Bounds = analysis.OpenAbove
		}
	case s.many:
		r.size.Low, r.size.Written, r.size.Bounds, r.size.Qualifier = 2, 2, analysis.OpenAbove, analysis.Vague
	case len(s.figures) > 0:
		r.fail(CodeNotACount, "")
	default:
		r.fail(CodeSizeUnreadable, "")
	}
}

// choose returns the figure that is the size, with remarks on the others. Two
// measures without a whole are not chosen between, unless the column states a
// unit that exactly one of them has.
func (r *sizeReading) choose(figures []figure, context sizeContext) (int, bool) {
	main, known := 0, firstUnit(context.stated, context.header, context.row)
	for i := range figures {
		if !figures[i].part && figures[i].depth <= figures[main].depth && figures[main].part {
			main = i
		}
	}
	if i, ok := ofUnit(figures, known); ok {
		main = i
	}
	end := main
	if end+1 < len(figures) && joins(&figures[main], &figures[end+1]) {
		end++
	}
	if figures[main].part {
		r.partNamed(figures[main].phrase())
	}
	for i := range figures {
		f := &figures[i]
		switch {
		case i >= main && i <= end:
		case f.part || f.depth > figures[main].depth && isPart(f, &figures[main], len(figures)-1):
			r.partNamed(f.phrase())
		case f.otherUnit(&figures[main]) && (f.depth != figures[main].depth || known != 0 && figures[main].unit == known && !f.any):
			r.size.Flags |= analysis.OtherUnitNamed
			r.note(CodeOtherUnitNamed, f.phrase())
		default:
			r.fail(CodeTwoMeasures, f.phrase())
			return 0, false
		}
	}
	return main, true
}

func (r *sizeReading) partNamed(phrase string) {
	r.size.Flags |= analysis.PartNamed
	r.note(CodePartNamed, phrase)
}

// ofUnit returns the only figure whose counter names the unit.
func ofUnit(figures []figure, unit analysis.Unit) (found int, ok bool) {
	for i := range figures {
		if unit == 0 || figures[i].any || figures[i].unit != unit || figures[i].part {
			continue
		}
		if ok {
			return 0, false
		}
		found, ok = i, true
	}
	return found, ok
}

// isPart reports whether one of several figures in brackets is a part of the
// figure before the bracket: a breakdown, or a figure beside a stated sum.
func isPart(f, whole *figure, others int) bool {
	return f.number.high <= whole.number.high && f.counter == whole.counter &&
		(others > 1 || whole.flags&analysis.SumOfParts != 0)
}

// otherUnit reports whether two figures count in different units.
func (f *figure) otherUnit(g *figure) bool {
	return f.counted && g.counted && f.counter != g.counter && (f.unit != g.unit || f.any != g.any)
}

// joins reports whether two figures are the ends of one range.
func joins(a, b *figure) bool {
	if a.depth != b.depth || a.part != b.part {
		return false
	}
	if b.linked {
		return !a.counted || !b.counted || a.counter == b.counter || a.unit == b.unit
	}
	lower := a.qualifiers.has(analysis.AtLeast) || a.qualifiers.has(analysis.MoreThan)
	upper := b.qualifiers.has(analysis.AtMost) || b.qualifiers.has(analysis.LessThan)
	return lower && upper && (a.counter == b.counter || !a.counted)
}

func (f *figure) phrase() string { return f.text + f.counter }

// unit settles what the figure counts: the unit column, else the header, else
// the counter. 件 stands for anything and means records where nothing says more.
func (r *sizeReading) unit(f *figure, context sizeContext) {
	own := f.unit
	if own == 0 && f.any && context.row == 0 {
		own = analysis.UnitRecords
	}
	known := firstUnit(context.stated, context.header)
	if known == 0 {
		r.size.Unit = firstUnit(own, context.row, context.fallback)
		return
	}
	r.size.Unit = known
	if f.counted && !f.any && own != known && !compatible(f.counter, known) {
		r.note(CodeUnitContradicted, known.String())
	}
}

func compatible(counter string, unit analysis.Unit) bool {
	for _, u := range tables().compatible[counter] {
		if u == unit {
			return true
		}
	}
	return false
}
