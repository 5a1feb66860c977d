package briefing

import (
	"bytes"
	"image"
	"image/color"
	"math"
	"strings"
	"testing"

	xfont "golang.org/x/image/font"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"

	"github.com/breachbrief/breachbrief/report"
)

var _ vg.CanvasSizer = (*canvas)(nil)

// drawnOnPage returns the operators that drawing writes on a page, on a canvas
// of 200 × 100 points whose origin lies 300 points above the page's foot.
func drawnOnPage(t *testing.T, draw func(c *canvas)) string {
	t.Helper()
	p := &printer{pdf: newFile(fixture{report.English}.document(t))}
	p.pdf.SetCompression(false)
	p.pdf.AddPage()
	draw(newCanvas(p, 50, pageHeight-400, size{200, 100}))
	var out bytes.Buffer
	if err := p.pdf.Output(&out); err != nil {
		t.Fatal(err)
	}
	_, stream, _ := strings.Cut(out.String(), "stream\n")
	stream, _, _ = strings.Cut(stream, "\nendstream")
	return stream
}

func at(x, y float64) vg.Point { return vg.Point{X: vg.Length(x), Y: vg.Length(y)} }

func line(points ...vg.Point) vg.Path {
	var path vg.Path
	for i, p := range points {
		if i == 0 {
			path.Move(p)
		} else {
			path.Line(p)
		}
	}
	return path
}

func TestCanvas(t *testing.T) {
	triangle := line(at(0, 0), at(10, 0), at(0, 20))
	for _, test := range []struct {
		name string
		draw func(c *canvas)
		want []string // in this order
	}{
		{"origin at the lower left", func(c *canvas) { c.Stroke(line(at(0, 0), at(10, 20))) }, []string{"50.00 300.00 m", "60.00 320.00 l", "S"}},
		{"fill", func(c *canvas) { c.Fill(triangle) }, []string{"50.00 300.00 m", "60.00 300.00 l", "50.00 320.00 l", "f"}},
		{"close", func(c *canvas) {
			path := triangle
			path.Close()
			c.Stroke(path)
		}, []string{"50.00 320.00 l", "h", "S"}},
		{"translate and scale", func(c *canvas) {
			c.Translate(at(100, 50))
			c.Scale(2, 3)
			c.Stroke(line(at(0, 0), at(10, 10)))
		}, []string{"150.00 350.00 m", "170.00 380.00 l"}},
		{"rotate", func(c *canvas) {
			c.Rotate(math.Pi / 2)
			c.Stroke(line(at(10, 0), at(0, 10)))
		}, []string{"50.00 310.00 m", "40.00 300.00 l"}},
		{"push and pop", func(c *canvas) {
			c.Push()
			c.Translate(at(100, 0))
			c.SetColor(color.White)
			c.Pop()
			c.Stroke(line(at(0, 0), at(1, 0)))
		}, []string{"50.00 300.00 m"}},
		{"pop without push", func(c *canvas) {
			c.Pop()
			c.Stroke(line(at(0, 0), at(1, 0)))
		}, []string{"50.00 300.00 m"}},
		{"quadratic curve raised to a cubic", func(c *canvas) {
			path := line(at(0, 0))
			path.QuadTo(at(30, 0), at(30, 30))
			c.Stroke(path)
		}, []string{"70.00000 300.00000 80.00000 310.00000 80.00000 330.00000 c"}},
		{"cubic curve", func(c *canvas) {
			path := line(at(0, 0))
			path.CubeTo(at(1, 2), at(3, 4), at(5, 6))
			c.Stroke(path)
		}, []string{"51.00000 302.00000 53.00000 304.00000 55.00000 306.00000 c"}},
		{"arc is joined by a line", func(c *canvas) {
			path := line(at(0, 0))
			path.Arc(at(50, 50), 10, 0, math.Pi/2)
			c.Stroke(path)
		}, []string{"50.00 300.00 m", "110.00 350.00 l", "100.00000 360.00000 c"}},
		{"arc without a start", func(c *canvas) {
			var path vg.Path
			path.Arc(at(50, 50), 10, 0, 2*math.Pi)
			c.Fill(path)
		}, []string{"110.00 350.00 m", "c", "c", "c", "c", "f"}},
		{"dashes end with the line", func(c *canvas) {
			c.SetLineDash([]vg.Length{4, 2}, 1)
			c.Stroke(line(at(0, 0), at(10, 0)))
		}, []string{"[4.00 2.00] 1.00 d", "S", "[] 0.00 d"}},
		{"opacity ends with the area", func(c *canvas) {
			c.SetColor(color.RGBA{R: 64, A: 128})
			c.Fill(triangle)
		}, []string{"0.498 0.000 0.000 rg", "/GS1 gs", "f", "/GS2 gs"}},
		{"text", func(c *canvas) {
			c.FillString(font.Face{Font: font.Font{Size: 8, Weight: xfont.WeightBold}}, at(5, 5), "A")
		}, []string{"8.00 Tf", "BT 55.00 305.00 Td (\x00A) Tj"}},
		{"turned text", func(c *canvas) {
			c.Rotate(math.Pi / 2)
			c.FillString(font.Face{Font: font.Font{Size: 8}}, at(5, 5), "A")
		}, []string{"q", "cm", "BT 45.00 305.00 Td", "Q"}},
		{"picture", func(c *canvas) {
			c.DrawImage(vg.Rectangle{Max: at(10, 20)}, image.NewGray(image.Rect(0, 0, 2, 2)))
		}, []string{"10.00000 0 0 20.00000 50.00000 300.00000 cm"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := drawnOnPage(t, test.draw)
			rest := got
			for _, want := range test.want {
				_, after, ok := strings.Cut(rest, want)
				if !ok {
					t.Fatalf("%q is not (in order) in\n%s", want, got)
				}
				rest = after
			}
		})
	}
}

func TestCanvasDrawsNothing(t *testing.T) {
	blank := drawnOnPage(t, func(*canvas) {})
	for name, draw := range map[string]func(c *canvas){
		"empty path":      func(c *canvas) { c.Fill(nil); c.Stroke(nil) },
		"line of width 0": func(c *canvas) { c.SetLineWidth(0); c.Stroke(line(at(0, 0), at(1, 1))) },
		"text of size 0":  func(c *canvas) { c.FillString(font.Face{}, at(0, 0), "A") },
		"no text":         func(c *canvas) { c.FillString(font.Face{Font: font.Font{Size: 8}}, at(0, 0), "") },
	} {
		if got := drawnOnPage(t, draw); got != blank {
			t.Errorf("%s draws %q", name, got)
		}
	}
}

func TestFigureHasAlternativeText(t *testing.T) {
	f := fixture{report.Japanese}
	figure := f.bars()
	figure.Alt = "図(1)"
	got := drawnOnPage(t, func(c *canvas) {
		c.printer.words = f.document(t).Words
		drawing{size{200, 100}, figure}.print(c.printer, 50, 50)
	})
	if want := "/Span <</Alt <FEFF56F3002800310029>>> BDC"; !strings.Contains(got, want) {
		t.Errorf("no alternative text in\n%s", got)
	}
	if strings.Count(got, "BDC") != 1 || strings.Count(got, "EMC") != 1 {
		t.Error("the marked content does not end")
	}
}
