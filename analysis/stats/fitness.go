package stats

import (
	"math"
	"slices"
)

// AndersonDarling tests whether exact sizes are lognormal with mean and variance
// of ln size estimated from them. The statistic is A²·(1+0.75/n+2.25/n²); its
// p-value is Stephens' approximation, printed as 0.0005 below that, where it
// ends. It needs exact sizes above 0; for intervals compare the curves of
// [Turnbull] and [FitSizes].
//
// Fewer than [MinimumAndersonDarling] sizes give [TooFew], all equal
// [NotIdentified].
//
// Source: D'Agostino & Stephens, Goodness-of-Fit Techniques (1986), table 4.9.
func AndersonDarling(sizes []float64) Test {
	const method = "Anderson-Darling"
	n := len(sizes)
	if n < MinimumAndersonDarling {
		return noTest(method, n, TooFew)
	}
	logs := make([]float64, n)
	for i, x := range sizes {
		logs[i] = math.Log(x)
	}
	if !finite(logs...) {
		return noTest(method, n, NotApplicable)
	}
	slices.Sort(logs)
	mean, deviation := moments(logs)
	// The deviation of equal logs is rounding, not spread.
	if deviation <= 1e-12*math.Max(1, math.Abs(mean)) {
		return noTest(method, n, NotIdentified)
	}
	sum := 0.0
	for i, y := range logs {
		opposite := logs[n-1-i]
		sum += float64(2*i+1) * (logNormalUpper(-(y-mean)/deviation) + logNormalUpper((opposite-mean)/deviation))
	}
	total := float64(n)
	statistic := (-total - sum/total) * (1 + 0.75/total + 2.25/(total*total))
	return Test{Statistic: statistic, PValue: stephensP(statistic), N: n, Method: method}
}

// moments returns mean and standard deviation (divisor n−1) of sorted values.
func moments(sorted []float64) (mean, deviation float64) {
	n := float64(len(sorted))
	for _, v := range sorted {
		mean += v / n
	}
	squares := 0.0
	for _, v := range sorted {
		squares += (v - mean) * (v - mean)
	}
	return mean, math.Sqrt(squares / (n - 1))
}

// smallestStephens is where Stephens' approximation ends.
const smallestStephens = 0.0005

// stephensP returns the p-value of the modified statistic.
func stephensP(a float64) float64 {
	switch {
	case a < 0.2:
		return 1 - math.Exp(-13.436+101.14*a-223.73*a*a)
	case a < 0.34:
		return 1 - math.Exp(-8.318+42.796*a-59.938*a*a)
	case a < 0.6:
		return math.Exp(0.9177 - 4.279*a - 1.38*a*a)
	}
	return math.Max(smallestStephens, math.Exp(1.2937-5.709*a+0.0186*a*a))
}
