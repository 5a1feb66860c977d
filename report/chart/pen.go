package chart

import (
	"image/color"
	"math"

	xfont "golang.org/x/image/font"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"

	"github.com/breachbrief/breachbrief/report"
	"github.com/breachbrief/breachbrief/report/typeface"
)

// xy is a point of the canvas in points, y upwards.
type xy struct{ x, y float64 }

// rect is a rectangle of the canvas.
type rect struct{ left, bottom, right, top float64 }

func (r rect) width() float64  { return r.right - r.left }
func (r rect) height() float64 { return r.top - r.bottom }

func (r rect) overlaps(other rect) bool {
	return r.left < other.right && other.left < r.right && r.bottom < other.top && other.bottom < r.top
}

// stroke is how a line looks.
type stroke struct {
	width float64
	color color.Color
	dash  []vg.Length
}

// The ends of text that stand at a point.
type anchor int8

const (
	start  anchor = iota // left, or baseline
	middle               // in the middle of the width, or of a capital letter's height
	end                  // right, or top of a capital letter
)

// lettering is how text looks and which part of it stands at its point.
type lettering struct {
	bold       bool
	size       float64
	color      color.Color
	horizontal anchor
	vertical   anchor
	ground     color.Color // drawn behind it, to stand across lines; nil: nothing
}

func (l lettering) face() *typeface.Face {
	if l.bold {
		return typeface.Bold()
	}
	return typeface.Regular()
}

func (l lettering) width(text string) float64 { return l.face().Width(clean(text), l.size) }

func clean(text string) string {
	text, _ = typeface.Clean(text)
	return text
}

// A pen draws on a canvas.
type pen struct {
	canvas        vg.Canvas
	width, height float64
	format        *report.Words
	words         drawnWords
	durations     []tick
	labels        []rect // where text stands
}

func point(at xy) vg.Point { return vg.Point{X: vg.Length(at.x), Y: vg.Length(at.y)} }

func (p *pen) line(from, to xy, s stroke) { p.polyline([]xy{from, to}, s) }

func (p *pen) polyline(points []xy, s stroke) {
	if len(points) < 2 {
		return
	}
	p.canvas.SetColor(s.color)
	p.canvas.SetLineWidth(vg.Length(s.width))
	p.canvas.SetLineDash(s.dash, 0)
	p.canvas.Stroke(path(points))
}

func path(points []xy) vg.Path {
	var path vg.Path
	for i, at := range points {
		if i == 0 {
			path.Move(point(at))
		} else {
			path.Line(point(at))
		}
	}
	return path
}

func (p *pen) polygon(points []xy, fill color.Color) {
	if len(points) < 3 {
		return
	}
	outline := path(points)
	outline.Close()
	p.canvas.SetColor(fill)
	p.canvas.Fill(outline)
}

func (p *pen) area(r rect, fill color.Color) { p.polygon(corners(r), fill) }

func (p *pen) frame(r rect, s stroke) {
	points := corners(r)
	p.polyline(append(points, points[0], points[1]), s)
}

func corners(r rect) []xy {
	return []xy{{r.left, r.bottom}, {r.right, r.bottom}, {r.right, r.top}, {r.left, r.top}}
}

// hatch fills a rectangle with rising lines, which grey print shows as well.
func (p *pen) hatch(r rect, fill color.Color) {
	const pitch = 3.2
	s := stroke{width: 0.7, color: fill}
	for offset := pitch / 2; offset < r.width()+r.height(); offset += pitch {
		// The line through (left + offset, bottom) that rises to the left.
		from := xy{math.Min(r.left+offset, r.right), r.bottom + math.Max(0, offset-r.width())}
		to := xy{r.left + math.Max(0, offset-r.height()), r.bottom + math.Min(offset, r.height())}
		p.line(from, to, s)
	}
	p.frame(r, s)
}

func (p *pen) disc(center xy, radius float64, fill color.Color) {
	p.canvas.SetColor(fill)
	p.canvas.Fill(circle(center, radius))
}

func (p *pen) ring(center xy, radius float64, s stroke) {
	p.canvas.SetColor(s.color)
	p.canvas.SetLineWidth(vg.Length(s.width))
	p.canvas.SetLineDash(nil, 0)
	p.canvas.Stroke(circle(center, radius))
}

func circle(center xy, radius float64) vg.Path {
	var path vg.Path
	path.Move(point(xy{center.x + radius, center.y}))
	path.Arc(point(center), vg.Length(radius), 0, 2*math.Pi)
	path.Close()
	return path
}

// text draws one line of text and remembers where it stands.
func (p *pen) text(at xy, text string, l lettering) {
	text = clean(text)
	if text == "" {
		return
	}
	box := textBox(at, text, l)
	if l.ground != nil {
		p.area(rect{box.left - 1.5, box.bottom - 1, box.right + 1.5, box.top + 1}, l.ground)
	}
	p.labels = append(p.labels, box)
	weight := xfont.WeightNormal
	if l.bold {
		weight = xfont.WeightBold
	}
	face := font.Face{
		Font: font.Font{Typeface: "NotoSansJP", Weight: weight, Size: vg.Length(l.size)},
		Face: l.face().SFNT(),
	}
	p.canvas.SetColor(l.color)
	p.canvas.FillString(face, point(xy{box.left, box.bottom}), text)
}

// textBox returns the rectangle from the baseline to the height of capital
// letters that text takes.
func textBox(at xy, text string, l lettering) rect {
	width, height := l.width(text), l.face().CapHeight(l.size)
	left := at.x - width*float64(l.horizontal)/2
	bottom := at.y - height*float64(l.vertical)/2
	return rect{left, bottom, left + width, bottom + height}
}
