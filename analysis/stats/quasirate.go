package stats

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// DispersedRate returns the rate per unit of exposure over several periods, with
// an interval that allows for counts that vary more than a Poisson's: quasi-
// Poisson on the log scale, rate·exp(±t·√(φ/Σx)) with φ = X²/(n−1), at least 1,
// and Student's t with n−1 degrees of freedom.
//
// It assumes periods independent of each other and a variance proportional to
// the mean. Fewer than two periods give [TooFew], no events [NotIdentified]. N
// is the number of events.
//
// Source: McCullagh & Nelder, Generalized Linear Models (1989), section 6.2.
func DispersedRate(periods []Count, level float64) Estimate {
	const method = "quasi-Poisson"
	events, exposure := 0, 0.0
	sorted := slices.SortedFunc(slices.Values(periods), func(a, b Count) int {
		return cmp.Or(cmp.Compare(a.Exposure, b.Exposure), cmp.Compare(a.Events, b.Events))
	})
	for _, c := range sorted {
		if !c.valid() {
			return absent(method, 0, NotApplicable)
		}
		events += c.Events
		exposure += c.Exposure
	}
	switch {
	case !validLevel(level) || !finite(exposure):
		return absent(method, events, NotApplicable)
	case len(periods) < 2:
		return absent(method, events, TooFew)
	case events == 0:
		return absent(method, 0, NotIdentified)
	}
	rate, squares := float64(events)/exposure, 0.0
	for _, c := range sorted {
		expected := rate * c.Exposure
		squares += (float64(c.Events) - expected) * (float64(c.Events) - expected) / expected
	}
	df := float64(len(periods) - 1)
	dispersion := math.Max(1, squares/df)
	t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: df}.Quantile(0.5 + level/2)
	reach := math.Exp(t * math.Sqrt(dispersion/float64(events)))
	return Estimate{Value: rate, Low: rate / reach, High: rate * reach, Level: level, N: events, Method: method}
}
