package stats

import (
	"testing"
)

// Expected values worked out by hand: shares 0.1 to 0.4.
func TestConcentrate(t *testing.T) {
	c := Concentrate([]int{3, 1, 4, 0, 2})
	check(t, "Herfindahl", c.Herfindahl, 0.30, closed)
	check(t, "effective parts", c.EffectiveParts, 1/0.30, closed)
	check(t, "Simpson", c.Simpson, (2+6+12)/90.0, closed)
	check(t, "top 1", c.Top1, 0.4, closed)
	check(t, "top 3", c.Top3, 0.9, closed)
	if c.Parts != 4 || c.GiniReason != TooFew {
		t.Errorf("parts %d, Gini reason %q", c.Parts, c.GiniReason)
	}
}

// The Gini coefficient of 1, 2, …, n is (n−1)/(3n): 0.3 for n = 10.
func TestGini(t *testing.T) {
	check(t, "Gini of 1 to 10", Concentrate([]int{10, 9, 8, 7, 6, 5, 4, 3, 2, 1}).Gini, 0.3, closed)
	check(t, "all equal", Concentrate([]int{7, 7, 7, 7, 7, 7, 7, 7, 7, 7}).Gini, 0, closed)
	check(t, "scaled", Concentrate([]int{100, 90, 80, 70, 60, 50, 40, 30, 20, 10}).Gini, 0.3, closed)
}

func TestConcentrateEdges(t *testing.T) {
	for name, test := range map[string]struct {
		counts []int
		want   Reason
	}{
		"none":     {nil, TooFew},
		"all zero": {[]int{0, 0}, TooFew},
		"negative": {[]int{3, -1}, NotApplicable},
	} {
		if c := Concentrate(test.counts); c.Reason != test.want || c.Herfindahl != 0 {
			t.Errorf("%s: %+v, want reason %q", name, c, test.want)
		}
	}
	one := Concentrate([]int{1})
	if one.Herfindahl != 1 || one.Simpson != 1 || one.Top3 != 1 {
		t.Errorf("one of one: %+v", one)
	}
}
