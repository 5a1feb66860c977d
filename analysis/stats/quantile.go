package stats

import "math"

// A QuantileType is one of the nine sample quantiles of Hyndman and Fan. The
// zero value is [Type7].
type QuantileType int

// The types. Types 1 to 3 are order statistics or their means, suited to whole
// numbers; 4 to 9 interpolate. Type 7 is the default of R, NumPy and Excel
// (QUARTILE.INC), type 6 that of SPSS and Minitab, type 8 is nearly
// median-unbiased for any distribution.
const (
	DefaultType QuantileType = iota // the same as Type7
	Type1                           // inverse of the empirical distribution
	Type2                           // type 1, averaged at steps
	Type3                           // nearest even order statistic
	Type4                           // linear interpolation of the empirical distribution
	Type5                           // Hazen
	Type6                           // Weibull
	Type7                           // Gumbel
	Type8                           // median-unbiased
	Type9                           // normal-unbiased
)

// Quantile returns the sample quantile p of data in ascending order. gonum's
// stat.Quantile has only types 1 and 4 and panics on unsorted data.
//
// No data give [TooFew]; p outside [0, 1], an unknown type or data out of order
// give [NotApplicable].
//
// Source: Hyndman & Fan, American Statistician 50 (1996) 361–365.
func Quantile(sorted []float64, p float64, method QuantileType) (float64, Reason) {
	if !(p >= 0 && p <= 1) || method < DefaultType || method > Type9 || !ascending(sorted) {
		return 0, NotApplicable
	}
	if len(sorted) == 0 {
		return 0, TooFew
	}
	position, weight := quantilePosition(len(sorted), p, method)
	low := orderStatistic(sorted, position)
	if weight == 0 {
		return low, ""
	}
	high := orderStatistic(sorted, position+1)
	if low == high {
		return low, ""
	}
	return (1-weight)*low + weight*high, ""
}

// quantilePosition returns the order statistic (from 1) below the quantile and
// the weight of the next one.
func quantilePosition(n int, p float64, method QuantileType) (position int, weight float64) {
	// A product such as 0.7·10 may fall an ulp beside its whole number; R uses
	// the same allowance.
	const fuzz = 4 * 0x1p-52
	var a, b float64
	switch method {
	case Type1, Type2, Type3:
		return discretePosition(n, p, method)
	case Type4:
		a, b = 0, 1
	case Type5:
		a, b = 0.5, 0.5
	case Type6:
		a, b = 0, 0
	case Type8:
		a, b = 1.0/3, 1.0/3
	case Type9:
		a, b = 3.0/8, 3.0/8
	default:
		a, b = 1, 1
	}
	h := a + p*(float64(n)+1-a-b)
	whole := math.Floor(h + fuzz)
	weight = h - whole
	if math.Abs(weight) < fuzz {
		weight = 0
	}
	return int(whole), weight
}

func discretePosition(n int, p float64, method QuantileType) (position int, weight float64) {
	const fuzz = 4 * 0x1p-52
	h := float64(n) * p
	if method == Type3 {
		h -= 0.5
	}
	whole := math.Floor(h + fuzz)
	above := h > whole+fuzz
	switch {
	case above:
		weight = 1
	case method == Type2:
		weight = 0.5
	case method == Type3 && math.Mod(whole, 2) != 0:
		weight = 1
	}
	return int(whole), weight
}

// orderStatistic returns the i-th smallest value, counted from 1, and the
// nearest one outside that range.
func orderStatistic(sorted []float64, i int) float64 {
	return sorted[min(max(i, 1), len(sorted))-1]
}

// ascending reports whether the values are in ascending order and none is NaN.
func ascending(values []float64) bool {
	for i, v := range values {
		if math.IsNaN(v) || i > 0 && v < values[i-1] {
			return false
		}
	}
	return true
}
