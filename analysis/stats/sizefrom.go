package stats

import "math"

// A model may be asked about the sizes from some size on only: those that the
// source of truncated rows would list. Of the sizes below it a truncated model
// knows nothing but the family that it was told.

// restricted reports whether the model answers for the sizes from m.from on.
func (m *SizeModel) restricted() bool { return !math.IsInf(m.from, -1) }

// logShareOver returns the log of the share of sizes from e^from on that are
// over e^size.
func (m *SizeModel) logShareOver(size, beta, tau float64) float64 {
	upper := m.likelihood.law.logUpper
	return upper(tau*size-beta) - upper(tau*m.from-beta)
}

// restrictedLogQuantile returns the log of the size that the share e^logShare of
// the sizes from e^from on is over.
func (m *SizeModel) restrictedLogQuantile(logShare, beta, tau float64) float64 {
	missing := func(distance float64) float64 { return logShare - m.logShareOver(m.from+distance, beta, tau) }
	far := 1 / tau
	for missing(far) < 0 && far < math.MaxFloat64/2 {
		far *= 2
	}
	return m.from + bracket{b: far, fa: missing(0), fb: missing(far)}.root(missing)
}

// hazards returns the hazards of Z at a size and at m.from.
func (m *SizeModel) hazards(size, beta, tau float64) (atSize, atFrom float64) {
	hazard := func(y float64) float64 {
		z := tau*y - beta
		return math.Exp(m.likelihood.law.logDensity(z) - m.likelihood.law.logUpper(z))
	}
	return hazard(size), hazard(m.from)
}

// quantileSlopes returns the derivatives of a restricted log quantile.
func (m *SizeModel) quantileSlopes(size, beta, tau float64) (byBeta, byTau float64) {
	h, entry := m.hazards(size, beta, tau)
	return (1 - entry/h) / tau, (entry/h*m.from - size) / tau
}

// restrictedQuantile is logQuantile for the sizes from m.from on.
func (m *SizeModel) restrictedQuantile(logShare float64) Estimate {
	beta, tau := m.point.beta[0], m.point.tau
	size := m.restrictedLogQuantile(logShare, beta, tau)
	byBeta, byTau := m.quantileSlopes(size, beta, tau)
	near := m.wald(size, []float64{byBeta}, byTau)
	if !near.Present() || !m.profiles() {
		return near
	}
	return m.profiled(m.searchFrom(near), func(size, tau float64) (float64, float64) { return m.throughShare(size, logShare, tau) })
}

// restrictedExceedance is Exceedance for the sizes from m.from on. Its limits are
// found on the logit scale.
func (m *SizeModel) restrictedExceedance(size float64) Estimate {
	beta, tau := m.point.beta[0], m.point.tau
	logShare := m.logShareOver(size, beta, tau)
	odds := logShare - math.Log(-math.Expm1(logShare))
	h, entry := m.hazards(size, beta, tau)
	below := -math.Expm1(logShare)
	e := m.wald(odds, []float64{(h - entry) / below}, (entry*m.from-h*size)/below)
	if e.Present() && m.profiles() {
		e = m.profiled(m.searchFrom(e), func(odds, tau float64) (float64, float64) {
			return m.throughShare(size, logLogistic(odds), tau)
		})
	}
	if !e.Present() {
		return e
	}
	e.Value, e.Low, e.High = math.Exp(logLogistic(e.Value)), math.Exp(logLogistic(e.Low)), math.Exp(logLogistic(e.High))
	return e
}

// searchFrom looks for profile limits near those of a Wald interval.
func (m *SizeModel) searchFrom(near Estimate) profileSearch {
	half := near.High - near.Value
	return profileSearch{estimate: near.Value, step: half, reach: 100 * half, peak: m.peak, level: m.level}
}

// throughShare returns the highest log-likelihood of the models in which the
// share e^logShare of the sizes from e^from on is over e^size. For each τ there
// is one such β; the best τ is where the derivative along them is 0, or at the
// end of the range where the family has become a power law.
func (m *SizeModel) throughShare(size, logShare, startTau float64) (value, tau float64) {
	if size <= m.from {
		return math.Inf(-1), startTau
	}
	beta := m.point.beta[0]
	var curve sizeCurve
	// What is left of the slope costs its square over the curvature.
	const tolerance = 1e-3
	falling := func(logTau float64) float64 {
		tau = math.Exp(logTau)
		beta = m.betaOfShare(size, logShare, sizePoint{[]float64{beta}, tau})
		curve = m.likelihood.at(sizePoint{[]float64{beta}, tau})
		h, entry := m.hazards(size, beta, tau)
		along := (h*size - entry*m.from) / (h - entry)
		slope := -tau * (curve.slopeTau + curve.slopeBeta[0]*along)
		if math.Abs(slope) < tolerance {
			return 0
		}
		return slope
	}
	at := math.Log(startTau)
	slope := falling(at)
	for step := math.Max(1e-3, math.Abs(slope)/float64(m.N)); slope != 0 && finite(slope); step *= 2 {
		next := at - math.Copysign(step, slope)
		if math.Abs(next) > math.Log(largestScale) {
			break
		}
		nextSlope := falling(next)
		if (slope < 0) != (nextSlope < 0) {
			around := bracket{a: at, fa: slope, b: next, fb: nextSlope}
			if slope > 0 {
				around = bracket{a: next, fa: nextSlope, b: at, fb: slope}
			}
			around.root(falling)
			break
		}
		at, slope = next, nextSlope
	}
	return curve.value, tau
}

// betaOfShare returns the β at which a share is as given: shares rise with it.
func (m *SizeModel) betaOfShare(size, logShare float64, near sizePoint) float64 {
	excess := func(beta float64) float64 { return m.logShareOver(size, beta, near.tau) - logShare }
	low, high := near.beta[0]-1, near.beta[0]+1
	below, above := excess(low), excess(high)
	for step := 1.0; below >= 0 && step < 1e9; step *= 2 {
		high, above = low, below
		low -= step
		below = excess(low)
	}
	for step := 1.0; above < 0 && step < 1e9; step *= 2 {
		low, below = high, above
		high += step
		above = excess(high)
	}
	return bracket{a: low, b: high, fa: below, fb: above}.root(excess)
}

// restrictedRatio is ratio for the medians of the sizes from m.from on, with a
// Wald interval.
func (m *SizeModel) restrictedRatio(k int) Estimate {
	tau := m.point.tau
	byBeta := make([]float64, m.likelihood.groups)
	var medians, byTau [2]float64
	for i, g := range []int{0, k} {
		beta := m.point.beta[g]
		medians[i] = m.restrictedLogQuantile(-math.Ln2, beta, tau)
		byBeta[g], byTau[i] = m.quantileSlopes(medians[i], beta, tau)
	}
	byBeta[0] = -byBeta[0]
	return m.wald(medians[1]-medians[0], byBeta, byTau[1]-byTau[0]).exponential()
}
