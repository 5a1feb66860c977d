package stats

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// reports is 24 sizes told in the ways of real reports.
func reports() []Interval {
	return []Interval{
		Exactly(420), AtLeast(1000), Exactly(52), Between(8000, 12000), Exactly(33), Exactly(1200),
		Exactly(90000), Exactly(7), Between(650, 700), Exactly(15000), Exactly(301), Exactly(2110),
		Between(4400, 5000), AtLeast(120), Exactly(75), Exactly(310000), Between(0, 100), Exactly(560),
		AtLeast(23000), Exactly(890), Between(1000, 2000), Between(500, 999), Exactly(250), Between(5000, 9999),
	}
}

// Expected values: R 4.2.2 with survival 3.5-3, survreg on interval2 data;
// profile limits by optimize and uniroot on the same likelihood.
func TestFitSizes(t *testing.T) {
	tests := []struct {
		family          Family
		location, scale float64
		scaleLimits     [2]float64
		logLikelihood   float64
		median, p90     [3]float64
		over10000       [3]float64
	}{
		{Lognormal, 7.131358776958, 2.735339904833, [2]float64{2.058913052124, 3.879241393567}, -150.858000875,
			[3]float64{1250.575065575, 389.6037950333, 4181.090204382}, [3]float64{41640.89377643, 10757.03694834, 323618.002935},
			[3]float64{0.2236138287681, 0.1056369161034, 0.3909941748596}},
		{Weibull, 8.480803249471, 2.695495363283, [2]float64{2.018888457831, 3.824161052747}, -152.6734746261,
			[3]float64{1795.195790461, 421.0448578634, 6343.728572214}, [3]float64{45657.98738535, 15522.80842529, 212135.9254713},
			[3]float64{0.2695997472589, 0.1414476083907, 0.4376592375752}},
		{LogLogistic, 7.054929498434, 1.580190700448, [2]float64{1.123567420237, 2.339805807263}, -151.0761955605,
			[3]float64{1158.555788438, 367.7387520346, 3863.744123936}, [3]float64{37308.01170552, 8629.300506825, 337301.0418356},
			[3]float64{0.2035878124862, 0.08991205045137, 0.3748183997594}},
	}
	for _, test := range tests {
		t.Run(test.family.String(), func(t *testing.T) {
			m := FitSizes(reports(), SizeModelOptions{Family: test.family})
			check(t, "location", m.Location.Value, test.location, 1e-7)
			checkEstimate(t, m.Scale, [3]float64{test.scale, test.scaleLimits[0], test.scaleLimits[1]}, 1e-6)
			check(t, "log-likelihood", m.LogLikelihood, test.logLikelihood, closed)
			checkEstimate(t, m.Quantile(0.5), test.median, 1e-6)
			checkEstimate(t, m.Quantile(0.9), test.p90, 1e-6)
			checkEstimate(t, m.Exceedance(10000), test.over10000, 1e-6)
		})
	}
}

// Expected values: R 4.2.2, optim on the truncated likelihood.
func TestFitSizesTruncated(t *testing.T) {
	var rows []Interval
	for _, x := range []float64{1000, 1200, 1500, 2110, 3000, 4400, 8000, 9000, 15000, 23000, 45000, 90000,
		12000, 7500, 5200, 6100, 11000, 18000, 4900, 9900} {
		rows = append(rows, Interval{Low: x, High: x, Entry: 1000})
	}
	rows = append(rows, Interval{Low: 2000, High: 6000, Entry: 1000},
		Interval{Low: 0, High: 4000, Entry: 1000}, Interval{Low: 30000, High: math.Inf(1), Entry: 1000})
	want := map[Family][3]float64{
		Lognormal:   {8.520055380453, 1.466998699629, -211.4737831218},
		Weibull:     {8.628971938192, 1.891914167775, -211.3402491833},
		LogLogistic: {8.571513682819, 0.8490612626085, -211.645358465},
	}
	for family, values := range want {
		m := FitSizes(rows, SizeModelOptions{Family: family})
		check(t, family.String()+" location", m.Location.Value, values[0], optimised)
		check(t, family.String()+" scale", m.point.scale(), values[1], optimised)
		check(t, family.String()+" log-likelihood", m.LogLikelihood, values[2], 1e-8)
	}
}

// Expected values: R 4.2.2, optim on ln(Φ((ln(x+½)−μ)/σ) − Φ((ln(x−½)−μ)/σ)).
func TestFitSizesWholeNumbers(t *testing.T) {
	var rows []Interval
	for _, x := range []float64{1, 1, 2, 3, 3, 5, 8, 13, 20, 40, 100, 300} {
		rows = append(rows, Exactly(x))
	}
	m := FitSizes(rows, SizeModelOptions{WholeNumbers: true})
	check(t, "location", m.Location.Value, 2.162260280718, optimised)
	check(t, "scale", m.Scale.Value, 1.749948364252, optimised)
	check(t, "log-likelihood", m.LogLikelihood, -49.70507963818, 1e-8)
}

// Expected values: survreg(Surv(l, r, type = "interval2") ~ group) in survival
// 3.5-3; the ratio's limits by uniroot on the profile likelihood.
func TestFitSizesByGroup(t *testing.T) {
	rows := reports()
	groups := make([][]Interval, 2)
	for i, v := range rows {
		groups[i%2] = append(groups[i%2], v)
	}
	g := FitSizesByGroup(groups, SizeModelOptions{AnySample: true})
	check(t, "median of a", g.Medians[0], math.Exp(6.412179850985), 1e-7)
	check(t, "scale", g.Scale, 2.648227809877, 1e-7)
	check(t, "log-likelihood", g.LogLikelihood, -150.0126125334, closed)
	checkEstimate(t, g.Ratios[1], [3]float64{4.350532366479, 0.4517905404684, 45.46294737335}, 1e-5)
	check(t, "statistic", g.LikelihoodRatio.Statistic, 1.690776683183, 1e-8)
	check(t, "p", g.LikelihoodRatio.PValue, 0.1934986168804, 1e-8)
	loglogistic := FitSizesByGroup(groups, SizeModelOptions{Family: LogLogistic, AnySample: true})
	check(t, "log-logistic p", loglogistic.LikelihoodRatio.PValue, 0.1053749753667, 1e-8)
	three := FitSizesByGroup(append(groups, rows), SizeModelOptions{AnySample: true})
	if len(three.Ratios) != 3 || !three.Ratios[2].Present() {
		t.Errorf("three groups: %+v", three)
	}
}

func TestFitSizesAbsent(t *testing.T) {
	repeat := func(n int, v Interval) []Interval {
		rows := make([]Interval, n)
		for i := range rows {
			rows[i] = v
		}
		return rows
	}
	tests := []struct {
		name string
		rows []Interval
		want Reason
	}{
		{"none", nil, TooFew},
		{"one", repeat(1, Exactly(5)), TooFew},
		{"nine", repeat(9, Exactly(5)), TooFew},
		{"few narrow", append(repeat(9, Between(1, 100)), repeat(4, Exactly(5))...), TooFew},
		{"all equal", repeat(20, Exactly(5)), NotIdentified},
		{"all unknown", repeat(20, AtLeast(0)), UnknownOnly},
		{"one value in all", append(repeat(20, Exactly(5)), Between(1, 100)), NotIdentified},
		{"zero on a continuous scale", append(reports(), Exactly(0)), NotApplicable},
		{"below its entry", append(reports(), Interval{Low: 5, High: 5, Entry: 100}), NotApplicable},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m := FitSizes(test.rows, SizeModelOptions{})
			if m.Reason != test.want {
				t.Errorf("reason %q, want %q", m.Reason, test.want)
			}
			checkAbsent(t, m.Quantile(0.5), test.want)
			checkAbsent(t, m.Exceedance(10), test.want)
		})
	}
	small := SizeModelOptions{AnySample: true}
	for name, rows := range map[string][]Interval{
		"all open":       {AtLeast(3), AtLeast(90), AtLeast(500)},
		"all ceilings":   {Between(0, 3), Between(0, 90)},
		"apart and open": {Between(0, 5), AtLeast(10), Between(0, 4), AtLeast(20)},
	} {
		if m := FitSizes(rows, small); m.Reason != NotIdentified {
			t.Errorf("%s: reason %q, want %q", name, m.Reason, NotIdentified)
		}
	}
	if m := FitSizes(reports(), SizeModelOptions{Family: 9}); m.Reason != NotApplicable {
		t.Errorf("unknown family: reason %q", m.Reason)
	}
	if g := FitSizesByGroup([][]Interval{reports()}, small); g.Reason != NotApplicable {
		t.Errorf("one group: reason %q", g.Reason)
	}
}

func TestFitSizesProperties(t *testing.T) {
	same := cmpopts.IgnoreUnexported(SizeModel{})
	rapid.Check(t, func(rt *rapid.T) {
		rows := drawRows(rt)
		family := rapid.SampledFrom([]Family{Lognormal, Weibull, LogLogistic}).Draw(rt, "family")
		options := SizeModelOptions{Family: family, AnySample: true, WholeNumbers: rapid.Bool().Draw(rt, "whole")}
		m := FitSizes(rows, options)
		if diff := cmp.Diff(m, FitSizes(shuffled(rows), options), same); diff != "" {
			rt.Errorf("row order changes the result:\n%s", diff)
		}
		var halves []Interval
		for _, v := range rows {
			v.Weight = math.Max(v.Weight, 1) / 2
			halves = append(halves, v, v)
		}
		if diff := cmp.Diff(m, FitSizes(append(halves, AtLeast(0)), options), same); diff != "" {
			rt.Errorf("half weights and an unknown row change the result:\n%s", diff)
		}
		for _, e := range []Estimate{m.Location, m.Scale, m.Quantile(0.5), m.Quantile(0.9), m.Exceedance(7)} {
			if math.IsNaN(e.Value+e.Low+e.High) || e.Present() && !(e.Low <= e.Value && e.Value <= e.High) {
				rt.Errorf("limits out of order: %+v", e)
			}
		}
	})
}

// Sizes c times as large shift the location by ln c and keep the scale.
func TestFitSizesScaling(t *testing.T) {
	for _, factor := range []float64{1e-3, 7, 1e8} {
		rows := reports()
		for i := range rows {
			rows[i].Low *= factor
			rows[i].High *= factor
		}
		for _, family := range []Family{Lognormal, Weibull, LogLogistic} {
			options := SizeModelOptions{Family: family}
			before, after := FitSizes(reports(), options), FitSizes(rows, options)
			check(t, "location", after.Location.Value, before.Location.Value+math.Log(factor), 1e-9)
			check(t, "scale", after.Scale.Value, before.Scale.Value, 1e-9)
		}
	}
}

// Narrower and narrower intervals approach the density.
func TestLogBetweenNarrow(t *testing.T) {
	for _, family := range []Family{Lognormal, Weibull, LogLogistic} {
		law, _ := family.standard()
		for _, z := range []float64{-30, -3, -0.2, 0, 0.4, 3} {
			const width = 1e-6
			got := law.logBetween(z-width/2, z+width/2) - math.Log(width)
			check(t, family.String(), got, law.logDensity(z), 1e-7)
		}
	}
}

// Expected values: R 4.2.2, pnorm(z, lower.tail = FALSE, log.p = TRUE).
func TestLogNormalUpper(t *testing.T) {
	want := map[float64]float64{
		-3: -0.00135080996474819, 0: -0.693147180559945, 8: -35.0134371599145, 9: -43.6281491133321,
		19.9: -201.917167707333, 20: -203.917155371097, 40: -804.608442013754,
	}
	for z, value := range want {
		check(t, "logNormalUpper", logNormalUpper(z), value, 1e-9)
	}
}

// Beyond largestProfile rows limits are Wald's; there both methods agree.
func TestWaldNearProfile(t *testing.T) {
	rows := randomRows(1300, "mixed")
	m := FitSizes(rows, SizeModelOptions{})
	if m.profiles() {
		t.Fatal("too few distinct rows for the test")
	}
	large := m.Quantile(0.9)
	search := profileSearch{estimate: math.Log(large.Value), step: 0.2, reach: 20, peak: m.peak, level: m.level}
	profile := m.profiled(search, func(v, tau float64) (float64, float64) {
		return m.throughPoint(v, m.likelihood.law.quantile(0.9), tau)
	})
	width := profile.High - profile.Low
	check(t, "low", math.Log(large.Low)/width, profile.Low/width, 0.03)
	check(t, "high", math.Log(large.High)/width, profile.High/width, 0.03)
	t.Logf("Wald %v, profile %v", large, profile.exponential())
}
