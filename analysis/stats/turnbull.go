package stats

import (
	"cmp"
	"math"
	"slices"
)

// A Distribution is Turnbull's estimate: the probability of each of a few
// intervals. Where inside an interval its probability lies the data cannot say.
type Distribution struct {
	Support []Support
	// N is the number of rows with information, rounded from their weights.
	N int
	// Gap certifies convergence: the log-likelihood is at most N·Gap below its
	// maximum. It is at most 1e-9.
	Gap float64
	// LogLikelihood is the sum over rows of the log of their probability.
	LogLikelihood float64
	Reason        Reason
}

// A Support is an interval, both ends included, and its probability.
type Support struct {
	Low, High   float64
	Probability float64
}

// largestGap is the Karush-Kuhn-Tucker gap at which Turnbull's estimate counts
// as found.
const largestGap = 1e-9

// Turnbull returns the nonparametric maximum likelihood distribution of sizes
// known as intervals. For exact sizes it is the empirical distribution, for
// exact and open ones the Kaplan-Meier estimate.
//
// It assumes that how a size is told does not depend on the size beyond what
// the interval says. Unknown rows carry no information and are left out;
// [QuantileBounds] keeps them. Rows with an Entry are refused as
// [NotApplicable]: the nonparametric estimate under truncation is not unique.
//
// The support is found by one sort. Neighbouring exact sizes which no interval
// tells apart share their mass in proportion to their weights and are solved as
// one. The masses come from an interior-point Newton iteration; convergence is
// judged by the Karush-Kuhn-Tucker conditions, never by the size of a step.
//
// Source: Turnbull, JRSS B 38 (1976) 290–295; Gentleman & Geyer, Biometrika 81
// (1994) 618–623 for the certificate.
func Turnbull(rows []Interval) Distribution {
	kept, reason := informative(rows)
	if reason != "" {
		return Distribution{Reason: reason}
	}
	for _, v := range kept {
		if v.Entry > 0 {
			return Distribution{Reason: NotApplicable}
		}
	}
	support := innermost(kept)
	problem, groups := reduceTurnbull(kept, support)
	mass, gap := problem.solve()
	if !(gap <= largestGap) {
		return Distribution{N: int(math.Round(problem.total)), Reason: NoConvergence}
	}
	return Distribution{
		Support:       spreadMass(support, groups, mass),
		N:             int(math.Round(problem.total)),
		Gap:           gap,
		LogLikelihood: problem.logLikelihood(mass) + withinGroups(groups),
	}
}

// absence returns why there is no distribution; the zero value is none.
func (d Distribution) absence() Reason {
	if d.Reason == "" && len(d.Support) == 0 {
		return NotApplicable
	}
	return d.Reason
}

// Quantile returns the interval in which the p-quantile of the distribution
// lies: the support interval at which the cumulative probability passes p, or
// both neighbours where it equals p. High is +Inf where that interval is open:
// then only "at least Low" can be said. Value is Low. It is a logical interval,
// not a confidence interval.
func (d Distribution) Quantile(p float64) Estimate {
	const method = "Turnbull"
	if reason := d.absence(); reason != "" {
		return absent(method, d.N, reason)
	}
	if !(p > 0 && p < 1) {
		return absent(method, d.N, NotApplicable)
	}
	// Cumulative sums of masses solved to 1e-9 may miss p by that much.
	const tolerance = 1e-9
	cumulative, j := 0.0, 0
	for ; j < len(d.Support)-1; j++ {
		cumulative += d.Support[j].Probability
		if cumulative >= p-tolerance {
			break
		}
	}
	e := Estimate{Value: d.Support[j].Low, Low: d.Support[j].Low, High: d.Support[j].High, N: d.N, Method: method}
	if math.Abs(cumulative-p) <= tolerance && j+1 < len(d.Support) {
		e.High = d.Support[j+1].High
	}
	if math.IsInf(e.High, 1) {
		e.Doubts = append(e.Doubts, DoubtOpenAbove)
	}
	return e
}

// Exceedance returns the probability of a size over the threshold, as the
// interval that the support leaves open. Value is Low.
func (d Distribution) Exceedance(threshold float64) Estimate {
	const method = "Turnbull"
	if reason := d.absence(); reason != "" {
		return absent(method, d.N, reason)
	}
	e := Estimate{N: d.N, Method: method}
	for _, s := range slices.Backward(d.Support) {
		if s.Low > threshold {
			e.Low += s.Probability
		}
		if s.High > threshold {
			e.High += s.Probability
		}
	}
	e.Low, e.High = math.Min(1, e.Low), math.Min(1, e.High)
	e.Value = e.Low
	return e
}

// innermost returns Turnbull's support: each interval from a left end to a
// right end with no other end between. At equal ends the left comes first,
// since the intervals are closed.
func innermost(rows []Interval) []Support {
	rights := make([]float64, len(rows))
	for i, v := range rows {
		rights[i] = v.High
	}
	slices.Sort(rights)
	var support []Support
	next := 0
	for i, v := range rows {
		if i+1 < len(rows) && rows[i+1].Low == v.Low {
			continue
		}
		for rights[next] < v.Low {
			next++
		}
		if i+1 == len(rows) || rights[next] < rows[i+1].Low {
			support = append(support, Support{Low: v.Low, High: rights[next]})
		}
	}
	return support
}

// A supportGroup is a run of support intervals that no wide row tells apart.
// own holds the weights of the exact rows at each of them.
type supportGroup struct {
	first int
	own   []float64
	total float64
}

// A span is a row seen from the groups: it covers first to last.
type span struct {
	first, last int
	weight      float64
}

// reduceTurnbull turns rows and support into the smallest equal problem.
func reduceTurnbull(rows []Interval, support []Support) (*turnbullProblem, []supportGroup) {
	spans := make([]span, len(rows))
	boundary := make([]bool, len(support)+1)
	own := make([]float64, len(support))
	for i, v := range rows {
		s := coveredSupport(support, v)
		spans[i] = s
		if s.first == s.last {
			own[s.first] += s.weight
		}
		if !v.exact() {
			boundary[s.first], boundary[s.last+1] = true, true
		}
	}
	var groups []supportGroup
	groupOf := make([]int, len(support))
	for j, w := range own {
		if j == 0 || boundary[j] {
			groups = append(groups, supportGroup{first: j})
		}
		g := &groups[len(groups)-1]
		g.own, g.total = append(g.own, w), g.total+w
		groupOf[j] = len(groups) - 1
	}
	return newTurnbullProblem(spans, groupOf, groups), groups
}

// coveredSupport returns the range of support intervals inside a row.
func coveredSupport(support []Support, v Interval) span {
	first, _ := slices.BinarySearchFunc(support, v.Low, func(s Support, low float64) int { return cmp.Compare(s.Low, low) })
	last := first
	if !v.exact() {
		after, _ := slices.BinarySearchFunc(support, v.High, func(s Support, high float64) int {
			if s.High <= high {
				return -1
			}
			return 1
		})
		last = after - 1
	}
	return span{first: first, last: last, weight: v.Weight}
}

// spreadMass gives each support interval its part of its group's mass and drops
// the empty ones.
func spreadMass(support []Support, groups []supportGroup, mass []float64) []Support {
	var filled []Support
	for g, group := range groups {
		for k, own := range group.own {
			s := support[group.first+k]
			s.Probability = mass[g]
			if len(group.own) > 1 {
				s.Probability *= own / group.total
			}
			if s.Probability > 0 {
				filled = append(filled, s)
			}
		}
	}
	return filled
}

// withinGroups returns the log-likelihood of the exact rows given their groups.
func withinGroups(groups []supportGroup) float64 {
	sum := 0.0
	for _, group := range groups {
		if len(group.own) == 1 {
			continue
		}
		for _, own := range group.own {
			sum += own * math.Log(own/group.total)
		}
	}
	return sum
}
