package stats

import (
	"slices"
)

// Concentration tells how far a total is gathered in few parts.
type Concentration struct {
	Parts  int // parts above zero
	Total  int
	Top1   float64 // share of the largest part
	Top3   float64 // share of the three largest
	Reason Reason
	// Herfindahl is Σ(share²), from 1/Parts to 1; EffectiveParts is its inverse,
	// the number of equal parts as concentrated.
	Herfindahl, EffectiveParts float64
	// Simpson is Σx(x−1)/(N(N−1)): the chance that two units drawn without
	// replacement fall in one part, free of the bias of Herfindahl for counts.
	Simpson float64
	// Gini is from 0 (all equal) to 1−1/Parts (all in one). It is 0 with
	// GiniReason [TooFew] below [MinimumGini] parts.
	Gini       float64
	GiniReason Reason
}

// Concentrate measures the concentration of counts over parts, such as victims
// over suppliers. Parts of zero are left out, for parts that could have been hit
// are not known. No parts give [TooFew], a negative count [NotApplicable].
//
// Source: Herfindahl (1950); Simpson, Nature 163 (1949) 688; Gini (1912) in the
// order form of Sen, On Economic Inequality (1973).
func Concentrate(counts []int) Concentration {
	sorted := slices.Sorted(slices.Values(counts))
	if len(sorted) > 0 && sorted[0] < 0 {
		return Concentration{Reason: NotApplicable, GiniReason: NotApplicable}
	}
	sorted = slices.DeleteFunc(sorted, func(x int) bool { return x == 0 })
	parts := len(sorted)
	if parts == 0 {
		return Concentration{Reason: TooFew, GiniReason: TooFew}
	}
	c := Concentration{Parts: parts}
	var squares, pairs, ranks, total float64
	for i, x := range sorted {
		c.Total += x
		v := float64(x)
		total += v
		squares += v * v
		pairs += v * (v - 1)
		ranks += float64(2*(i+1)-parts-1) * v
	}
	c.Herfindahl = squares / (total * total)
	c.EffectiveParts = 1 / c.Herfindahl
	c.Simpson = 1
	if total > 1 {
		c.Simpson = pairs / (total * (total - 1))
	}
	c.Top1 = float64(sorted[parts-1]) / total
	for _, x := range sorted[max(0, parts-3):] {
		c.Top3 += float64(x) / total
	}
	c.Gini = ranks / (float64(parts) * total)
	if parts < MinimumGini {
		c.Gini, c.GiniReason = 0, TooFew
	}
	return c
}
