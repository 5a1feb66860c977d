package stats

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/mathext"
)

// A powerSearch looks for the minimum of a power law among exact sizes.
type powerSearch struct {
	sizes    []weighted // ascending, distinct
	discrete bool
	logs     []float64 // ln size
	// below[i] are the rows smaller than size i; logsBelow their Σ ln size.
	below, logsBelow []float64
	least            float64 // distance of the best candidate
}

func newPowerSearch(sizes []weighted, discrete bool) *powerSearch {
	n := len(sizes)
	s := &powerSearch{
		sizes: sizes, discrete: discrete, least: math.Inf(1),
		logs: make([]float64, n), below: make([]float64, n+1), logsBelow: make([]float64, n+1),
	}
	for i, v := range sizes {
		s.logs[i] = math.Log(v.value)
		s.below[i+1] = s.below[i] + v.weight
		s.logsBelow[i+1] = s.logsBelow[i] + v.weight*s.logs[i]
	}
	return s
}

// A tailStart is a candidate: its first size, a, and a lower bound of its distance.
type tailStart struct {
	first    int
	exponent float64
	bound    float64
}

// coarsePoints is the number of candidates that are compared first, and of sizes
// at which each is.
const coarsePoints = 32

// best returns the candidate with the least distance and at least so many rows
// from it on, or 0; of equal ones the smallest. A comparison at a few sizes
// bounds each distance from below; candidates are then compared in full in the
// order of their bounds, until no bound is left below the best.
func (s *powerSearch) best(smallest float64) float64 {
	best := -1
	for _, start := range s.near(s.starts(smallest)) {
		if start.bound > s.least {
			break
		}
		d := s.distance(start, math.Nextafter(s.least, math.Inf(1)))
		if d < s.least || d == s.least && start.first < best {
			best, s.least = start.first, d
		}
	}
	if best < 0 {
		return 0
	}
	return s.sizes[best].value
}

// starts returns the candidates with at least so many rows, without bounds.
func (s *powerSearch) starts(smallest float64) []tailStart {
	var starts []tailStart
	// The last size alone explains its whole tail.
	for i := 0; i < len(s.sizes)-1 && s.rowsFrom(i) >= smallest; i++ {
		if !s.discrete || s.sizes[i].value >= 1 {
			starts = append(starts, tailStart{first: i, exponent: s.exponent(i)})
		}
	}
	return starts
}

// near returns the candidates that may be the best, in the order of their bounds.
// Those farther than the nearest of a few are not.
func (s *powerSearch) near(starts []tailStart) []tailStart {
	least := math.Inf(1)
	for i := 0; i < len(starts); i += max(1, len(starts)/coarsePoints) {
		least = math.Min(least, s.distance(starts[i], least))
	}
	limit := math.Nextafter(least, math.Inf(1))
	var near []tailStart
	for _, start := range starts {
		start.bound = s.distanceBy(start, max(1, (len(s.sizes)-start.first)/coarsePoints), limit)
		if start.bound <= least {
			near = append(near, start)
		}
	}
	slices.SortFunc(near, func(a, b tailStart) int {
		return cmp.Or(cmp.Compare(a.bound, b.bound), cmp.Compare(a.first, b.first))
	})
	return near
}

func (s *powerSearch) rowsFrom(i int) float64 { return s.below[len(s.sizes)] - s.below[i] }

// exponent returns the maximum likelihood a = α−1 of the exact sizes from i on.
func (s *powerSearch) exponent(i int) float64 {
	rows := s.rowsFrom(i)
	logs := s.logsBelow[len(s.sizes)] - s.logsBelow[i]
	excess := logs - rows*s.logs[i]
	if !s.discrete {
		return rows / excess
	}
	// The continuous formula from ½ below is near, and brackets the maximum.
	near := rows / (excess + rows*(s.logs[i]-math.Log(s.sizes[i].value-0.5)))
	minimum := s.sizes[i].value
	exponent, _ := peak(near/4, math.Min(near*4, largestExponent), func(a float64) float64 {
		return -(a+1)*logs - rows*math.Log(mathext.Zeta(a+1, minimum))
	})
	return exponent
}

// distance returns the largest difference between the fitted and the empirical
// distribution of the exact sizes, on both sides of each step if continuous. It
// may stop early with any value not below limit, as coarse passes often allow.
func (s *powerSearch) distance(start tailStart, limit float64) float64 {
	for stride := (len(s.sizes) - start.first) / coarsePoints; stride > 1; stride /= 8 {
		if d := s.distanceBy(start, stride, limit); d >= limit {
			return d
		}
	}
	return s.distanceBy(start, 1, limit)
}

// distanceBy compares at every stride-th size.
func (s *powerSearch) distanceBy(start tailStart, stride int, limit float64) float64 {
	rows, origin := s.rowsFrom(start.first), s.below[start.first]
	minimum := s.sizes[start.first].value
	scale := 0.0
	if s.discrete {
		scale = mathext.Zeta(start.exponent+1, minimum)
	}
	largest := 0.0
	for i := start.first; i < len(s.sizes) && largest < limit; i += stride {
		after := (s.below[i+1] - origin) / rows
		if s.discrete {
			fitted := 1 - mathext.Zeta(start.exponent+1, s.sizes[i].value+1)/scale
			largest = max(largest, math.Abs(fitted-after))
			continue
		}
		before := (s.below[i] - origin) / rows
		fitted := 1 - math.Exp(-start.exponent*(s.logs[i]-s.logs[start.first]))
		largest = max(largest, math.Abs(fitted-after), math.Abs(fitted-before))
	}
	return largest
}
