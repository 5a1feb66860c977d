package stats

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// smallCase mixes exact, open and nested intervals with ties.
func smallCase() []Interval {
	return []Interval{
		Between(0, 7), Between(1, 8), Exactly(2), Between(3, 10), Between(5, 12), Exactly(5),
		AtLeast(10), Between(12, 20), Exactly(15), AtLeast(20), Between(20, 40), Exactly(25),
		AtLeast(30), Between(7, 16), Between(8, 9),
	}
}

// radiation holds 44 retraction times in the manner of the breast cosmesis
// data, the intervals (l, r] written as closed ones.
func radiation() []Interval {
	return []Interval{
		AtLeast(46), Between(26, 37), AtLeast(38), Between(7, 10), AtLeast(47), Between(0, 5), AtLeast(34),
		AtLeast(16), Between(0, 7), Between(27, 40), AtLeast(19), AtLeast(47), Between(20, 26), AtLeast(47),
		AtLeast(47), AtLeast(25), Between(12, 15), Between(12, 18), AtLeast(47), Between(28, 34), AtLeast(37),
		AtLeast(38), AtLeast(23), Between(8, 16), Between(37, 44), Between(6, 12), AtLeast(39), AtLeast(35),
		AtLeast(18), AtLeast(47), Between(20, 35), AtLeast(47), Between(6, 12), Between(10, 14), Between(37, 48),
		Between(18, 25), AtLeast(37), AtLeast(47), Between(38, 44), AtLeast(38), AtLeast(25), Between(0, 8),
		AtLeast(41), AtLeast(34),
	}
}

// Expected masses: EM in R 4.2.2 on the 0-1 incidence matrix until the
// Karush-Kuhn-Tucker gap was 2e-16. survival 3.5-3's survfit gives the same
// curve for the first to five digits, where its EM stops.
func TestTurnbull(t *testing.T) {
	tests := []struct {
		name          string
		rows          []Interval
		want          []Support
		logLikelihood float64
	}{
		{"small", smallCase(), []Support{
			{2, 2, 0.102102134222}, {5, 5, 0.210009132269}, {8, 8, 0.187414223005},
			{15, 15, 0.192827077744}, {25, 25, 0.153823716380}, {30, 40, 0.153823716380},
		}, -20.2733869953},
		{"radiation", radiation(), []Support{
			{0, 5, 0.039418990066}, {7, 7, 0.067926002623}, {12, 12, 0.119927734583}, {25, 25, 0.067021374839},
			{34, 34, 0.089373583272}, {39, 40, 0.126646126697}, {47, 48, 0.489686187919},
		}, -53.2254718494},
		{"one exact", []Interval{Exactly(9)}, []Support{{9, 9, 1}}, 0},
		{"all equal", []Interval{Exactly(9), Exactly(9), Exactly(9)}, []Support{{9, 9, 1}}, 0},
		{"all open", []Interval{AtLeast(3), AtLeast(9)}, []Support{{9, math.Inf(1), 1}}, 0},
		{"unknown left out", []Interval{Exactly(4), AtLeast(0)}, []Support{{4, 4, 1}}, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := Turnbull(test.rows)
			if len(got.Support) != len(test.want) {
				t.Fatalf("support %v, want %v", got.Support, test.want)
			}
			for j, s := range got.Support {
				if s.Low != test.want[j].Low || s.High != test.want[j].High {
					t.Errorf("support %d is [%v, %v], want [%v, %v]", j, s.Low, s.High, test.want[j].Low, test.want[j].High)
				}
				check(t, "probability", s.Probability, test.want[j].Probability, closed)
			}
			check(t, "log-likelihood", got.LogLikelihood, test.logLikelihood, closed)
		})
	}
}

func TestTurnbullAbsent(t *testing.T) {
	tests := []struct {
		name string
		rows []Interval
		want Reason
	}{
		{"none", nil, TooFew},
		{"all unknown", []Interval{AtLeast(0), AtLeast(0)}, UnknownOnly},
		{"reversed", []Interval{Between(5, 3)}, NotApplicable},
		{"not a number", []Interval{Exactly(math.NaN())}, NotApplicable},
		{"negative", []Interval{Exactly(-1)}, NotApplicable},
		{"truncated", []Interval{{Low: 5, High: 5, Entry: 2}}, NotApplicable},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := Turnbull(test.rows)
			if got.Reason != test.want {
				t.Errorf("reason %q, want %q", got.Reason, test.want)
			}
			checkAbsent(t, got.Quantile(0.5), test.want)
			checkAbsent(t, got.Exceedance(3), test.want)
		})
	}
}

func TestDistributionQuantile(t *testing.T) {
	d := Turnbull(smallCase())
	checkEstimate(t, d.Quantile(0.5), [3]float64{15, 15, 15}, closed)
	checkEstimate(t, d.Quantile(0.9), [3]float64{30, 30, 40}, closed)
	checkEstimate(t, d.Exceedance(35), [3]float64{0, 0, 0.153823716380}, closed)
	checkEstimate(t, d.Exceedance(15), [3]float64{0.30764743276, 0.30764743276, 0.30764743276}, closed)
	even := Turnbull([]Interval{Exactly(1), Exactly(2), Exactly(3), Exactly(4)})
	checkEstimate(t, even.Quantile(0.5), [3]float64{2, 2, 3}, closed)
	open := Turnbull([]Interval{Exactly(1), AtLeast(2), AtLeast(5)}).Quantile(0.5)
	if open.Low != 5 || !math.IsInf(open.High, 1) || !slices.Contains(open.Doubts, DoubtOpenAbove) {
		t.Errorf("open median %+v, want [5, +Inf] with a doubt", open)
	}
}

// drawRows draws rows of any kind over a small range, where ties abound.
func drawRows(rt *rapid.T) []Interval {
	return rapid.SliceOfN(rapid.Custom(func(rt *rapid.T) Interval {
		low := rapid.IntRange(0, 30).Draw(rt, "low")
		width := rapid.SampledFrom([]float64{0, 0, 1, 2, 7, 30, math.Inf(1)}).Draw(rt, "width")
		return Interval{Low: float64(low), High: float64(low) + width, Weight: float64(rapid.IntRange(0, 3).Draw(rt, "weight"))}
	}), 1, 60).Draw(rt, "rows")
}

func shuffled(rows []Interval) []Interval {
	mixed := slices.Clone(rows)
	rand.New(rand.NewPCG(1, 1)).Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
	return mixed
}

func TestTurnbullProperties(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		rows := drawRows(rt)
		d := Turnbull(rows)
		if d.Reason == UnknownOnly {
			return
		}
		sum := 0.0
		for _, s := range d.Support {
			sum += s.Probability
		}
		if d.Reason != "" || d.Gap > 1e-9 || math.Abs(sum-1) > 1e-12 {
			rt.Fatalf("reason %q, gap %g, total probability %v", d.Reason, d.Gap, sum)
		}
		if diff := cmp.Diff(d, Turnbull(shuffled(rows))); diff != "" {
			rt.Errorf("row order changes the result:\n%s", diff)
		}
		if diff := cmp.Diff(d, Turnbull(append(shuffled(rows), AtLeast(0)))); diff != "" {
			rt.Errorf("an unknown row changes the result:\n%s", diff)
		}
		var halves []Interval
		for _, v := range rows {
			v.Weight = math.Max(v.Weight, 1) / 2
			halves = append(halves, v, v)
		}
		if diff := cmp.Diff(d, Turnbull(halves)); diff != "" {
			rt.Errorf("half weights change the result:\n%s", diff)
		}
	})
}

// On exact sizes Turnbull's estimate is the empirical distribution.
func TestTurnbullExact(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		values := rapid.SliceOfN(rapid.IntRange(1, 40), 1, 50).Draw(rt, "values")
		rows, count := make([]Interval, len(values)), map[float64]int{}
		for i, v := range values {
			rows[i] = Exactly(float64(v))
			count[float64(v)]++
		}
		for _, s := range Turnbull(rows).Support {
			if want := float64(count[s.Low]) / float64(len(values)); math.Abs(s.Probability-want) > 1e-12 {
				rt.Errorf("mass at %v is %v, want %v", s.Low, s.Probability, want)
			}
		}
	})
}

// On exact and open sizes Turnbull's estimate is Kaplan and Meier's.
func TestTurnbullKaplanMeier(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		values := rapid.SliceOfN(rapid.IntRange(0, 41), 1, 50).Draw(rt, "values")
		rows, observations := make([]Interval, len(values)), make([]Observation, len(values))
		for i, v := range values {
			size := float64(v/2 + 1)
			observations[i] = Observation{Time: size, Event: v%2 == 0}
			rows[i] = Exactly(size)
			if v%2 != 0 {
				rows[i] = AtLeast(size + 1)
			}
		}
		d := Turnbull(rows)
		for _, step := range KaplanMeier(observations, 0.95).Steps {
			if got := d.Exceedance(step.Time); math.Abs(got.High-step.Survival.Value) > 1e-9 {
				rt.Errorf("S(%v) = %v, Kaplan-Meier %v", step.Time, got.High, step.Survival.Value)
			}
		}
	})
}

// A chain of overlapping intervals ties each to its neighbours only, and gives
// every point of the support the same slope: the hardest case for the solver.
func TestTurnbullChain(t *testing.T) {
	for _, reach := range []float64{10, 25, 95, 405} {
		rows := make([]Interval, 1000)
		for i := range rows {
			rows[i] = Between(float64(10*i), float64(10*i)+reach)
		}
		if d := Turnbull(rows); d.Reason != "" || d.Gap > 1e-9 {
			t.Errorf("reach %v: reason %q, gap %g", reach, d.Reason, d.Gap)
		}
	}
}
