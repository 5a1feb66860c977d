package stats

import (
	"math"
	"slices"
)

// DefaultLevel is the confidence level where options leave it 0.
const DefaultLevel = 0.95

// SizeModelOptions sets how sizes are fitted. The zero value fits a lognormal at
// 95% to sizes taken as continuous, from the minimum sample on.
type SizeModelOptions struct {
	Family Family
	Level  float64 // 0 means DefaultLevel
	// WholeNumbers takes an exact size n as the interval n ± ½, and widens
	// other ends by ½ likewise. It matters for sizes below about 20.
	WholeNumbers bool
	// From restricts the answers, not the fit, to sizes of at least From: the
	// share of those over a threshold, the median of those. It is meant for rows
	// with an Entry, and for more than 0 only.
	From float64
	// AnySample lifts the minimum sample. It is for checks against other
	// programs, not for reports.
	AnySample bool
}

func (o SizeModelOptions) level() float64 {
	if o.Level == 0 {
		return DefaultLevel
	}
	return o.Level
}

// logFrom returns the log of the size from which questions are answered.
func (o SizeModelOptions) logFrom() float64 {
	from := o.From
	if from > 0 && o.WholeNumbers {
		from -= 0.5
	}
	return math.Log(math.Max(0, from))
}

// A SizeModel is a distribution fitted to sizes.
type SizeModel struct {
	Family        Family
	Location      Estimate // of ln size; the median of a lognormal is e^Location
	Scale         Estimate // of ln size
	LogLikelihood float64  // of the sizes, densities per unit of size
	N             int
	Reason        Reason

	likelihood sizeLikelihood
	point      sizePoint
	peak       float64 // log-likelihood of the logs
	level      float64
	from       float64 // log of the size from which it answers; −Inf: all
}

// FitSizes fits a two-parameter distribution to sizes known as intervals by
// maximum likelihood, with profile-likelihood intervals.
//
// An exact size contributes its density, an interval its probability; with an
// Entry both are conditional on a size of at least that (left truncation, as by
// a duty to report from 1,000 persons on). Unknown rows are left out. It assumes
// the family, and that what is told of a size depends on it only as the interval
// says.
//
// Fewer than [MinimumSizeRows] rows, or [MinimumNarrowRows] exact or within a
// factor 2, give [TooFew]. If one size would explain all rows, or all are open
// to the same side, or the likelihood rises as the scale grows without limit (as
// it does for truncated sizes that follow a power law), the model is
// [NotIdentified].
//
// Source: Meeker & Escobar, Statistical Methods for Reliability Data (1998),
// chapters 7, 8 and 11; agrees with R's survival::survreg.
func FitSizes(rows []Interval, options SizeModelOptions) SizeModel {
	return fitSizeGroups([][]Interval{rows}, options)
}

// fitSizeGroups fits groups with their own locations and one scale.
func fitSizeGroups(groups [][]Interval, options SizeModelOptions) SizeModel {
	m := SizeModel{Family: options.Family, level: options.level(), from: options.logFrom()}
	law, known := options.Family.standard()
	if !known || !validLevel(m.level) {
		m.Reason = NotApplicable
		return m
	}
	m.likelihood = sizeLikelihood{law: law, groups: len(groups)}
	total := 0.0
	for g, rows := range groups {
		kept, reason := informative(rows)
		total += totalWeight(kept)
		if reason == "" {
			reason = m.addRows(kept, g, options)
		}
		if reason != "" {
			m.Reason = reason
			break
		}
	}
	m.N = int(math.Round(total))
	if m.Reason == "" {
		m.Reason = scaleIdentified(m.likelihood.rows, len(groups))
	}
	if m.Reason == "" {
		m.fit()
	}
	return m
}

// addRows takes a group's rows to the log scale.
func (m *SizeModel) addRows(rows []Interval, group int, options SizeModelOptions) Reason {
	var all, narrow float64
	openAbove, openBelow := true, true
	for _, v := range rows {
		row, possible := toLog(v, options.WholeNumbers)
		if !possible {
			return NotApplicable
		}
		row.group = group
		all += v.Weight
		if v.High <= 2*v.Low {
			narrow += v.Weight
		}
		openAbove = openAbove && math.IsInf(row.high, 1)
		openBelow = openBelow && math.IsInf(row.low, -1)
		m.likelihood.rows = append(m.likelihood.rows, row)
	}
	switch {
	case !options.AnySample && (all < MinimumSizeRows || narrow < MinimumNarrowRows):
		return TooFew
	case openAbove || openBelow:
		return NotIdentified
	}
	return ""
}

// largestCell is the whole number from which the density stands for the
// probability of n ± ½: their relative difference is then below 1e-9.
const largestCell = 10_000

// toLog returns the row on the log scale; it is not possible if the size is 0
// on a continuous scale or the row lies below its entry.
func toLog(v Interval, whole bool) (row logRow, possible bool) {
	half := 0.0
	if whole {
		half = 0.5
	}
	exact := v.exact() && (!whole || v.Low >= largestCell)
	low, high, entry := v.Low, v.High, v.Entry
	if !exact {
		low, high = low-half, high+half
	}
	if entry > 0 {
		entry -= half
		low = math.Max(low, entry)
	}
	if v.High < v.Entry || exact && low == 0 {
		return logRow{}, false
	}
	return logRow{
		low: math.Log(math.Max(0, low)), high: math.Log(high), entry: math.Log(math.Max(0, entry)),
		weight: v.Weight, exact: exact,
	}, true
}

// scaleIdentified reports NotIdentified if in each group one value lies in all
// rows: the likelihood then has no maximum at a positive scale.
func scaleIdentified(rows []logRow, groups int) Reason {
	highestLow, lowestHigh := make([]float64, groups), make([]float64, groups)
	for g := range groups {
		highestLow[g], lowestHigh[g] = math.Inf(-1), math.Inf(1)
	}
	for _, row := range rows {
		highestLow[row.group] = math.Max(highestLow[row.group], row.low)
		lowestHigh[row.group] = math.Min(lowestHigh[row.group], row.high)
	}
	for g := range groups {
		if highestLow[g] > lowestHigh[g] {
			return ""
		}
	}
	return NotIdentified
}

// largestScale bounds the scale of ln size. A scale of 100 would spread sizes
// over 170 powers of ten; a fit beyond it is a likelihood that never turns.
const largestScale = 100

// fit maximises the likelihood and fills in the estimates.
func (m *SizeModel) fit() {
	point, peak, converged := m.likelihood.maximise(m.start())
	switch {
	case point.scale() > largestScale, !converged && m.truncated():
		m.Reason = NotIdentified
		return
	case !converged || !finite(peak, point.tau):
		m.Reason = NoConvergence
		return
	}
	m.point, m.peak = point, peak
	m.LogLikelihood = peak
	for _, row := range m.likelihood.rows {
		if row.exact {
			m.LogLikelihood -= row.weight * row.low
		}
	}
	if m.likelihood.groups == 1 {
		m.Scale = m.scale()
		m.Location = m.location()
	}
}

// truncated reports whether sizes below some entry could not be seen. A truncated
// likelihood may rise for ever along a ridge, location falling and scale growing,
// at whose end the family is a power law.
func (m *SizeModel) truncated() bool {
	return slices.ContainsFunc(m.likelihood.rows, func(row logRow) bool { return !math.IsInf(row.entry, -1) })
}

// start returns moments of the rows' ends, which is near enough for a concave
// likelihood.
func (m *SizeModel) start() sizePoint {
	n, sum, squares := 0.0, 0.0, 0.0
	for _, row := range m.likelihood.rows {
		y := row.low
		switch {
		case math.IsInf(row.low, -1):
			y = row.high
		case !math.IsInf(row.high, 1):
			y = (row.low + row.high) / 2
		}
		n += row.weight
		sum += row.weight * y
		squares += row.weight * y * y
	}
	mean := sum / n
	tau := 1 / math.Max(0.1, math.Sqrt(math.Max(0, squares/n-mean*mean)))
	p := sizePoint{beta: make([]float64, m.likelihood.groups), tau: tau}
	for g := range p.beta {
		p.beta[g] = mean * tau
	}
	return p
}
