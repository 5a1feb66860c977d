package stats

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// A Count is a number of events and the exposure, in any unit of time, in which
// they were counted.
type Count struct {
	Events   int
	Exposure float64
}

func (c Count) valid() bool {
	return c.Events >= 0 && c.Exposure > 0 && !math.IsInf(c.Exposure, 1)
}

// Garwood returns the rate of a Poisson count per unit of exposure with the
// exact interval, which never covers less than level.
//
// The limits of the mean are χ²(α/2; 2x)/2 and χ²(1−α/2; 2x+2)/2. The events
// must be independent: root events, never the victims of one event. N is the
// count; a count of 0 gives the interval [0, −ln(α/2)/exposure].
//
// Source: Garwood, Biometrika 28 (1936) 437–442.
func Garwood(events int, exposure, level float64) Estimate {
	const method = "Garwood"
	if !(Count{events, exposure}).valid() || !validLevel(level) {
		return absent(method, events, NotApplicable)
	}
	tail := (1 - level) / 2
	low, high := 0.0, mathext.GammaIncRegInv(float64(events)+1, 1-tail)
	if events > 0 {
		low = mathext.GammaIncRegInv(float64(events), tail)
	}
	return Estimate{
		Value: float64(events) / exposure, Low: low / exposure, High: high / exposure,
		Level: level, N: events, Method: method,
	}
}

// A RateComparison compares two rates.
type RateComparison struct {
	Ratio Estimate // first rate over second
	Exact Test     // conditional exact, central p-value
	ETest Test     // Krishnamoorthy and Thomson, unconditional
}

// CompareRates compares two independent Poisson counts.
//
// Given x1+x2 = n, x1 is Binomial(n, ρt1/(ρt1+t2)) for a rate ratio ρ; the
// interval of ρ comes from Clopper and Pearson's and agrees with the exact
// test, whose p-value is twice the smaller tail (R's poisson.test gives the same
// interval and another p-value, of minimum likelihood). With second count 0
// there is no upper limit: Value and High are +Inf. With both 0 the ratio is
// [NotIdentified]. Below [MinimumComparison] events in total the tests are
// [TooFew]: none could be significant at equal exposure.
//
// Source: Przyborowski & Wilenski, Biometrika 31 (1940) 313–323; Fay, R Journal
// 2 (2010) 53–58; Krishnamoorthy & Thomson, J. Stat. Plan. Inference 119 (2004)
// 23–35.
func CompareRates(first, second Count, level float64) RateComparison {
	n := first.Events + second.Events
	exact, etest := noTest("conditional exact", n, TooFew), noTest("E-test", n, TooFew)
	if !first.valid() || !second.valid() || !validLevel(level) {
		exact.Reason, etest.Reason = NotApplicable, NotApplicable
		return RateComparison{absent("conditional exact", n, NotApplicable), exact, etest}
	}
	if n >= MinimumComparison {
		share := first.Exposure / (first.Exposure + second.Exposure)
		exact.Reason = ""
		exact.Statistic = float64(first.Events)
		exact.PValue = twiceSmaller(binomialLower(first.Events, n, share), binomialUpper(first.Events, n, share))
		etest = eTest(first, second)
	}
	return RateComparison{rateRatio(first, second, 1, level), exact, etest}
}

// A DispersedComparison says how counts that vary more than Poisson counts are
// compared.
type DispersedComparison struct {
	Dispersion float64 // variance over mean, such as [Dispersion].Index; below 1 counts as 1
	Level      float64
}

// CompareDispersedRates compares two independent counts whose variance is a
// multiple of their mean.
//
// Counts of dispersion φ carry the information of Poisson counts φ times as
// small: the limits and the p-value are those of [CompareRates] with x1/φ and
// x2/φ events, the binomial tails continued to fractions by the beta
// distribution, as Korn and Graubard do for an effective sample. φ counts as
// known. Below [MinimumComparison] such events in total the test is [TooFew], below
// one the ratio too.
//
// Source: Rao & Scott, Biometrics 48 (1992) 577–585 for dividing counts by their
// design effect; Korn & Graubard, Survey Methodology 24 (1998) 193–201.
func CompareDispersedRates(first, second Count, o DispersedComparison) (ratio Estimate, exact Test) {
	const method = "conditional exact, dispersed"
	n := first.Events + second.Events
	exact = noTest(method, n, TooFew)
	if !first.valid() || !second.valid() || !validLevel(o.Level) || !finite(o.Dispersion) {
		exact.Reason = NotApplicable
		return absent(method, n, NotApplicable), exact
	}
	factor := math.Max(1, o.Dispersion)
	x, all := float64(first.Events)/factor, float64(n)/factor
	if n > 0 && all < 1 {
		return absent(method, n, TooFew), exact
	}
	ratio = rateRatio(first, second, factor, o.Level)
	if ratio.Present() {
		ratio.Method, ratio.Doubts = method, append(ratio.Doubts, DoubtDispersed)
	}
	if all >= MinimumComparison {
		share := first.Exposure / (first.Exposure + second.Exposure)
		lower, upper := 1.0, 1.0
		if x < all {
			lower = 1 - mathext.RegIncBeta(x+1, all-x, share)
		}
		if x > 0 {
			upper = mathext.RegIncBeta(x, all-x+1, share)
		}
		exact = Test{Statistic: float64(first.Events), PValue: twiceSmaller(lower, upper), N: n, Method: method, Doubts: []string{DoubtDispersed}}
	}
	return ratio, exact
}

// rateRatio returns the ratio of the rates of two counts, each worth its events
// divided by factor.
func rateRatio(first, second Count, factor, level float64) Estimate {
	const method = "conditional exact"
	n := first.Events + second.Events
	if n == 0 {
		return absent(method, 0, NotIdentified)
	}
	scale := second.Exposure / first.Exposure
	low, high := betaLimits(float64(first.Events)/factor, float64(n)/factor, level)
	e := Estimate{
		Value: math.Inf(1), Low: low / (1 - low) * scale, High: math.Inf(1),
		Level: level, N: n, Method: method,
	}
	if second.Events == 0 {
		e.Doubts = append(e.Doubts, DoubtOpenAbove)
		return e
	}
	e.Value = float64(first.Events) / float64(second.Events) * scale
	e.High = high / (1 - high) * scale
	return e
}

// largestETest is the total beyond which the double sum, which grows with the
// total, is replaced by the normal distribution it has then long reached.
const largestETest = 50_000

// eTest finds the probability, under the pooled rate, of a pivot
// (r1−r2)/√(x1/t1²+x2/t2²) at least as large in size as the one observed.
func eTest(first, second Count) Test {
	t1, t2 := first.Exposure, second.Exposure
	pivot := func(x1, x2 float64) float64 {
		variance := x1/(t1*t1) + x2/(t2*t2)
		if variance == 0 {
			return 0
		}
		return (x1/t1 - x2/t2) / math.Sqrt(variance)
	}
	statistic := pivot(float64(first.Events), float64(second.Events))
	test := Test{Statistic: statistic, N: first.Events + second.Events, Method: "E-test"}
	if test.N > largestETest {
		test.PValue, test.Doubts = normalTwoSided(statistic), []string{DoubtNormalApprox}
		return test
	}
	pooled := float64(first.Events+second.Events) / (t1 + t2)
	// A tie with the observed pivot counts; rounding must not decide it.
	limit := math.Abs(statistic) * (1 - 1e-12)
	law1, start1 := poissonMass(pooled * t1)
	law2, start2 := poissonMass(pooled * t2)
	for i, p1 := range law1 {
		for j, p2 := range law2 {
			if math.Abs(pivot(float64(start1+i), float64(start2+j))) >= limit {
				test.PValue += p1 * p2
			}
		}
	}
	test.PValue = math.Min(1, test.PValue)
	return test
}

// poissonMass returns the probabilities of start, start+1, … for a Poisson mean;
// less than about 1e-15 lies outside.
func poissonMass(mean float64) (mass []float64, start int) {
	reach := 9*math.Sqrt(mean) + 30
	start = int(math.Max(0, mean-reach))
	for k := start; float64(k) <= mean+reach; k++ {
		mass = append(mass, math.Exp(logPoisson(k, mean)))
	}
	return mass, start
}

// logPoisson returns the log of the Poisson probability of k.
func logPoisson(k int, mean float64) float64 {
	if mean == 0 {
		if k == 0 {
			return 0
		}
		return math.Inf(-1)
	}
	factorial, _ := math.Lgamma(float64(k) + 1)
	return float64(k)*math.Log(mean) - mean - factorial
}
