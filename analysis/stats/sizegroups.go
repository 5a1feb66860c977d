package stats

import (
	"math"
	"slices"
)

// A GroupModel compares the sizes of groups.
type GroupModel struct {
	Family Family
	// Medians are the groups' medians under the common scale.
	Medians []float64
	// Ratios are the factors between each group's sizes and the first group's,
	// with profile intervals; the first is 1.
	Ratios []Estimate
	Scale  float64
	// LikelihoodRatio tests that all groups have one distribution: twice the
	// gain in log-likelihood against χ² with groups−1 degrees of freedom.
	LikelihoodRatio Test
	LogLikelihood   float64
	N               int
	Reason          Reason
}

// FitSizesByGroup fits a location for each group and one scale for all to sizes
// known as intervals, by maximum likelihood: a regression of ln size on the
// group. Because the scale is common, a ratio of medians is the ratio of any
// quantiles; with [SizeModelOptions].From it is that of the medians of the sizes
// from there on, and has a Wald interval.
//
// Each group needs [MinimumGroupRows] informative rows and [MinimumNarrowRows]
// narrow ones. The χ² distribution of the test is asymptotic. Fewer than two
// groups give [NotApplicable].
//
// Source: as [FitSizes]; agrees with R's survival::survreg with a factor.
func FitSizesByGroup(groups [][]Interval, options SizeModelOptions) GroupModel {
	const method = "likelihood ratio"
	g := GroupModel{Family: options.Family}
	if len(groups) < 2 {
		g.Reason = NotApplicable
		g.LikelihoodRatio = noTest(method, 0, NotApplicable)
		return g
	}
	apart := fitSizeGroups(groups, options)
	together := FitSizes(joined(groups), options)
	g.N, g.Reason = apart.N, apart.Reason
	if g.Reason == "" {
		g.Reason = together.Reason
	}
	if g.Reason != "" {
		g.LikelihoodRatio = noTest(method, g.N, g.Reason)
		return g
	}
	g.Scale = apart.point.scale()
	g.LogLikelihood = apart.LogLikelihood
	centre := apart.likelihood.law.quantile(0.5)
	for k, beta := range apart.point.beta {
		median := (beta + centre) * g.Scale
		if apart.restricted() {
			median = apart.restrictedLogQuantile(-math.Ln2, beta, apart.point.tau)
		}
		g.Medians = append(g.Medians, math.Exp(median))
		g.Ratios = append(g.Ratios, apart.ratio(k))
	}
	statistic := math.Max(0, 2*(apart.peak-together.peak))
	g.LikelihoodRatio = Test{
		Statistic: statistic, PValue: chiSquareUpper(statistic, float64(len(groups)-1)), N: g.N, Method: method,
	}
	return g
}

func joined(groups [][]Interval) []Interval {
	var all []Interval
	for _, rows := range groups {
		all = append(all, rows...)
	}
	return all
}

// ratio returns e^(location of group k − location of group 0). With the ratio
// given, group k shifted by it is part of group 0.
func (m *SizeModel) ratio(k int) Estimate {
	if k == 0 {
		return Estimate{Value: 1, Low: 1, High: 1, Level: m.level, N: m.N, Method: m.Family.String()}
	}
	if m.restricted() {
		return m.restrictedRatio(k)
	}
	scale := m.point.scale()
	difference := (m.point.beta[k] - m.point.beta[0]) * scale
	if !m.profiles() {
		byBeta := make([]float64, m.likelihood.groups)
		byBeta[0], byBeta[k] = -scale, scale
		return m.wald(difference, byBeta, -difference*scale).exponential()
	}
	search := profileSearch{
		estimate: difference, step: 5 * scale / math.Sqrt(float64(m.N)),
		reach: 100 * scale, peak: m.peak, level: m.level,
	}
	start := sizePoint{beta: slices.Delete(slices.Clone(m.point.beta), k, k+1), tau: m.point.tau}
	return m.profiled(search, func(difference, _ float64) (float64, float64) {
		l := m.likelihood
		l.groups--
		l.rows = mergeGroup(m.likelihood.rows, k, difference)
		best, value, _ := l.maximise(start)
		return value, best.tau
	}).exponential()
}

// mergeGroup moves group k into group 0, its logs reduced by difference, and
// closes the gap in the numbering.
func mergeGroup(rows []logRow, k int, difference float64) []logRow {
	merged := make([]logRow, len(rows))
	for i, row := range rows {
		switch {
		case row.group == k:
			row.group = 0
			row.low, row.high, row.entry = row.low-difference, row.high-difference, row.entry-difference
		case row.group > k:
			row.group--
		}
		merged[i] = row
	}
	return merged
}
