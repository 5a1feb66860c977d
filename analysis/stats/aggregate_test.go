package stats

import (
	"math"
	"math/rand/v2"
	"testing"
)

func seeded() *rand.Rand { return rand.New(rand.NewPCG(11, 13)) }

// Expected values in closed form: 1 − e^(−12·2·0.05) and 1 − (3/3.1)^36.
func TestChanceOfExceedance(t *testing.T) {
	p := Estimate{Value: 0.05, Low: 0.02, High: 0.11, Level: 0.95, N: 60}
	poisson := ChanceOfExceedance(CountModel{Mean: 2, N: 24}, p, ForecastOptions{Random: seeded()})
	check(t, "Poisson", poisson.Value, 1-math.Exp(-1.2), closed)
	binomial := ChanceOfExceedance(CountModel{Mean: 2, Size: 3, N: 24}, p, ForecastOptions{Random: seeded()})
	check(t, "negative binomial", binomial.Value, 1-math.Pow(3/3.1, 36), closed)
	if !(binomial.Low > 0.3 && binomial.Low < 0.42 && binomial.High > 0.88 && binomial.High < 0.96) {
		t.Errorf("limits [%v, %v] with p from 0.02 to 0.11", binomial.Low, binomial.High)
	}
	certain := ChanceOfExceedance(CountModel{Mean: 2, N: 1 << 50}, Estimate{Value: 0.05, Low: 0.05, High: 0.05}, ForecastOptions{Random: seeded()})
	check(t, "low without doubt", certain.Low, certain.Value, 1e-6)
}

func TestChanceOfExceedanceAbsent(t *testing.T) {
	count, p := CountModel{Mean: 2, N: 24}, Estimate{Value: 0.1, High: 0.2, Level: 0.95}
	options := ForecastOptions{Random: seeded()}
	checkAbsent(t, ChanceOfExceedance(CountModel{Reason: TooFew}, p, options), TooFew)
	checkAbsent(t, ChanceOfExceedance(count, absent("", 0, NoConvergence), options), NoConvergence)
	checkAbsent(t, ChanceOfExceedance(count, p, ForecastOptions{}), NotApplicable)
	checkAbsent(t, ChanceOfExceedance(count, Estimate{Value: 2, High: 3}, options), NotApplicable)
	never := ChanceOfExceedance(count, Estimate{Level: 0.95}, options)
	if never.Value != 0 || never.Low != 0 || never.High > 1e-9 {
		t.Errorf("probability 0: %+v", never)
	}
}

// Expected values: the closed form for totals of 0 to 2, direct convolution of
// the severity for others.
func TestPanjer(t *testing.T) {
	severity := make([]float64, 60)
	severity[0], severity[1], severity[2] = 0.2, 0.5, 0.3
	poisson, _ := Panjer(CountModel{Mean: 2}, 1, severity)
	check(t, "Poisson at 0", poisson[0], math.Exp(-1.6), closed)
	check(t, "Poisson at 1", poisson[1], math.Exp(-1.6)*1, closed)
	check(t, "Poisson at 2", poisson[2], math.Exp(-1.6)*(0.5+0.6), closed)
	for name, count := range map[string]CountModel{"Poisson": {Mean: 2}, "negative binomial": {Mean: 2, Size: 1.5}} {
		total, reason := Panjer(count, 1, severity)
		if reason != "" {
			t.Fatal(reason)
		}
		for s, p := range convolvedTotal(count, severity, 12) {
			check(t, name, total[s], p, closed)
		}
	}
	if _, reason := Panjer(CountModel{Mean: 5000}, 1, severity); reason != NoConvergence {
		t.Errorf("5,000 events: reason %q", reason)
	}
	if _, reason := Panjer(CountModel{Mean: 1}, 1, []float64{0.9, 0.9}); reason != NotApplicable {
		t.Errorf("probabilities above 1: reason %q", reason)
	}
	if _, reason := Panjer(CountModel{Reason: TooFew}, 1, severity); reason != TooFew {
		t.Errorf("no model: reason %q", reason)
	}
}

// convolvedTotal sums the convolutions of the severity over the count, up to 80
// events.
func convolvedTotal(count CountModel, severity []float64, upTo int) []float64 {
	power, total := []float64{1}, make([]float64, upTo)
	for n := range 80 {
		for s := range min(upTo, len(power)) {
			total[s] += count.Probability(n) * power[s]
		}
		power = convolve(power, severity[:3])
	}
	return total
}

// Without spread in the sizes the total is a count: R 4.2.2, qpois(c(.5, .95), 24).
func TestSimulateTotal(t *testing.T) {
	count := CountModel{Mean: 2, N: 24}
	one := Severity{HasMean: true, Quantile: func(float64) float64 { return 10 }}
	total := SimulateTotal(count, one, ForecastOptions{Random: seeded()})
	checkEstimate(t, total.Median, [3]float64{240, 240, 240}, closed)
	checkEstimate(t, total.High95, [3]float64{320, 320, 330}, 0.04)
	heavy := Severity{Quantile: func(p float64) float64 { return 1 / (1 - p) }}
	checkAbsent(t, SimulateTotal(count, heavy, ForecastOptions{Random: seeded()}).Median, NotIdentified)
	checkAbsent(t, SimulateTotal(count, one, ForecastOptions{}).Median, NotApplicable)
	fitted, reason := FitSizes(reports(), SizeModelOptions{}).Severity()
	if reason != "" || !fitted.HasMean {
		t.Fatalf("lognormal severity: %+v, %q", fitted, reason)
	}
	check(t, "median severity", fitted.Quantile(0.5), 1250.575065575, 1e-6)
}
