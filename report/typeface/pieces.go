package typeface

import (
	"slices"
	"sort"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// A piece is a stretch of text that stays in one line, with the white space
// after it.
type piece struct {
	start, end int
	inkEnd     int // end without the white space
	width, ink int // font units, with and without the white space
	ending     Ending
}

// A breaker finds the pieces of one text.
type breaker struct {
	text   string
	face   *Face
	rules  *breakRules
	bounds []bound
}

func newBreaker(text string, face *Face) *breaker {
	r := rules()
	return &breaker{text: text, face: face, rules: r, bounds: r.bounds(text)}
}

// pieces cuts the text at every place where a line may or must end.
func (b *breaker) pieces() []piece {
	var found []piece
	rest, state, start, end := b.text, -1, 0, 0
	bounds := b.bounds
	for len(rest) > 0 {
		var segment string
		var must bool
		segment, rest, must, state = uniseg.FirstLineSegmentInString(rest, state)
		end += len(segment)
		if end == len(b.text) || must {
			found = append(found, b.piece(start, end, Hard))
			start = end
			continue
		}
		for len(bounds) > 0 && bounds[0].end <= end {
			bounds = bounds[1:]
		}
		inside := len(bounds) > 0 && bounds[0].start < end
		if !inside && b.rules.kinsoku(b.text[:end], b.text[end:]) && !b.rules.binds(b.text[:end]) {
			found = append(found, b.piece(start, end, Soft))
			start = end
		}
	}
	return found
}

func (b *breaker) piece(start, end int, ending Ending) piece {
	ink := trimSpace(b.text[start:end])
	p := piece{start: start, end: end, inkEnd: start + len(ink), ending: ending}
	p.ink = b.face.units(ink)
	p.width = p.ink + b.face.units(b.text[p.inkEnd:end])
	return p
}

// fitting returns the pieces with those cut up that are wider than limit.
func (b *breaker) fitting(pieces []piece, limit int) []piece {
	tooWide := func(p piece) bool { return p.ink > limit }
	first := slices.IndexFunc(pieces, tooWide)
	if first < 0 {
		return pieces
	}
	cut := slices.Clone(pieces[:first])
	for _, p := range pieces[first:] {
		if tooWide(p) {
			cut = b.split(cut, p, limit)
		} else {
			cut = append(cut, p)
		}
	}
	return cut
}

// The places at which a piece wider than the line may be cut, best first.
const (
	inBound  = iota // where only a number or an address forbade it
	between         // between two characters that kinsoku lets be parted
	anywhere        // between any two characters
	cutKinds
)

// split cuts the piece p so that each part fits in limit, unless it is a single
// character, and appends the parts to pieces.
func (b *breaker) split(pieces []piece, p piece, limit int) []piece {
	opportunities := b.opportunities(p)
	start, width := p.start, 0
	var cut [cutKinds]int // last place of each kind that fits
	for at := p.start; at < p.inkEnd; {
		char, _, _, _ := uniseg.FirstGraphemeClusterInString(b.text[at:p.inkEnd], -1)
		advance := b.face.units(char)
		if at > start && width+advance > limit {
			at = bestCut(cut, start)
			pieces = append(pieces, b.piece(start, at, Split))
			start, width = at, 0
			continue
		}
		width += advance
		at += len(char)
		b.mark(&cut, at, opportunities)
	}
	return append(pieces, b.piece(start, p.end, p.ending))
}

// bestCut returns the best cut after start. Cuts before it are of an earlier part.
func bestCut(cut [cutKinds]int, start int) int {
	for _, at := range cut {
		if at > start {
			return at
		}
	}
	return start
}

// mark records for each kind of cut whether it is possible at offset at.
func (b *breaker) mark(cut *[cutKinds]int, at int, opportunities map[int]bool) {
	cut[anywhere] = at
	next, _ := utf8.DecodeRuneInString(b.text[at:])
	if isBreakSpace(next) || !b.rules.kinsoku(b.text[:at], b.text[at:]) {
		return
	}
	cut[between] = at
	if opportunities[at] {
		cut[inBound] = at
	}
}

// opportunities returns the offsets inside p at which Unicode would break a
// number, and those at which an address may be broken.
func (b *breaker) opportunities(p piece) map[int]bool {
	offsets := map[int]bool{}
	rest, state, at := b.text[p.start:p.inkEnd], -1, p.start
	for len(rest) > 0 {
		var segment string
		segment, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
		at += len(segment)
		offsets[at] = true
	}
	first := sort.Search(len(b.bounds), func(i int) bool { return b.bounds[i].end > p.start })
	for _, bound := range b.bounds[first:] {
		if bound.start >= p.end {
			break
		}
		if !bound.address {
			continue
		}
		for at := bound.start + 1; at < bound.end; at++ {
			offsets[at] = addressBreak(b.text, at)
		}
	}
	return offsets
}
