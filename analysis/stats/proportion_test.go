package stats

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// Expected values: R 4.2.2, prop.test(x, n, correct = FALSE).
func TestWilson(t *testing.T) {
	tests := []struct {
		name  string
		x, n  int
		level float64
		want  [3]float64
	}{
		{"some", 5, 22, 0.95, [3]float64{5.0 / 22, 0.101230399852485, 0.434399531752217}},
		{"none", 0, 10, 0.95, [3]float64{0, 0, 0.277532799862889}},
		{"all", 10, 10, 0.95, [3]float64{1, 0.722467200137111, 1}},
		{"one of one", 1, 1, 0.95, [3]float64{1, 0.206549314377238, 1}},
		{"TSR 2024 unknown sizes", 61, 189, 0.95, [3]float64{61.0 / 189, 0.260201135671434, 0.392363201843264}},
		{"verisr's example", 42, 271, 0.95, [3]float64{42.0 / 271, 0.116749089714756, 0.202858655046931}},
		{"level 90%", 5, 22, 0.90, [3]float64{5.0 / 22, 0.11527891190894, 0.39900013958018}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			checkEstimate(t, Wilson(test.x, test.n, test.level), test.want, closed)
		})
	}
}

// Expected values: R 4.2.2, binom.test.
func TestClopperPearson(t *testing.T) {
	checkEstimate(t, ClopperPearson(5, 22, 0.95), [3]float64{5.0 / 22, 0.0782062603518925, 0.4537036236621220}, closed)
	checkEstimate(t, ClopperPearson(0, 10, 0.95), [3]float64{0, 0, 0.308497107818761}, closed)
	checkEstimate(t, ClopperPearson(10, 10, 0.95), [3]float64{1, 0.691502892181239, 1}, closed)
	checkEstimate(t, ClopperPearson(61, 189, 0.95), [3]float64{61.0 / 189, 0.256716670700118, 0.394449797482304}, closed)
}

// Expected values: R 4.2.2, uniroot on pbinom − dbinom/2.
func TestMidP(t *testing.T) {
	checkEstimate(t, MidP(5, 22, 0.95), [3]float64{5.0 / 22, 0.0883879735502197, 0.4340856805636176}, closed)
	checkEstimate(t, MidP(0, 10, 0.95), [3]float64{0, 0, 0.258865550893052}, closed)
	checkEstimate(t, MidP(10, 10, 0.95), [3]float64{1, 0.741134449106948, 1}, closed)
}

// Counts of Sison & Glaz 1995; limits by Goodman's formula in R 4.2.2.
func TestGoodman(t *testing.T) {
	want := map[int][2]float64{
		56: {0.0851672391387468, 0.1662614081304654}, 72: {0.114532918904883, 0.204372582694992},
		59: {0.0906056708911603, 0.1734748865650512}, 87: {0.142749109163055, 0.239415943371816},
	}
	for x, limits := range want {
		got := Goodman(x, 467, GoodmanOptions{Categories: 7, Level: 0.95})
		checkEstimate(t, got, [3]float64{float64(x) / 467, limits[0], limits[1]}, closed)
	}
	checkAbsent(t, Goodman(1, 2, GoodmanOptions{Level: 0.95}), NotApplicable)
}

func TestUnknownBounds(t *testing.T) {
	got := UnknownBounds(5, 22, 8)
	checkEstimate(t, got, [3]float64{5.0 / 22, 5.0 / 30, 13.0 / 30}, closed)
	if got.N != 30 || got.Level != 0 {
		t.Errorf("N = %d, Level = %v, want 30 and 0", got.N, got.Level)
	}
	checkEstimate(t, UnknownBounds(3, 10, 0), [3]float64{0.3, 0.3, 0.3}, closed)
	checkAbsent(t, UnknownBounds(0, 0, 8), UnknownOnly)
	checkAbsent(t, UnknownBounds(0, 0, 0), TooFew)
	checkAbsent(t, UnknownBounds(3, 2, 0), NotApplicable)
}

func TestShareOfNothing(t *testing.T) {
	for _, f := range []func(x, n int, level float64) Estimate{Wilson, ClopperPearson, MidP} {
		checkAbsent(t, f(0, 0, 0.95), TooFew)
		checkAbsent(t, f(2, 1, 0.95), NotApplicable)
		checkAbsent(t, f(-1, 1, 0.95), NotApplicable)
		checkAbsent(t, f(0, -1, 0.95), NotApplicable)
		checkAbsent(t, f(1, 2, 1), NotApplicable)
		checkAbsent(t, f(1, 2, math.NaN()), NotApplicable)
	}
}

func TestShareProperties(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(1, 100_000).Draw(rt, "n")
		x := rapid.IntRange(0, n).Draw(rt, "x")
		level := rapid.Float64Range(0.5, 0.999).Draw(rt, "level")
		for _, f := range []func(x, n int, level float64) Estimate{Wilson, ClopperPearson, MidP} {
			e, mirror := f(x, n, level), f(n-x, n, level)
			if math.Abs(e.Low-(1-mirror.High)) > 1e-11 || math.Abs(e.High-(1-mirror.Low)) > 1e-11 {
				rt.Errorf("%s is not symmetric: %v and %v", e.Method, e, mirror)
			}
			if !(0 <= e.Low && e.Low <= e.Value && e.Value <= e.High && e.High <= 1) {
				rt.Errorf("%s out of order: %v", e.Method, e)
			}
		}
		one := Goodman(x, n, GoodmanOptions{Categories: 1, Level: level})
		if w := Wilson(x, n, level); math.Abs(one.Low-w.Low) > 1e-12 || math.Abs(one.High-w.High) > 1e-12 {
			rt.Errorf("Goodman of one category %v, Wilson %v", one, w)
		}
	})
}

func TestPresentShare(t *testing.T) {
	tests := []struct {
		name string
		x, n int
		want Presentation
	}{
		{"n below 5", 2, 4, CountsOnly},
		{"n below 30", 5, 22, IntervalOnly},
		{"n = 30 is too wide", 15, 30, IntervalOnly},
		{"n = 60", 30, 60, PointAlso},
		{"rare: wide beside its share", 1, 60, IntervalOnly},
		{"rare but narrow", 10, 1000, PointAlso},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := PresentShare(Wilson(test.x, test.n, 0.95), float64(test.n)); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestPresentRate(t *testing.T) {
	tests := []struct {
		name   string
		events int
		want   Presentation
	}{
		{"none", 0, IntervalOnly}, {"nine", 9, IntervalOnly}, {"ten", 10, PointAlso}, {"hundred", 100, PointAlso},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := PresentRate(Garwood(test.events, 30, 0.95)); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
	if got := PresentRate(Garwood(1, 0, 0.95)); got != CountsOnly {
		t.Errorf("no exposure: got %s", got)
	}
}
