package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// A GrowthTrend is a log-linear trend of counts.
type GrowthTrend struct {
	// Growth is the relative change per step: 0.02 is 2% a month.
	Growth Estimate
	// Dispersion is Pearson's X² over n−2; the interval allows for it.
	Dispersion float64
	Test       Test // that the growth is 0
}

// TrendOptions sets how counts are compared over time.
type TrendOptions struct {
	Level float64 // 0 means DefaultLevel
	// Exposure holds the length of each step; nil means all equal.
	Exposure []float64
	// AnySample lifts the minimum sample, for checks against other programs.
	AnySample bool
}

// CountTrend fits ln(mean) = a + b·t + ln(exposure) to counts by quasi-Poisson
// regression: Poisson estimates, standard errors times √(X²/(n−2)), Student's t.
// A dispersion below 1 is not used: chance alone makes counts vary.
//
// It assumes independent counts, a constant relative change and a variance
// proportional to the mean. Fewer than [MinimumTrendMonths] counts give
// [TooFew]; counts that are all zero, or all in one step, [NotIdentified].
//
// Source: McCullagh & Nelder, Generalized Linear Models (1989), chapter 6;
// agrees with R's glm(family = quasipoisson) where the dispersion exceeds 1.
func CountTrend(counts []int, options TrendOptions) GrowthTrend {
	const method = "quasi-Poisson"
	n := len(counts)
	level := options.Level
	if level == 0 {
		level = DefaultLevel
	}
	none := func(reason Reason) GrowthTrend {
		return GrowthTrend{Growth: absent(method, n, reason), Test: noTest(method, n, reason)}
	}
	steps, reason := trendSteps(counts, options)
	switch {
	case reason != "" || !validLevel(level):
		return none(NotApplicable)
	case n < 3 || n < MinimumTrendMonths && !options.AnySample:
		return none(TooFew)
	case !spread(counts):
		return none(NotIdentified)
	}
	fit, ok := fitTrend(steps)
	if !ok {
		return none(NoConvergence)
	}
	df := float64(n - 2)
	dispersion := fit.pearson / df
	deviation := math.Sqrt(fit.variance * math.Max(1, dispersion))
	t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: df}
	half := t.Quantile(0.5+level/2) * deviation
	return GrowthTrend{
		Growth: Estimate{
			Value: math.Expm1(fit.slope), Low: math.Expm1(fit.slope - half), High: math.Expm1(fit.slope + half),
			Level: level, N: n, Method: method,
		},
		Dispersion: dispersion,
		Test: Test{
			Statistic: fit.slope / deviation, PValue: 2 * t.CDF(-math.Abs(fit.slope/deviation)), N: n, Method: method,
		},
	}
}

// A trendStep is a count with its time, measured from the middle of the series,
// and the log of its exposure.
type trendStep struct {
	count, time, offset float64
}

func trendSteps(counts []int, options TrendOptions) ([]trendStep, Reason) {
	if options.Exposure != nil && len(options.Exposure) != len(counts) {
		return nil, NotApplicable
	}
	steps := make([]trendStep, len(counts))
	for i, x := range counts {
		steps[i] = trendStep{count: float64(x), time: float64(i) - float64(len(counts)-1)/2}
		if options.Exposure != nil {
			steps[i].offset = math.Log(options.Exposure[i])
		}
		if x < 0 || !finite(steps[i].offset) {
			return nil, NotApplicable
		}
	}
	return steps, ""
}

// spread reports whether at least two counts differ from zero, without which a
// slope runs to infinity.
func spread(counts []int) bool {
	positive := 0
	for _, x := range counts {
		if x > 0 {
			positive++
		}
	}
	return positive >= 2
}

type trendFit struct {
	slope, variance, pearson float64
}

// fitTrend solves the two Poisson score equations by Newton's method.
func fitTrend(steps []trendStep) (trendFit, bool) {
	total, exposure := 0.0, 0.0
	for _, s := range steps {
		total += s.count
		exposure += math.Exp(s.offset)
	}
	level, slope := math.Log(total/exposure), 0.0
	for range 100 {
		var score0, score1, w0, w1, w2 float64
		fit := trendFit{slope: slope}
		for _, s := range steps {
			mean := math.Exp(level + slope*s.time + s.offset)
			residual := s.count - mean
			score0 += residual
			score1 += residual * s.time
			w0 += mean
			w1 += mean * s.time
			w2 += mean * s.time * s.time
			fit.pearson += residual * residual / mean
		}
		determinant := w0*w2 - w1*w1
		if !(determinant > 0) || math.IsInf(determinant, 0) {
			return fit, false
		}
		fit.variance = w0 / determinant
		stepLevel := (w2*score0 - w1*score1) / determinant
		stepSlope := (w0*score1 - w1*score0) / determinant
		if stepSlope*stepSlope < 1e-24*fit.variance && math.Abs(stepLevel) < 1e-10 {
			return fit, finite(fit.pearson, slope)
		}
		// A long step could leave the region where the exponential is finite.
		shorten := math.Max(1, math.Max(math.Abs(stepLevel), math.Abs(stepSlope)*float64(len(steps))))
		level += stepLevel / shorten
		slope += stepSlope / shorten
	}
	return trendFit{}, false
}
