package stats

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"
)

// randomRows draws sizes with the spread of the breach literature (mean 8.06,
// standard deviation 2.76 of ln size) and tells them in different ways.
func randomRows(n int, mix string) []Interval {
	rng := rand.New(rand.NewPCG(1, 2))
	rows := make([]Interval, n)
	for i := range rows {
		x := math.Ceil(math.Exp(8.06 + 2.76*rng.NormFloat64()))
		switch kind := rng.IntN(10); {
		case mix == "exact", mix == "mixed" && kind < 6:
			rows[i] = Exactly(x)
		case mix == "mixed" && kind < 7:
			rows[i] = AtLeast(math.Floor(x * rng.Float64()))
		case mix == "mixed" && kind < 8:
			rows[i] = Between(0, math.Ceil(x*(1+rng.Float64())))
		default:
			rows[i] = Between(math.Floor(x*(1-rng.Float64())), math.Ceil(x*(1+3*rng.Float64())))
		}
	}
	return rows
}

func BenchmarkTurnbull(b *testing.B) { benchmarkRows(b, func(rows []Interval) { Turnbull(rows) }) }

func BenchmarkFitSizes(b *testing.B) {
	benchmarkRows(b, func(rows []Interval) {
		m := FitSizes(rows, SizeModelOptions{})
		m.Quantile(0.9)
		m.Exceedance(10_000)
	})
}

func benchmarkRows(b *testing.B, f func([]Interval)) {
	for _, mix := range []string{"exact", "mixed", "intervals"} {
		rows := randomRows(10_000, mix)
		b.Run(mix+"/10k", func(b *testing.B) {
			for b.Loop() {
				f(rows)
			}
		})
	}
	million := randomRows(1_000_000, "mixed")
	b.Run("mixed/1M", func(b *testing.B) {
		for b.Loop() {
			f(million)
		}
	})
}

func BenchmarkFitParetoTail(b *testing.B) {
	benchmarkRows(b, func(rows []Interval) {
		FitParetoTail(rows, 10_000, TailOptions{}).Quantile(0.99)
	})
}

func BenchmarkFitPowerLaw(b *testing.B) {
	benchmarkRows(b, func(rows []Interval) { FitPowerLaw(rows, PowerLawOptions{}) })
}

// Sizes of a source that lists those of at least 500: limits by profile up to
// largestProfile rows, by the curvature beyond.
func BenchmarkFitSizesFrom(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 1_000_000} {
		var rows []Interval
		for _, v := range randomRows(n, "mixed") {
			if v.Entry = 500; v.Low >= v.Entry {
				rows = append(rows, v)
			}
		}
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				m := FitSizes(rows, SizeModelOptions{From: 500, WholeNumbers: true})
				m.Quantile(0.9)
				m.Exceedance(10_000)
			}
		})
	}
}
