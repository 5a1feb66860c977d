package stats

import (
	"math"
	"math/rand/v2"
	"slices"
)

// ForecastOptions sets a forecast from monthly counts and sizes.
type ForecastOptions struct {
	Months     int        // 0 means 12
	Random     *rand.Rand // for the interval
	Replicates int        // 0 means DefaultReplicates
	Level      float64    // 0 means DefaultLevel
}

// ChanceOfExceedance returns the probability that at least one event of the next
// months has a size over a threshold, from the monthly count of events and the
// probability that an event exceeds it.
//
// Events over the threshold are a thinned negative binomial, so the chance is
// 1 − (k/(k+μp))^(k·months), or 1 − e^(−μp·months) for a Poisson. The interval
// draws the mean from a lognormal with its standard error √((μ+μ²/k)/n) and the
// probability on the logit scale by its own interval, independent of each other.
// The size k counts as known.
//
// It assumes that the coming months are like those fitted, and that sizes do not
// depend on counts. A part that is absent passes on its reason; without Random
// there is no interval and the result is [NotApplicable].
//
// Source: Edwards, Hofmeyr & Forrest, Journal of Cybersecurity 2 (2016) 3–14 for
// the model; Klugman, Panjer & Willmot, Loss Models (2012), section 6.6 for the
// thinning.
func ChanceOfExceedance(monthly CountModel, exceedance Estimate, options ForecastOptions) Estimate {
	const method = "negative binomial × exceedance"
	options = options.filled()
	switch {
	case monthly.absence() != "":
		return absent(method, monthly.N, monthly.absence())
	case !exceedance.Present():
		return absent(method, monthly.N, exceedance.Reason)
	case options.Random == nil || options.Months < 1 || options.Replicates < 1 || !validLevel(options.Level) || monthly.N < 1:
		return absent(method, monthly.N, NotApplicable)
	case !(exceedance.Low >= 0 && exceedance.Low <= exceedance.Value && exceedance.High <= 1 && exceedance.Value <= exceedance.High):
		return absent(method, monthly.N, NotApplicable)
	}
	e := Estimate{
		Value: monthly.atLeastOne(exceedance.Value, options.Months), Level: options.Level,
		N: monthly.N, Method: method, Doubts: slices.Clone(monthly.Doubts),
	}
	chances := make([]float64, options.Replicates)
	spread := 0.0
	if monthly.Mean > 0 {
		spread = monthly.meanDeviation() / monthly.Mean
	}
	draw := newLogitDraw(exceedance)
	for b := range chances {
		drawn := monthly
		drawn.Mean = monthly.Mean * math.Exp(spread*options.Random.NormFloat64()-spread*spread/2)
		chances[b] = drawn.atLeastOne(draw.at(options.Random.NormFloat64()), options.Months)
	}
	slices.Sort(chances)
	low, _ := Quantile(chances, (1-options.Level)/2, Type7)
	high, _ := Quantile(chances, (1+options.Level)/2, Type7)
	e.Low, e.High = math.Min(low, e.Value), math.Max(high, e.Value)
	return e
}

func (o ForecastOptions) filled() ForecastOptions {
	if o.Months == 0 {
		o.Months = 12
	}
	if o.Replicates == 0 {
		o.Replicates = DefaultReplicates
	}
	if o.Level == 0 {
		o.Level = DefaultLevel
	}
	return o
}

// atLeastOne returns the chance of an event over the threshold in some months.
// Rounding must not make it certain.
func (m CountModel) atLeastOne(p float64, months int) float64 {
	expected := m.Mean * p * float64(months)
	if !m.Poisson() {
		expected = m.Size * float64(months) * math.Log1p(m.Mean*p/m.Size)
	}
	return math.Min(-math.Expm1(-expected), math.Nextafter(1, 0))
}

// meanDeviation returns the standard error of the mean.
func (m CountModel) meanDeviation() float64 {
	variance := m.Mean
	if !m.Poisson() {
		variance += m.Mean * m.Mean / m.Size
	}
	return math.Sqrt(variance / float64(m.N))
}

// A logitDraw turns a standard normal into a probability whose quantiles at the
// level are the limits of an estimate, each side with its own spread.
type logitDraw struct {
	estimate             Estimate
	centre, below, above float64
}

func newLogitDraw(e Estimate) logitDraw {
	logit := func(p float64) float64 {
		p = clamp(p, 1e-12, 1-1e-12)
		return math.Log(p) - math.Log1p(-p)
	}
	d := logitDraw{estimate: e, centre: logit(e.Value)}
	if validLevel(e.Level) {
		z := normalCritical(e.Level)
		d.below, d.above = (d.centre-logit(e.Low))/z, (logit(e.High)-d.centre)/z
	}
	return d
}

func (d logitDraw) at(z float64) float64 {
	switch {
	case z < 0 && d.below > 0:
		return math.Exp(logLogistic(d.centre + z*d.below))
	case z > 0 && d.above > 0:
		return math.Exp(logLogistic(d.centre + z*d.above))
	}
	return d.estimate.Value
}
