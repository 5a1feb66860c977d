package stats

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/mathext"
)

// A PowerLaw is a tail of density ~ x^−α from a minimum on, S(x) ~ x^−(α−1). Its
// mean exists only for α > 2.
type PowerLaw struct {
	Alpha    Estimate // with its likelihood-ratio interval at the given minimum
	Minimum  float64
	Distance float64 // two-sided Kolmogorov-Smirnov distance of the exact sizes
	N        int     // rows with information
	// Tail are the rows surely at or above the minimum, which are fitted;
	// Straddling those that may lie on either side, which are left out.
	Tail, Straddling int
	LogLikelihood    float64
	Discrete         bool
	Doubts           []string
	Reason           Reason

	sizes []weighted // exact, ascending, equal ones collapsed
}

// PowerLawOptions sets how a power law is fitted.
type PowerLawOptions struct {
	Minimum  float64 // 0: the candidate with the least distance
	Discrete bool    // whole numbers with zeta normalisation; minimum ≥ 1
	Level    float64 // 0 means DefaultLevel
	// AnySample lifts the minimum sample, for checks against other programs.
	AnySample bool
}

// FitPowerLaw fits a power law to the tail of sizes by the recipe of Clauset,
// Shalizi and Newman. Each distinct exact size that leaves enough of them is a
// candidate for the minimum; the one whose fitted tail is nearest to the exact
// sizes by the two-sided Kolmogorov-Smirnov distance is taken. (Clauset's own
// program compares on one side of each step for continuous data, which gives
// other p-values.) The exponent is then the maximum likelihood estimate from the
// exact sizes and the intervals above the minimum.
//
// The interval of α takes the minimum as known, as the doubt
// [DoubtSelectedThreshold] says. A tail below [MinimumTail] gives [TooFew], a tail
// that one value explains [NotIdentified].
//
// Source: Clauset, Shalizi & Newman, SIAM Review 51 (2009) 661–703, sections 3
// and 4.
func FitPowerLaw(rows []Interval, options PowerLawOptions) PowerLaw {
	m := PowerLaw{Discrete: options.Discrete}
	kept, reason := informative(rows)
	level := TailOptions{Level: options.Level}.level()
	if reason == "" && (!finite(options.Minimum) || options.Minimum < 0 || !validLevel(level)) {
		reason = NotApplicable
	}
	if reason != "" {
		m.Reason = reason
		return m
	}
	m.N = int(math.Round(totalWeight(kept)))
	for _, v := range kept {
		if v.exact() && v.Low > 0 {
			m.sizes = append(m.sizes, weighted{v.Low, v.Weight})
		}
	}
	smallest := float64(MinimumTail)
	if options.AnySample {
		smallest = 2
	}
	if m.Minimum = options.Minimum; m.Minimum == 0 {
		m.Minimum = newPowerSearch(m.sizes, m.Discrete).best(smallest)
	}
	if m.Minimum == 0 || m.Discrete && m.Minimum < 1 {
		m.Reason = TooFew
		return m
	}
	m.fit(kept, smallest, level)
	return m
}

// fit estimates the exponent at the minimum.
func (m *PowerLaw) fit(rows []Interval, smallest, level float64) {
	tail := m.tailOf(rows)
	if totalWeight(tail) < smallest {
		m.Reason = TooFew
		return
	}
	likelihood := newPowerLikelihood(tail, m.Minimum, m.Discrete)
	exponent, height := peak(smallestExponent, largestExponent, likelihood.at)
	const margin = 1e-3
	if exponent < smallestExponent+margin || exponent > largestExponent-margin {
		m.Reason = NotIdentified
		return
	}
	m.LogLikelihood = height
	m.Distance = m.exactDistance(exponent)
	m.Alpha = Estimate{Value: exponent + 1, Level: level, N: m.Tail, Method: "power law", Doubts: []string{DoubtSelectedThreshold}}
	limits := profileSearch{
		estimate: exponent, step: 2 * exponent / math.Sqrt(float64(m.Tail)), reach: largestExponent,
		peak: height, level: level,
	}
	inside := func(a float64) float64 { return likelihood.at(math.Max(a, smallestExponent/10)) }
	low, foundLow := limits.limit(-1, inside)
	high, foundHigh := limits.limit(1, inside)
	if !foundLow || !foundHigh {
		m.Reason, m.Alpha = NotIdentified, absent("power law", m.Tail, NotIdentified)
		return
	}
	m.Alpha.Low, m.Alpha.High = low+1, high+1
}

// exactDistance returns the distance of the exact sizes from the minimum on.
func (m *PowerLaw) exactDistance(exponent float64) float64 {
	first, _ := slices.BinarySearchFunc(m.sizes, m.Minimum, func(v weighted, low float64) int { return cmp.Compare(v.value, low) })
	tail := m.sizes[first:]
	if len(tail) == 0 {
		return 0
	}
	// A given minimum need not be a size: the law starts there, not at a step.
	if tail[0].value > m.Minimum {
		tail = append([]weighted{{value: m.Minimum}}, tail...)
	}
	return newPowerSearch(tail, m.Discrete).distance(tailStart{exponent: exponent}, math.Inf(1))
}

// tailOf returns the rows at or above the minimum and counts the others.
func (m *PowerLaw) tailOf(rows []Interval) []Interval {
	var tail []Interval
	straddling := 0.0
	for _, v := range rows {
		switch {
		case v.Low >= m.Minimum:
			tail = append(tail, v)
		case v.High >= m.Minimum:
			straddling += v.Weight
		}
	}
	m.Tail, m.Straddling = int(math.Round(totalWeight(tail))), int(math.Round(straddling))
	return tail
}

// Bounds of a = α−1. Outside them no tail of sizes has been seen.
const (
	smallestExponent = 0.01
	largestExponent  = 30
)

// powerLikelihood is the log-likelihood of a tail as a function of a = α−1.
type powerLikelihood struct {
	minimum  float64
	discrete bool
	exact    float64 // rows
	logs     float64 // Σ ln(x/minimum) over them, Σ ln x if discrete
	between  []Interval
}

func newPowerLikelihood(tail []Interval, minimum float64, discrete bool) *powerLikelihood {
	l := &powerLikelihood{minimum: minimum, discrete: discrete}
	for _, v := range tail {
		if !v.exact() {
			l.between = append(l.between, v)
			continue
		}
		l.exact += v.Weight
		l.logs += v.Weight * l.log(v.Low)
	}
	return l
}

func (l *powerLikelihood) log(x float64) float64 {
	if l.discrete {
		return math.Log(x)
	}
	return math.Log(x / l.minimum)
}

// at returns the log-likelihood, of continuous sizes per unit of size.
func (l *powerLikelihood) at(a float64) float64 {
	sum := -(a + 1) * l.logs
	scale := 0.0
	if l.discrete {
		scale = math.Log(mathext.Zeta(a+1, l.minimum))
		sum -= l.exact * scale
	} else {
		sum += l.exact * math.Log(a/l.minimum)
	}
	for _, v := range l.between {
		sum += v.Weight * (l.logBetween(a, v) - scale)
	}
	if math.IsNaN(sum) {
		return -math.MaxFloat64
	}
	return sum
}

// logBetween returns the log-probability of an interval, times the
// normalisation if discrete.
func (l *powerLikelihood) logBetween(a float64, v Interval) float64 {
	if l.discrete {
		upper := 0.0
		if !math.IsInf(v.High, 1) {
			upper = mathext.Zeta(a+1, v.High+1)
		}
		return math.Log(mathext.Zeta(a+1, v.Low) - upper)
	}
	low := -a * l.log(v.Low)
	if math.IsInf(v.High, 1) {
		return low
	}
	return low + math.Log(-math.Expm1(-a*l.log(v.High)-low))
}

// TestFit returns the probability of a tail at least as far from a power law as
// this one if it were one, by the semi-parametric bootstrap: each replicate
// draws as many sizes, from the fitted tail or from the exact sizes below the
// minimum, and is fitted with a new search. p = (count+1)/(replicates+1); a p
// above 0.1 means that a power law cannot be ruled out, not that it is one.
//
// It uses exact sizes only. Fewer than [MinimumTailTest] in the tail give
// [TooFew]. 2,500 replicates give p to ±0.01 (0 means that).
//
// Source: as [FitPowerLaw], section 4.1.
func (m PowerLaw) TestFit(random *rand.Rand, replicates int) Test {
	const method = "Kolmogorov-Smirnov bootstrap"
	if replicates == 0 {
		replicates = 2500
	}
	if m.Reason != "" {
		return noTest(method, m.Tail, m.Reason)
	}
	if random == nil || replicates < 1 {
		return noTest(method, m.Tail, NotApplicable)
	}
	source := m.newPowerSource(random)
	if source.tailRows < MinimumTailTest {
		return noTest(method, int(source.tailRows), TooFew)
	}
	farther := 1
	for range replicates {
		search := newPowerSearch(source.draw(), m.Discrete)
		if search.best(MinimumTail); search.least >= m.Distance {
			farther++
		}
	}
	p := float64(farther) / float64(replicates+1)
	return Test{
		Statistic: m.Distance, PValue: p, MonteCarloError: math.Sqrt(p * (1 - p) / float64(replicates)),
		N: int(source.tailRows), Method: method,
	}
}

// A powerSource draws samples like the one fitted.
type powerSource struct {
	random         *rand.Rand
	sizes          []weighted // exact, ascending
	below          []int      // index among them of each row below the minimum
	rows, tailRows float64
	model          PowerLaw
}

func (m PowerLaw) newPowerSource(random *rand.Rand) powerSource {
	s := powerSource{random: random, sizes: m.sizes, model: m}
	for i, v := range m.sizes {
		s.rows += v.weight
		if v.value >= m.Minimum {
			s.tailRows += v.weight
			continue
		}
		for range int(math.Round(v.weight)) {
			s.below = append(s.below, i)
		}
	}
	return s
}

// draw returns a sample, ascending and equal sizes collapsed. Sizes below the
// minimum are counted where they stand, so that only the tail is sorted.
func (s powerSource) draw() []weighted {
	drawn := make([]float64, len(s.sizes))
	var tail []float64
	for range int(math.Round(s.rows)) {
		if len(s.below) > 0 && s.random.Float64()*s.rows >= s.tailRows {
			drawn[s.below[s.random.IntN(len(s.below))]]++
		} else {
			tail = append(tail, s.drawTail())
		}
	}
	var sizes []weighted
	for i, count := range drawn {
		if count > 0 {
			sizes = append(sizes, weighted{s.sizes[i].value, count})
		}
	}
	slices.Sort(tail)
	for _, x := range tail {
		sizes = append(sizes, weighted{x, 1})
	}
	return collapseWeighted(sizes)
}

// drawTail inverts the survival function.
func (s powerSource) drawTail() float64 {
	a, minimum, u := s.model.Alpha.Value-1, s.model.Minimum, 1-s.random.Float64()
	if !s.model.Discrete {
		return minimum * math.Pow(u, -1/a)
	}
	total := mathext.Zeta(a+1, minimum)
	survives := func(x float64) bool { return mathext.Zeta(a+1, x) >= u*total }
	low, high := minimum, 2*minimum
	for survives(high) && high < 1e15 {
		low, high = high, 2*high
	}
	for high-low > 1 {
		middle := math.Floor((low + high) / 2)
		if survives(middle) {
			low = middle
		} else {
			high = middle
		}
	}
	return low
}

func collapseWeighted(sorted []weighted) []weighted {
	last := -1
	for _, v := range sorted {
		if last >= 0 && sorted[last].value == v.value {
			sorted[last].weight += v.weight
			continue
		}
		last++
		sorted[last] = v
	}
	return sorted[:last+1]
}
