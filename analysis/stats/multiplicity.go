package stats

import (
	"math"
	"slices"
)

// BenjaminiHochberg returns the p-values adjusted so that those at most q have a
// false discovery rate of at most q: among the findings called real, the
// expected part that is not. It assumes independent tests, or positive
// dependence. The p-values of one report are one family.
//
// A value outside [0, 1] gives [NotApplicable]. No p-values give none.
//
// Source: Benjamini & Hochberg, JRSS B 57 (1995) 289–300; R's p.adjust.
func BenjaminiHochberg(p []float64) (adjusted []float64, reason Reason) {
	order, reason := byProbability(p)
	if reason != "" {
		return nil, reason
	}
	adjusted = make([]float64, len(p))
	lowest := 1.0
	for i, k := range slices.Backward(order) {
		lowest = math.Min(lowest, p[k]*(float64(len(p))/float64(i+1)))
		adjusted[k] = lowest
	}
	return adjusted, ""
}

// Holm returns the p-values adjusted so that the chance of any false positive
// among those at most α is at most α, whatever their dependence.
//
// Source: Holm, Scandinavian Journal of Statistics 6 (1979) 65–70; R's p.adjust.
func Holm(p []float64) (adjusted []float64, reason Reason) {
	order, reason := byProbability(p)
	if reason != "" {
		return nil, reason
	}
	adjusted = make([]float64, len(p))
	highest := 0.0
	for i, k := range order {
		highest = math.Min(1, math.Max(highest, p[k]*float64(len(p)-i)))
		adjusted[k] = highest
	}
	return adjusted, ""
}

// byProbability returns the indices in ascending order of p.
func byProbability(p []float64) ([]int, Reason) {
	order := make([]int, len(p))
	for i, v := range p {
		if !(v >= 0 && v <= 1) {
			return nil, NotApplicable
		}
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case p[a] < p[b]:
			return -1
		case p[a] > p[b]:
			return 1
		}
		return 0
	})
	return order, ""
}
