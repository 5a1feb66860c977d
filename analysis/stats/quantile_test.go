package stats

import (
	"math"
	"testing"
)

// Expected values: R 4.2.2, quantile(c(2,3,5,7,11,13,17,19,23,29), p, type).
func TestQuantile(t *testing.T) {
	data := []float64{2, 3, 5, 7, 11, 13, 17, 19, 23, 29}
	p := []float64{0.1, 0.25, 0.3, 0.5, 0.7, 0.9, 0.05, 0.999}
	want := [][]float64{
		Type1: {2, 5, 5, 11, 17, 23, 2, 29},
		Type2: {2.5, 5, 6, 12, 18, 26, 2, 29},
		Type3: {2, 3, 5, 11, 17, 23, 2, 29},
		Type4: {2, 4, 5, 11, 17, 23, 2, 28.94},
		Type5: {2.5, 5, 6, 12, 18, 26, 2, 29},
		Type6: {2.1, 4.5, 5.6, 12, 18.4, 28.4, 2, 29},
		Type7: {2.9, 5.5, 6.4, 12, 17.6, 23.6, 2.45, 28.946},
		Type8: {2.36666666666667, 4.83333333333333, 5.86666666666667, 12, 18.13333333333333, 26.8, 2, 29},
		Type9: {2.4, 4.875, 5.9, 12, 18.1, 26.6, 2, 29},
	}
	want[DefaultType] = want[Type7]
	for method, values := range want {
		for i, value := range values {
			got, reason := Quantile(data, p[i], QuantileType(method))
			if reason != "" || math.Abs(got-value) > 1e-12 {
				t.Errorf("type %d, p = %v: got %v (%s), want %v", method, p[i], got, reason, value)
			}
		}
	}
}

func TestQuantileEdges(t *testing.T) {
	tests := []struct {
		name   string
		data   []float64
		p      float64
		method QuantileType
		want   float64
		reason Reason
	}{
		{"no data", nil, 0.5, Type7, 0, TooFew},
		{"one", []float64{7}, 0.9, Type6, 7, ""},
		{"all equal", []float64{4, 4, 4}, 0.37, Type8, 4, ""},
		{"minimum", []float64{1, 2}, 0, Type7, 1, ""},
		{"maximum", []float64{1, 2}, 1, Type7, 2, ""},
		{"open end", []float64{1, math.Inf(1), math.Inf(1)}, 0.75, Type7, math.Inf(1), ""},
		{"unsorted", []float64{2, 1}, 0.5, Type7, 0, NotApplicable},
		{"not a number", []float64{math.NaN()}, 0.5, Type7, 0, NotApplicable},
		{"p above 1", []float64{1}, 1.5, Type7, 0, NotApplicable},
		{"unknown type", []float64{1}, 0.5, 10, 0, NotApplicable},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, reason := Quantile(test.data, test.p, test.method)
			if got != test.want || reason != test.reason {
				t.Errorf("got %v (%s), want %v (%s)", got, reason, test.want, test.reason)
			}
		})
	}
}
