package stats

import "math"

// bandDirections is how many points of the region of a band are found. The
// polygon through them falls short of a limit by at most 1 − cos(π/32), 0.5% of
// its distance, which no drawing shows.
const bandDirections = 32

// ExceedanceBand returns the probability of a size over each threshold with its
// interval, for a curve with its pointwise band. The limits are those of
// [SizeModel.Exceedance] to the precision of a drawing, at the cost of a few: a
// profile limit of a function of the parameters is its extreme over the region
// in which the log-likelihood is within half the χ² quantile of its peak, and one
// region serves all thresholds.
//
// It returns nil if there is no model, or the region has no end. A threshold not
// above 0 is passed for certain.
func (m SizeModel) ExceedanceBand(thresholds []float64) []Estimate {
	if m.answers(true) != "" {
		return nil
	}
	region := m.region()
	if region == nil {
		return nil
	}
	band := make([]Estimate, len(thresholds))
	for i, threshold := range thresholds {
		band[i] = m.overRegion(region, math.Log(math.Max(0, threshold)))
	}
	return band
}

// overRegion returns the chance of a log size over y with its extremes in the
// region.
func (m *SizeModel) overRegion(region []sizePoint, y float64) Estimate {
	value := m.shareOver(y, m.point)
	least, most := value, value
	for _, p := range region {
		share := m.shareOver(y, p)
		least, most = math.Min(least, share), math.Max(most, share)
	}
	return Estimate{Value: value, Low: least, High: most, Level: m.level, N: m.N, Method: m.Family.String()}
}

// shareOver returns the chance of a log size over y.
func (m *SizeModel) shareOver(y float64, p sizePoint) float64 {
	switch {
	case !m.restricted():
		return m.likelihood.law.upper(p.tau*y - p.beta[0])
	case y <= m.from:
		return 1
	}
	return math.Exp(m.logShareOver(y, p.beta[0], p.tau))
}

// region returns points all around the maximum at which the log-likelihood has
// fallen by half the χ² quantile with one degree of freedom, nil if it does not
// fall so far in some direction.
func (m *SizeModel) region() []sizePoint {
	curve := m.likelihood.at(m.point)
	// The directions are even where the curvature is that of a circle.
	first := math.Sqrt(-curve.bendBeta[0])
	mixed := -curve.bendMix[0] / first
	second := math.Sqrt(-curve.bendTau - mixed*mixed)
	if !finite(1/first, 1/second) {
		return nil
	}
	region := make([]sizePoint, bandDirections)
	for i := range region {
		sine, cosine := math.Sincos(2 * math.Pi * float64(i) / bandDirections)
		direction := sizePoint{beta: []float64{(cosine - mixed*sine/second) / first}, tau: sine / second}
		distance, found := m.edge(direction)
		if !found {
			return nil
		}
		region[i] = m.point.moved(direction, distance)
	}
	return region
}

// edge returns how far the region reaches in a direction. The root of the
// deviance is nearly proportional to the distance, so that few steps find where
// it is critical, and with many rows none.
func (m *SizeModel) edge(direction sizePoint) (distance float64, found bool) {
	const steps, precision = 20, 1e-3
	critical := normalCritical(m.level)
	distance = critical
	if !m.profiles() {
		return distance, true
	}
	for range steps {
		value := m.along(direction, distance)
		if math.IsInf(value, -1) {
			distance /= 2
			continue
		}
		root := math.Sqrt(2 * math.Max(0, m.peak-value))
		if math.Abs(root-critical) < precision*critical {
			return distance, true
		}
		distance *= critical / root
		if !finite(distance) {
			break
		}
	}
	return 0, false
}

// along returns the log-likelihood at a distance from the maximum, −Inf where
// the scale would not be positive.
func (m *SizeModel) along(direction sizePoint, length float64) float64 {
	p := m.point.moved(direction, length)
	if p.tau <= 0 {
		return math.Inf(-1)
	}
	return m.likelihood.at(p).value
}
