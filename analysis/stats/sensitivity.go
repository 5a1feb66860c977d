package stats

// A Sensitivity shows what the unknown sizes could do to a quantile.
type Sensitivity struct {
	// Without leaves the unknown rows out, as if they were like the others.
	Without Estimate
	// Small takes each unknown size as at most the quantile without them, Large
	// as at least that.
	Small, Large Estimate
	Unknown      int // unknown rows
}

// QuantileSensitivity returns Turnbull's p-quantile under three readings of the
// unknown sizes. Unknown is hardly random: a size is unknown because it is under
// investigation, or large, or embarrassing. The small and the large reading show
// how much hangs on that; [QuantileBounds] goes further and assumes nothing.
//
// If the quantile is open above the large reading repeats it.
func QuantileSensitivity(rows []Interval, p float64) Sensitivity {
	s := Sensitivity{Without: Turnbull(rows).Quantile(p)}
	s.Small, s.Large = s.Without, s.Without
	if !s.Without.Present() {
		return s
	}
	small, large := make([]Interval, len(rows)), make([]Interval, len(rows))
	weight := 0.0
	for i, v := range rows {
		small[i], large[i] = v, v
		if !v.unknown() {
			continue
		}
		small[i].High = s.Without.High
		large[i].Low = s.Without.Low
		if v.Weight == 0 {
			v.Weight = 1
		}
		weight += v.Weight
	}
	s.Unknown = int(weight + 0.5)
	if s.Without.Bounded() {
		s.Small = Turnbull(small).Quantile(p)
	}
	s.Large = Turnbull(large).Quantile(p)
	return s
}
