package stats

import "math"

// A logRow is an Interval on the log scale.
type logRow struct {
	low, high, entry float64 // entry is −Inf where nothing is cut off
	weight           float64
	group            int
	exact            bool
}

// A sizeLikelihood is the likelihood of logs y = location + scale·Z known as
// intervals, in the parameters τ = 1/scale and β = location/scale of each group,
// so that z = τ·y − β. In them the log-likelihood of the families used here is
// concave (Burridge, JRSS B 43 (1981) 41–45), apart from truncation, so that
// Newton's method finds the one maximum from anywhere and in any unit.
type sizeLikelihood struct {
	rows   []logRow
	law    standard
	groups int
	// A fixed location or scale is not moved by the iteration.
	fixedLocation, fixedScale bool
	// shift is subtracted from y, by group.
	shift []float64
}

// A sizePoint is a place in the parameter space.
type sizePoint struct {
	beta []float64
	tau  float64
}

func (p sizePoint) scale() float64 { return 1 / p.tau }

// moved returns the point a part of a step away.
func (p sizePoint) moved(step sizePoint, length float64) sizePoint {
	next := sizePoint{beta: make([]float64, len(p.beta)), tau: p.tau + length*step.tau}
	for g, b := range p.beta {
		next.beta[g] = b + length*step.beta[g]
	}
	return next
}

// A sizeCurve is the log-likelihood at a point with its derivatives. The Hessian
// is an arrow: groups meet only in τ.
type sizeCurve struct {
	value             float64
	slopeBeta         []float64
	slopeTau          float64
	bendBeta, bendMix []float64
	bendTau           float64
}

// at returns the log-likelihood of the logs and its derivatives at the point.
func (l *sizeLikelihood) at(p sizePoint) sizeCurve {
	c := sizeCurve{
		slopeBeta: make([]float64, l.groups), bendBeta: make([]float64, l.groups), bendMix: make([]float64, l.groups),
	}
	logTau := math.Log(p.tau)
	for _, row := range l.rows {
		if l.shift != nil {
			shift := l.shift[row.group]
			row.low, row.high, row.entry = row.low-shift, row.high-shift, row.entry-shift
		}
		if row.exact {
			l.addExact(&c, row, p)
			c.value += row.weight * logTau
			c.slopeTau += row.weight / p.tau
			c.bendTau -= row.weight / (p.tau * p.tau)
		} else {
			l.addBetween(&c, row, p)
		}
		if !math.IsInf(row.entry, -1) {
			l.addEntry(&c, row, p)
		}
	}
	return c
}

// add records a contribution with derivatives by β: first and second powers of
// y weigh those by τ.
func (c *sizeCurve) add(row logRow, slope, bend [3]float64) {
	c.slopeBeta[row.group] -= row.weight * slope[0]
	c.slopeTau += row.weight * slope[1]
	c.bendBeta[row.group] += row.weight * bend[0]
	c.bendMix[row.group] -= row.weight * bend[1]
	c.bendTau += row.weight * bend[2]
}

func (l *sizeLikelihood) addExact(c *sizeCurve, row logRow, p sizePoint) {
	y := row.low
	z := p.tau*y - p.beta[row.group]
	slope, bend := l.law.slope(z), l.law.bend(z)
	c.value += row.weight * l.law.logDensity(z)
	c.add(row, [3]float64{slope, slope * y}, [3]float64{bend, bend * y, bend * y * y})
}

// addBetween adds ln P(low < Y < high). The ends' contributions are combined
// before they are squared, since in a narrow interval they nearly cancel.
func (l *sizeLikelihood) addBetween(c *sizeCurve, row logRow, p sizePoint) {
	beta := p.beta[row.group]
	a, b := p.tau*row.low-beta, p.tau*row.high-beta
	log := l.law.logBetween(a, b)
	var slope, bend [3]float64
	end := func(z, y, sign float64) {
		if math.IsInf(y, 0) {
			return
		}
		density := sign * math.Exp(l.law.logDensity(z)-log)
		steep := density * l.law.slope(z)
		slope[0] += density
		slope[1] += density * y
		bend[0] += steep
		bend[1] += steep * y
		bend[2] += steep * y * y
	}
	end(a, row.low, -1)
	end(b, row.high, 1)
	bend[0] -= slope[0] * slope[0]
	bend[1] -= slope[0] * slope[1]
	bend[2] -= slope[1] * slope[1]
	c.value += row.weight * log
	c.add(row, slope, bend)
}

// addEntry divides by the probability of a size that could be seen.
func (l *sizeLikelihood) addEntry(c *sizeCurve, row logRow, p sizePoint) {
	y := row.entry
	z := p.tau*y - p.beta[row.group]
	seen := l.law.logUpper(z)
	hazard := math.Exp(l.law.logDensity(z) - seen)
	bend := hazard * (l.law.slope(z) + hazard)
	c.value -= row.weight * seen
	c.add(row, [3]float64{hazard, hazard * y}, [3]float64{bend, bend * y, bend * y * y})
}

// newtonDirection solves the arrow system for the free parameters, after adding
// ridge to the curvature, and returns the step and the expected gain. It is not
// ok if the curvature is not negative definite.
func (l *sizeLikelihood) newtonDirection(c sizeCurve, ridge float64) (step sizePoint, gain float64, ok bool) {
	step.beta = make([]float64, l.groups)
	pivot, right := -c.bendTau*(1+ridge)+ridge, c.slopeTau
	diagonal := make([]float64, l.groups)
	if !l.fixedLocation {
		for g := range diagonal {
			diagonal[g] = -c.bendBeta[g]*(1+ridge) + ridge
			if !(diagonal[g] > 0) {
				return step, 0, false
			}
			pivot -= c.bendMix[g] * c.bendMix[g] / diagonal[g]
			right += c.bendMix[g] * c.slopeBeta[g] / diagonal[g]
		}
	}
	if !l.fixedScale {
		if !(pivot > 0) {
			return step, 0, false
		}
		step.tau = right / pivot
		gain = c.slopeTau * step.tau
	}
	if !l.fixedLocation {
		for g := range diagonal {
			step.beta[g] = (c.slopeBeta[g] + c.bendMix[g]*step.tau) / diagonal[g]
			gain += c.slopeBeta[g] * step.beta[g]
		}
	}
	return step, gain, finite(gain)
}

// maximise runs a damped Newton iteration from start.
func (l *sizeLikelihood) maximise(start sizePoint) (best sizePoint, value float64, converged bool) {
	point := start
	curve := l.at(point)
	ridge := 0.0
	for range 200 {
		if point.scale() > 2*largestScale {
			break
		}
		step, gain, ok := l.newtonDirection(curve, ridge)
		if !ok {
			ridge = math.Max(1e-6, ridge*10)
			if ridge > 1e12 {
				return point, curve.value, false
			}
			continue
		}
		// A Newton step squares the relative error: the point after a gain this
		// small is exact to rounding, and half the gain is what it adds.
		if ridge == 0 && gain < 1e-8 {
			return point.moved(step, 1), curve.value + gain/2, true
		}
		next, nextCurve, moved := l.search(point, curve, step)
		if !moved {
			// What the step would gain is lost in the rounding of the sum.
			if gain < 1e-6*math.Max(1, math.Abs(curve.value)) {
				return point, curve.value, true
			}
			ridge = math.Max(1e-6, ridge*10)
			continue
		}
		point, curve = next, nextCurve
		ridge /= 10
		if ridge < 1e-7 {
			ridge = 0
		}
	}
	return point, curve.value, false
}

// search halves the step until the log-likelihood does not fall.
func (l *sizeLikelihood) search(from sizePoint, curve sizeCurve, step sizePoint) (sizePoint, sizeCurve, bool) {
	slack := 1e-12 * math.Max(1, math.Abs(curve.value))
	for length := 1.0; length > 1e-10; length /= 2 {
		next := from.moved(step, length)
		if next.tau <= from.tau/16 {
			continue
		}
		if c := l.at(next); c.value >= curve.value-slack && !math.IsInf(c.value, 0) {
			return next, c, true
		}
	}
	return from, curve, false
}
