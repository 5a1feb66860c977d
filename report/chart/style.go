package chart

import (
	"image/color"

	"gonum.org/v1/plot/vg"
)

// The house colours: blue for data, orange for the one thing to look at, grey
// for what is not known. They stay apart for the colour-blind and in grey print.
var (
	white    = color.NRGBA{0xff, 0xff, 0xff, 0xff}
	ink      = color.NRGBA{0x26, 0x26, 0x26, 0xff}
	muted    = color.NRGBA{0x59, 0x59, 0x59, 0xff}
	axisGrey = color.NRGBA{0x8c, 0x8c, 0x8c, 0xff}
	gridGrey = color.NRGBA{0xe3, 0xe3, 0xe3, 0xff}
	base     = color.NRGBA{0x1f, 0x5a, 0x94, 0xff}
	pale     = color.NRGBA{0x9e, 0xc4, 0xe4, 0xff}
	emphasis = color.NRGBA{0xd5, 0x5e, 0x00, 0xff}
	unknown  = color.NRGBA{0xb3, 0xb3, 0xb3, 0xff}
	expected = color.NRGBA{0xec, 0xec, 0xe6, 0xff}
	fitBand  = color.NRGBA{0xfa, 0xe6, 0xd5, 0xff}
)

// ramp runs from few to many.
var ramp = []color.NRGBA{
	{0xf1, 0xf1, 0xee, 0xff}, {0xc6, 0xdb, 0xef, 0xff}, {0x6b, 0xae, 0xd6, 0xff}, {0x21, 0x71, 0xb5, 0xff}, {0x08, 0x30, 0x6b, 0xff},
}

const (
	tickSize   = 7.4 // of type
	labelSize  = 7.6
	lineHeight = 10.0
	tickLength = 3.0
	tickGap    = 2.5 // between a tick and its label
)

var (
	axisLine = stroke{width: 0.6, color: axisGrey}
	gridLine = stroke{width: 0.5, color: gridGrey}
	whisker  = stroke{width: 1, color: ink}
	limit    = stroke{width: 0.8, color: muted, dash: []vg.Length{3, 2}}

	tickText  = lettering{size: tickSize, color: muted}
	labelText = lettering{size: labelSize, color: ink}
	boldText  = lettering{size: labelSize, color: ink, bold: true}
)

func (l lettering) at(horizontal, vertical anchor) lettering {
	l.horizontal, l.vertical = horizontal, vertical
	return l
}

func (l lettering) in(c color.Color) lettering {
	l.color = c
	return l
}

func (l lettering) strong(bold bool) lettering {
	l.bold = l.bold || bold
	return l
}

func (l lettering) on(ground color.Color) lettering {
	l.ground = ground
	return l
}
