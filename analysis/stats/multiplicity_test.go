package stats

import (
	"math"
	"testing"
)

// Expected values: R 4.2.2, p.adjust.
func TestAdjustedProbabilities(t *testing.T) {
	p := []float64{0.001, 0.2, 0.03, 0.04, 0.5, 0.03, 1}
	tests := []struct {
		name string
		f    func([]float64) ([]float64, Reason)
		want []float64
	}{
		{"Benjamini-Hochberg", BenjaminiHochberg, []float64{0.007, 0.28, 0.07, 0.07, 0.5833333333333333, 0.07, 1}},
		{"Holm", Holm, []float64{0.007, 0.6, 0.18, 0.18, 1, 0.18, 1}},
	}
	for _, test := range tests {
		got, reason := test.f(p)
		if reason != "" {
			t.Fatalf("%s: reason %q", test.name, reason)
		}
		for i := range p {
			check(t, test.name, got[i], test.want[i], closed)
		}
		if got, reason := test.f(nil); len(got) != 0 || reason != "" {
			t.Errorf("%s of none: %v, %q", test.name, got, reason)
		}
		if _, reason := test.f([]float64{0.5, math.NaN()}); reason != NotApplicable {
			t.Errorf("%s of NaN: %q", test.name, reason)
		}
	}
}
