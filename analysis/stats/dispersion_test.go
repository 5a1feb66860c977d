package stats

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func sixteenMonths() []int { return []int{12, 7, 15, 9, 22, 11, 5, 18, 30, 8, 13, 10, 16, 9, 25, 6} }

// Expected values: R 4.2.2 with MASS 7.3-58.2, glm.nb(x ~ 1), qnbinom, pchisq.
func TestFitCounts(t *testing.T) {
	m := FitCounts(sixteenMonths(), CountModelOptions{})
	check(t, "mean", m.Mean, 13.5, closed)
	check(t, "size", m.Size, 5.891518106286, 1e-6)
	check(t, "P(17)", m.Probability(17), 0.04284952545376, 1e-7)
	check(t, "P(at most 30)", m.AtMost(30), 0.9823605233789, 1e-7)
	check(t, "P(at least 30)", m.AtLeast(30), 0.02217557241069, 1e-7)
	checkEstimate(t, m.Range(0.95), [3]float64{13.5, 3, 29}, closed)
	check(t, "p of 30", m.Unusual(30).PValue, 2*0.02217557241069, 1e-7)
}

func TestDispersionOfMonths(t *testing.T) {
	d := TestDispersion(sixteenMonths())
	check(t, "X²", d.Fisher.Statistic, 56.88888888889, closed)
	check(t, "index", d.Index, 56.88888888889/15, closed)
	check(t, "p", d.Fisher.PValue, 8.570566311185e-07, closed)
	check(t, "likelihood ratio", d.LikelihoodRatio.Statistic, 18.62994525548, 1e-8)
	check(t, "likelihood ratio p", d.LikelihoodRatio.PValue, 7.935398032476e-06, closed)
}

func TestFitCountsPoisson(t *testing.T) {
	m := FitCounts([]int{4, 5, 4, 5, 4, 5, 4, 5, 4, 5, 4, 5}, CountModelOptions{})
	if !m.Poisson() || !slices.Contains(m.Doubts, DoubtPoisson) {
		t.Fatalf("even counts: %+v, want a Poisson", m)
	}
	// R 4.2.2, qpois(c(.025, .975), 4.5).
	checkEstimate(t, m.Range(0.95), [3]float64{4.5, 1, 9}, closed)
	check(t, "total", m.AtMost(3)+m.AtLeast(4), 1, closed)
}

func TestFitCountsAbsent(t *testing.T) {
	tests := []struct {
		name   string
		counts []int
		want   Reason
	}{
		{"none", nil, TooFew},
		{"eleven", sixteenMonths()[:11], TooFew},
		{"all zero", make([]int, 20), TooFew},
		{"rare", append(make([]int, 20), 1, 2), TooFew},
		{"negative", append(sixteenMonths(), -1), NotApplicable},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m := FitCounts(test.counts, CountModelOptions{})
			if m.Reason != test.want || m.Probability(3) != 0 || m.Unusual(3).Reason != test.want {
				t.Errorf("%+v, want reason %q", m, test.want)
			}
			checkAbsent(t, m.Range(0.95), test.want)
		})
	}
	if d := TestDispersion(make([]int, 5)); d.Fisher.Reason != NotIdentified {
		t.Errorf("all zero: reason %q", d.Fisher.Reason)
	}
}

func TestFitCountsProperties(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		counts := rapid.SliceOfN(rapid.IntRange(0, 400), 2, 40).Draw(rt, "counts")
		m := FitCounts(counts, CountModelOptions{AnySample: true})
		slices.Reverse(counts)
		if diff := cmp.Diff(m, FitCounts(counts, CountModelOptions{AnySample: true})); diff != "" {
			rt.Errorf("order changes the result:\n%s", diff)
		}
		if m.Reason != "" {
			return
		}
		x := rapid.IntRange(0, 500).Draw(rt, "x")
		if total := m.AtMost(x) + m.AtLeast(x) - m.Probability(x); total < 1-1e-8 || total > 1+1e-8 {
			rt.Errorf("P(≤%d) + P(≥%d) − P(%d) = %v with %+v", x, x, x, total, m)
		}
	})
}

// Expected values: R 4.2.2, glm(x ~ 1 + offset(log(days)), family = quasipoisson).
func TestDispersedRate(t *testing.T) {
	days := []float64{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28, 31, 30}
	periods := make([]Count, len(days))
	for i, x := range sixteenMonths() {
		periods[i] = Count{x, days[i]}
	}
	checkEstimate(t, DispersedRate(periods, 0.95), [3]float64{0.4453608247423, 0.3373686348814, 0.5879214713746}, 1e-8)
	checkAbsent(t, DispersedRate(periods[:1], 0.95), TooFew)
	checkAbsent(t, DispersedRate([]Count{{0, 30}, {0, 31}}, 0.95), NotIdentified)
	checkAbsent(t, DispersedRate([]Count{{1, 30}, {2, 0}}, 0.95), NotApplicable)
}
