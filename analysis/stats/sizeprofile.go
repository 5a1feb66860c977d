package stats

import "math"

// throughPoint returns the highest log-likelihood with z = τ·(y − shift) + offset:
// the model whose quantile of Z = offset is the size e^shift.
func (m *SizeModel) throughPoint(shift, offset, startTau float64) (value, tau float64) {
	l := m.likelihood
	l.fixedLocation = true
	l.shift = []float64{shift}
	best, value, _ := l.maximise(sizePoint{beta: []float64{-offset}, tau: startTau})
	return value, best.tau
}

// withScale returns the highest log-likelihood at a given scale.
func (m *SizeModel) withScale(scale, startLocation float64) (value, location float64) {
	l := m.likelihood
	l.fixedScale = true
	best, value, _ := l.maximise(sizePoint{beta: []float64{startLocation / scale}, tau: 1 / scale})
	return value, best.beta[0] * scale
}

// A profileSearch looks for the limits of a quantity by its profile likelihood.
type profileSearch struct {
	estimate float64
	step     float64 // a first guess of the distance of a limit
	reach    float64 // a limit farther away does not exist
	peak     float64
	level    float64
}

// limit returns where the profile has fallen by half the χ² quantile, on the
// side of sign, and false if that is nowhere within reach. The root of the
// deviance is nearly a straight line, so false position finds it in few steps.
func (s profileSearch) limit(sign float64, profile func(value float64) float64) (float64, bool) {
	critical := normalCritical(s.level)
	excess := func(distance float64) float64 {
		value := profile(s.estimate + sign*distance)
		if math.IsNaN(value) {
			return -critical
		}
		// A value that the data exclude would make an infinite step.
		const excluded = 1e6
		return math.Min(excluded, math.Sqrt(math.Max(0, 2*(s.peak-value)))) - critical
	}
	inner, outer := 0.0, s.step
	below, above := -critical, excess(outer)
	for above < 0 {
		if outer >= s.reach {
			return 0, false
		}
		inner, below = outer, above
		outer = math.Min(s.reach, outer*2)
		above = excess(outer)
	}
	// The root of the deviance is in standard errors.
	found := bracket{a: inner, b: outer, fa: below, fb: above, tolerance: 1e-8}.root(excess)
	return s.estimate + sign*found, true
}

// A bracket holds a root: the function is below 0 at a and not at b.
type bracket struct {
	a, b      float64
	fa, fb    float64 // the function there
	tolerance float64 // of the function at the root; 0 means 1e-10
}

// root finds the root by the Illinois variant of false position.
func (k bracket) root(f func(float64) float64) float64 {
	if k.tolerance == 0 {
		k.tolerance = 1e-10
	}
	for range 100 {
		if k.fb == 0 || k.b-k.a <= 1e-11*math.Max(1, math.Abs(k.b)) {
			return k.b
		}
		middle := clamp((k.a*k.fb-k.b*k.fa)/(k.fb-k.fa), k.a, k.b)
		value := f(middle)
		switch {
		case math.Abs(value) < k.tolerance:
			return middle
		case value < 0:
			k.a, k.fa, k.fb = middle, value, k.fb/2
		default:
			k.b, k.fb, k.fa = middle, value, k.fa/2
		}
	}
	return k.a + (k.b-k.a)/2
}

// Quantile returns the size that the share p of sizes does not pass, with its
// profile interval: of all sizes, also those below an Entry, or of those from
// [SizeModelOptions].From on. A limit that the data do not give is 0 or +Inf, with a doubt.
func (m SizeModel) Quantile(p float64) Estimate {
	method := m.Family.String()
	if reason := m.answers(p > 0 && p < 1); reason != "" {
		return absent(method, m.N, reason)
	}
	if m.restricted() {
		return m.restrictedQuantile(math.Log1p(-p)).exponential()
	}
	offset := m.likelihood.law.quantile(p)
	return m.logQuantile(offset).exponential()
}

// answers returns why a single-group model cannot answer a question.
func (m *SizeModel) answers(sensible bool) Reason {
	switch {
	case m.Reason != "":
		return m.Reason
	case !sensible || m.likelihood.groups != 1:
		return NotApplicable
	}
	return ""
}

// logQuantile returns location + offset·scale with its limits, which may be ±Inf.
func (m *SizeModel) logQuantile(offset float64) Estimate {
	scale := m.point.scale()
	value := (m.point.beta[0] + offset) * scale
	if !m.profiles() {
		return m.wald(value, []float64{scale}, -value*scale)
	}
	search := profileSearch{
		estimate: value, step: 2.5 * scale * (1 + math.Abs(offset)) / math.Sqrt(float64(m.N)),
		reach: 50 * scale * (1 + math.Abs(offset)), peak: m.peak, level: m.level,
	}
	return m.profiled(search, func(v, tau float64) (float64, float64) { return m.throughPoint(v, offset, tau) })
}

// profiled returns the estimate of a search with both limits. Each value starts
// from the other parameter's last place.
func (m *SizeModel) profiled(search profileSearch, profile func(value, other float64) (float64, float64)) Estimate {
	e := Estimate{Value: search.estimate, Level: m.level, N: m.N, Method: m.Family.String()}
	side := func(sign float64) (float64, bool) {
		other := m.point.tau
		return search.limit(sign, func(v float64) float64 {
			value, next := profile(v, other)
			if finite(value, next) {
				other = next
			}
			return value
		})
	}
	var found bool
	if e.Low, found = side(-1); !found {
		e.Low = math.Inf(-1)
		e.Doubts = append(e.Doubts, DoubtOpenBelow, DoubtFlatLikelihood)
	}
	if e.High, found = side(1); !found {
		e.High = math.Inf(1)
		e.Doubts = append(e.Doubts, DoubtOpenAbove, DoubtFlatLikelihood)
	}
	return e
}

// location returns the location with its profile interval.
func (m *SizeModel) location() Estimate {
	e := m.logQuantile(0)
	if e.Present() && !finite(e.Low, e.High) {
		return absent(e.Method, m.N, NotIdentified)
	}
	return e
}

// scale returns the scale with its profile interval, found on the log scale. If
// the interval has an open end the scale is not identified.
func (m *SizeModel) scale() Estimate {
	value := m.point.scale()
	if !m.profiles() {
		e := m.wald(math.Log(value), []float64{0}, -value)
		return e.exponential()
	}
	search := profileSearch{
		estimate: math.Log(value), step: 1.5 / math.Sqrt(float64(m.N)), reach: math.Log(largestScale),
		peak: m.peak, level: m.level,
	}
	location := m.point.beta[0] * value
	e := m.profiled(search, func(logScale, _ float64) (float64, float64) {
		var height float64
		height, location = m.withScale(math.Exp(logScale), location)
		return height, 0
	})
	if len(e.Doubts) > 0 {
		return absent(e.Method, m.N, NotIdentified)
	}
	return e.exponential()
}

// exponential takes an estimate from the log scale.
func (e Estimate) exponential() Estimate {
	if e.Present() {
		e.Value, e.Low, e.High = math.Exp(e.Value), math.Exp(e.Low), math.Exp(e.High)
	}
	return e
}

// Exceedance returns the probability of a size over the threshold with its
// profile interval: among all sizes, also those below an Entry, or among those
// from [SizeModelOptions].From on, for thresholds over that.
func (m SizeModel) Exceedance(threshold float64) Estimate {
	method := m.Family.String()
	if reason := m.answers(threshold > 0 && !math.IsInf(threshold, 1)); reason != "" {
		return absent(method, m.N, reason)
	}
	shift := math.Log(threshold)
	if m.restricted() {
		if shift <= m.from {
			return absent(method, m.N, NotApplicable)
		}
		return m.restrictedExceedance(shift)
	}
	z := m.point.tau*shift - m.point.beta[0]
	search := profileSearch{
		estimate: z, step: 2.5 * (1 + math.Abs(z)) / math.Sqrt(float64(m.N)),
		reach: 50 * (1 + math.Abs(z)), peak: m.peak, level: m.level,
	}
	var e Estimate
	if m.profiles() {
		e = m.profiled(search, func(v, tau float64) (float64, float64) { return m.throughPoint(shift, v, tau) })
	} else {
		e = m.wald(z, []float64{-1}, shift)
	}
	if !e.Present() {
		return e
	}
	upper := m.likelihood.law.upper
	e.Value, e.Low, e.High = upper(e.Value), upper(e.High), upper(e.Low)
	return e
}
