package stats

import (
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// heavySizes are 200 sizes with a tail of shape about 0.8, by a formula that R
// repeats exactly.
func heavySizes() []float64 {
	sizes := make([]float64, 200)
	for i := range sizes {
		u := (float64(i+1) - 0.5) / 200
		sizes[i] = math.Round(1000 + 5000*(math.Pow(1-u, -0.8)-1)/0.8*(1+0.3*math.Sin(float64(i+1))))
	}
	return sizes
}

func exactly(sizes []float64) []Interval {
	rows := make([]Interval, len(sizes))
	for i, x := range sizes {
		rows[i] = Exactly(x)
	}
	return rows
}

// Expected values: R 4.2.2, optimize and uniroot on the GPD likelihood.
func TestFitParetoTail(t *testing.T) {
	m := FitParetoTail(exactly(heavySizes()), 2000, TailOptions{})
	checkEstimate(t, m.Shape, [3]float64{0.783994604075, 0.5431618307, 1.0969196196}, optimised)
	check(t, "scale", m.Scale, 5892.84917259, optimised)
	check(t, "log-likelihood", m.LogLikelihood, -1716.34027752, closed)
	checkEstimate(t, m.Quantile(0.95), [3]float64{61849.9487568, 43148.4081149, 102634.484999}, optimised)
	checkAbsent(t, m.ExpectedShortfall(0.95), NotIdentified)
	if m.Exceedances != 164 || m.Straddling != 0 {
		t.Errorf("%d exceedances, %d straddling, want 164 and none", m.Exceedances, m.Straddling)
	}
}

// Expected values: R 4.2.2, optim on the likelihood with S(low) − S(high).
func TestFitParetoTailIntervals(t *testing.T) {
	rows := exactly(heavySizes())
	for _, ends := range [][2]float64{{3000, 5000}, {5000, 9000}, {8000, 12000}, {2500, 3500}, {4000, 8000},
		{10000, 30000}, {20000, 50000}, {2100, 2999}, {6000, 6999}, {7000, 20000}} {
		rows = append(rows, Between(ends[0], ends[1]))
	}
	for _, low := range []float64{5000, 10000, 20000, 3000, 8000} {
		rows = append(rows, AtLeast(low))
	}
	m := FitParetoTail(append(rows, Between(500, 5000)), 2000, TailOptions{})
	check(t, "shape", m.Shape.Value, 0.760881552722, optimised)
	check(t, "scale", m.Scale, 6109.11054919, optimised)
	check(t, "log-likelihood", m.LogLikelihood, -1738.054219, 1e-8)
	if m.Straddling != 1 {
		t.Errorf("%d straddling, want 1", m.Straddling)
	}
}

// A light tail has a mean beyond a quantile: VaR + (VaR−u+β/ξ)·ξ/(1−ξ) + β.
func TestExpectedShortfall(t *testing.T) {
	sizes := make([]float64, 300)
	for i := range sizes {
		u := (float64(i) + 0.5) / 300
		sizes[i] = 100 + 50*(math.Pow(1-u, -0.2)-1)/0.2
	}
	m := FitParetoTail(exactly(sizes), 100, TailOptions{})
	quantile, shortfall := m.Quantile(0.9), m.ExpectedShortfall(0.9)
	xi := m.Shape.Value
	check(t, "shortfall", shortfall.Value, (quantile.Value+m.Scale-xi*100)/(1-xi), closed)
	if !(shortfall.Low < shortfall.Value && shortfall.Value < shortfall.High && shortfall.Low > quantile.Low) {
		t.Errorf("shortfall %+v beside quantile %+v", shortfall, quantile)
	}
	checkAbsent(t, m.Quantile(0.99999999), NotIdentified)
	checkAbsent(t, FitParetoTail(exactly(heavySizes()), 2000, TailOptions{}).Quantile(0.1), NotApplicable)
	check(t, "survival", m.Survival(quantile.Value), 0.1, 1e-9)
}

func TestTailsAbsent(t *testing.T) {
	equal := slices.Repeat([]Interval{Exactly(9)}, 60)
	tests := []struct {
		name string
		rows []Interval
		want Reason
	}{
		{"none", nil, TooFew},
		{"few", exactly(heavySizes())[:20], TooFew},
		{"all unknown", slices.Repeat([]Interval{AtLeast(0)}, 60), UnknownOnly},
		{"all open", slices.Repeat([]Interval{AtLeast(9)}, 60), NotIdentified},
		{"all equal", equal, NotIdentified},
		{"reversed", []Interval{Between(3, 1)}, NotApplicable},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m := FitParetoTail(test.rows, 5, TailOptions{})
			if m.Reason != test.want || m.Survival(10) != 0 {
				t.Errorf("GPD: reason %q, want %q", m.Reason, test.want)
			}
			checkAbsent(t, m.Quantile(0.99), test.want)
			for _, discrete := range []bool{false, true} {
				p := FitPowerLaw(test.rows, PowerLawOptions{Minimum: 9, Discrete: discrete})
				if p.Reason != test.want {
					t.Errorf("power law: reason %q, want %q", p.Reason, test.want)
				}
			}
		})
	}
	if m := FitPowerLaw(equal, PowerLawOptions{}); m.Reason != TooFew {
		t.Errorf("search in equal sizes: reason %q", m.Reason)
	}
	if c := CompareTails(heavySizes()[:20], 1, TailOptions{}); c[0].Test.Reason != TooFew || c[2].Test.Reason != TooFew {
		t.Errorf("comparison of 20: %+v", c)
	}
}

// Expected values: R 4.2.2, closed forms and uniroot.
func TestFitPowerLaw(t *testing.T) {
	rows := exactly(heavySizes())
	at := FitPowerLaw(rows, PowerLawOptions{Minimum: 2000})
	check(t, "alpha", at.Alpha.Value, 1.65984734781, 1e-7)
	check(t, "distance", at.Distance, 0.114265086504, 1e-7)
	found := FitPowerLaw(rows, PowerLawOptions{})
	checkEstimate(t, found.Alpha, [3]float64{2.09089743769, 1.81824087175, 2.41828778898}, 1e-7)
	check(t, "distance", found.Distance, 0.0514575087264, 1e-7)
	if found.Minimum != 13748 || found.Tail != 51 {
		t.Errorf("minimum %v, tail %d, want 13748 and 51", found.Minimum, found.Tail)
	}
}

// Word frequencies in Moby-Dick, from R's poweRlaw 0.70.6. Clauset, Shalizi and
// Newman 2009, table 6.1: n = 18,855, x_min = 7 ± 2, α = 1.95(2), 2,958 ± 987 in
// the tail. Expected digits: poweRlaw's estimate_xmin in R 4.2.2.
func TestFitPowerLawDiscrete(t *testing.T) {
	text, err := os.ReadFile("testdata/moby.csv")
	if err != nil {
		t.Fatal(err)
	}
	var rows []Interval
	for line := range strings.Lines(string(text)) {
		value, weight, _ := strings.Cut(strings.TrimSpace(line), ",")
		x, _ := strconv.ParseFloat(value, 64)
		w, _ := strconv.ParseFloat(weight, 64)
		rows = append(rows, Interval{Low: x, High: x, Weight: w})
	}
	m := FitPowerLaw(rows, PowerLawOptions{Discrete: true})
	check(t, "alpha", m.Alpha.Value, 1.95272835312, 1e-5)
	check(t, "distance", m.Distance, 0.00825263395456, 1e-5)
	if m.N != 18855 || m.Minimum != 7 || m.Tail != 2958 {
		t.Errorf("n = %d, minimum %v, tail %d, want 18855, 7 and 2958", m.N, m.Minimum, m.Tail)
	}
}

// A sample from a power law is not refused, one from an exponential is.
func TestPowerLawTestFit(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	pareto, exponential := make([]float64, 300), make([]float64, 300)
	for i := range pareto {
		u := (float64(i) + 0.5) / 300
		pareto[i] = 100 * math.Pow(1-u, -1/1.3)
		exponential[i] = 100 - 200*math.Log(1-u)
	}
	fit := FitPowerLaw(exactly(pareto), PowerLawOptions{Minimum: 100})
	if test := fit.TestFit(random, 200); !(test.PValue > 0.5) {
		t.Errorf("power law: %+v, want a large p", test)
	}
	poor := FitPowerLaw(exactly(exponential), PowerLawOptions{Minimum: 100})
	if test := poor.TestFit(random, 200); !(test.PValue < 0.01) {
		t.Errorf("exponential: %+v, want a small p", test)
	}
	if test := FitPowerLaw(exactly(heavySizes()), PowerLawOptions{}).TestFit(random, 10); test.Reason != TooFew {
		t.Errorf("51 in the tail: %+v", test)
	}
	whole := make([]float64, len(pareto))
	for i, x := range pareto {
		whole[i] = math.Floor(x / 50)
	}
	discrete := FitPowerLaw(exactly(whole), PowerLawOptions{Minimum: 2, Discrete: true})
	if test := discrete.TestFit(random, 30); !test.Present() {
		t.Errorf("discrete: %+v", test)
	}
}

// Expected values: R 4.2.2, optim on the truncated lognormal likelihood; the
// exponential in closed form. poweRlaw 0.70.6 gives −2.726 for the lognormal,
// with divisor n−1.
func TestCompareTails(t *testing.T) {
	got := CompareTails(heavySizes(), 2000, TailOptions{})
	check(t, "lognormal ratio", got[0].LogRatio, -10.7179450938, 1e-6)
	check(t, "lognormal statistic", got[0].Test.Statistic, -2.7341603073, optimised)
	check(t, "lognormal p", got[0].Test.PValue, 0.00625395882316, optimised)
	check(t, "exponential ratio", got[2].LogRatio, 54.8357841518, closed)
	check(t, "exponential statistic", got[2].Test.Statistic, 2.1737813609, closed)
	check(t, "exponential p", got[2].Test.PValue, 0.0297215589885, closed)
}

// On a power law the best truncated lognormal is at the end of its family.
func TestCompareTailsOfPowerLaw(t *testing.T) {
	sizes := make([]float64, 400)
	for i := range sizes {
		sizes[i] = 1000 * math.Pow(1-(float64(i)+0.5)/400, -1/1.3)
	}
	got := CompareTails(sizes, 1000, TailOptions{})
	for _, c := range got[:2] {
		if c.Test.Present() && c.Test.PValue < 0.5 || !c.Test.Present() && c.Test.Reason != NotIdentified {
			t.Errorf("%+v, want no difference or no result", c)
		}
	}
	if !(got[2].Test.Statistic > 3) {
		t.Errorf("exponential: %+v, want the power law far ahead", got[2])
	}
}

// Expected values: R 4.2.2.
func TestHillAndMeanExcess(t *testing.T) {
	points, reason := Hill(heavySizes(), 0.95)
	if reason != "" {
		t.Fatal(reason)
	}
	for _, p := range points {
		switch p.K {
		case 50:
			check(t, "Hill 50", p.Gamma.Value, 0.935009987886, closed)
		case 20:
			check(t, "Hill 20", p.Gamma.Value, 0.82822875822, closed)
		}
	}
	excess, _ := MeanExcess([]float64{1, 2, 2, 4, 8}, 0.95)
	if len(excess) != 2 || excess[0].Threshold != 1 || excess[1].Threshold != 2 {
		t.Fatalf("mean excess %+v, want points at 1 and 2", excess)
	}
	check(t, "over 1", excess[0].Mean.Value, 3, closed)
	check(t, "over 2", excess[1].Mean.Value, 4, closed)
	if _, reason := Hill([]float64{1, 0, 2}, 0.95); reason != NotApplicable {
		t.Errorf("Hill with a zero: %q", reason)
	}
	if _, reason := MeanExcess(nil, 0.95); reason != TooFew {
		t.Errorf("mean excess of none: %q", reason)
	}
}

// Sizes c times as large keep ξ and α; order does not matter.
func TestTailInvariance(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		sizes := rapid.SliceOfN(rapid.Float64Range(1, 1e6), 60, 120).Draw(rt, "sizes")
		rows := exactly(sizes)
		gpd := FitParetoTail(rows, 0, TailOptions{})
		if diff := cmp.Diff(gpd, FitParetoTail(shuffled(rows), 0, TailOptions{}), cmpopts.IgnoreUnexported(ParetoTail{})); diff != "" {
			rt.Errorf("row order changes the GPD:\n%s", diff)
		}
		power := FitPowerLaw(rows, PowerLawOptions{})
		if diff := cmp.Diff(power, FitPowerLaw(shuffled(rows), PowerLawOptions{}), cmpopts.IgnoreUnexported(PowerLaw{})); diff != "" {
			rt.Errorf("row order changes the power law:\n%s", diff)
		}
		for i := range rows {
			rows[i].Low *= 1024
			rows[i].High *= 1024
		}
		if scaled := FitParetoTail(rows, 0, TailOptions{}); math.Abs(scaled.Shape.Value-gpd.Shape.Value) > 1e-6 {
			rt.Errorf("scaling moves ξ from %v to %v", gpd.Shape.Value, scaled.Shape.Value)
		}
		if scaled := FitPowerLaw(rows, PowerLawOptions{}); math.Abs(scaled.Alpha.Value-power.Alpha.Value) > 1e-6 {
			rt.Errorf("scaling moves α from %v to %v", power.Alpha.Value, scaled.Alpha.Value)
		}
	})
}

// Beyond largestProfile rows the GPD's limits are Wald's; there both agree.
func TestParetoTailLarge(t *testing.T) {
	sizes := make([]float64, 1500)
	for i := range sizes {
		u := (float64(i) + 0.5) / 1500
		sizes[i] = 100 * (math.Pow(1-u, -0.6) - 1) / 0.6 * (1 + 0.2*math.Sin(float64(i)))
	}
	large := FitParetoTail(exactly(sizes), 0, TailOptions{})
	profile := large
	shape, height := peak(smallestShape, largestShape, func(shape float64) float64 {
		value, _ := large.excess.bestScale(shape)
		return value
	})
	check(t, "shape", large.Shape.Value, shape, 1e-6)
	check(t, "log-likelihood", large.LogLikelihood, height, 1e-9)
	ratio := 1 / (1 - 0.99)
	limits := profile.profiledExcess("", math.Log(large.Quantile(0.99).Value),
		excessFactor{largestShape, func(shape float64) float64 { return boxCox(ratio, shape) }})
	check(t, "low", math.Log(large.Quantile(0.99).Low), limits.Low, 0.005)
	check(t, "high", math.Log(large.Quantile(0.99).High), limits.High, 0.005)
}
