package workbook

import (
	"strings"

	"github.com/breachbrief/breachbrief/report"
)

// isChart reports whether a figure becomes a chart: it has data, and is no grid,
// which a workbook shows as a shaded table.
func isChart(f *report.Figure) bool { return f.Empty == "" && points(f) > 0 }

// points returns how many values a figure shows.
func points(f *report.Figure) int {
	switch {
	case f.Months != nil:
		return len(f.Months.Months)
	case f.Bars != nil:
		return len(f.Bars.Bars)
	case f.Sizes != nil:
		return len(f.Sizes.Dots)
	case f.Shares != nil:
		return len(f.Shares.Columns)
	case f.Curve != nil:
		return len(f.Curve.Steps) + len(f.Curve.Fitted)
	case f.Delays != nil:
		n := 0
		for _, group := range f.Delays.Groups {
			n += len(group.Days)
		}
		return n
	}
	return 0
}

// panel is the columns of the sheet that a figure takes.
type panel struct{ left, right int }

// figures lays out a figure, or two side by side.
func (b *book) figures(s *sheet, figures []*report.Figure) {
	s.gap()
	start := s.next()
	panels := []panel{{1, s.across}}
	if len(figures) == 2 {
		panels = s.panels(2)
	}
	b.captions(s, figures, panels)
	if isChart(figures[0]) {
		b.charts(s, figures, panels)
	} else {
		b.instead(s, figures[0].Empty)
	}
	b.remarks(s, figures, panels)
	s.keep(start)
	s.space()
}

// instead sets what is said in place of a table or a figure without data.
func (b *book) instead(s *sheet, text string) {
	if text == "" {
		text = b.words.Say("workbook.empty_sheet")
	}
	b.running(s, 1, s.across, look{wrap: true, color: mutedColor, align: "left"}, text)
}

// panels parts the columns of running text into at most n panels of about the
// same width.
func (s *sheet) panels(n int) []panel {
	var panels []panel
	left, share := 1, s.room(1, s.across)/float64(n)
	for right := 1; right <= s.across; right++ {
		ends := s.room(1, right)+s.widths[right-1]/2 >= share*float64(len(panels)+1)
		if right == s.across || ends && len(panels) < n-1 {
			panels = append(panels, panel{left, right})
			left = right + 1
		}
	}
	return panels
}

// inRow sets a text into each panel of one row, high enough for all of them.
func (b *book) inRow(s *sheet, l look, panels []panel, texts []string) {
	row, height := s.next(), 0.0
	for i, p := range panels {
		s.fill(area{p.left, row, p.right, row}, b.styles.id(l), textOf(texts[i]))
		height = max(height, b.heightOf(s.room(p.left, p.right), l, texts[i]))
	}
	s.row(row).height = height
}

// captions sets the statement of each figure above it.
func (b *book) captions(s *sheet, figures []*report.Figure, panels []panel) {
	var titles []string
	row := s.next()
	for i, f := range figures {
		titles = append(titles, f.Title)
		if link, ok := b.detailLink(s, f); ok {
			link.cell = cellName(panels[i].left, row)
			s.links = append(s.links, link)
		}
	}
	l := look{bold: true, size: headingSize - 1, wrap: true, align: "left"}
	if s.id == summaryID {
		l.color, l.underline = baseColor, true
	}
	b.inRow(s, l, panels, titles)
}

// remarks sets small print below each figure: n and source, a note on a chart
// of one value.
func (b *book) remarks(s *sheet, figures []*report.Figure, panels []panel) {
	texts, some := make([]string, len(figures)), false
	for i, f := range figures {
		parts := []string{f.Caption}
		if isChart(f) && points(f) == 1 {
			parts = append(parts, b.words.Say("workbook.one_point"))
		}
		texts[i] = strings.Trim(strings.Join(parts, "  "), " ")
		some = some || texts[i] != ""
	}
	if some {
		b.inRow(s, look{size: noteSize, color: mutedColor, wrap: true, top: true, align: "left"}, panels, texts)
	}
}

// detailLink leads from a figure of the summary to the sheet that shows the
// same kind of figure in full.
func (b *book) detailLink(s *sheet, f *report.Figure) (hyperlink, bool) {
	if s.id != summaryID {
		return hyperlink{}, false
	}
	other := b.detailsOf(f)
	if other == nil {
		return hyperlink{}, false
	}
	tip := b.words.Say("workbook.details", report.Values{"Sheet": other.name})
	return hyperlink{location: quoted(other.name) + "!A1", tip: tip}, true
}

// detailsOf returns the first other sheet with a figure of the same kind.
func (b *book) detailsOf(f *report.Figure) *sheet {
	for _, section := range b.document.Sections {
		if section.ID == summaryID {
			continue
		}
		for _, block := range section.InWorkbook() {
			if other, ok := block.(*report.Figure); ok && kindOf(other) == kindOf(f) && b.byID[section.ID] != nil {
				return b.byID[section.ID]
			}
		}
	}
	return nil
}

// mostHighlights is how many charts the summary shows.
const mostHighlights = 4

// highlights returns charts of other sheets for the summary: of each kind that
// it does not show yet the first, as long as there is room.
func (b *book) highlights(blocks []report.Block) []report.Block {
	var found []report.Block
	seen := map[int]bool{}
	for _, block := range blocks {
		if f, ok := block.(*report.Figure); ok {
			seen[kindOf(f)] = true
		}
	}
	for _, section := range b.sections() {
		for _, block := range section.InWorkbook() {
			f, ok := block.(*report.Figure)
			if !ok || !isChart(f) || seen[kindOf(f)] || len(seen) >= mostHighlights {
				continue
			}
			seen[kindOf(f)] = true
			repeated := *f
			repeated.ID = summaryID + "_" + f.ID
			found = append(found, &repeated)
		}
	}
	return found
}

// kindOf numbers the kinds of figures.
func kindOf(f *report.Figure) int {
	for i, is := range []bool{f.Months != nil, f.Bars != nil, f.Sizes != nil, f.Shares != nil,
		f.Curve != nil, f.Delays != nil} {
		if is {
			return i
		}
	}
	return -1
}
