package briefing

import (
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

// measure chooses the columns and their widths. Where not even single words fit
// side by side, the type is set smaller.
func (t *tableLayout) measure() {
	t.chooseColumns()
	available := t.width - 2*edgePad - cellGap*float64(len(t.columns)-1)
	wants := t.wants()
	if sum(wants, func(w typeface.Want) float64 { return w.Min }) > available {
		t.cell.size, t.head.size = 0.88*t.cell.size, 0.88*t.head.size
		t.cell.leading, t.head.leading = 0.88*t.cell.leading, 0.88*t.head.leading
		wants = t.wants()
	}
	widths := t.share(available, wants)
	x := edgePad
	for i := range t.columns {
		t.columns[i].x, t.columns[i].width = x, widths[i]
		x += widths[i] + cellGap
	}
}

// wideShare is the share of a table's width that a wide column gets at least, if
// it wants it and the words of the others leave it.
const wideShare = 0.26

// share divides the width among the columns. Wide columns come first, and get
// what is left over.
func (t *tableLayout) share(available float64, wants []typeface.Want) []float64 {
	var wide []int
	for i, column := range t.columns {
		if column.Wide {
			wide = append(wide, i)
		}
	}
	spare := available - sum(wants, func(w typeface.Want) float64 { return w.Min })
	left := available - sum(wants, func(w typeface.Want) float64 { return w.Max })
	for _, i := range wide {
		each := float64(len(wide))
		if left > 0 {
			wants[i].Max += left / each
		}
		room := min(wants[i].Max, wideShare*available/each) - wants[i].Min
		wants[i].Min += max(0, min(room, spare/each))
	}
	return typeface.Columns(available, wants)
}

func sum(wants []typeface.Want, value func(typeface.Want) float64) float64 {
	total := 0.0
	for _, want := range wants {
		total += value(want)
	}
	return total
}

func (t *tableLayout) chooseColumns() {
	for i, column := range t.table.Columns {
		if !column.BriefingHidden {
			t.columns = append(t.columns, tableColumn{Column: column, source: i, right: t.alignsRight(i)})
		}
	}
}

// wants returns the widths that the columns want.
func (t *tableLayout) wants() []typeface.Want {
	wants := t.bodyWants()
	for i, column := range t.columns {
		wants[i] = wider(wants[i], t.headWant(column))
	}
	return wants
}

// bodyWants returns the widths that the cells below the heads want.
func (t *tableLayout) bodyWants() []typeface.Want {
	wants := make([]typeface.Want, len(t.columns))
	for i, column := range t.columns {
		var plain, strong []string
		for _, row := range t.table.Rows {
			c := cellOf(row, column.source)
			text := t.clean(t.format(row, column.source)) + t.reference(c.Link)
			if row.Strong || c.Strong {
				strong = append(strong, text)
			} else {
				plain = append(plain, text)
			}
		}
		wants[i] = wider(wantOf(t.cell, plain), wantOf(t.cell.inBold(), strong))
	}
	return wants
}

func wider(a, b typeface.Want) typeface.Want {
	return typeface.Want{Min: max(a.Min, b.Min), Max: max(a.Max, b.Max)}
}

// headWant returns what the title of a column wants: a long one is content with
// two lines.
func (t *tableLayout) headWant(column tableColumn) typeface.Want {
	const (
		long  = 56.0
		short = 4 // characters, at least: Japanese may break after each
	)
	want := wantOf(t.head, []string{t.clean(column.Title)})
	want.Min = max(want.Min, min(want.Max, short*t.head.size))
	if want.Max > long {
		want.Max = max(want.Min, 0.55*want.Max)
	}
	return want
}

func wantOf(style textStyle, cells []string) typeface.Want {
	return typeface.Style{Face: style.face(), Size: style.size}.Want(cells...)
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
