package typeface

// A Want says how much width the content of a table column needs, in points.
type Want struct {
	Min float64 // no line has to be cut inside a word or number
	Max float64 // no line has to be broken at all
}

// Want returns what a column with these cells needs.
func (s Style) Want(cells ...string) Want {
	widest, longest := 0, 0
	for _, cell := range cells {
		pieces := newBreaker(cell, s.face()).pieces()
		for len(pieces) > 0 {
			n := paragraphLength(pieces)
			longest = max(longest, inkWidth(pieces[:n]))
			for _, p := range pieces[:n] {
				widest = max(widest, p.ink)
			}
			pieces = pieces[n:]
		}
	}
	return Want{Min: s.face().points(widest, s.Size), Max: s.face().points(longest, s.Size)}
}

// Columns shares the available width among columns; the widths add up to it.
//
//   - More than all columns want at most: each gets Max, and the rest in
//     proportion to Max.
//   - Enough for the least they want: there is one level such that every column
//     gets the level, but not less than its Min nor more than its Max. So short
//     columns stay on one line and the long ones share what is left.
//   - Less: every column gets its Min but not more than one level, so that only
//     the widest are cut short.
//
// A Max below Min counts as Min, what is negative or not a number as 0. Where
// nobody wants anything the columns are equally wide.
func Columns(available float64, wants []Want) []float64 {
	widths := make([]float64, len(wants))
	lows, highs := make([]float64, len(wants)), make([]float64, len(wants))
	var least, most float64
	for i, want := range wants {
		lows[i] = max(0, finite(want.Min))
		highs[i] = max(lows[i], finite(want.Max))
		least += lows[i]
		most += highs[i]
	}
	available = max(0, finite(available))
	switch {
	case most <= 0:
		for i := range widths {
			widths[i] = available / float64(len(widths))
		}
	case available >= most:
		for i := range widths {
			widths[i] = highs[i] * (available / most)
		}
	case available >= least:
		level(widths, available, lows, highs)
	default:
		level(widths, available, make([]float64, len(wants)), lows)
	}
	return widths
}

// level sets widths to the level at which they add up to available, each kept
// between its low and its high. The sum rises with the level, so the interval
// that holds the level is halved until it is as narrow as numbers are.
func level(widths []float64, available float64, lows, highs []float64) {
	var below, above float64
	for _, high := range highs {
		above = max(above, high)
	}
	for {
		middle := below + (above-below)/2
		var sum float64
		for i := range widths {
			widths[i] = min(max(middle, lows[i]), highs[i])
			sum += widths[i]
		}
		switch {
		case middle <= below || middle >= above || sum == available:
			return
		case sum < available:
			below = middle
		default:
			above = middle
		}
	}
}

// finite returns v, or 0 for what is no finite number.
func finite(v float64) float64 {
	if v-v != 0 {
		return 0
	}
	return v
}
