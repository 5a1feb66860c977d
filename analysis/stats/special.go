package stats

import (
	"math"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"
)

// normalCritical returns the two-sided critical value of the standard normal.
func normalCritical(level float64) float64 {
	return distuv.UnitNormal.Quantile(0.5 + level/2)
}

// normalTwoSided returns P(|Z| ≥ |z|). math.Erfc keeps its relative accuracy in
// the far tail, where gonum's Normal.Survival (one minus Erf) drops to 0.
func normalTwoSided(z float64) float64 { return math.Erfc(math.Abs(z) / math.Sqrt2) }

// normalUpper returns P(Z ≥ z).
func normalUpper(z float64) float64 { return 0.5 * math.Erfc(z/math.Sqrt2) }

// chiSquareUpper returns P(χ² ≥ x) with df degrees of freedom.
func chiSquareUpper(x, df float64) float64 {
	if x <= 0 {
		return 1
	}
	return mathext.GammaIncRegComp(df/2, x/2)
}

// binomialUpper returns P(X ≥ x) for X ~ Binomial(n, p).
func binomialUpper(x, n int, p float64) float64 {
	switch {
	case x <= 0:
		return 1
	case x > n || p <= 0:
		return 0
	case p >= 1:
		return 1
	}
	return mathext.RegIncBeta(float64(x), float64(n-x+1), p)
}

// binomialLower returns P(X ≤ x) for X ~ Binomial(n, p).
func binomialLower(x, n int, p float64) float64 {
	return binomialUpper(n-x, n, 1-p)
}

// twiceSmaller returns the central p-value of two tails that both include the
// observation.
func twiceSmaller(lower, upper float64) float64 {
	return math.Min(1, 2*math.Min(lower, upper))
}

// bisect returns a root of f in [low, high], where f must change sign once, by
// halving to the last bit. It suits limits, which are few: gonum's optimisers
// have no bracketing root finder.
func bisect(low, high float64, f func(float64) float64) float64 {
	rising := f(high) >= 0
	for range 200 {
		middle := low + (high-low)/2
		if middle <= low || middle >= high {
			break
		}
		if (f(middle) >= 0) == rising {
			high = middle
		} else {
			low = middle
		}
	}
	return low + (high-low)/2
}
