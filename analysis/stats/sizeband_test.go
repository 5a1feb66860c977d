package stats

import "testing"

func TestExceedanceBand(t *testing.T) {
	// Expected values: R 4.2.2, optimize and uniroot on the profile likelihood of
	// each threshold.
	tests := []struct {
		threshold float64
		want      [3]float64
	}{
		{10, [3]float64{0.9612457, 0.8666912, 0.9929816}},
		{1000, [3]float64{0.5325757, 0.3707556, 0.6895657}},
		{10_000, [3]float64{0.2236138, 0.1056369, 0.3909942}},
		{1_000_000, [3]float64{0.0072702, 0.0003873, 0.0558742}},
	}
	m := FitSizes(reports(), SizeModelOptions{})
	for _, test := range tests {
		band := m.ExceedanceBand([]float64{test.threshold})
		checkEstimate(t, band[0], test.want, 2e-3)
	}
	if e := m.ExceedanceBand([]float64{0})[0]; e.Value != 1 || e.Low != 1 || e.High != 1 {
		t.Errorf("chance of a size over 0: %+v", e)
	}
}

// Beyond largestProfile rows the region is an ellipse and the limits are Wald's.
func TestExceedanceBandOfManyRows(t *testing.T) {
	m := FitSizes(randomRows(1300, "mixed"), SizeModelOptions{})
	want := m.Exceedance(10_000)
	checkEstimate(t, m.ExceedanceBand([]float64{10_000})[0], [3]float64{want.Value, want.Low, want.High}, 1e-3)
}

func TestExceedanceBandAbsent(t *testing.T) {
	if band := FitSizes(nil, SizeModelOptions{}).ExceedanceBand([]float64{10}); band != nil {
		t.Errorf("band without a model: %v", band)
	}
}

func BenchmarkExceedanceBand(b *testing.B) {
	m := FitSizes(randomRows(1000, "mixed"), SizeModelOptions{})
	for b.Loop() {
		m.ExceedanceBand([]float64{10_000})
	}
}

// Expected values: those of TestFitSizesFrom.
func TestExceedanceBandFrom(t *testing.T) {
	band := FitSizes(fromThousand(), SizeModelOptions{From: 1000}).ExceedanceBand([]float64{900, 10_000, 100_000})
	checkEstimate(t, band[0], [3]float64{1, 1, 1}, closed)
	checkEstimate(t, band[1], [3]float64{0.36914037, 0.22159732, 0.53828561}, 5e-3)
	checkEstimate(t, band[2], [3]float64{0.023918501, 0.002218869, 0.12071489}, 5e-3)
}
