package analysis

import (
	"math"

	"github.com/breachbrief/breachbrief/analysis/stats"
)

// entry returns the size below which no source of an event would have listed it,
// nil if one lists incidents of any size or the size counts something else. An
// event of several cases has more persons than each, so that what holds for them
// holds for it.
func (s *selection) entry(e *Event) *ReportingThreshold {
	var lowest *ReportingThreshold
	for _, c := range s.resolution.CasesOf(e) {
		for _, row := range s.resolution.RowsOf(&c) {
			file := int(s.resolution.Incidents.row(int(row)).file)
			if file >= len(s.resolution.Inputs) {
				return nil
			}
			t := s.resolution.Inputs[file].Threshold
			if t == nil || !t.limits(e.Size) {
				return nil
			}
			if lowest == nil || t.Size < lowest.Size {
				lowest = t
			}
		}
	}
	return lowest
}

// thresholds reports whether a source has a reporting threshold at all.
func (r *Resolution) thresholds() bool {
	for _, in := range r.Inputs {
		if in.Threshold != nil {
			return true
		}
	}
	return false
}

// intervals turns the sizes of events into the intervals of package stats, equal
// ones collapsed to one weight, and returns the highest reporting threshold among
// them. A size that its source would not have listed contradicts the threshold
// and is left out.
func (s *selection) intervals(events []int32) (rows []stats.Interval, highest *ReportingThreshold) {
	rows = make([]stats.Interval, 0, len(events))
	place := map[[3]int64]int{}
	truncated := s.resolution.thresholds()
	for _, i := range events {
		e := s.event(i)
		size := e.Size
		v := stats.Interval{Low: float64(size.Low), High: math.Inf(1), Weight: 1}
		key := [3]int64{size.Low, -1}
		if size.Bounds == Closed {
			v.High, key[1] = float64(size.High), size.High
		}
		if truncated {
			if t := s.entry(e); t != nil {
				if t.Hides(*size) {
					continue
				}
				if highest == nil || t.Size > highest.Size {
					highest = t
				}
				v.Entry, key[2] = float64(t.Size), t.Size
			}
		}
		if at, seen := place[key]; seen {
			rows[at].Weight++
			continue
		}
		place[key] = len(rows)
		rows = append(rows, v)
	}
	return rows, highest
}

// listed returns the sizes from a threshold on, as if no other existed. What a
// source without the threshold says of the smaller sizes, or of sizes that may be
// on either side, is left out.
func listed(rows []stats.Interval, threshold *ReportingThreshold) []stats.Interval {
	if threshold == nil {
		return rows
	}
	from := float64(threshold.Size)
	var kept []stats.Interval
	for _, v := range rows {
		if v.Low = math.Max(v.Low, v.Entry); v.Low >= from {
			v.Entry = 0
			kept = append(kept, v)
		}
	}
	return kept
}
