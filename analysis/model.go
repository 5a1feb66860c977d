package analysis

import (
	"cmp"
	"math"
	"slices"

	"github.com/breachbrief/breachbrief/analysis/stats"
)

// estimate returns an estimate for findings, nil with a reason where there is
// none. A value without an upper limit is not identified.
func estimate(e stats.Estimate) (*Estimate, string) {
	if !e.Present() {
		return nil, string(e.Reason)
	}
	if math.IsInf(e.Value, 0) || math.IsNaN(e.Value) {
		return nil, string(stats.NotIdentified)
	}
	f := &Estimate{Value: e.Value, Low: e.Low, High: e.High, Level: e.Level, N: e.N, Method: e.Method, Doubts: e.Doubts}
	if math.IsInf(e.High, 1) {
		f.High, f.OpenHigh = 0, true
	}
	return f, ""
}

// probability returns the p-value of a test, which is above 0 however small: a
// probability that underflows is no certainty.
func probability(t stats.Test) *float64 {
	p := math.Max(t.PValue, math.SmallestNonzeroFloat64)
	return &p
}

// modelSizes adds the fitted distributions of a scope.
func (m *modeller) modelSizes(scope string, f *SizeFindings) {
	options := f.modelOptions()
	rows := coarse(f.rows, fittedMost)
	model := stats.FitSizes(rows, options)
	f.Model = sizeModel(model)
	f.Model.Curve = curve(f.distribution)
	if model.Reason == "" {
		f.Model.Families = families(model, rows, options)
		f.Model.Fitted = fittedCurve(model, f.Model.Curve, options.From)
		over := overThresholds(model)
		f.Model.Exceedance = exceedances(over)
		f.Model.NextYear = m.nextYear(scope, f, over)
	}
	f.Tail = m.tail(scope, f)
	f.Supplied = sizeRatio(f.answered[No], f.answered[Yes], options)
}

// modelOptions are how the sizes of the scope are fitted.
func (f *SizeFindings) modelOptions() stats.SizeModelOptions {
	options := stats.SizeModelOptions{Level: Level, WholeNumbers: true}
	if f.Threshold != nil {
		options.From = float64(f.Threshold.Size)
	}
	return options
}

// sizeRatio compares the sizes of supplier-caused events with those of others.
func sizeRatio(others, supplied []stats.Interval, options stats.SizeModelOptions) SizeRatio {
	groups := [][]stats.Interval{coarse(others, fittedMost), coarse(supplied, fittedMost)}
	model := stats.FitSizesByGroup(groups, options)
	if model.Reason != "" {
		return SizeRatio{Reason: string(model.Reason)}
	}
	var r SizeRatio
	r.Ratio, r.Reason = estimate(model.Ratios[1])
	if test := model.LikelihoodRatio; test.Present() {
		r.PValue = probability(test)
	} else {
		r.Reason = string(test.Reason)
	}
	return r
}

// fittedMost and estimatedMost are the numbers of different intervals beyond
// which the ends are rounded before a model is fitted, and before the Turnbull
// estimate is made. A fit reads every interval some hundred times; among so many,
// rounding to three digits moves an estimate by far less than its interval is
// wide.
const (
	fittedMost    = 2_000
	estimatedMost = 5_000
)

// coarse rounds the ends of more than most intervals to three significant
// digits and collapses those that become equal.
func coarse(rows []stats.Interval, most int) []stats.Interval {
	if len(rows) <= most {
		return rows
	}
	place := map[[3]float64]int{}
	var list []stats.Interval
	for _, v := range rows {
		v.Low, v.High = math.Max(threeDigits(v.Low), v.Entry), math.Max(threeDigits(v.High), v.Entry)
		key := [3]float64{v.Low, v.High, v.Entry}
		if i, seen := place[key]; seen {
			list[i].Weight += v.Weight
			continue
		}
		place[key] = len(list)
		list = append(list, v)
	}
	return list
}

func threeDigits(x float64) float64 {
	if x < 1_000 || math.IsInf(x, 1) {
		return x
	}
	unit := math.Pow(10, math.Floor(math.Log10(x))-2)
	return math.Round(x/unit) * unit
}

// quantileMinimum is the sample from which a quantile is printed: the smallest n
// with max(p, 1−p)^n ≤ 0.025, so that order statistics give it an interval.
func quantileMinimum(p float64) int {
	return int(math.Ceil(math.Log(0.025) / math.Log(math.Max(p, 1-p))))
}

func sizeQuantile(d stats.Distribution, p float64) SizeQuantile {
	e := d.Quantile(p)
	q := SizeQuantile{P: p, N: d.N, Method: e.Method, Reason: string(e.Reason)}
	if e.Present() && d.N < quantileMinimum(p) {
		q.Reason = string(stats.TooFew)
	}
	if q.Reason != "" {
		return q
	}
	q.Low = &e.Low
	if e.Bounded() {
		q.High = &e.High
	} else {
		q.Reason = string(stats.NotIdentified)
	}
	return q
}

func sizeModel(m stats.SizeModel) SizeModel {
	f := SizeModel{N: m.N, Reason: string(m.Reason), Exceedance: []Exceedance{}, NextYear: []Exceedance{}, Families: []FamilyFit{}}
	if m.Reason != "" {
		return f
	}
	var why [3]string
	f.Mu, why[0] = estimate(m.Location)
	f.Sigma, why[1] = estimate(m.Scale)
	f.Median, why[2] = estimate(m.Quantile(0.5))
	f.Reason = cmp.Or(why[:]...)
	f.P90, _ = estimate(m.Quantile(0.9))
	return f
}

// overThresholds returns the share of sizes over each of the thresholds.
func overThresholds(m stats.SizeModel) []stats.Estimate {
	var shares []stats.Estimate
	for _, threshold := range thresholds() {
		shares = append(shares, m.Exceedance(float64(threshold)))
	}
	return shares
}

// exceedances tells the chances of a size over each of the thresholds.
func exceedances(chances []stats.Estimate) []Exceedance {
	list := make([]Exceedance, len(chances))
	for i, threshold := range thresholds() {
		list[i].Threshold = threshold
		list[i].Chance, list[i].Reason = estimate(chances[i])
	}
	return list
}

// families compares the model with those of other families, itself first.
func families(m stats.SizeModel, rows []stats.Interval, options stats.SizeModelOptions) []FamilyFit {
	list := []FamilyFit{familyFit(m)}
	for _, options.Family = range []stats.Family{stats.Weibull, stats.LogLogistic} {
		list = append(list, familyFit(stats.FitSizes(rows, options)))
	}
	return list
}

func familyFit(m stats.SizeModel) FamilyFit {
	f := FamilyFit{Family: m.Family.String(), Reason: string(m.Reason)}
	if m.Reason == "" {
		f.LogLikelihood = &m.LogLikelihood
	}
	return f
}

// curveMost bounds the points of an exceedance curve: a page cannot show more.
const curveMost = 400

// curve returns the share of events over each size at which the estimate steps,
// thinned evenly where there are more than a page can show.
func curve(d stats.Distribution) []CurvePoint {
	var at []float64
	for _, s := range d.Support {
		at = append(at, s.Low)
		if !math.IsInf(s.High, 1) {
			at = append(at, s.High)
		}
	}
	slices.Sort(at)
	at = slices.Compact(at)
	step := max(1, (len(at)+curveMost-1)/curveMost)
	points := []CurvePoint{}
	for i := 0; i < len(at); i += step {
		e := d.Exceedance(at[i])
		points = append(points, CurvePoint{Size: at[i], Share: (e.Low + e.High) / 2, Low: e.Low, High: e.High})
	}
	return points
}

// fittedSteps is how many steps a fitted curve has: on paper it is smooth.
const fittedSteps = 60

// fittedCurve returns the fitted share over sizes at even steps of their
// logarithm, from the power of ten below the sizes observed, or the size that the
// model answers from, to the power of ten above.
func fittedCurve(m stats.SizeModel, observed []CurvePoint, from float64) []CurvePoint {
	if len(observed) == 0 {
		return nil
	}
	first := math.Floor(math.Log10(math.Max(1, observed[0].Size)))
	if from > 0 {
		first = math.Log10(from)
	}
	last := math.Ceil(math.Log10(math.Max(10, observed[len(observed)-1].Size)))
	sizes := make([]float64, fittedSteps+1)
	for i := range sizes {
		sizes[i] = math.Pow(10, first+(last-first)*float64(i)/fittedSteps)
	}
	var points []CurvePoint
	for i, e := range m.ExceedanceBand(sizes) {
		points = append(points, CurvePoint{Size: sizes[i], Share: e.Value, Low: e.Low, High: e.High})
	}
	return points
}

// sensitivity asks how the median would move if the unknown sizes were not like
// the known ones.
func sensitivity(f SizeFindings) Sensitivity {
	if f.EventsUnknown == 0 || f.EventsKnown == 0 {
		return Sensitivity{Reason: string(stats.NotApplicable)}
	}
	unknown := stats.AtLeast(0)
	unknown.Weight = float64(f.EventsUnknown)
	known := coarse(listed(f.rows, f.Threshold), estimatedMost)
	s := stats.QuantileSensitivity(append(slices.Clone(known), unknown), 0.5)
	if !s.Small.Present() || !s.Large.Present() {
		return Sensitivity{Reason: string(stats.NotIdentified)}
	}
	return Sensitivity{MedianIfLarge: &s.Large.Low, MedianIfSmall: &s.Small.Low}
}
