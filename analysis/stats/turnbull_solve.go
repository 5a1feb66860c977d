package stats

import (
	"cmp"
	"math"
	"slices"
)

// A turnbullProblem asks for masses p ≥ 0 with sum 1 that maximise
//
//	Σ own_g·ln p_g + Σ weight_i·ln(p_first + … + p_last).
//
// With the cumulative masses F as unknowns its Hessian is a weighted graph
// Laplacian: the own weights and the barrier join neighbours, each span joins
// its two ends. A conjugate gradient iteration with the part near the diagonal as
// preconditioner therefore solves a Newton step in a few passes over the spans.
type turnbullProblem struct {
	own   []float64 // weight of the rows that cover one group only
	spans []span    // the others, equal ones collapsed
	total float64
}

func newTurnbullProblem(spans []span, groupOf []int, groups []supportGroup) *turnbullProblem {
	p := &turnbullProblem{own: make([]float64, len(groups))}
	var wide []span
	for _, s := range spans {
		s.first, s.last = groupOf[s.first], groupOf[s.last]
		if s.first == s.last {
			p.own[s.first] += s.weight
		} else {
			wide = append(wide, s)
		}
		p.total += s.weight
	}
	slices.SortStableFunc(wide, func(a, b span) int {
		return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.last, b.last))
	})
	for _, s := range wide {
		if n := len(p.spans); n > 0 && p.spans[n-1].first == s.first && p.spans[n-1].last == s.last {
			p.spans[n-1].weight += s.weight
			continue
		}
		p.spans = append(p.spans, s)
	}
	return p
}

// Limits of the iterations. Interior-point methods need some 20 to 60 Newton
// steps whatever the size.
const (
	newtonLimit   = 200
	gradientLimit = 400
	polishLimit   = 200
)

// solve returns the masses and their Karush-Kuhn-Tucker gap.
func (p *turnbullProblem) solve() (mass []float64, gap float64) {
	mass = make([]float64, len(p.own))
	for g := range mass {
		mass[g] = 1 / float64(len(mass))
	}
	for range 10 {
		p.expectationStep(mass)
	}
	if gap = p.gap(mass); gap <= largestGap {
		return mass, gap
	}
	p.interiorPoint(mass)
	dropEmpty(mass)
	for range polishLimit {
		if gap = p.gap(mass); gap <= largestGap {
			break
		}
		p.expectationStep(mass)
	}
	return mass, gap
}

// dropEmpty sets to zero the masses that the interior point method leaves
// where the optimum has none, and scales the others to the sum 1.
func dropEmpty(mass []float64) {
	sum := 0.0
	for g, m := range mass {
		if m < 1e-12 {
			mass[g] = 0
		}
		sum += mass[g]
	}
	for g := range mass {
		mass[g] /= sum
	}
}

// cumulate returns F with F[0] = 0 and F[g+1] = p_0 + … + p_g.
func cumulate(mass []float64) []float64 {
	cumulative := make([]float64, len(mass)+1)
	for g, m := range mass {
		cumulative[g+1] = cumulative[g] + m
	}
	return cumulative
}

// slope returns for each group the derivative of the log-likelihood by its mass.
func (p *turnbullProblem) slope(mass []float64) []float64 {
	cumulative := cumulate(mass)
	slope := make([]float64, len(mass)+1)
	for _, s := range p.spans {
		d := s.weight / (cumulative[s.last+1] - cumulative[s.first])
		slope[s.first] += d
		slope[s.last+1] -= d
	}
	for g := 1; g < len(slope); g++ {
		slope[g] += slope[g-1]
	}
	for g, w := range p.own {
		if w > 0 {
			slope[g] += w / mass[g]
		}
	}
	return slope[:len(mass)]
}

// gap returns max slope/total − 1, which is 0 at the maximum and bounds the
// loss of log-likelihood per row anywhere else.
func (p *turnbullProblem) gap(mass []float64) float64 {
	return math.Max(0, slices.Max(p.slope(mass))/p.total-1)
}

// expectationStep is one step of the EM algorithm, linear in rows and groups.
func (p *turnbullProblem) expectationStep(mass []float64) {
	slope, sum := p.slope(mass), 0.0
	for g := range mass {
		mass[g] *= slope[g] / p.total
		sum += mass[g]
	}
	for g := range mass {
		mass[g] /= sum
	}
}

func (p *turnbullProblem) logLikelihood(mass []float64) float64 {
	cumulative, sum := cumulate(mass), 0.0
	for g, w := range p.own {
		if w > 0 {
			sum += w * math.Log(mass[g])
		}
	}
	for _, s := range p.spans {
		sum += s.weight * math.Log(cumulative[s.last+1]-cumulative[s.first])
	}
	return sum
}

// interiorPoint moves the masses to the maximum by a primal-dual Newton
// iteration. dual_g is the price of p_g ≥ 0; mass·dual shrinks to 0.
func (p *turnbullProblem) interiorPoint(mass []float64) {
	dual := make([]float64, len(mass))
	for g, slope := range p.slope(mass) {
		dual[g] = math.Max(p.total-slope, 1e-3*p.total)
	}
	for range newtonLimit {
		complementarity := 0.0
		for g, m := range mass {
			complementarity += m * dual[g]
		}
		if complementarity <= 1e-13*p.total {
			return
		}
		centre := 0.1 * complementarity / float64(len(mass))
		p.newtonStep(mass, dual, centre)
	}
}

// newtonStep moves masses and prices towards mass·dual = centre.
func (p *turnbullProblem) newtonStep(mass, dual []float64, centre float64) {
	slope := p.slope(mass)
	system := p.newtonSystem(mass, dual)
	right := make([]float64, len(mass)-1)
	for k := range right {
		right[k] = (slope[k] + centre/mass[k]) - (slope[k+1] + centre/mass[k+1])
	}
	cumulative := system.solve(right)
	change := make([]float64, len(mass))
	before := 0.0
	for g := range change {
		after := 0.0
		if g < len(cumulative) {
			after = cumulative[g]
		}
		change[g], before = after-before, after
	}
	price := make([]float64, len(mass))
	massStep, dualStep := 1.0, 1.0
	for g, m := range mass {
		price[g] = centre/m - dual[g] - dual[g]/m*change[g]
		massStep = stepWithin(massStep, m, change[g])
		dualStep = stepWithin(dualStep, dual[g], price[g])
	}
	for g := range mass {
		mass[g] += massStep * change[g]
		dual[g] += dualStep * price[g]
	}
}

// stepWithin shortens a step so that value + step·change stays positive.
func stepWithin(step, value, change float64) float64 {
	const fraction = 0.99
	if change < 0 {
		return math.Min(step, -fraction*value/change)
	}
	return step
}

// newtonSystem returns the Hessian in the cumulative masses, barrier included.
func (p *turnbullProblem) newtonSystem(mass, dual []float64) *laplacian {
	cumulative := cumulate(mass)
	system := &laplacian{path: make([]float64, len(mass)), spans: p.spans, pull: make([]float64, len(p.spans))}
	for g, m := range mass {
		system.path[g] = p.own[g]/(m*m) + dual[g]/m
	}
	for i, s := range p.spans {
		probability := cumulative[s.last+1] - cumulative[s.first]
		system.pull[i] = s.weight / (probability * probability)
	}
	return system
}
