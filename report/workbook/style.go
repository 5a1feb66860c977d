package workbook

import (
	"errors"
	"fmt"

	"github.com/xuri/excelize/v2"

	"github.com/breachbrief/breachbrief/report"
)

// The house colours: safe for colour-blind readers (after Okabe and Ito) and of
// different lightness, so that they survive grey print.
const (
	inkColor      = "262626"
	mutedColor    = "595959"
	axisColor     = "8C8C8C"
	gridColor     = "E3E3E3"
	baseColor     = "1F5A94"
	emphasisColor = "D55E00"
	greenColor    = "00825F"
	paleColor     = "6FB1E0"
	amberColor    = "E69F00"
	purpleColor   = "AA4499"
	otherColor    = "B3B3B3"
	headFill      = "E4ECF4"
	totalFill     = "F4F6F8"
	warningFill   = "FFF3DC"
	leadFill      = "F1F5FA"
	whiteColor    = "FFFFFF"
)

// textSize is the size of the text of tables in points.
const textSize = 10

// fontOf returns the font of cells and charts. Both come with Excel on Windows
// and macOS; the English one leaves Japanese names to the system.
func fontOf(l report.Language) string {
	if l == report.Japanese {
		return "Yu Gothic"
	}
	return "Calibri"
}

// look is how a cell is printed. The zero look is plain text.
type look struct {
	format    string // number format; empty: General
	size      float64
	bold      bool
	italic    bool
	color     string // of the text; empty: ink
	fill      string
	align     string // left, right, center; empty: by content
	indent    int
	top       bool // text begins at the upper edge, not in the middle
	wrap      bool
	line      string // thin line below, of this colour
	thick     bool   // the line below is thick
	underline bool
	edge      string // thick line at the left, of this colour
}

// stylist makes the styles of a workbook, each once.
type stylist struct {
	file  *excelize.File
	font  string
	ids   map[look]int
	looks map[int]look
	err   error // the first that occurred
	done  bool
}

// close ends the making of styles and returns the error of any.
func (s *stylist) close() error {
	s.done = true
	return s.err
}

// id returns the number of the style for a look.
func (s *stylist) id(l look) int {
	id, ok := s.ids[l]
	if ok || s.err != nil {
		return id
	}
	id, err := 0, errors.New("the styles are already written")
	if !s.done {
		id, err = s.file.NewStyle(s.style(l))
	}
	if err != nil {
		s.err = fmt.Errorf("making a cell style with the number format %q: %w", l.format, err)
	}
	s.ids[l], s.looks[id] = id, l
	return id
}

// linked returns the style of a link that otherwise looks like a style made
// before.
func (s *stylist) linked(id int) int {
	l := s.looks[id]
	l.color, l.underline = baseColor, true
	return s.id(l)
}

func (s *stylist) style(l look) *excelize.Style {
	style := &excelize.Style{
		Font:      &excelize.Font{Family: s.font, Size: textSize, Bold: l.bold, Italic: l.italic, Color: inkColor},
		Alignment: &excelize.Alignment{Horizontal: l.align, Vertical: "center", WrapText: l.wrap, Indent: l.indent},
	}
	if l.size > 0 {
		style.Font.Size = l.size
	}
	if l.color != "" {
		style.Font.Color = l.color
	}
	if l.underline {
		style.Font.Underline = "single"
	}
	if l.top {
		style.Alignment.Vertical = "top"
	}
	if l.format != "" && l.format != "General" {
		style.CustomNumFmt = &l.format
	}
	if l.fill != "" {
		style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.fill}}
	}
	style.Border = borders(l)
	return style
}

// Line styles of excelize.
const (
	thinLine   = 1
	mediumLine = 2
	thickLine  = 5
)

func borders(l look) []excelize.Border {
	var lines []excelize.Border
	if l.line != "" {
		weight := thinLine
		if l.thick {
			weight = mediumLine
		}
		lines = append(lines, excelize.Border{Type: "bottom", Color: l.line, Style: weight})
	}
	if l.edge != "" {
		lines = append(lines, excelize.Border{Type: "left", Color: l.edge, Style: thickLine})
	}
	return lines
}

// tabColor returns the colour of a sheet's tab: one for what to read first, one
// for analyses, one for lists of rows, one for how it was done.
func tabColor(section string) string {
	switch section {
	case "summary":
		return emphasisColor
	case "events", incidentsID:
		return greenColor
	case "quality", "methods", "glossary", controlID, tallyID:
		return axisColor
	}
	return baseColor
}
