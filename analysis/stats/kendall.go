package stats

import (
	"math"
	"slices"
)

// A KendallTrend is the outcome of the Mann-Kendall test.
type KendallTrend struct {
	// Tau is Kendall's tau-b between the values and their order in time.
	Tau  float64
	Test Test
}

// largestExact is the series length up to which the null distribution is
// counted, not approximated.
const largestExact = 50

// MannKendall tests a series for a monotone trend. S counts the pairs that rise
// less those that fall. Up to 50 values its null distribution is exact, with
// ties too: the number of orders with a given S is a coefficient of a Gaussian
// multinomial. Beyond, Z = (S∓1)/√Var(S) with the variance corrected for ties.
// The statistic is S, or Z. gonum's stat.Kendall counts a tie as a direction.
//
// It assumes values independent over time under the null; seasons and serial
// correlation make it reject too often. Fewer than [MinimumKendall] values give
// [TooFew], all equal [NotIdentified].
//
// Source: Mann, Econometrica 13 (1945) 245–259; Kendall, Rank Correlation
// Methods (1975), chapters 4 and 5.
func MannKendall(values []float64) KendallTrend {
	const method = "Mann-Kendall"
	n := len(values)
	trend := KendallTrend{Test: noTest(method, n, TooFew)}
	switch {
	case !finite(values...):
		trend.Test.Reason = NotApplicable
		return trend
	case n < MinimumKendall:
		return trend
	}
	ties := tieSizes(values)
	if len(ties) == 1 {
		trend.Test.Reason = NotIdentified
		return trend
	}
	s := kendallScore(values)
	pairs := float64(n) * float64(n-1) / 2
	trend.Tau = float64(s) / math.Sqrt(pairs*float64(untiedPairs(ties)))
	trend.Test.Reason = ""
	if n <= largestExact {
		trend.Test.Statistic, trend.Test.PValue = float64(s), exactKendall(ties, s)
		return trend
	}
	trend.Test.Doubts = []string{DoubtNormalApprox}
	trend.Test.Statistic, trend.Test.PValue = 0, 1
	if s != 0 {
		corrected := math.Copysign(math.Abs(float64(s))-1, float64(s))
		trend.Test.Statistic = corrected / math.Sqrt(kendallVariance(n, ties))
		trend.Test.PValue = normalTwoSided(trend.Test.Statistic)
	}
	return trend
}

// kendallScore returns S.
func kendallScore(values []float64) int {
	s := 0
	for i, a := range values {
		for _, b := range values[i+1:] {
			switch {
			case b > a:
				s++
			case b < a:
				s--
			}
		}
	}
	return s
}

// tieSizes returns how often each distinct value occurs.
func tieSizes(values []float64) []int {
	var sizes []int
	sorted := slices.Sorted(slices.Values(values))
	for i, v := range sorted {
		if i == 0 || v != sorted[i-1] {
			sizes = append(sizes, 0)
		}
		sizes[len(sizes)-1]++
	}
	return sizes
}

// untiedPairs returns the number of pairs of different values.
func untiedPairs(ties []int) int {
	n, tied := 0, 0
	for _, t := range ties {
		n += t
		tied += t * (t - 1) / 2
	}
	return n*(n-1)/2 - tied
}

// kendallVariance returns Var(S) of the null.
func kendallVariance(n int, ties []int) float64 {
	term := func(k int) float64 { return float64(k) * float64(k-1) * float64(2*k+5) }
	sum := term(n)
	for _, t := range ties {
		sum -= term(t)
	}
	return sum / 18
}

// exactKendall returns P(|S| ≥ |s|). An order with i inversions has
// S = pairs − 2i.
func exactKendall(ties []int, s int) float64 {
	law := []float64{1}
	placed := 0
	for _, t := range ties {
		law = convolve(law, inversionLaw(placed, t))
		placed += t
	}
	pairs, p := len(law)-1, 0.0
	for i, probability := range law {
		if score := pairs - 2*i; max(score, -score) >= max(s, -s) {
			p += probability
		}
	}
	return math.Min(1, p)
}

// inversionLaw returns the distribution of the inversions between a low and b
// equal high values in random order, by which one comes last.
func inversionLaw(a, b int) []float64 {
	rows := make([][]float64, b+1)
	for j := range rows {
		rows[j] = []float64{1}
	}
	for i := 1; i <= a; i++ {
		for j := 1; j <= b; j++ {
			// A low value at the end follows all j high ones; a high value at
			// the end adds nothing.
			lowLast := float64(i) / float64(i+j)
			next := make([]float64, i*j+1)
			for k, p := range rows[j] {
				next[k+j] += lowLast * p
			}
			for k, p := range rows[j-1] {
				next[k] += (1 - lowLast) * p
			}
			rows[j] = next
		}
	}
	return rows[b]
}

func convolve(a, b []float64) []float64 {
	sum := make([]float64, len(a)+len(b)-1)
	for i, x := range a {
		for j, y := range b {
			sum[i+j] += x * y
		}
	}
	return sum
}

// SenSlope returns Sen's slope, the median of the slopes of all pairs, per step
// of the series, with the interval of the slopes at the ranks (N∓z·√Var(S))/2,
// rounded outwards. A single outlier hardly moves it.
//
// Fewer than [MinimumKendall] values give [TooFew].
//
// Source: Sen, JASA 63 (1968) 1379–1389; Gilbert, Statistical Methods for
// Environmental Pollution Monitoring (1987), section 16.5.
func SenSlope(values []float64, level float64) Estimate {
	const method = "Sen"
	n := len(values)
	switch {
	case !finite(values...) || !validLevel(level):
		return absent(method, n, NotApplicable)
	case n < MinimumKendall:
		return absent(method, n, TooFew)
	}
	slopes := make([]float64, 0, n*(n-1)/2)
	for i, a := range values {
		for j := i + 1; j < n; j++ {
			slopes = append(slopes, (values[j]-a)/float64(j-i))
		}
	}
	slices.Sort(slopes)
	median, _ := Quantile(slopes, 0.5, Type7)
	reach := normalCritical(level) * math.Sqrt(kendallVariance(n, tieSizes(values)))
	pairs := float64(len(slopes))
	return Estimate{
		Value: median,
		Low:   orderStatistic(slopes, int(math.Floor((pairs-reach)/2))),
		High:  orderStatistic(slopes, int(math.Ceil((pairs+reach)/2))+1),
		Level: level, N: n, Method: method,
	}
}
