package briefing

import "github.com/breachbrief/breachbrief/report"

// The house colours. Text and rules keep enough contrast in grey print.
var (
	ink      = rgb{0x26, 0x26, 0x26}
	muted    = rgb{0x59, 0x59, 0x59}
	accent   = rgb{0x1f, 0x5a, 0x94}
	hairline = rgb{0xd9, 0xd9, 0xd9}
	tint     = rgb{0xfb, 0xf1, 0xe7}
	alarm    = rgb{0xb3, 0x47, 0x00}
	stamp    = rgb{0xb4, 0x1e, 0x1e}
)

// styles are the text styles of a language. Japanese lines stand further apart,
// because its characters fill their squares.
type styles struct {
	title, period, lead, body, section, heading textStyle
	tableTitle, tableHead, cell, note, running  textStyle
}

func stylesOf(language report.Language) styles {
	running, tabular := 1.46, 1.34
	if language == report.Japanese {
		running, tabular = 1.66, 1.44
	}
	style := func(size, leading float64, color rgb) textStyle {
		return textStyle{size: size, leading: size * leading, color: color}
	}
	return styles{
		title:      style(21, 1.4, ink).inBold(),
		period:     style(12.5, 1.5, accent).inBold(),
		lead:       style(10.5, running, ink),
		body:       style(9.2, running, ink),
		section:    style(14, 1.4, ink).inBold(),
		heading:    style(10, 1.5, accent).inBold(),
		tableTitle: style(8.8, 1.45, ink).inBold(),
		tableHead:  style(7.4, 1.36, muted).inBold(),
		cell:       style(8, tabular, ink),
		note:       style(7.2, 1.5, muted),
		running:    style(7.2, 1.4, muted),
	}
}

// small returns the styles of an appendix.
func (s styles) small() styles {
	for _, style := range []*textStyle{&s.lead, &s.body, &s.heading} {
		style.size, style.leading = 0.9*style.size, 0.87*style.leading
	}
	return s
}
