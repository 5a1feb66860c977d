package stats

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Panjer returns the distribution of the total of a random number of whole
// severities: total[s] = P(sum = s) for s < len(severity). severity[x] is the
// probability of x; what is missing to 1 lies beyond the grid. The count is the
// model's over the given months. Totals beyond the grid are the rest to 1.
//
// The recursion is exact for Poisson and negative binomial counts. Where the
// chance of a zero total underflows, at about 700 expected events, the result is
// [NoConvergence]; use [SimulateTotal].
//
// Source: Panjer, ASTIN Bulletin 12 (1981) 22–26.
func Panjer(count CountModel, months int, severity []float64) (total []float64, reason Reason) {
	if reason := count.absence(); reason != "" {
		return nil, reason
	}
	sum := 0.0
	for _, p := range severity {
		if !(p >= 0) {
			return nil, NotApplicable
		}
		sum += p
	}
	if len(severity) == 0 || sum > 1+1e-9 || months < 1 {
		return nil, NotApplicable
	}
	// P(N = n) = (a + b/n)·P(N = n−1).
	a, b := 0.0, count.Mean*float64(months)
	zero := math.Exp(-b * (1 - severity[0]))
	if !count.Poisson() {
		size := count.Size * float64(months)
		a = count.Mean / (count.Mean + count.Size)
		b = (size - 1) * a
		zero = math.Pow((1-a)/(1-a*severity[0]), size)
	}
	if zero < math.SmallestNonzeroFloat64*1e16 {
		return nil, NoConvergence
	}
	total = make([]float64, len(severity))
	total[0] = zero
	for s := 1; s < len(total); s++ {
		for x := 1; x <= s; x++ {
			total[s] += (a + b*float64(x)/float64(s)) * severity[x] * total[s-x]
		}
		total[s] /= 1 - a*severity[0]
	}
	return total, ""
}

// A Severity is the distribution of the size of an event.
type Severity struct {
	// Quantile returns the size that the share p of events does not pass.
	Quantile func(p float64) float64
	// HasMean says that the mean exists, by the upper limit of the tail's index.
	HasMean bool
}

// Severity returns the fitted sizes as a severity. Lognormal and Weibull sizes
// have a mean, log-logistic ones if the upper limit of the scale is below 1.
func (m SizeModel) Severity() (Severity, Reason) {
	if reason := m.answers(true); reason != "" {
		return Severity{}, reason
	}
	hasMean := m.Family != LogLogistic || m.Scale.Present() && m.Scale.High < 1
	return Severity{HasMean: hasMean, Quantile: func(p float64) float64 {
		return math.Exp((m.point.beta[0] + m.likelihood.law.quantile(p)) * m.point.scale())
	}}, ""
}

// A Total is the simulated sum of the sizes of the events of some months.
type Total struct {
	Median, High95 Estimate // the median, and the total passed once in 20 times
	Reason         Reason
}

// SimulateTotal returns the median and the 95% quantile of the total size over
// the coming months. Their Low and High are Monte-Carlo limits at the level,
// not doubt about the parameters.
//
// It is refused as [NotIdentified] where the mean of a size does not exist: one
// event then outweighs all others, and a total of the past says nothing of the
// next. No mean is given in any case.
//
// Source: Klugman, Panjer & Willmot, Loss Models (2012), chapter 9.
func SimulateTotal(count CountModel, severity Severity, options ForecastOptions) Total {
	const method = "simulated total"
	options = options.filled()
	none := func(reason Reason) Total {
		return Total{absent(method, count.N, reason), absent(method, count.N, reason), reason}
	}
	switch {
	case count.absence() != "":
		return none(count.absence())
	case severity.Quantile == nil || options.Random == nil || options.Months < 1 || options.Replicates < 1 || !validLevel(options.Level):
		return none(NotApplicable)
	case !severity.HasMean:
		return none(NotIdentified)
	}
	year := count
	year.Mean *= float64(options.Months)
	year.Size *= float64(options.Months)
	totals := make([]float64, options.Replicates)
	for b := range totals {
		for range year.quantile(uniform(options.Random)) {
			totals[b] += severity.Quantile(uniform(options.Random))
		}
	}
	slices.Sort(totals)
	return Total{Median: simulatedQuantile(totals, 0.5, options), High95: simulatedQuantile(totals, 0.95, options)}
}

// uniform draws from the open interval (0, 1).
func uniform(random *rand.Rand) float64 {
	return (float64(random.Uint64N(1<<53)) + 0.5) / (1 << 53)
}

// simulatedQuantile returns a quantile of sorted draws with its order-statistic
// interval.
func simulatedQuantile(sorted []float64, p float64, options ForecastOptions) Estimate {
	value, _ := Quantile(sorted, p, Type7)
	n := float64(len(sorted))
	reach := normalCritical(options.Level) * math.Sqrt(n*p*(1-p))
	return Estimate{
		Value: value,
		Low:   orderStatistic(sorted, int(math.Floor(n*p-reach))),
		High:  orderStatistic(sorted, int(math.Ceil(n*p+reach))+1),
		Level: options.Level, N: len(sorted), Method: "simulated total",
	}
}
