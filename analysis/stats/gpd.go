package stats

import (
	"math"
	"slices"
)

// A ParetoTail is a generalised Pareto distribution (GPD) of the excess over a
// threshold: S(y) = (1+ξy/β)^(−1/ξ), y = x − threshold. The mean exists only for
// ξ < 1, the variance only for ξ < ½.
type ParetoTail struct {
	Threshold float64
	Shape     Estimate // ξ, with its profile interval
	Scale     float64  // β
	N         int      // rows with information
	// Exceedances are the rows surely above the threshold, which are fitted;
	// Straddling those that may lie on either side, which are left out.
	Exceedances, Straddling int
	LogLikelihood           float64
	Doubts                  []string
	Reason                  Reason

	excess excessLikelihood
	level  float64
}

// TailOptions sets how a tail is fitted.
type TailOptions struct {
	Level float64 // 0 means DefaultLevel
	// AnySample lifts the minimum sample, for checks against other programs.
	AnySample bool
}

func (o TailOptions) level() float64 {
	if o.Level == 0 {
		return DefaultLevel
	}
	return o.Level
}

// Bounds of ξ. Below −½ maximum likelihood is not regular; sizes with ξ above 5
// would spread over more powers of ten than there are people.
const (
	smallestShape = -0.5
	largestShape  = 5
)

// FitParetoTail fits a GPD to the sizes strictly above the threshold by maximum
// likelihood: peaks over threshold. An exact size contributes its density, an
// interval above the threshold its probability.
//
// It assumes independent sizes and a threshold high enough for the GPD to hold;
// see [MeanExcess]. Fewer than [MinimumExceedances] give [TooFew], fewer than
// [MinimumTail] a doubt. A maximum at the edge ξ = −½ or 5 is [NotIdentified].
//
// Source: Davison & Smith, JRSS B 52 (1990) 393–442; Coles, An Introduction to
// Statistical Modeling of Extreme Values (2001), chapter 4; agrees with R's
// evd::fpot.
func FitParetoTail(rows []Interval, threshold float64, options TailOptions) ParetoTail {
	m := ParetoTail{Threshold: threshold, level: options.level()}
	kept, reason := informative(rows)
	if reason == "" && (!finite(threshold) || threshold < 0 || !validLevel(m.level)) {
		reason = NotApplicable
	}
	if reason != "" {
		m.Reason = reason
		return m
	}
	m.N = int(math.Round(totalWeight(kept)))
	above, straddling := splitTail(kept, threshold)
	m.Exceedances, m.Straddling = int(math.Round(totalWeight(above))), int(math.Round(straddling))
	if len(above) == 0 || m.Exceedances < MinimumExceedances && !options.AnySample {
		m.Reason = TooFew
		return m
	}
	if m.Exceedances < MinimumTail {
		m.Doubts = append(m.Doubts, DoubtFewExceedances)
	}
	m.excess = newExcessLikelihood(above, threshold)
	m.fit()
	return m
}

// splitTail returns the rows that lie above the threshold and the weight of
// those that straddle it.
func splitTail(rows []Interval, threshold float64) (above []Interval, straddling float64) {
	for _, v := range rows {
		switch {
		case v.Low > threshold:
			above = append(above, v)
		case v.High > threshold:
			straddling += v.Weight
		}
	}
	return above, straddling
}

func (m *ParetoTail) fit() {
	if m.excess.degenerate() {
		m.Reason = NotIdentified
		return
	}
	shape, scale, height := m.excess.maximum()
	const margin = 1e-4
	if shape < smallestShape+margin || shape > largestShape-margin {
		m.Reason = NotIdentified
		return
	}
	if !finite(height) {
		m.Reason = NoConvergence
		return
	}
	m.Scale, m.LogLikelihood = scale, height
	if m.excess.large() {
		m.Shape.Value = shape
		m.Shape = m.wald("GPD, Wald", shape, func(shape, _ float64) float64 { return shape })
		m.Reason = m.Shape.Reason
		return
	}
	m.Shape = Estimate{Value: shape, Level: m.level, N: m.Exceedances, Method: "GPD profile", Doubts: slices.Clone(m.Doubts)}
	search := profileSearch{
		estimate: shape, step: 2.5 * (1 + math.Abs(shape)) / math.Sqrt(float64(m.Exceedances)),
		reach: 2 * largestShape, peak: height, level: m.level,
	}
	profile := func(shape float64) float64 {
		value, _ := m.excess.bestScale(shape)
		return value
	}
	var found [2]bool
	m.Shape.Low, found[0] = search.limit(-1, profile)
	m.Shape.High, found[1] = search.limit(1, profile)
	if !found[0] || !found[1] {
		m.Reason, m.Shape = NotIdentified, absent("GPD profile", m.Exceedances, NotIdentified)
	}
}

// excessLikelihood is the GPD likelihood of excesses, scaled by their median so
// that the unit does not matter.
type excessLikelihood struct {
	exact     []weighted
	between   []Interval
	unit      float64
	exactRows float64
	largest   float64 // largest finite end
}

func newExcessLikelihood(above []Interval, threshold float64) excessLikelihood {
	l := excessLikelihood{unit: above[len(above)/2].Low - threshold}
	for _, v := range above {
		v.Low, v.High = (v.Low-threshold)/l.unit, (v.High-threshold)/l.unit
		if v.exact() {
			l.exact = append(l.exact, weighted{v.Low, v.Weight})
			l.exactRows += v.Weight
		} else {
			l.between = append(l.between, v)
		}
		l.largest = math.Max(l.largest, v.Low)
	}
	return l
}

// degenerate reports whether one value lies in all rows.
func (l *excessLikelihood) degenerate() bool {
	highestLow, lowestHigh := l.largest, math.Inf(1)
	for _, v := range l.exact {
		lowestHigh = math.Min(lowestHigh, v.value)
	}
	for _, v := range l.between {
		lowestHigh = math.Min(lowestHigh, v.High)
	}
	return highestLow <= lowestHigh
}

// at returns the log-likelihood, in the data's unit, for β in units of l.unit.
func (l *excessLikelihood) at(shape, scale float64) float64 {
	sum := -l.exactRows * math.Log(scale*l.unit)
	for _, v := range l.exact {
		log := logParetoSurvival(v.value/scale, shape)
		// ln density = −ln β + (1+ξ)·ln S.
		sum += v.weight * (1 + shape) * log
	}
	for _, v := range l.between {
		log := logParetoSurvival(v.Low/scale, shape)
		if !math.IsInf(v.High, 1) {
			log += math.Log(-math.Expm1(logParetoSurvival(v.High/scale, shape) - log))
		}
		sum += v.Weight * log
	}
	if math.IsNaN(sum) {
		return math.Inf(-1)
	}
	return sum
}

// logParetoSurvival returns ln S(y) of the GPD with β = 1.
func logParetoSurvival(y, shape float64) float64 {
	const exponential = 1e-6 // |ξ| below which the GPD is an exponential
	if math.Abs(shape) < exponential {
		return -y * (1 - shape*y/2)
	}
	if shape*y <= -1 {
		return math.Inf(-1)
	}
	return -math.Log1p(shape*y) / shape
}

// bestScale returns the highest log-likelihood for a shape and its β in the
// data's unit.
func (l *excessLikelihood) bestScale(shape float64) (value, scale float64) {
	low := -8.0
	if shape < 0 {
		low = math.Max(low, math.Log(-shape*l.largest)+1e-9)
	}
	log, value := peak(low, math.Max(low, 0)+8, func(logScale float64) float64 { return l.at(shape, math.Exp(logScale)) })
	return value, math.Exp(log) * l.unit
}

// Survival returns the fitted P(X > x): the share of exceedances times the GPD.
// It is 0 without a model, and for x below the threshold.
func (m ParetoTail) Survival(x float64) float64 {
	if m.Reason != "" || m.Scale == 0 || !(x >= m.Threshold) {
		return 0
	}
	return m.tailShare() * math.Exp(logParetoSurvival((x-m.Threshold)/m.Scale, m.Shape.Value))
}

// tailShare is the share of exceedances among the rows whose side is known.
func (m *ParetoTail) tailShare() float64 {
	return float64(m.Exceedances) / float64(m.N-m.Straddling)
}

// largestReach is how far beyond the largest size a tail may be asked.
const largestReach = 10

// Quantile returns the p-quantile of all sizes (value at risk) with its profile
// interval, in which the share of exceedances counts as known:
// u + β/ξ·((s/(1−p))^ξ − 1) with s the share of exceedances.
//
// A p below 1−s is [NotApplicable]; a value over 10 times the largest size is
// refused as [NotIdentified].
func (m ParetoTail) Quantile(p float64) Estimate {
	ratio := m.tailShare() / (1 - p)
	return m.scaled("GPD quantile", p, excessFactor{largestShape, func(shape float64) float64 { return boxCox(ratio, shape) }})
}

// ExpectedShortfall returns the mean of the sizes beyond the p-quantile, with its
// profile interval. It exists only for ξ < 1: the estimate, and the upper limit
// of ξ, must be below 1, or the result is [NotIdentified].
func (m ParetoTail) ExpectedShortfall(p float64) Estimate {
	const method = "GPD expected shortfall"
	if m.Reason == "" && m.Shape.High >= 1 {
		return absent(method, m.Exceedances, NotIdentified)
	}
	ratio := m.tailShare() / (1 - p)
	return m.scaled(method, p, excessFactor{1 - 1e-9, func(shape float64) float64 {
		return (boxCox(ratio, shape) + 1) / (1 - shape)
	}})
}

// An excessFactor gives an excess over the threshold in units of β, for a ξ up
// to largest.
type excessFactor struct {
	largest float64
	of      func(shape float64) float64
}

// boxCox returns (r^ξ−1)/ξ.
func boxCox(ratio, shape float64) float64 {
	if math.Abs(shape) < 1e-6 {
		log := math.Log(ratio)
		return log * (1 + shape*log/2)
	}
	return math.Expm1(shape*math.Log(ratio)) / shape
}
