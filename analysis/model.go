package analysis

import (
	"math"

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

// modelSizes adds what needs a model of the sizes: quantiles that respect the
// intervals, and the fitted distributions.
func (s *selection) modelSizes(f *SizeFindings, sizes []*Size) {
	f.Model.Reason = string(stats.TooFew)
	f.Model.N = len(sizes)
	f.Tail.Reason = string(stats.TooFew)
	f.Tail.N = len(sizes)
	f.Unknowns.Reason = string(stats.NotApplicable)
	if len(sizes) == 0 {
		return
	}
}
