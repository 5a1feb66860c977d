package briefing

import "math"

// A4 portrait in points, with margins of 18 mm; the running header and the
// footer stand in the upper and lower margin.
const (
	millimetre  = 72 / 25.4
	pageWidth   = 210 * millimetre
	pageHeight  = 297 * millimetre
	margin      = 18 * millimetre
	textWidth   = pageWidth - 2*margin
	textTop     = 23 * millimetre
	textBottom  = pageHeight - 20*millimetre
	firstTop    = 18 * millimetre
	headerLine  = 15 * millimetre // baseline of the running header
	footerLine  = pageHeight - 11*millimetre
	roundingGap = 1e-6
)

// A piece is a strip of the text column that is never cut.
type piece struct {
	space  float64 // white above; dropped at the top of a page
	height float64
	least  float64 // how low the piece may become to fit on a page; 0: it keeps its height
	keep   bool    // stays on the page of the next piece
	fresh  bool    // begins a page
	marks  []placed
	head   *piece // printed again above the piece where it begins a page: a table's head
}

// add puts a mark into the piece.
func (p *piece) add(x, y float64, m mark) { p.marks = append(p.marks, placed{x, y, m}) }

// sheet is a page with its marks in page coordinates.
type sheet struct {
	marks []placed
}

// paginate puts pieces on pages. Pieces that must stay together begin a new
// page if they do not fit on the rest of one; if they do not fit on a whole page
// they are parted after all. The text of every page begins lower by drop.
func paginate(pieces []piece, drop float64) []sheet {
	p := paginator{drop: drop}
	p.newPage()
	for start := 0; start < len(pieces); {
		end := start + 1
		for end < len(pieces) && pieces[end-1].keep && !pieces[end].fresh {
			end++
		}
		p.placeTogether(pieces[start:end])
		start = end
	}
	return p.sheets
}

type paginator struct {
	sheets []sheet
	drop   float64 // by which text begins lower than usual
	top    float64 // of the current page's text
	y      float64 // where the next piece begins
}

func (p *paginator) newPage() {
	p.top = textTop + p.drop
	if len(p.sheets) == 0 {
		p.top = firstTop + p.drop
	}
	p.sheets = append(p.sheets, sheet{})
	p.y = p.top
}

func (p *paginator) empty() bool { return p.y == p.top }

func (p *paginator) placeTogether(run []piece) {
	if run[0].fresh && !p.empty() {
		p.stretch()
		p.newPage()
	}
	missing := p.height(run) - p.room()
	if missing > roundingGap && missing > slack(run) && !p.empty() {
		p.newPage()
		missing = p.height(run) - p.room()
	}
	if missing <= roundingGap || missing <= slack(run) {
		for _, strip := range run {
			shrink := math.Min(math.Max(missing, 0), strip.slack())
			missing -= shrink
			p.place(strip, strip.height-shrink)
		}
		return
	}
	for _, strip := range run {
		if p.height([]piece{strip}) > p.room()+roundingGap && !p.empty() {
			p.newPage()
		}
		p.place(strip, strip.height)
	}
}

// place prints a piece at the current height.
func (p *paginator) place(strip piece, height float64) {
	if p.empty() {
		if strip.head != nil {
			p.place(*strip.head, strip.head.height)
		}
	} else {
		p.y += strip.space
	}
	page := &p.sheets[len(p.sheets)-1]
	for _, m := range strip.marks {
		if d, ok := m.mark.(drawing); ok {
			d.height -= strip.height - height
			m.mark = d
		}
		page.marks = append(page.marks, placed{margin + m.x, p.y + m.y, m.mark})
	}
	p.y += height
}

// stretch gives the room that is left at the foot of a page to its last drawing,
// within reason.
func (p *paginator) stretch() {
	const most = 1.45 // of the drawing's height
	marks := p.sheets[len(p.sheets)-1].marks
	for i := len(marks) - 1; i >= 0; i-- {
		d, ok := marks[i].mark.(drawing)
		if !ok {
			continue
		}
		more := math.Min(p.room(), (most-1)*d.height)
		foot := marks[i].y + d.height
		d.height += more
		marks[i].mark = d
		for j := range marks {
			if marks[j].y >= foot {
				marks[j].y += more
			}
		}
		p.y += more
		return
	}
}

func (p *paginator) room() float64 { return textBottom - p.y }

// height returns how much room pieces take at the current height of the page.
func (p *paginator) height(run []piece) float64 {
	sum := 0.0
	for i, strip := range run {
		sum += strip.height
		if i > 0 || !p.empty() {
			sum += strip.space
		} else if strip.head != nil {
			sum += strip.head.height
		}
	}
	return sum
}

// slack returns by how much a piece may be lowered.
func (s piece) slack() float64 {
	if s.least == 0 {
		return 0
	}
	return s.height - s.least
}

func slack(run []piece) float64 {
	sum := 0.0
	for _, strip := range run {
		sum += strip.slack()
	}
	return sum
}
