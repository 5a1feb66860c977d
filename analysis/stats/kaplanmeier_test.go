package stats

import (
	"math"
	"testing"
)

// maintained is the maintained group of the leukaemia data (Miller 1997), R's aml.
func maintained() []Observation {
	return []Observation{{9, true}, {13, true}, {13, false}, {18, true}, {23, true}, {28, false},
		{31, true}, {34, true}, {45, false}, {48, true}, {161, false}}
}

// Expected values: survival 3.5-3 in R 4.2.2, survfit(conf.type = "log-log").
func TestKaplanMeier(t *testing.T) {
	want := []struct {
		time                       float64
		atRisk                     int
		survival, error, low, high float64
	}{
		{9, 11, 0.9090909090909, 0.08667841720414, 0.50808020576993, 0.9866738226678},
		{13, 10, 0.8181818181818, 0.11629129983033, 0.44742861468218, 0.9511622285825},
		{18, 8, 0.7159090909091, 0.13966497055723, 0.35019038590794, 0.8990239741911},
		{23, 7, 0.6136363636364, 0.15263233102731, 0.26575204000129, 0.8352992432502},
		{31, 5, 0.4909090909091, 0.16419326722114, 0.16733090977685, 0.7533997903708},
		{34, 4, 0.3681818181818, 0.16266888582709, 0.09282957493699, 0.6570408323982},
		{48, 2, 0.1840909090909, 0.15349274578629, 0.01173848012319, 0.5250148427266},
	}
	curve := KaplanMeier(maintained(), 0.95)
	if len(curve.Steps) != len(want) {
		t.Fatalf("%d steps, want %d", len(curve.Steps), len(want))
	}
	for i, step := range curve.Steps {
		w := want[i]
		if step.Time != w.time || step.AtRisk != w.atRisk {
			t.Errorf("step %d at %v with %d at risk, want %v and %d", i, step.Time, step.AtRisk, w.time, w.atRisk)
		}
		checkEstimate(t, step.Survival, [3]float64{w.survival, w.low, w.high}, closed)
		check(t, "standard error", step.StandardError, w.error, closed)
	}
	checkEstimate(t, curve.Quantile(0.25), [3]float64{18, 9, 34}, closed)
	checkEstimate(t, curve.Quantile(0.5), [3]float64{31, 13, math.Inf(1)}, closed)
	checkAbsent(t, curve.Quantile(0.95), NotIdentified)
}

func TestKaplanMeierEdges(t *testing.T) {
	checkAbsent(t, KaplanMeier(nil, 0.95).Quantile(0.5), TooFew)
	checkAbsent(t, KaplanMeier([]Observation{{math.NaN(), true}}, 0.95).Quantile(0.5), NotApplicable)
	waiting := KaplanMeier([]Observation{{5, false}, {9, false}}, 0.95)
	checkAbsent(t, waiting.Quantile(0.5), NotIdentified)
	one := KaplanMeier([]Observation{{5, true}}, 0.95)
	checkEstimate(t, one.Quantile(0.5), [3]float64{5, 5, 5}, closed)
	checkEstimate(t, one.Steps[0].Survival, [3]float64{0, 0, 0}, closed)
}
