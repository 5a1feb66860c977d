package briefing

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/breachbrief/breachbrief/report"
	"github.com/breachbrief/breachbrief/report/typeface"
)

// tableColumn is a column with its place on the page.
type tableColumn struct {
	report.Column
	source int // index in the table's rows
	right  bool
	x      float64
	width  float64
}

// A table too wide is set smaller, three times at most: down to 5.5 points, which
// can still be read.
const (
	smaller      = 0.88
	timesSmaller = 3
)

// measure chooses the columns and their widths. Where not even single words fit
// side by side, the type is set smaller.
func (t *tableLayout) measure() {
	t.chooseColumns()
	available := t.width - 2*edgePad - cellGap*float64(len(t.columns)-1)
	contents := t.contents()
	for range timesSmaller {
		if least(contents) <= available {
			break
		}
		t.cell, t.head = t.cell.scaled(smaller), t.head.scaled(smaller)
		contents = t.contents()
	}
	widths := t.share(available, contents)
	x := edgePad
	for i := range t.columns {
		t.columns[i].x, t.columns[i].width = x, widths[i]
		x += widths[i] + cellGap
	}
}

// chooseColumns leaves out columns that are not for the briefing, and, unless
// the table is to stay complete, those without a value; these are named below.
func (t *tableLayout) chooseColumns() {
	var printed []int
	var without []string
	for i, column := range t.table.Columns {
		switch {
		case column.BriefingHidden:
		case !t.table.Complete && t.withoutValue(i):
			without = append(without, column.Title)
		default:
			printed = append(printed, i)
			t.columns = append(t.columns, tableColumn{Column: column, source: i, right: t.alignsRight(i)})
		}
	}
	t.notes = append(slices.Clone(t.table.Notes), t.document.Words.ReasonNotes(t.table, printed)...)
	if len(without) > 0 {
		t.notes = append(t.notes, fmt.Sprintf(t.words.WithoutValue, strings.Join(slices.Compact(without), t.words.ListComma)))
	}
}

// noValue is what a cell without a value prints, where no reason is worth a word.
const noValue = "―"

// withoutValue reports whether all cells of a column are blank or a dash. A word
// such as unknown is a value.
func (t *tableLayout) withoutValue(column int) bool {
	for _, row := range t.table.Rows {
		if text := t.format(row, column); text != "" && text != noValue {
			return false
		}
	}
	return column > 0 && len(t.table.Rows) > 0
}

// content is what a column holds.
type content struct {
	head, body typeface.Want
	// weight is the width at which the column, beside others with theirs, leaves
	// the fewest lines: the cube root of the sum of the squared widths of its
	// cells. It minimises the sum over all cells of (cell width / column width)².
	weight float64
}

// contents measures the columns.
func (t *tableLayout) contents() []content {
	contents := make([]content, len(t.columns))
	for i, column := range t.columns {
		c := &contents[i]
		c.head = t.headWant(column)
		squares := 0.0
		for _, row := range t.table.Rows {
			cell := cellOf(row, column.source)
			text := t.clean(t.format(row, column.source)) + t.reference(cell.Link)
			want := notBroken(wantOf(t.cellStyle(row, cell), text), t.cell.size)
			c.body = typeface.Want{Min: max(c.body.Min, want.Min), Max: max(c.body.Max, want.Max)}
			squares += want.Max * want.Max
		}
		c.weight = math.Cbrt(squares)
	}
	return contents
}

// headWant returns what the title of a column wants.
func (t *tableLayout) headWant(column tableColumn) typeface.Want {
	return notBroken(wantOf(t.head, t.clean(column.Title)), t.head.size)
}

// notBroken keeps what text of a size wants from falling below four characters:
// Japanese could be broken after each.
func notBroken(want typeface.Want, size float64) typeface.Want {
	const characters = 4
	want.Min = max(want.Min, min(want.Max, characters*size))
	return want
}

// low is the least width of a column.
func (c content) low() float64 { return max(c.head.Min, c.body.Min) }

// high returns the width at which no cell of a column is broken, and its title at
// most into so many lines.
func (c content) high(linesOfTitle float64) float64 {
	const uneven = 1.1 // lines are not equally full
	title := c.head.Max
	if linesOfTitle > 1 {
		title = max(c.head.Min, uneven*title/linesOfTitle)
	}
	return max(c.low(), c.body.Max, title)
}

// share divides the width among the columns: if it suffices, nothing is broken,
// else only titles are, else the columns are weighed against each other.
func (t *tableLayout) share(available float64, contents []content) []float64 {
	whole, broken := highs(contents, 1), highs(contents, 2)
	most, more := sum(whole), sum(broken)
	switch {
	case most <= available:
		return t.spread(available-most, whole)
	case more <= available:
		for i := range broken {
			broken[i] += (whole[i] - broken[i]) * (available - more) / (most - more)
		}
		return broken
	case least(contents) < available:
		return weighed(available, contents, broken)
	}
	wants := make([]typeface.Want, len(contents))
	for i, c := range contents {
		wants[i] = typeface.Want{Min: c.low(), Max: broken[i]}
	}
	return typeface.Columns(available, wants)
}

func highs(contents []content, linesOfTitle float64) []float64 {
	widths := make([]float64, len(contents))
	for i, c := range contents {
		widths[i] = c.high(linesOfTitle)
	}
	return widths
}

func sum(widths []float64) float64 {
	total := 0.0
	for _, width := range widths {
		total += width
	}
	return total
}

// spread gives what is left over to the wide columns, or to all in proportion.
func (t *tableLayout) spread(left float64, widths []float64) []float64 {
	total, wide := sum(widths), 0.0
	for _, column := range t.columns {
		if column.Wide {
			wide++
		}
	}
	for i, column := range t.columns {
		switch {
		case wide == 0 && total > 0:
			widths[i] += left * widths[i] / total
		case column.Wide:
			widths[i] += left / wide
		}
	}
	return widths
}

// weighed gives each column its weight times one factor, within its bounds, such
// that the widths add up to what is available. The sum rises with the factor.
func weighed(available float64, contents []content, highs []float64) []float64 {
	widths := make([]float64, len(contents))
	below, above := 0.0, 1.0
	fill := func(factor float64) float64 {
		for i, c := range contents {
			widths[i] = min(max(c.low(), factor*c.weight), highs[i])
		}
		return sum(widths)
	}
	const steps = 60 // halve the interval below the precision of a number
	for range steps {
		if fill(above) >= available {
			break
		}
		above *= 2
	}
	for range steps {
		middle := (below + above) / 2
		if fill(middle) < available {
			below = middle
		} else {
			above = middle
		}
	}
	fill(below)
	return widths
}

func least(contents []content) float64 {
	sum := 0.0
	for _, c := range contents {
		sum += c.low()
	}
	return sum
}

func wantOf(style textStyle, text string) typeface.Want {
	return typeface.Style{Face: style.face(), Size: style.size}.Want(text)
}

// alignsRight reports whether a column holds numbers only.
func (t *tableLayout) alignsRight(column int) bool {
	switch t.table.Columns[column].Kind {
	case report.DateKind, report.MonthKind:
		return false
	case report.Text:
		for _, row := range t.table.Rows {
			c := cellOf(row, column)
			if c.Reason == "" && (c.Kind == report.Text || c.Kind == report.DateKind || c.Kind == report.MonthKind) {
				return false
			}
		}
	}
	return true
}
