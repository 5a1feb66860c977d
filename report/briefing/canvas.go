package briefing

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"

	"github.com/go-pdf/fpdf"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// A canvas is a rectangle of the page on which gonum/plot draws. Its origin is
// the rectangle's lower left corner with y upwards; all lengths are points.
//
// The transformation is kept here and paths are written in page coordinates, so
// that fpdf's notion of the current state never differs from the page's.
type canvas struct {
	printer        *printer
	left, bottom   float64 // of the origin, in points from the page's upper left corner
	width, height  float64
	state          canvasState
	stack          []canvasState
	lastX, lastY   float64 // current point of the path being written
	firstX, firstY float64 // where the subpath began
	started        bool    // the path has a current point
	images         int
}

// canvasState is what Push saves.
type canvasState struct {
	// x' = xx·x + xy·y + x0, y' = yx·x + yy·y + y0, in canvas coordinates
	xx, xy, x0 float64
	yx, yy, y0 float64
	color      color.NRGBA
	lineWidth  float64
	dashes     []float64
	dashOffset float64
}

func newCanvas(p *printer, left, top float64, size size) *canvas {
	c := &canvas{printer: p, left: left, bottom: top + size.height, width: size.width, height: size.height}
	c.state = canvasState{xx: 1, yy: 1, lineWidth: 1, color: color.NRGBA{A: 255}}
	return c
}

// Size returns the size of the rectangle.
func (c *canvas) Size() (x, y vg.Length) { return vg.Length(c.width), vg.Length(c.height) }

func (c *canvas) SetLineWidth(w vg.Length) { c.state.lineWidth = w.Points() }

func (c *canvas) SetLineDash(pattern []vg.Length, offset vg.Length) {
	c.state.dashes = nil
	for _, length := range pattern {
		c.state.dashes = append(c.state.dashes, length.Points())
	}
	c.state.dashOffset = offset.Points()
}

// SetColor sets the colour of lines, areas and text. The colour may be
// premultiplied with its alpha, as all of image/color is.
func (c *canvas) SetColor(value color.Color) {
	if value == nil {
		value = color.Black
	}
	c.state.color = color.NRGBAModel.Convert(value).(color.NRGBA)
}

func (c *canvas) Rotate(angle float64) {
	sin, cos := math.Sincos(angle)
	c.transform(cos, -sin, sin, cos)
}

func (c *canvas) Scale(x, y float64) { c.transform(x, 0, 0, y) }

func (c *canvas) transform(xx, xy, yx, yy float64) {
	s := c.state
	c.state.xx, c.state.xy = s.xx*xx+s.xy*yx, s.xx*xy+s.xy*yy
	c.state.yx, c.state.yy = s.yx*xx+s.yy*yx, s.yx*xy+s.yy*yy
}

func (c *canvas) Translate(by vg.Point) {
	s := c.state
	x, y := by.X.Points(), by.Y.Points()
	c.state.x0 += s.xx*x + s.xy*y
	c.state.y0 += s.yx*x + s.yy*y
}

func (c *canvas) Push() { c.stack = append(c.stack, c.state) }

// Pop restores what the matching Push saved; without one it does nothing.
func (c *canvas) Pop() {
	if last := len(c.stack) - 1; last >= 0 {
		c.state, c.stack = c.stack[last], c.stack[:last]
	}
}

func (c *canvas) Stroke(path vg.Path) {
	scale := math.Sqrt(math.Abs(c.state.xx*c.state.yy - c.state.xy*c.state.yx))
	if c.state.lineWidth*scale <= 0 || len(path) == 0 {
		return
	}
	pdf := c.printer.pdf
	pdf.SetLineWidth(c.state.lineWidth * scale)
	var dashes []float64
	for _, length := range c.state.dashes {
		dashes = append(dashes, length*scale)
	}
	pdf.SetDashPattern(dashes, c.state.dashOffset*scale)
	c.printer.strokeColor(c.rgb())
	c.withAlpha(func() { c.write(path, "D") })
	pdf.SetDashPattern(nil, 0)
}

func (c *canvas) Fill(path vg.Path) {
	if len(path) == 0 {
		return
	}
	c.printer.fillColor(c.rgb())
	c.withAlpha(func() { c.write(path, "F") })
}

// FillString draws text with the weight of its font; the typeface is always the
// briefing's own.
func (c *canvas) FillString(f font.Face, at vg.Point, text string) {
	size := f.Font.Size.Points() * math.Hypot(c.state.xx, c.state.yx)
	if size <= 0 || text == "" {
		return
	}
	pdf := c.printer.pdf
	x, y := c.onPage(at)
	style := textStyle{bold: f.Font.Weight > 0, size: size, color: c.rgb()}
	angle := math.Atan2(c.state.yx, c.state.xx) * 180 / math.Pi
	c.withAlpha(func() {
		if angle == 0 {
			c.printer.text(x, y, text, style)
			return
		}
		c.printer.setText(style)
		pdf.TransformBegin()
		pdf.TransformRotate(angle, x, y)
		c.printer.text(x, y, text, style)
		pdf.TransformEnd()
	})
}

// DrawImage draws a picture upright into the rectangle.
func (c *canvas) DrawImage(rect vg.Rectangle, picture image.Image) {
	var encoded bytes.Buffer
	if err := png.Encode(&encoded, picture); err != nil {
		c.printer.pdf.SetError(fmt.Errorf("drawing a picture: %w", err))
		return
	}
	c.images++
	name := fmt.Sprintf("page%d-%.2f-%.2f-%d", c.printer.pdf.PageNo(), c.left, c.bottom, c.images)
	options := fpdf.ImageOptions{ImageType: "PNG"}
	c.printer.pdf.RegisterImageOptionsReader(name, options, &encoded)
	x0, y0 := c.onPage(rect.Min)
	x1, y1 := c.onPage(rect.Max)
	c.printer.pdf.ImageOptions(name, min(x0, x1), min(y0, y1), math.Abs(x1-x0), math.Abs(y1-y0), false, options, 0, "")
}

// withAlpha draws with the opacity of the current colour.
func (c *canvas) withAlpha(draw func()) {
	if c.state.color.A == 255 {
		draw()
		return
	}
	c.printer.pdf.SetAlpha(float64(c.state.color.A)/255, "Normal")
	draw()
	c.printer.pdf.SetAlpha(1, "Normal")
}

func (c *canvas) rgb() rgb { return rgb{c.state.color.R, c.state.color.G, c.state.color.B} }

// onPage returns a point in points from the page's upper left corner.
func (c *canvas) onPage(p vg.Point) (x, y float64) {
	s := c.state
	px, py := p.X.Points(), p.Y.Points()
	return c.left + s.xx*px + s.xy*py + s.x0, c.bottom - (s.yx*px + s.yy*py + s.y0)
}

// write puts a path on the page; operation is D to stroke it and F to fill it.
func (c *canvas) write(path vg.Path, operation string) {
	pdf := c.printer.pdf
	c.started = false
	for _, part := range path {
		switch part.Type {
		case vg.MoveComp:
			c.started = false
			c.joinTo(part.Pos)
		case vg.LineComp:
			c.joinTo(part.Pos)
		case vg.ArcComp:
			c.arc(part)
		case vg.CurveComp:
			c.curve(part)
		case vg.CloseComp:
			pdf.ClosePath()
			c.lastX, c.lastY = c.firstX, c.firstY
		}
	}
	pdf.DrawPath(operation)
}

// curve writes a Bézier curve; a quadratic one is raised to a cubic.
func (c *canvas) curve(part vg.PathComp) {
	x3, y3 := c.onPage(part.Pos)
	x1, y1, x2, y2 := x3, y3, x3, y3
	switch len(part.Control) {
	case 1:
		qx, qy := c.onPage(part.Control[0])
		x1, y1 = c.lastX+2*(qx-c.lastX)/3, c.lastY+2*(qy-c.lastY)/3
		x2, y2 = x3+2*(qx-x3)/3, y3+2*(qy-y3)/3
	case 2:
		x1, y1 = c.onPage(part.Control[0])
		x2, y2 = c.onPage(part.Control[1])
	}
	c.printer.pdf.CurveBezierCubicTo(x1, y1, x2, y2, x3, y3)
	c.lastX, c.lastY = x3, y3
}

// arc writes an arc of a circle as cubic Bézier curves of at most a quarter
// turn each, whose error is below 0.03 % of the radius. A line joins the current
// point to the start of the arc, as vg prescribes.
func (c *canvas) arc(part vg.PathComp) {
	pieces := int(math.Ceil(math.Abs(part.Angle) / (math.Pi / 2)))
	if pieces == 0 || part.Radius <= 0 {
		return
	}
	step := part.Angle / float64(pieces)
	handle := 4.0 / 3 * math.Tan(step/4)
	at := func(angle, along float64) vg.Point {
		sin, cos := math.Sincos(angle)
		return part.Pos.Add(vg.Point{
			X: part.Radius * vg.Length(cos-along*sin),
			Y: part.Radius * vg.Length(sin+along*cos),
		})
	}
	c.joinTo(at(part.Start, 0))
	for i := range pieces {
		from := part.Start + float64(i)*step
		c.curve(vg.PathComp{
			Pos:     at(from+step, 0),
			Control: []vg.Point{at(from, handle), at(from+step, -handle)},
		})
	}
}

// joinTo leads the path to a point: by a line, or as its first point.
func (c *canvas) joinTo(p vg.Point) {
	x, y := c.onPage(p)
	switch {
	case !c.started:
		c.printer.pdf.MoveTo(x, y)
		c.firstX, c.firstY = x, y
	case math.Hypot(x-c.lastX, y-c.lastY) > 1e-9:
		c.printer.pdf.LineTo(x, y)
	}
	c.lastX, c.lastY, c.started = x, y, true
}
