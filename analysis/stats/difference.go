package stats

import (
	"math"
)

// A Share is a number of successes among n independent trials.
type Share struct {
	Successes, N int
}

func (s Share) valid() bool { return s.Successes >= 0 && s.Successes <= s.N }

// A ShareComparison compares the shares of two independent samples.
type ShareComparison struct {
	Difference Estimate // first share minus second
	Fisher     Test     // Fisher's exact test
}

// CompareShares compares the shares of two independent samples, such as two
// periods. The interval is Newcombe's hybrid score interval without continuity
// correction: the square-and-add of two Wilson intervals. The p-value is that of
// Fisher's exact test, the sum over all tables not more probable than the one
// observed.
//
// Do not use it for two categories of one sample: see [CompareCategories]. An
// empty sample gives [TooFew]; both samples with only or no successes leave the
// test [NotApplicable].
//
// Source: Newcombe, Statistics in Medicine 17 (1998) 873–890, method 10; Fisher,
// as in R's fisher.test.
func CompareShares(first, second Share, level float64) ShareComparison {
	n := first.N + second.N
	c := ShareComparison{absent("Newcombe", n, NotApplicable), noTest("Fisher", n, NotApplicable)}
	if !first.valid() || !second.valid() || !validLevel(level) {
		return c
	}
	if first.N == 0 || second.N == 0 {
		c.Difference.Reason, c.Fisher.Reason = TooFew, TooFew
		return c
	}
	a, b := Wilson(first.Successes, first.N, level), Wilson(second.Successes, second.N, level)
	difference := a.Value - b.Value
	c.Difference = Estimate{
		Value: difference,
		Low:   difference - math.Hypot(a.Value-a.Low, b.High-b.Value),
		High:  difference + math.Hypot(a.High-a.Value, b.Value-b.Low),
		Level: level, N: n, Method: "Newcombe",
	}
	if both := first.Successes + second.Successes; both > 0 && both < n {
		c.Fisher = Test{Statistic: oddsRatio(first, second), PValue: fisher(first, second), N: n, Method: "Fisher"}
	}
	return c
}

// oddsRatio returns the odds ratio with ½ added to each cell, so that it exists.
func oddsRatio(first, second Share) float64 {
	cell := func(count int) float64 { return float64(count) + 0.5 }
	return cell(first.Successes) * cell(second.N-second.Successes) /
		(cell(first.N-first.Successes) * cell(second.Successes))
}

// fisher sums the hypergeometric probabilities of the tables with the same
// margins that are not more probable than the observed one.
func fisher(first, second Share) float64 {
	total := first.Successes + second.Successes
	lowest, highest := max(0, total-second.N), min(total, first.N)
	logProbability := func(x int) float64 {
		return logChoose(first.N, x) + logChoose(second.N, total-x) - logChoose(first.N+second.N, total)
	}
	// Equal probabilities may differ by rounding; R allows as much.
	limit := logProbability(first.Successes) + 1e-7
	p := 0.0
	for x := lowest; x <= highest; x++ {
		if log := logProbability(x); log <= limit {
			p += math.Exp(log)
		}
	}
	return math.Min(1, p)
}

// logChoose returns ln of the binomial coefficient.
func logChoose(n, k int) float64 {
	all, _ := math.Lgamma(float64(n) + 1)
	chosen, _ := math.Lgamma(float64(k) + 1)
	left, _ := math.Lgamma(float64(n-k) + 1)
	return all - chosen - left
}

// A Lead tells whether one category of a sample is ahead of another.
type Lead struct {
	Difference Estimate // share of the first minus share of the second
	Exact      Test     // exact binomial
}

// CompareCategories compares two exclusive categories of one sample of n. Their
// shares are not independent: the variance of the difference is
// (p₁+p₂−(p₁−p₂)²)/n; the interval is at 95%. The test asks whether, of the cases in either category,
// each is equally likely to hold the next one: first of first+second at ½.
//
// Below [MinimumComparison] cases in the two categories the test is [TooFew].
//
// Source: Goodman, Technometrics 7 (1965) 247–254 for the variance; Conover,
// Practical Nonparametric Statistics (1999), section 3.4 for the sign test.
func CompareCategories(first, second, n int) Lead {
	lead := Lead{absent("multinomial difference", n, NotApplicable), noTest("exact binomial", n, NotApplicable)}
	both := first + second
	if first < 0 || second < 0 || both > n || both < first {
		return lead
	}
	if n == 0 {
		lead.Difference.Reason, lead.Exact.Reason = TooFew, TooFew
		return lead
	}
	p1, p2 := float64(first)/float64(n), float64(second)/float64(n)
	half := normalCritical(DefaultLevel) * math.Sqrt((p1+p2-(p1-p2)*(p1-p2))/float64(n))
	lead.Difference = Estimate{
		Value: p1 - p2, Low: math.Max(-1, p1-p2-half), High: math.Min(1, p1-p2+half),
		Level: DefaultLevel, N: n, Method: "multinomial difference", Doubts: []string{DoubtNormalApprox},
	}
	if both < MinimumComparison {
		lead.Exact = noTest("exact binomial", both, TooFew)
		return lead
	}
	lead.Exact = Test{
		Statistic: float64(first),
		PValue:    twiceSmaller(binomialLower(first, both, 0.5), binomialUpper(first, both, 0.5)),
		N:         both, Method: "exact binomial",
	}
	return lead
}
