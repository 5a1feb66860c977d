package stats

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// Expected ranks: R 4.2.2, qbinom(.025, n, p) and qbinom(.975, n, p) + 1.
func TestOrderRanks(t *testing.T) {
	tests := []struct {
		n    int
		p    float64
		r, s int
	}{
		{20, 0.5, 6, 15}, {13, 0.25, 1, 7}, {40, 0.9, 32, 40}, {10, 0.9, 7, 11},
		{6, 0.5, 1, 6}, {5, 0.5, 0, 6}, {12, 0.25, 0, 7}, {36, 0.9, 29, 36}, {35, 0.9, 28, 36},
	}
	for _, test := range tests {
		if r, s := orderRanks(test.n, test.p, 0.95); r != test.r || s != test.s {
			t.Errorf("n = %d, p = %v: ranks %d and %d, want %d and %d", test.n, test.p, r, s, test.r, test.s)
		}
	}
}

func TestQuantileBounds(t *testing.T) {
	var exact []Interval
	for i := 1; i <= 20; i++ {
		exact = append(exact, Exactly(float64(i*i)))
	}
	checkEstimate(t, QuantileBounds(exact, 0.5, 0.95), [3]float64{100, 36, 225}, closed)
	unknown := append(slices.Clone(exact), AtLeast(0), AtLeast(0))
	checkEstimate(t, QuantileBounds(unknown, 0.5, 0.95), [3]float64{81, 16, 289}, closed)
	checkAbsent(t, QuantileBounds(nil, 0.5, 0.95), TooFew)
	checkAbsent(t, QuantileBounds(exact[:5], 0.5, 0.95), TooFew)
	checkAbsent(t, QuantileBounds(exact, 1, 0.95), NotApplicable)
	open := QuantileBounds(slices.Repeat([]Interval{AtLeast(7)}, 9), 0.5, 0.95)
	checkEstimate(t, open, [3]float64{7, 7, math.Inf(1)}, closed)
	high := QuantileBounds(exact, 0.9, 0.95)
	if !slices.Contains(high.Doubts, DoubtOpenAbove) {
		t.Errorf("90th percentile of 20: %+v, want a doubt", high)
	}
}

func TestQuantileBoundsProperties(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		rows := drawRows(rt)
		e := QuantileBounds(rows, 0.5, 0.95)
		if diff := cmp.Diff(e, QuantileBounds(shuffled(rows), 0.5, 0.95)); diff != "" {
			rt.Errorf("row order changes the result:\n%s", diff)
		}
		wider := slices.Clone(rows)
		for i := range wider {
			wider[i].Low = math.Max(0, wider[i].Low-1)
			wider[i].High++
		}
		if w := QuantileBounds(wider, 0.5, 0.95); w.Low > e.Low || w.High < e.High {
			rt.Errorf("wider rows narrow the bounds: %+v, %+v", e, w)
		}
	})
}

// Expected values: R 4.2.2 with Hmisc 4.8-0, hdquantile.
func TestHarrellDavis(t *testing.T) {
	primes := []float64{2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71}
	for p, want := range map[float64]float64{0.25: 12.15853843657, 0.5: 30.03271886188, 0.9: 64.33279328743} {
		got, reason := HarrellDavis(primes, p)
		if reason != "" {
			t.Fatal(reason)
		}
		check(t, "quantile", got, want, closed)
	}
	if _, reason := HarrellDavis(primes[:19], 0.5); reason != TooFew {
		t.Errorf("19 values: reason %q", reason)
	}
	if _, reason := HarrellDavis(slices.Repeat([]float64{math.Inf(1)}, 20), 0.5); reason != NotApplicable {
		t.Errorf("infinite values: reason %q", reason)
	}
}
