package stats

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func clusters(successes, sizes []int) []Cluster {
	all := make([]Cluster, len(sizes))
	for i, n := range sizes {
		all[i] = Cluster{successes[i], n}
	}
	return all
}

func twelveEvents() []Cluster {
	return clusters([]int{3, 0, 5, 1, 0, 2, 8, 0, 1, 4, 2, 0}, []int{5, 3, 5, 4, 6, 7, 8, 2, 5, 9, 4, 3})
}

func tenEvents() []Cluster {
	return clusters([]int{1, 0, 2, 1, 0, 0, 3, 0, 1, 0}, []int{5, 4, 6, 4, 6, 7, 5, 3, 5, 8})
}

// Expected values: R 4.2.2 with survey 4.1-1, svyciprop(method = "beta") and svymean.
func TestClusterShare(t *testing.T) {
	got := ClusterShare(twelveEvents(), 0.95)
	checkEstimate(t, got.Share, [3]float64{0.42622950819672, 0.18812465007754, 0.69262825056763}, closed)
	check(t, "effective n", got.EffectiveN, 19.19848441739446, closed)
	check(t, "design effect", got.DesignEffect, 3.177334141269, closed)
	check(t, "without the largest", got.WithoutLargest.Value, 22.0/52, closed)
	checkAbsent(t, ClusterShare(twelveEvents()[:8], 0.95).Share, TooFew)
	checkAbsent(t, ClusterShare(nil, 0.95).Share, TooFew)
	checkAbsent(t, ClusterShare([]Cluster{{2, 1}}, 0.95).Share, NotApplicable)
}

// In the fiscal year 2023 the Japanese commission counted 12,120 reports, 2,459
// of them from one supplier. Their information is that of six independent ones.
// Expected values: R 4.2.2 with survey 4.1-1.
func TestClusterShareOfOneSupplier(t *testing.T) {
	reports := make([]Cluster, 9662)
	for i := range reports {
		reports[i] = Cluster{0, 1}
	}
	reports[0] = Cluster{2459, 2459}
	got := ClusterShare(reports, 0.95)
	checkEstimate(t, got.Share, [3]float64{0.20288778877888, 0.00986930055742, 0.66663775227104}, 1e-8)
	check(t, "effective n", got.EffectiveN, 6.18208150779175, closed)
	check(t, "without the largest", got.WithoutLargest.Value, 0, closed)
}

func TestClusterShareEdges(t *testing.T) {
	none := ClusterShare(clusters(make([]int, 12), []int{5, 3, 5, 4, 6, 7, 8, 2, 5, 9, 4, 3}), 0.95)
	// R 4.2.2, qbeta(.975, 1, e) with e = 61²/Σn²·(qt(.975, 60)/qt(.975, 11))².
	checkEstimate(t, none.Share, [3]float64{0, 0, 0.350074586363}, closed)
	even := ClusterShare(slices.Repeat([]Cluster{{1, 2}}, 10), 0.95)
	checkEstimate(t, even.Share, [3]float64{0.5, ClopperPearson(10, 20, 0.95).Low, ClopperPearson(10, 20, 0.95).High}, closed)
	empty := ClusterShare(append(twelveEvents(), Cluster{}), 0.95)
	if diff := cmp.Diff(empty, ClusterShare(twelveEvents(), 0.95)); diff != "" {
		t.Errorf("an empty cluster changes the result:\n%s", diff)
	}
}

// Clusters of one case are a simple sample: the design effect is m/(m−1) and
// Korn and Graubard's interval nearly Clopper and Pearson's.
func TestClusterShareOfSingletons(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		m := rapid.IntRange(20, 300).Draw(rt, "m")
		x := rapid.IntRange(1, m-1).Draw(rt, "x")
		singletons := make([]Cluster, m)
		for i := range singletons {
			singletons[i] = Cluster{0, 1}
			if i < x {
				singletons[i].Successes = 1
			}
		}
		got, exact := ClusterShare(singletons, 0.95), ClopperPearson(x, m, 0.95)
		if math.Abs(got.DesignEffect-float64(m)/float64(m-1)) > 1e-9 {
			rt.Errorf("design effect %v of %d singletons", got.DesignEffect, m)
		}
		if math.Abs(got.Share.Low-exact.Low) > 0.01 || math.Abs(got.Share.High-exact.High) > 0.01 {
			rt.Errorf("Korn-Graubard %v, Clopper-Pearson %v", got.Share, exact)
		}
	})
}

// Expected values: the formulas of Rao & Scott 1992 in R 4.2.2.
func TestRaoScott(t *testing.T) {
	got := RaoScott([][]Cluster{twelveEvents(), tenEvents()})
	check(t, "statistic", got.Statistic, 4.70739860021213, closed)
	check(t, "p", got.PValue, 0.03003306516267, closed)
	reversed := twelveEvents()
	slices.Reverse(reversed)
	if diff := cmp.Diff(got, RaoScott([][]Cluster{reversed, tenEvents()})); diff != "" {
		t.Errorf("cluster order changes the result:\n%s", diff)
	}
	for name, test := range map[string]struct {
		groups [][]Cluster
		want   Reason
	}{
		"one group":    {[][]Cluster{tenEvents()}, NotApplicable},
		"few clusters": {[][]Cluster{tenEvents(), tenEvents()[:3]}, TooFew},
		"none of all":  {[][]Cluster{tenEvents(), slices.Repeat([]Cluster{{0, 3}}, 9)}, NotIdentified},
	} {
		if got := RaoScott(test.groups); got.Reason != test.want {
			t.Errorf("%s: reason %q, want %q", name, got.Reason, test.want)
		}
	}
}
