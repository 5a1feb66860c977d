package stats

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/mathext"
)

// QuantileBounds returns the p-quantile of sizes known as intervals with limits
// that need no assumption: not on the distribution, nor on how a size came to
// be told as an interval or left unknown. Unknown rows count as [0, +Inf).
//
// The r-th smallest lower end cannot exceed the r-th smallest size, nor the s-th
// smallest upper end fall below the s-th; r and s are those of the exact
// order-statistic interval. For exact sizes it is that interval. Value is the
// lower end at the rank of the sample quantile: "at least".
//
// A High of +Inf has [DoubtOpenAbove]. With so few rows that r does not exist
// Low is 0 with [DoubtOpenBelow]; with neither limit the result is [TooFew], with
// unknown rows only [UnknownOnly].
// A two-sided 95% interval takes 6 rows for the median, 13 for a quartile, 36
// for the 90th percentile.
//
// Source: David & Nagaraja, Order Statistics (2003), section 7.1; the bounds
// follow from the order of the ends.
func QuantileBounds(rows []Interval, p, level float64) Estimate {
	const method = "order statistics"
	lows, highs := make([]weighted, len(rows)), make([]weighted, len(rows))
	total := 0.0
	for i, v := range rows {
		if !v.valid() {
			return absent(method, len(rows), NotApplicable)
		}
		if v.Weight == 0 {
			v.Weight = 1
		}
		lows[i], highs[i] = weighted{v.Low, v.Weight}, weighted{v.High, v.Weight}
		total += v.Weight
	}
	n := int(math.Round(total))
	if !(p > 0 && p < 1) || !validLevel(level) {
		return absent(method, n, NotApplicable)
	}
	r, s := orderRanks(n, p, level)
	if n == 0 || r == 0 && s > n {
		return absent(method, n, TooFew)
	}
	if !slices.ContainsFunc(rows, func(v Interval) bool { return !v.unknown() }) {
		return absent(method, n, UnknownOnly)
	}
	e := Estimate{Level: level, N: n, Method: method, High: math.Inf(1)}
	sortWeighted(lows)
	sortWeighted(highs)
	e.Value = ranked(lows, max(1, int(math.Ceil(p*float64(n)-1e-9))))
	if r > 0 {
		e.Low = ranked(lows, r)
	} else {
		e.Doubts = append(e.Doubts, DoubtOpenBelow)
	}
	if s <= n {
		e.High = ranked(highs, s)
	}
	if math.IsInf(e.High, 1) {
		e.Doubts = append(e.Doubts, DoubtOpenAbove)
	}
	return e
}

// orderRanks returns the largest r with P(B < r) ≤ (1−level)/2 and the smallest
// s with P(B ≥ s) ≤ (1−level)/2, for B ~ Binomial(n, p).
func orderRanks(n int, p, level float64) (r, s int) {
	tail := (1 - level) / 2
	r, s = 0, n+1
	for r < n && binomialLower(r, n, p) <= tail {
		r++
	}
	for s > 1 && binomialUpper(s-1, n, p) <= tail {
		s--
	}
	return r, s
}

type weighted struct {
	value, weight float64
}

func sortWeighted(values []weighted) {
	slices.SortFunc(values, func(a, b weighted) int {
		return cmp.Or(cmp.Compare(a.value, b.value), cmp.Compare(a.weight, b.weight))
	})
}

// ranked returns the value at a rank counted from 1.
func ranked(sorted []weighted, rank int) float64 {
	cumulative := 0.0
	for _, v := range sorted {
		cumulative += v.weight
		if cumulative >= float64(rank)-1e-9 {
			return v.value
		}
	}
	return sorted[len(sorted)-1].value
}

// HarrellDavis returns the Harrell-Davis estimate of the quantile p of data in
// ascending order: a mean of all order statistics, weighted by a beta
// distribution. It is smooth in the data; with heavy tails a single value pulls
// it. Fewer than [MinimumHarrellDavis] values give [TooFew].
//
// Source: Harrell & Davis, Biometrika 69 (1982) 635–640.
func HarrellDavis(sorted []float64, p float64) (float64, Reason) {
	n := float64(len(sorted))
	switch {
	case !(p > 0 && p < 1) || !finite(sorted...) || !ascending(sorted):
		return 0, NotApplicable
	case len(sorted) < MinimumHarrellDavis:
		return 0, TooFew
	}
	a, b := (n+1)*p, (n+1)*(1-p)
	sum, below := 0.0, 0.0
	for i, v := range sorted {
		above := mathext.RegIncBeta(a, b, float64(i+1)/n)
		sum += (above - below) * v
		below = above
	}
	return sum, ""
}
