package stats

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// anyNumber draws numbers of every kind, those that no data should hold too.
func anyNumber() *rapid.Generator[float64] {
	return rapid.OneOf(
		rapid.SampledFrom([]float64{0, 1, 1, 2, 1000, 0.5, -1, 1e-300, 1e300, math.MaxFloat64, math.Inf(1), math.Inf(-1), math.NaN()}),
		rapid.Float64(), rapid.Float64Range(0, 100), rapid.Map(rapid.IntRange(0, 9), func(i int) float64 { return float64(i) }),
	)
}

func anyRows() *rapid.Generator[[]Interval] {
	return rapid.SliceOfN(rapid.Custom(func(rt *rapid.T) Interval {
		low := anyNumber().Draw(rt, "low")
		high := rapid.OneOf(rapid.Just(low), rapid.Just(math.Inf(1)), anyNumber()).Draw(rt, "high")
		v := Interval{Low: low, High: high}
		if rapid.IntRange(0, 9).Draw(rt, "odd") == 0 {
			v.Weight, v.Entry = anyNumber().Draw(rt, "weight"), anyNumber().Draw(rt, "entry")
		}
		return v
	}), 0, 25)
}

// soundRows draws valid rows of extreme sizes, which the functions must work on.
func soundRows() *rapid.Generator[[]Interval] {
	return rapid.SliceOfN(rapid.Custom(func(rt *rapid.T) Interval {
		low := rapid.OneOf(rapid.Float64Range(1e-6, 10), rapid.Float64Range(1, 1e12), rapid.Just(7.0)).Draw(rt, "low")
		width := rapid.SampledFrom([]float64{0, 0, 0, 1e-9, 1, 1e9, math.Inf(1)}).Draw(rt, "width")
		v := Interval{Low: low, High: low + width}
		if rapid.IntRange(0, 4).Draw(rt, "truncated") == 0 {
			v.Entry = low * rapid.Float64Range(0, 1).Draw(rt, "entry")
		}
		return v
	}), 0, 40)
}

func sound(rt *rapid.T, e Estimate) {
	if math.IsNaN(e.Value) || math.IsNaN(e.Low) || math.IsNaN(e.High) {
		rt.Errorf("NaN: %+v", e)
	}
	if !e.Present() && (e.Value != 0 || e.Low != 0 || e.High != 0) {
		rt.Errorf("absent with numbers: %+v", e)
	}
	if e.Present() && !(e.Low <= e.Value && e.Value <= e.High) {
		rt.Errorf("limits out of order: %+v", e)
	}
}

func soundTest(rt *rapid.T, t Test) {
	if !(t.PValue >= 0 && t.PValue <= 1) || math.IsNaN(t.Statistic) {
		rt.Errorf("p-value: %+v", t)
	}
	if !t.Present() && (t.PValue != 0 || t.Statistic != 0) {
		rt.Errorf("absent with numbers: %+v", t)
	}
}

// No rows, however odd, make a function of sizes panic or return NaN.
func TestSizesRobust(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		rows := rapid.OneOf(anyRows(), soundRows()).Draw(rt, "rows")
		x := anyNumber().Draw(rt, "x")
		d := Turnbull(rows)
		sound(rt, d.Quantile(0.5))
		sound(rt, d.Quantile(x))
		sound(rt, d.Exceedance(x))
		sound(rt, QuantileBounds(rows, 0.5, 0.95))
		sound(rt, QuantileBounds(rows, x, x))
		for _, family := range []Family{Lognormal, Weibull, LogLogistic} {
			options := SizeModelOptions{Family: family, AnySample: true, WholeNumbers: rapid.Bool().Draw(rt, "whole")}
			if rapid.IntRange(0, 4).Draw(rt, "restricted") == 0 {
				options.From = anyNumber().Draw(rt, "from")
			}
			m := FitSizes(rows, options)
			sound(rt, m.Location)
			sound(rt, m.Scale)
			sound(rt, m.Quantile(0.9))
			sound(rt, m.Exceedance(x))
			g := FitSizesByGroup([][]Interval{rows, rows[:len(rows)/2]}, options)
			soundTest(rt, g.LikelihoodRatio)
			for _, ratio := range g.Ratios {
				sound(rt, ratio)
			}
		}
		tail := FitParetoTail(rows, 1, TailOptions{AnySample: true})
		sound(rt, tail.Shape)
		sound(rt, tail.Quantile(0.9))
		sound(rt, tail.ExpectedShortfall(0.9))
		sound(rt, FitPowerLaw(rows, PowerLawOptions{AnySample: true}).Alpha)
		sound(rt, FitPowerLaw(rows, PowerLawOptions{AnySample: true, Discrete: true}).Alpha)
		sound(rt, FitPowerLaw(rows, PowerLawOptions{AnySample: true, Minimum: x}).Alpha)
	})
}

// No values make a function of plain numbers panic or return NaN.
func TestNumbersRobust(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		values := rapid.SliceOfN(anyNumber(), 0, 30).Draw(rt, "values")
		x := anyNumber().Draw(rt, "x")
		soundTest(rt, AndersonDarling(values))
		soundTest(rt, MannKendall(values).Test)
		sound(rt, SenSlope(values, 0.95))
		for _, c := range CompareTails(values, x, TailOptions{AnySample: true}) {
			soundTest(rt, c.Test)
		}
		if v, _ := Quantile(values, 0.3, Type8); math.IsNaN(v) {
			rt.Errorf("quantile of %v is NaN", values)
		}
		HarrellDavis(values, x)
		Hill(values, 0.95)
		MeanExcess(values, 0.95)
		BenjaminiHochberg(values)
		Holm(values)
		Panjer(CountModel{Mean: 2}, 1, values)
		for _, e := range CompleteReports([][]float64{values, values, values, values, values, values}, 0.95).Final {
			sound(rt, e)
		}
		sound(rt, Garwood(rapid.Int().Draw(rt, "n"), x, 0.95))
		sound(rt, ChanceOfExceedance(CountModel{Mean: 3, Size: 2, N: 12}, Estimate{Value: x, Low: x, High: x, Level: 0.95},
			ForecastOptions{Random: seeded(), Replicates: 20}))
	})
}

// No counts make a function of counts panic or return NaN.
func TestCountsRobust(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		counts := rapid.SliceOfN(rapid.OneOf(rapid.IntRange(0, 9), rapid.IntRange(-1, 100_000)), 0, 30).Draw(rt, "counts")
		clusters := make([]Cluster, len(counts)/2)
		for i := range clusters {
			clusters[i] = Cluster{counts[2*i], counts[2*i+1]}
		}
		d := TestDispersion(counts)
		soundTest(rt, d.Fisher)
		soundTest(rt, d.LikelihoodRatio)
		m := FitCounts(counts, CountModelOptions{AnySample: true})
		sound(rt, m.Range(0.95))
		soundTest(rt, m.Unusual(5))
		growth := CountTrend(counts, TrendOptions{AnySample: true})
		sound(rt, growth.Growth)
		soundTest(rt, growth.Test)
		s := ClusterShare(clusters, 0.95)
		sound(rt, s.Share)
		sound(rt, s.WithoutLargest)
		soundTest(rt, RaoScott([][]Cluster{clusters, clusters}))
		sound(rt, BootstrapClusters(clusters, BootstrapOptions{Random: seeded(), Replicates: 50}).Estimate)
		if c := Concentrate(counts); math.IsNaN(c.Herfindahl + c.Simpson + c.Gini + c.Top3) {
			rt.Errorf("concentration of %v: %+v", counts, c)
		}
		a, b, n := rapid.IntRange(-2, 400).Draw(rt, "a"), rapid.IntRange(-2, 400).Draw(rt, "b"), rapid.IntRange(-2, 900).Draw(rt, "n")
		lead := CompareCategories(a, b, n)
		sound(rt, lead.Difference)
		soundTest(rt, lead.Exact)
		shares := CompareShares(Share{a, n}, Share{b, n}, 0.95)
		sound(rt, shares.Difference)
		soundTest(rt, shares.Fisher)
		rates := CompareRates(Count{a, 30}, Count{b, 31}, 0.95)
		sound(rt, rates.Ratio)
		soundTest(rt, rates.Exact)
		soundTest(rt, rates.ETest)
		ratio, dispersed := CompareDispersedRates(Count{a, 30}, Count{b, 31}, DispersedComparison{Dispersion: anyNumber().Draw(rt, "dispersion"), Level: 0.95})
		sound(rt, ratio)
		soundTest(rt, dispersed)
		sound(rt, UnknownBounds(a, b, n))
	})
}

// The zero values of results are no estimates.
func TestZeroValues(t *testing.T) {
	checkAbsent(t, Distribution{}.Quantile(0.5), NotApplicable)
	checkAbsent(t, Distribution{}.Exceedance(3), NotApplicable)
	checkAbsent(t, SizeModel{}.Quantile(0.5), NotApplicable)
	checkAbsent(t, SizeModel{}.Exceedance(3), NotApplicable)
	checkAbsent(t, ParetoTail{}.Quantile(0.5), NotApplicable)
	checkAbsent(t, ParetoTail{}.ExpectedShortfall(0.5), NotApplicable)
	checkAbsent(t, SurvivalCurve{}.Quantile(0.5), NotIdentified)
	if s := (ParetoTail{}).Survival(3); s != 0 {
		t.Errorf("survival without a model: %v", s)
	}
	if test := (PowerLaw{}).TestFit(seeded(), 10); test.Reason != TooFew {
		t.Errorf("power law: %+v", test)
	}
	if p := (CountModel{}).Probability(0); p != 1 {
		t.Errorf("a Poisson of mean 0 is 0 with probability %v", p)
	}
	sound := (CountModel{}).Range(0.95)
	checkEstimate(t, sound, [3]float64{0, 0, 0}, closed)
}
