package stats

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func meanOf(data []float64) func([]int) (float64, bool) {
	return func(units []int) (float64, bool) {
		sum := 0.0
		for _, u := range units {
			sum += data[u]
		}
		return sum / float64(len(units)), len(units) > 0
	}
}

// Expected values: all 3,125 samples of five values in R 4.2.2.
func TestBootstrapExact(t *testing.T) {
	got := Bootstrap(5, meanOf([]float64{1, 2, 4, 8, 20}), BootstrapOptions{})
	checkEstimate(t, got.Estimate, [3]float64{7, 2.8, 16.4}, closed)
	if !got.Exact || got.Replicates != 3125 || got.LowError != 0 {
		t.Errorf("%+v, want all 3,125 samples", got)
	}
}

// Expected limits: boot 1.3-28.1 in R 4.2.2, boot.ci(type = "bca") of 200,000.
func TestBootstrapRandom(t *testing.T) {
	data := []float64{10, 27, 31, 40, 46, 50, 52, 104, 146, 9, 12, 3, 77, 81, 5, 60}
	options := func() BootstrapOptions { return BootstrapOptions{Random: rand.New(rand.NewPCG(7, 7))} }
	got := Bootstrap(len(data), meanOf(data), options())
	check(t, "low", got.Low, 31.125, 0.02)
	check(t, "high", got.High, 69.75, 0.02)
	if !(got.LowError > 0 && got.LowError < 0.5 && got.HighError > 0 && got.HighError < 1) {
		t.Errorf("Monte-Carlo errors %v and %v", got.LowError, got.HighError)
	}
	if diff := cmp.Diff(got, Bootstrap(len(data), meanOf(data), options())); diff != "" {
		t.Errorf("the same seed gives another result:\n%s", diff)
	}
}

func TestBootstrapAbsent(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	checkAbsent(t, Bootstrap(0, meanOf(nil), BootstrapOptions{}).Estimate, TooFew)
	checkAbsent(t, Bootstrap(1, meanOf([]float64{3}), BootstrapOptions{}).Estimate, TooFew)
	checkAbsent(t, Bootstrap(20, meanOf(make([]float64, 20)), BootstrapOptions{Random: random}).Estimate, NotIdentified)
	checkAbsent(t, Bootstrap(20, meanOf(make([]float64, 20)), BootstrapOptions{}).Estimate, NotApplicable)
	never := func([]int) (float64, bool) { return math.NaN(), false }
	checkAbsent(t, Bootstrap(20, never, BootstrapOptions{Random: random}).Estimate, NotApplicable)
}

// The bootstrap of clusters is near the Korn-Graubard interval, which is wider.
func TestBootstrapClusters(t *testing.T) {
	got := BootstrapClusters(twelveEvents(), BootstrapOptions{Random: rand.New(rand.NewPCG(3, 9))})
	exact := ClusterShare(twelveEvents(), 0.95).Share
	check(t, "value", got.Value, exact.Value, closed)
	if got.Low < exact.Low || got.High > exact.High || got.High-got.Low < 0.2 {
		t.Errorf("bootstrap [%v, %v], Korn-Graubard [%v, %v]", got.Low, got.High, exact.Low, exact.High)
	}
	few := BootstrapClusters(twelveEvents()[:8], BootstrapOptions{Random: rand.New(rand.NewPCG(3, 9))})
	if !slices.Contains(few.Doubts, DoubtFewRows) {
		t.Errorf("eight clusters: doubts %v", few.Doubts)
	}
}
