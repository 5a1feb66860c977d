package stats

import (
	"math"
	"slices"
)

// A HillPoint is Hill's estimate from the largest K sizes.
type HillPoint struct {
	K         int
	Threshold float64  // the size below the largest K
	Gamma     Estimate // 1/a of a tail S(x) ~ x^−a; mean exists for gamma < 1
}

// Hill returns Hill's estimate of the tail index for each number k of largest
// sizes: the mean of ln(x/threshold) over the k sizes, with the interval
// γ(1 ± z/√k). It is for a plot: only where the points stay level does the
// estimate mean anything. Sizes must be exact and above 0; k with a threshold
// equal to the next size are left out, as are k below 2.
//
// Source: Hill, Annals of Statistics 3 (1975) 1163–1174.
func Hill(sizes []float64, level float64) ([]HillPoint, Reason) {
	sorted := slices.Sorted(slices.Values(sizes))
	switch {
	case !finite(sizes...) || !validLevel(level) || len(sorted) > 0 && sorted[0] <= 0:
		return nil, NotApplicable
	case len(sorted) < 3:
		return nil, TooFew
	}
	slices.Reverse(sorted)
	z := normalCritical(level)
	var points []HillPoint
	sum := 0.0
	for k := 1; k < len(sorted); k++ {
		sum += math.Log(sorted[k-1])
		if k < 2 || sorted[k] == sorted[k-1] {
			continue
		}
		gamma := sum/float64(k) - math.Log(sorted[k])
		half := gamma * z / math.Sqrt(float64(k))
		points = append(points, HillPoint{k, sorted[k], Estimate{
			Value: gamma, Low: math.Max(0, gamma-half), High: gamma + half, Level: level, N: k, Method: "Hill",
		}})
	}
	return points, ""
}

// An ExcessPoint is the mean excess over a threshold.
type ExcessPoint struct {
	Threshold float64
	Mean      Estimate
}

// MeanExcess returns the mean of x − u over the sizes above u, for each distinct
// size u with at least two sizes above it: a straight line from some threshold
// on speaks for a GPD above it, a rising one for a heavy tail. The interval is
// the mean ± z standard errors, which is too short for a heavy tail; the points
// are for a plot.
//
// Source: Davison & Smith, JRSS B 52 (1990) 393–442, section 3.
func MeanExcess(sizes []float64, level float64) ([]ExcessPoint, Reason) {
	switch {
	case !finite(sizes...) || !validLevel(level):
		return nil, NotApplicable
	case len(sizes) < 3:
		return nil, TooFew
	}
	sorted := slices.Sorted(slices.Values(sizes))
	z := normalCritical(level)
	var points []ExcessPoint
	mean, squares, n := 0.0, 0.0, 0.0
	for i := len(sorted) - 1; i > 0; i-- {
		// Welford's update keeps the variance of nearly equal sizes.
		n++
		d := sorted[i] - mean
		mean += d / n
		squares += d * (sorted[i] - mean)
		if u := sorted[i-1]; n >= 2 && u < sorted[i] {
			half := z * math.Sqrt(squares/(n-1)/n)
			points = append(points, ExcessPoint{u, Estimate{
				Value: mean - u, Low: math.Max(0, mean-u-half), High: mean - u + half,
				Level: level, N: int(n), Method: "mean excess",
			}})
		}
	}
	slices.Reverse(points)
	return points, ""
}
