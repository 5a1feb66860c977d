package stats

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestQuantileSensitivity(t *testing.T) {
	rows := []Interval{Exactly(10), Exactly(20), Exactly(30), Exactly(40), Exactly(50)}
	s := QuantileSensitivity(append(rows, AtLeast(0), AtLeast(0)), 0.5)
	checkEstimate(t, s.Without, [3]float64{30, 30, 30}, closed)
	if s.Unknown != 2 || !(s.Small.High <= 30 && s.Large.Low >= 30) {
		t.Errorf("%+v", s)
	}
	same := QuantileSensitivity(rows, 0.5)
	checkEstimate(t, same.Small, [3]float64{30, 30, 30}, closed)
	checkEstimate(t, same.Large, [3]float64{30, 30, 30}, closed)
	checkAbsent(t, QuantileSensitivity([]Interval{AtLeast(0)}, 0.5).Small, UnknownOnly)
	open := QuantileSensitivity([]Interval{AtLeast(5), AtLeast(0)}, 0.5)
	if open.Large.Bounded() || open.Small.Low != 5 {
		t.Errorf("open median: %+v", open)
	}
}

func TestSeed(t *testing.T) {
	a, b := NewSeed("median", []byte("rows")), NewSeed("mean", []byte("rows"))
	if a == b || a == NewSeed("median", []byte("row")) || NewSeed("s", []byte("row")) == NewSeed("ws", []byte("ro")) {
		t.Error("different statistics or data share a seed")
	}
	draw := func(r *rand.Rand) []uint64 { return []uint64{r.Uint64(), r.Uint64()} }
	if !slices.Equal(draw(a.Random()), draw(NewSeed("median", []byte("rows")).Random())) {
		t.Error("equal seeds give different numbers")
	}
}
