package stats

import (
	"cmp"
	"math"
	"slices"
)

// An Observation is a time at which something happened, or until which it had
// not.
type Observation struct {
	Time  float64
	Event bool // false: still waiting at Time
}

// A SurvivalCurve is a Kaplan-Meier estimate.
type SurvivalCurve struct {
	Steps  []SurvivalStep // one for each time with an event
	N      int
	Reason Reason
}

// A SurvivalStep is the curve from Time up to the next step.
type SurvivalStep struct {
	Time           float64
	AtRisk, Events int
	Survival       Estimate // probability of waiting longer than Time
	StandardError  float64  // Greenwood's
}

// KaplanMeier returns the survival curve of observations of which some are open
// above. An observation open at a time counts as at risk of an event at that
// time. The interval is Greenwood's on the log-log scale, which stays inside
// [0, 1]; where the curve is 1 or 0 Greenwood's variance says nothing, and the
// interval is the point alone with [DoubtReview].
//
// It assumes that waiting and being observed are independent.
//
// Source: Kaplan & Meier, JASA 53 (1958) 457–481; Kalbfleisch & Prentice, The
// Statistical Analysis of Failure Time Data (1980), section 1.3.
func KaplanMeier(observations []Observation, level float64) SurvivalCurve {
	if len(observations) == 0 {
		return SurvivalCurve{Reason: TooFew}
	}
	for _, o := range observations {
		if !finite(o.Time) || !validLevel(level) {
			return SurvivalCurve{N: len(observations), Reason: NotApplicable}
		}
	}
	sorted := slices.Clone(observations)
	slices.SortFunc(sorted, func(a, b Observation) int { return cmp.Compare(a.Time, b.Time) })
	curve := SurvivalCurve{N: len(sorted)}
	survival, hazardVariance := 1.0, 0.0
	for i := 0; i < len(sorted); {
		step := SurvivalStep{Time: sorted[i].Time, AtRisk: len(sorted) - i}
		for ; i < len(sorted) && sorted[i].Time == step.Time; i++ {
			if sorted[i].Event {
				step.Events++
			}
		}
		if step.Events == 0 {
			continue
		}
		atRisk, left := float64(step.AtRisk), float64(step.AtRisk-step.Events)
		survival *= left / atRisk
		hazardVariance += float64(step.Events) / (atRisk * left)
		step.Survival = logLogLimits(survival, hazardVariance, level)
		step.Survival.N = curve.N
		if survival > 0 {
			step.StandardError = survival * math.Sqrt(hazardVariance)
		}
		curve.Steps = append(curve.Steps, step)
	}
	return curve
}

// logLogLimits returns the interval S^exp(±z·√v/ln S).
func logLogLimits(survival, hazardVariance, level float64) Estimate {
	e := Estimate{Value: survival, Low: survival, High: survival, Level: level, Method: "Kaplan-Meier"}
	if survival == 0 || survival == 1 {
		e.Doubts = []string{DoubtReview}
		return e
	}
	spread := normalCritical(level) * math.Sqrt(hazardVariance) / math.Log(survival)
	e.Low, e.High = math.Pow(survival, math.Exp(-spread)), math.Pow(survival, math.Exp(spread))
	return e
}

// Quantile returns the time by which the share p has had its event, with the
// interval of Brookmeyer and Crowley: the times at which the limits of the
// curve pass 1−p. A curve that never gets so low gives [NotIdentified]; a limit
// that never does gives High = +Inf.
//
// Source: Brookmeyer & Crowley, Biometrics 38 (1982) 29–41.
func (c SurvivalCurve) Quantile(p float64) Estimate {
	const method = "Kaplan-Meier"
	if c.Reason != "" {
		return absent(method, c.N, c.Reason)
	}
	if !(p > 0 && p < 1) {
		return absent(method, c.N, NotApplicable)
	}
	// Products of fractions may miss 1−p by rounding.
	target := 1 - p + 1e-12
	first := func(height func(Estimate) float64) float64 {
		for _, step := range c.Steps {
			if height(step.Survival) <= target {
				return step.Time
			}
		}
		return math.Inf(1)
	}
	e := Estimate{N: c.N, Method: method, Value: first(func(s Estimate) float64 { return s.Value })}
	if math.IsInf(e.Value, 1) {
		return absent(method, c.N, NotIdentified)
	}
	e.Level = c.Steps[0].Survival.Level
	e.Low = first(func(s Estimate) float64 { return s.Low })
	e.High = first(func(s Estimate) float64 { return s.High })
	if math.IsInf(e.High, 1) {
		e.Doubts = append(e.Doubts, DoubtOpenAbove)
	}
	return e
}
