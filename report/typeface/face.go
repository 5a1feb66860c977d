package typeface

import (
	"fmt"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Characters outside the Basic Multilingual Plane cannot be drawn: the PDF
// writer numbers glyphs by UTF-16 unit and panics on them.
const planeSize = 1 << 16

// absent marks a character that the font does not have.
const absent = 0xFFFF

// A Face is one weight of a font with its metrics. Lengths are in points for a
// text size in points.
type Face struct {
	ttf      []byte
	font     *sfnt.Font
	perEm    int
	fallback int // advance of the glyph drawn for absent characters
	metrics  font.Metrics
	// advances holds the advance width of each character of the Basic
	// Multilingual Plane in font units, or absent.
	advances [planeSize]uint16
}

// New parses a TrueType or OpenType font. The bytes must not change afterwards.
func New(ttf []byte) (*Face, error) {
	parsed, err := sfnt.Parse(ttf)
	if err != nil {
		return nil, fmt.Errorf("reading font: %w", err)
	}
	face := &Face{ttf: ttf, font: parsed, perEm: int(parsed.UnitsPerEm())}
	if err := face.measure(); err != nil {
		return nil, fmt.Errorf("measuring font: %w", err)
	}
	return face, nil
}

// measure fills the metrics and the table of advances. At one pixel per font
// unit, sfnt's pixel values are font units.
func (f *Face) measure() error {
	var buffer sfnt.Buffer
	scale := fixed.I(f.perEm)
	var err error
	if f.metrics, err = f.font.Metrics(&buffer, scale, font.HintingNone); err != nil {
		return err
	}
	advance, err := f.font.GlyphAdvance(&buffer, 0, scale, font.HintingNone)
	if err != nil {
		return err
	}
	f.fallback = advance.Round()
	for r := range rune(planeSize) {
		f.advances[r] = absent
		glyph, err := f.font.GlyphIndex(&buffer, r)
		if err != nil {
			return err
		}
		if glyph == 0 {
			continue
		}
		if advance, err = f.font.GlyphAdvance(&buffer, glyph, scale, font.HintingNone); err != nil {
			return err
		}
		f.advances[r] = uint16(min(advance.Round(), absent-1))
	}
	return nil
}

// Bytes returns the font file, for a PDF writer or a plot. It must not be changed.
func (f *Face) Bytes() []byte { return f.ttf }

// SFNT returns the parsed font, for a plot's font cache. It is safe for
// concurrent use with one [sfnt.Buffer] per goroutine.
func (f *Face) SFNT() *sfnt.Font { return f.font }

// Has reports whether the font can draw r. No character outside the Basic
// Multilingual Plane counts as drawable.
func (f *Face) Has(r rune) bool {
	return r >= 0 && r < planeSize && f.advances[r] != absent
}

// Width returns the width of text set in one line at size points: the sum of
// the advance widths. Control characters have no width; a character that the
// font lacks is as wide as the box drawn for it.
func (f *Face) Width(text string, size float64) float64 {
	return f.points(f.units(text), size)
}

// Ascent returns the height of the font's line above the baseline.
func (f *Face) Ascent(size float64) float64 { return f.length(f.metrics.Ascent, size) }

// Descent returns the depth of the font's line below the baseline, positive.
func (f *Face) Descent(size float64) float64 { return f.length(f.metrics.Descent, size) }

// CapHeight returns the height of a Latin capital letter.
func (f *Face) CapHeight(size float64) float64 { return f.length(f.metrics.CapHeight, size) }

// XHeight returns the height of a Latin small letter without ascender.
func (f *Face) XHeight(size float64) float64 { return f.length(f.metrics.XHeight, size) }

func (f *Face) length(v fixed.Int26_6, size float64) float64 {
	return f.points(v.Round(), size)
}

func (f *Face) points(units int, size float64) float64 {
	return float64(units) * size / float64(f.perEm)
}

// units returns the width of text in font units.
func (f *Face) units(text string) int {
	sum := 0
	for _, r := range text {
		sum += f.advance(r)
	}
	return sum
}

func (f *Face) advance(r rune) int {
	if r < ' ' || 0x7F <= r && r < 0xA0 {
		return 0
	}
	if !f.Has(r) {
		return f.fallback
	}
	return int(f.advances[r])
}
