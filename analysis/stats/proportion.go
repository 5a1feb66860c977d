package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Wilson returns the share successes/n with Wilson's score interval.
//
// The interval holds the p for which |x/n − p| ≤ z·√(p(1−p)/n). It stays within
// [0, 1], is defined at 0 and n, and its mean coverage is near the level even
// for small n. It assumes n independent trials with one probability.
//
// N is n. No trials give [TooFew]; counts that cannot be give [NotApplicable].
//
// Source: Wilson, JASA 22 (1927) 209–212; Brown, Cai & DasGupta, Statistical
// Science 16 (2001) 101–133.
func Wilson(successes, n int, level float64) Estimate {
	const method = "Wilson"
	if reason := checkShare(successes, n, level); reason != "" {
		return absent(method, n, reason)
	}
	return score(successes, n, shareOptions{critical: normalCritical(level), level: level, method: method})
}

// Goodman returns the share successes/n with Goodman's simultaneous interval for
// a multinomial with the given number of categories: the intervals of all
// categories hold together with probability at least about level. Use it where
// categories are ranked or compared.
//
// It is Wilson's interval with χ²(1−α/k; 1) in place of z², so one category
// gives Wilson's interval.
//
// Source: Goodman, Technometrics 7 (1965) 247–254.
func Goodman(successes, n int, options GoodmanOptions) Estimate {
	const method = "Goodman"
	reason := checkShare(successes, n, options.Level)
	if reason == "" && options.Categories < 1 {
		reason = NotApplicable
	}
	if reason != "" {
		return absent(method, n, reason)
	}
	each := 1 - (1-options.Level)/float64(options.Categories)
	return score(successes, n, shareOptions{critical: normalCritical(each), level: options.Level, method: method})
}

// GoodmanOptions sets the family of [Goodman] intervals.
type GoodmanOptions struct {
	Categories int     // categories of the multinomial, those with count 0 too
	Level      float64 // joint level of all categories
}

type shareOptions struct {
	critical float64 // normal quantile
	level    float64
	method   string
}

// score returns the score interval with the given critical value.
func score(successes, n int, options shareOptions) Estimate {
	x, total := float64(successes), float64(n)
	z2 := options.critical * options.critical
	centre := (x + z2/2) / (total + z2)
	half := options.critical / (total + z2) * math.Sqrt(x*(total-x)/total+z2/4)
	e := Estimate{
		Value: x / total, Low: math.Max(0, centre-half), High: math.Min(1, centre+half),
		Level: options.level, N: n, Method: options.method,
	}
	return pinEnds(e, successes, n)
}

// pinEnds makes the limits of an empty or a full share exact, and flags it.
func pinEnds(e Estimate, successes, n int) Estimate {
	if successes == 0 {
		e.Low = 0
	}
	if successes == n {
		e.High = 1
	}
	if successes == 0 || successes == n {
		e.Doubts = append(e.Doubts, DoubtReview)
	}
	return e
}

// ClopperPearson returns the share successes/n with the exact interval that
// never covers less than level, whatever p. It is wider than Wilson's and kept
// for where that guarantee matters.
//
// The limits are quantiles of Beta(x, n−x+1) and Beta(x+1, n−x).
//
// Source: Clopper & Pearson, Biometrika 26 (1934) 404–413.
func ClopperPearson(successes, n int, level float64) Estimate {
	const method = "Clopper-Pearson"
	if reason := checkShare(successes, n, level); reason != "" {
		return absent(method, n, reason)
	}
	low, high := betaLimits(float64(successes), float64(n), level)
	e := Estimate{Value: float64(successes) / float64(n), Low: low, High: high, Level: level, N: n, Method: method}
	return pinEnds(e, successes, n)
}

// betaLimits returns the Clopper-Pearson limits for x of n, which need not be
// whole numbers.
func betaLimits(x, n, level float64) (low, high float64) {
	tail := (1 - level) / 2
	high = 1
	if x > 0 {
		low = distuv.Beta{Alpha: x, Beta: n - x + 1}.Quantile(tail)
	}
	if x < n {
		high = distuv.Beta{Alpha: x + 1, Beta: n - x}.Quantile(1 - tail)
	}
	return low, high
}

// MidP returns the share successes/n with the mid-P interval: Clopper and
// Pearson's with only half the probability of the observed count in each tail.
// It is shorter, covers level on average and can cover slightly less for some p.
//
// Source: Lancaster, JASA 56 (1961) 223–234; Berry & Armitage, The Statistician
// 44 (1995) 417–423.
func MidP(successes, n int, level float64) Estimate {
	const method = "mid-P"
	if reason := checkShare(successes, n, level); reason != "" {
		return absent(method, n, reason)
	}
	tail := (1 - level) / 2
	e := Estimate{Value: float64(successes) / float64(n), High: 1, Level: level, N: n, Method: method}
	if successes > 0 {
		e.Low = bisect(0, 1, func(p float64) float64 { return midUpperTail(successes, n, p) - tail })
	}
	if successes < n {
		e.High = bisect(0, 1, func(p float64) float64 { return tail - (1 - midUpperTail(successes, n, p)) })
	}
	return pinEnds(e, successes, n)
}

// midUpperTail returns P(X > x) + P(X = x)/2 for X ~ Binomial(n, p). It
// increases in p.
func midUpperTail(x, n int, p float64) float64 {
	return (binomialUpper(x, n, p) + binomialUpper(x+1, n, p)) / 2
}

// UnknownBounds returns the share of successes when the answer is unknown for
// some cases. Low and High are the shares if every unknown were a failure, and
// if every unknown were a success: nothing is assumed about the unknown, so the
// true share of all cases lies between them, whatever chance does. Value is the
// share among the known.
//
// known counts the cases with an answer. N is all cases. Level is 0. No known
// case gives [UnknownOnly]; no case at all gives [TooFew].
//
// Source: Manski, American Economic Review 80 (1990) 319–323.
func UnknownBounds(successes, known, unknown int) Estimate {
	const method = "Manski bounds"
	total := known + unknown
	switch {
	case successes < 0 || unknown < 0 || successes > known || total < known:
		return absent(method, total, NotApplicable)
	case total == 0:
		return absent(method, 0, TooFew)
	case known == 0:
		return absent(method, total, UnknownOnly)
	}
	e := Estimate{
		Value: float64(successes) / float64(known),
		Low:   float64(successes) / float64(total),
		High:  float64(successes+unknown) / float64(total),
		N:     total, Method: method,
	}
	if unknown > 0 {
		e.Doubts = append(e.Doubts, DoubtUnknown)
	}
	return e
}

// checkShare returns why successes of n cannot be a share, or nothing.
func checkShare(successes, n int, level float64) Reason {
	switch {
	case successes < 0 || successes > n || !validLevel(level):
		return NotApplicable
	case n == 0:
		return TooFew
	}
	return ""
}
