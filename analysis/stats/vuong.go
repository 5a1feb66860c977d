package stats

import (
	"math"
	"slices"
)

// A TailComparison compares a power law with another family on the same tail.
type TailComparison struct {
	Family string
	// LogRatio is the log-likelihood of the power law less that of the other.
	LogRatio float64
	// Test has Vuong's statistic, positive if the power law is nearer, and its
	// two-sided p-value. With p above 0.1 the data cannot tell.
	Test Test
}

// CompareTails compares a continuous power law with lognormal, Weibull and
// exponential tails by Vuong's test: all fitted to the same exact sizes, all
// conditional on a size of at least the minimum. The statistic is
// Σd/(√n·s) with d the pointwise log-likelihood ratios and s their standard
// deviation with divisor n (with n−1 it is slightly smaller).
//
// Fewer than [MinimumTail] sizes in the tail give [TooFew]. A truncated
// lognormal or Weibull whose likelihood rises to the limit in which it is itself
// a power law gives [NotIdentified]: that, too, means that the data cannot tell.
//
// Source: Vuong, Econometrica 57 (1989) 307–333; Clauset, Shalizi & Newman, SIAM
// Review 51 (2009), section 5.
func CompareTails(sizes []float64, minimum float64, options TailOptions) []TailComparison {
	tail := slices.Sorted(slices.Values(sizes))
	reason := Reason("")
	if !finite(sizes...) || !(minimum > 0) || math.IsInf(minimum, 1) {
		reason = NotApplicable
	}
	tail = slices.DeleteFunc(tail, func(x float64) bool { return x < minimum })
	if reason == "" && (len(tail) < 2 || len(tail) < MinimumTail && !options.AnySample) {
		reason = TooFew
	}
	if reason == "" && tail[0] == tail[len(tail)-1] {
		reason = NotIdentified
	}
	c := tailComparer{tail: tail, minimum: minimum, reason: reason}
	if reason == "" {
		c.power = c.powerDensity()
	}
	return []TailComparison{c.family(Lognormal), c.family(Weibull), c.exponential()}
}

type tailComparer struct {
	tail    []float64
	minimum float64
	power   []float64 // log densities of the power law
	reason  Reason
}

func (c *tailComparer) powerDensity() []float64 {
	sum := 0.0
	for _, x := range c.tail {
		sum += math.Log(x / c.minimum)
	}
	a := float64(len(c.tail)) / sum
	densities := make([]float64, len(c.tail))
	for i, x := range c.tail {
		densities[i] = math.Log(a/c.minimum) - (a+1)*math.Log(x/c.minimum)
	}
	return densities
}

// family compares with a truncated location-scale family of ln size.
func (c *tailComparer) family(family Family) TailComparison {
	if c.reason != "" {
		return c.none(family.String(), c.reason)
	}
	rows := make([]Interval, len(c.tail))
	for i, x := range c.tail {
		rows[i] = Interval{Low: x, High: x, Entry: c.minimum}
	}
	m := FitSizes(rows, SizeModelOptions{Family: family, AnySample: true})
	if m.likelihood.groups == 0 || m.point.tau == 0 {
		return c.none(family.String(), m.Reason)
	}
	law, location := m.likelihood.law, m.point.beta[0]
	cut := law.logUpper(m.point.tau*math.Log(c.minimum) - location)
	return c.against(family.String(), func(x float64) float64 {
		y := math.Log(x)
		return law.logDensity(m.point.tau*y-location) + math.Log(m.point.tau) - y - cut
	})
}

func (c *tailComparer) exponential() TailComparison {
	const name = "exponential"
	if c.reason != "" {
		return c.none(name, c.reason)
	}
	mean := 0.0
	for _, x := range c.tail {
		mean += (x - c.minimum) / float64(len(c.tail))
	}
	return c.against(name, func(x float64) float64 { return -math.Log(mean) - (x-c.minimum)/mean })
}

func (c *tailComparer) none(family string, reason Reason) TailComparison {
	return TailComparison{Family: family, Test: noTest("Vuong", len(c.tail), reason)}
}

func (c *tailComparer) against(family string, density func(x float64) float64) TailComparison {
	n := float64(len(c.tail))
	ratios := make([]float64, len(c.tail))
	sum := 0.0
	for i, x := range c.tail {
		ratios[i] = c.power[i] - density(x)
		sum += ratios[i]
	}
	squares := 0.0
	for _, r := range ratios {
		squares += (r - sum/n) * (r - sum/n)
	}
	statistic := sum / math.Sqrt(squares)
	if !finite(statistic) {
		return c.none(family, NotIdentified)
	}
	return TailComparison{Family: family, LogRatio: sum, Test: Test{
		Statistic: statistic, PValue: normalTwoSided(statistic), N: len(c.tail), Method: "Vuong",
	}}
}
