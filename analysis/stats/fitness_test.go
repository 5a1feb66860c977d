package stats

import (
	"math"
	"testing"
)

// Expected values: the formulas of nortest's ad.test in R 4.2.2.
func TestAndersonDarling(t *testing.T) {
	primes := []float64{2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71}
	exponentials := make([]float64, len(primes))
	for i, x := range primes {
		exponentials[i] = math.Exp(x)
	}
	tests := []struct {
		name         string
		sizes        []float64
		statistic, p float64
	}{
		{"primes", primes, 0.72522019506721, 0.05861295515658},
		{"exponentials", exponentials, 0.3830159808574, 0.3970579276410},
		{"far off", []float64{1, 1, 1, 1, 1, 1, 1, 2, 1000, 100000}, 2.357928131210, 0.0005},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := AndersonDarling(test.sizes)
			check(t, "statistic", got.Statistic, test.statistic, closed)
			check(t, "p", got.PValue, test.p, closed)
		})
	}
	for name, test := range map[string]struct {
		sizes []float64
		want  Reason
	}{
		"seven":     {primes[:7], TooFew},
		"all equal": {[]float64{3, 3, 3, 3, 3, 3, 3, 3, 3}, NotIdentified},
		"zero":      {append([]float64{0}, primes...), NotApplicable},
	} {
		if got := AndersonDarling(test.sizes); got.Reason != test.want {
			t.Errorf("%s: reason %q, want %q", name, got.Reason, test.want)
		}
	}
}
