package analysis

import (
	"encoding/binary"
	"slices"

	"github.com/breachbrief/breachbrief/analysis/stats"
)

// modeller fits what needs the whole of the findings: the monthly counts beside
// the sizes, and a seed.
type modeller struct {
	counts     []int // events of the finished months
	seed       uint64
	replicates int
}

func (m *modeller) seedOf(statistic string) stats.Seed {
	return stats.NewSeed(statistic, binary.BigEndian.AppendUint64(nil, m.seed))
}

// nextYear returns the chance of at least one event over each threshold in the
// next 12 months, given the share of sizes over each.
//
// The monthly counts must be of the same events as the model's: where a source
// without a reporting threshold stands beside one that has it, they are not.
func (m *modeller) nextYear(scope string, f *SizeFindings, over []stats.Estimate) []Exceedance {
	mixed := f.Threshold != nil && slices.ContainsFunc(f.rows, func(v stats.Interval) bool { return v.Entry != float64(f.Threshold.Size) })
	monthly := stats.FitCounts(m.counts, stats.CountModelOptions{})
	chances := make([]stats.Estimate, len(over))
	for i := range chances {
		if mixed {
			chances[i].Reason = stats.NotApplicable
			continue
		}
		random := m.seedOf("next 12 months, " + scope).Random()
		chances[i] = stats.ChanceOfExceedance(monthly, over[i], stats.ForecastOptions{Random: random, Level: Level})
	}
	return exceedances(chances)
}

func noTail(reason stats.Reason) SizeTail {
	r := string(reason)
	return SizeTail{PowerLaw: PowerLaw{Against: []TailFamily{}, Reason: r}, Pareto: Pareto{Reason: r}, Reason: r}
}

// tail describes the largest sizes.
func (m *modeller) tail(scope string, f *SizeFindings) SizeTail {
	rows := coarse(listed(f.rows, f.Threshold), fittedMost)
	t := noTail(stats.TooFew)
	t.PowerLaw = m.powerLaw(scope, rows)
	t.Pareto = pareto(f, rows)
	if shape := t.Pareto.Shape; shape != nil {
		switch {
		case !shape.OpenHigh && shape.High < 1:
			t.MeanExists, t.Reason = pointer(true), ""
		case shape.Low >= 1:
			t.MeanExists, t.Reason = pointer(false), ""
		default:
			t.Reason = string(stats.NotIdentified)
		}
	}
	return t
}

func pointer[T any](value T) *T { return &value }

func (m *modeller) powerLaw(scope string, rows []stats.Interval) PowerLaw {
	law := stats.FitPowerLaw(rows, stats.PowerLawOptions{Level: Level})
	f := PowerLaw{N: law.Tail, Against: []TailFamily{}, Reason: string(law.Reason)}
	if law.Reason != "" {
		return f
	}
	f.Minimum = &law.Minimum
	f.Exponent, f.Reason = estimate(law.Alpha)
	if law.N > testedMost {
		f.Reason = string(stats.NotApplicable)
		return f
	}
	test := law.TestFit(m.seedOf("power law, "+scope).Random(), m.replicates)
	if !test.Present() {
		f.Reason = string(test.Reason)
		return f
	}
	f.PValue, f.PValueError, f.Replicates = probability(test), &test.MonteCarloError, m.replicates
	for _, other := range stats.CompareTails(exactSizes(rows), law.Minimum, stats.TailOptions{Level: Level}) {
		f.Against = append(f.Against, tailFamily(other))
	}
	return f
}

// testedMost is the largest number of sizes whose power law is tested. Beyond it
// each replicate costs seconds, and no real tail among so many is an exact power
// law: the test would only say that the sample is large.
const testedMost = 10_000

func tailFamily(c stats.TailComparison) TailFamily {
	f := TailFamily{Family: c.Family, Reason: string(c.Test.Reason)}
	if c.Test.Present() {
		f.Statistic, f.PValue = &c.Test.Statistic, probability(c.Test)
	}
	return f
}

// exactSizes returns the exact sizes, each as often as it occurs.
func exactSizes(rows []stats.Interval) []float64 {
	var sizes []float64
	for _, v := range rows {
		if v.Low == v.High && v.Low > 0 {
			for range int(v.Weight) {
				sizes = append(sizes, v.Low)
			}
		}
	}
	return sizes
}

// paretoFrom is the quantile over which the generalised Pareto distribution is
// fitted: the upper tenth is the customary choice where no one looks at the mean
// excess plot (Davison & Smith 1990 look; an unattended report cannot).
const paretoFrom = 0.9

func pareto(f *SizeFindings, rows []stats.Interval) Pareto {
	threshold := f.distribution.Quantile(paretoFrom)
	if !threshold.Present() {
		return Pareto{Reason: string(threshold.Reason)}
	}
	fit := stats.FitParetoTail(rows, threshold.Low, stats.TailOptions{Level: Level})
	p := Pareto{N: fit.Exceedances, Reason: string(fit.Reason)}
	if fit.Reason != "" {
		return p
	}
	p.Threshold = &threshold.Low
	p.Shape, p.Reason = estimate(fit.Shape)
	return p
}
