package stats

import (
	"cmp"
	"math"
	"slices"
)

// An Interval is what is known of one size: it lies in [Low, High], both ends
// included. Low = High is an exact size; High = +Inf leaves the upper end open.
// Low = 0 with High = +Inf says nothing: such rows are unknown and left out of
// every estimate but the bounds.
type Interval struct {
	Low, High float64
	Weight    float64 // rows like this one, from 1e-6 to 1e9; 0 means 1
	Entry     float64 // sizes below it could not have been seen; 0 means none
}

// Exactly returns the interval of an exact size.
func Exactly(size float64) Interval { return Interval{Low: size, High: size} }

// AtLeast returns the interval of a size of at least low.
func AtLeast(low float64) Interval { return Interval{Low: low, High: math.Inf(1)} }

// Between returns the interval of a size from low to high.
func Between(low, high float64) Interval { return Interval{Low: low, High: high} }

func (v Interval) exact() bool { return v.Low == v.High }

func (v Interval) unknown() bool { return v.Low <= 0 && math.IsInf(v.High, 1) }

// Weights outside these bounds are mistakes: sums over rows would lose either
// the light rows or the heavy ones.
const (
	smallestWeight = 1e-6
	largestWeight  = 1e9
)

func (v Interval) valid() bool {
	weighs := v.Weight == 0 || v.Weight >= smallestWeight && v.Weight <= largestWeight
	return v.Low >= 0 && v.Low <= v.High && !math.IsInf(v.Low, 0) && weighs && v.Entry >= 0 && !math.IsInf(v.Entry, 1)
}

// informative returns the rows that say something, ordered and with equal rows
// collapsed to one weight, and the reason if none is left. Zero weights have
// become 1. The order makes every sum over the rows independent of theirs.
func informative(rows []Interval) (kept []Interval, reason Reason) {
	if len(rows) == 0 {
		return nil, TooFew
	}
	for _, v := range rows {
		if !v.valid() {
			return nil, NotApplicable
		}
		if v.unknown() {
			continue
		}
		if v.Weight == 0 {
			v.Weight = 1
		}
		kept = append(kept, v)
	}
	if len(kept) == 0 {
		return nil, UnknownOnly
	}
	slices.SortFunc(kept, compareIntervals)
	return collapse(kept), ""
}

// compareIntervals orders rows by all their parts, the first that differs first:
// cmp.Or would compare all four each time, which a million rows notice.
func compareIntervals(a, b Interval) int {
	switch {
	case a.Low != b.Low:
		return cmp.Compare(a.Low, b.Low)
	case a.High != b.High:
		return cmp.Compare(a.High, b.High)
	case a.Entry != b.Entry:
		return cmp.Compare(a.Entry, b.Entry)
	}
	return cmp.Compare(a.Weight, b.Weight)
}

// collapse merges equal neighbours into one row with their total weight.
func collapse(sorted []Interval) []Interval {
	last := 0
	for _, v := range sorted[1:] {
		previous := &sorted[last]
		if v.Low == previous.Low && v.High == previous.High && v.Entry == previous.Entry {
			previous.Weight += v.Weight
			continue
		}
		last++
		sorted[last] = v
	}
	return sorted[:last+1]
}

// totalWeight returns the number of rows.
func totalWeight(rows []Interval) float64 {
	total := 0.0
	for _, v := range rows {
		total += v.Weight
	}
	return total
}
