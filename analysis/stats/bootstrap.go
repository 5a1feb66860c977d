package stats

import (
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// DefaultReplicates is the number of bootstrap samples where options leave it 0.
// The 2.5% quantile of 10,000 lies at the rank 250 ± 16.
const DefaultReplicates = 10_000

// BootstrapOptions sets a bootstrap.
type BootstrapOptions struct {
	Random     *rand.Rand // needed above 6 units
	Replicates int        // 0 means DefaultReplicates
	Level      float64    // 0 means DefaultLevel
}

// A BootstrapEstimate is a statistic with its bootstrap interval.
type BootstrapEstimate struct {
	Estimate
	// Replicates that gave a value; Exact if they are all possible samples.
	Replicates int
	Exact      bool
	// LowError and HighError are the Monte-Carlo standard errors of the limits.
	LowError, HighError float64
}

// enumerable is the number of units up to which all samples are drawn instead of
// random ones: 6⁶ = 46,656.
const enumerable = 6

// Bootstrap returns a statistic of n independent units with its bias-corrected
// and accelerated (BCa) interval. The statistic gets the indices of the units in
// a sample, with repeats, and returns false where it does not exist. To resample
// clusters, let the units be clusters. Sort the units first: which of them are
// drawn depends on their order.
//
// The acceleration is the jackknife's; replicates equal to the estimate count
// half in the bias correction. It suits smooth statistics, not a maximum, nor
// the mean of a heavy tail. Fewer than two units give [TooFew], a statistic that
// never varies [NotIdentified]; below [MinimumBootstrap] units a doubt is added.
//
// Source: Efron, JASA 82 (1987) 171–185; Efron & Tibshirani, An Introduction to
// the Bootstrap (1993), chapter 14.
func Bootstrap(n int, statistic func(units []int) (float64, bool), options BootstrapOptions) BootstrapEstimate {
	const method = "BCa bootstrap"
	if options.Replicates == 0 {
		options.Replicates = DefaultReplicates
	}
	if options.Level == 0 {
		options.Level = DefaultLevel
	}
	none := func(reason Reason) BootstrapEstimate {
		return BootstrapEstimate{Estimate: absent(method, n, reason)}
	}
	exact := n <= enumerable
	switch {
	case !exact && options.Random == nil || options.Replicates < 1 || !validLevel(options.Level):
		return none(NotApplicable)
	case n < 2:
		return none(TooFew)
	}
	value, ok := statistic(identity(n))
	if !ok || !finite(value) {
		return none(NotApplicable)
	}
	values, drawn := replicate(n, statistic, options)
	acceleration, ok := jackknifeAcceleration(n, statistic)
	if !ok || len(values) == 0 || values[0] == values[len(values)-1] {
		return none(NotIdentified)
	}
	b := BootstrapEstimate{Replicates: len(values), Exact: exact, Estimate: Estimate{
		Value: value, Level: options.Level, N: n, Method: method,
	}}
	b.limits(values, acceleration)
	if n < MinimumBootstrap {
		b.Doubts = append(b.Doubts, DoubtFewRows)
	}
	if len(values) < drawn {
		b.Doubts = append(b.Doubts, DoubtFailedReplicates)
	}
	return b
}

func identity(n int) []int {
	units := make([]int, n)
	for i := range units {
		units[i] = i
	}
	return units
}

// replicate returns the sorted values of the statistic over samples, and the
// number of samples.
func replicate(n int, statistic func([]int) (float64, bool), options BootstrapOptions) (values []float64, drawn int) {
	units := make([]int, n)
	drawn = options.Replicates
	if n <= enumerable {
		drawn = int(math.Pow(float64(n), float64(n)))
	}
	for b := range drawn {
		code := b
		for i := range units {
			if n <= enumerable {
				units[i], code = code%n, code/n
			} else {
				units[i] = options.Random.IntN(n)
			}
		}
		if v, ok := statistic(units); ok && finite(v) {
			values = append(values, v)
		}
	}
	slices.Sort(values)
	return values, drawn
}

// jackknifeAcceleration returns Σd³/(6(Σd²)^1.5) of the leave-one-out values.
func jackknifeAcceleration(n int, statistic func([]int) (float64, bool)) (float64, bool) {
	var left []float64
	for out := range n {
		v, ok := statistic(slices.Delete(identity(n), out, out+1))
		if !ok || !finite(v) {
			continue
		}
		left = append(left, v)
	}
	if len(left) < 2 {
		return 0, false
	}
	slices.Sort(left)
	mean := 0.0
	for _, v := range left {
		mean += v / float64(len(left))
	}
	var squares, cubes float64
	for _, v := range left {
		d := mean - v
		squares += d * d
		cubes += d * d * d
	}
	if squares == 0 {
		return 0, true
	}
	return cubes / (6 * math.Pow(squares, 1.5)), true
}

// limits sets the BCa limits and their Monte-Carlo errors from sorted values.
func (b *BootstrapEstimate) limits(values []float64, acceleration float64) {
	total := float64(len(values))
	below, _ := slices.BinarySearch(values, b.Value)
	upTo, _ := slices.BinarySearch(values, math.Nextafter(b.Value, math.Inf(1)))
	// Half a replicate keeps the correction finite where all lie on one side.
	share := clamp((float64(below)+float64(upTo))/2/total, 0.5/total, 1-0.5/total)
	bias := distuv.UnitNormal.Quantile(share)
	z := normalCritical(b.Level)
	at := func(z float64) (value, deviation float64) {
		shifted := bias + z
		level := 1 - normalUpper(bias+shifted/(1-acceleration*shifted))
		value, _ = Quantile(values, level, Type6)
		if b.Exact {
			return value, 0
		}
		error := math.Sqrt(level * (1 - level) / total)
		above, _ := Quantile(values, math.Min(1, level+error), Type6)
		under, _ := Quantile(values, math.Max(0, level-error), Type6)
		return value, (above - under) / 2
	}
	b.Low, b.LowError = at(-z)
	b.High, b.HighError = at(z)
	b.Low, b.High = math.Min(b.Low, b.Value), math.Max(b.High, b.Value)
}

// BootstrapClusters returns the share of successes among cases that come in
// clusters with the BCa interval that resamples whole clusters: a check of
// [ClusterShare] that does not linearise.
func BootstrapClusters(clusters []Cluster, options BootstrapOptions) BootstrapEstimate {
	if !validClusters(clusters) {
		return BootstrapEstimate{Estimate: absent("BCa bootstrap", len(clusters), NotApplicable)}
	}
	return Bootstrap(len(clusters), func(units []int) (float64, bool) {
		successes, n := 0, 0
		for _, u := range units {
			successes += clusters[u].Successes
			n += clusters[u].Size
		}
		return float64(successes) / float64(n), n > 0
	}, options)
}
