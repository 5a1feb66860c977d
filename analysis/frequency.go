package analysis

import (
	"cmp"
	"slices"

	"github.com/breachbrief/breachbrief/analysis/stats"
)

// share returns the share of successes with its Wilson interval, or the reason
// why there is none.
func share(successes, n int) (*Share, string) {
	if n == 0 {
		return nil, string(stats.UnknownOnly)
	}
	if n < stats.MinimumShareInterval {
		return nil, string(stats.TooFew)
	}
	return anyShare(successes, n), ""
}

// anyShare returns the share of successes whatever the sample, nil of none.
func anyShare(successes, n int) *Share {
	e := stats.Wilson(successes, n, Level)
	if !e.Present() {
		return nil
	}
	return shareOf(e, float64(n))
}

// vectors counts events and cases by vector. The shares are of the events with
// a known vector. Events with the same count stand in the order of Vectors,
// unknown always last; vectors that do not occur are left out.
func (s *selection) vectors() VectorFindings {
	events := make([]int, len(vectorWords))
	cases := make([]int, len(vectorWords))
	for _, i := range s.events {
		events[s.event(i).Vector]++
	}
	for _, i := range s.cases {
		cases[s.event(s.cased(i).Event).Vector]++
	}
	known := len(s.events) - events[VectorUnknown]
	f := VectorFindings{Known: known, Events: []VectorCount{}, Cases: []VectorTally{}}
	for _, v := range Vectors() {
		if events[v] > 0 {
			count := VectorCount{Vector: v, Count: events[v]}
			if v == VectorUnknown {
				count.Reason = string(stats.NotApplicable)
			} else {
				count.Share, count.Reason = share(events[v], known)
			}
			f.Events = append(f.Events, count)
		}
		if cases[v] > 0 {
			f.Cases = append(f.Cases, VectorTally{Vector: v, Count: cases[v]})
		}
	}
	slices.SortStableFunc(f.Events, func(a, b VectorCount) int {
		return cmp.Or(unknownLast(a.Vector, b.Vector), cmp.Compare(b.Count, a.Count))
	})
	slices.SortStableFunc(f.Cases, func(a, b VectorTally) int {
		return cmp.Or(unknownLast(a.Vector, b.Vector), cmp.Compare(b.Count, a.Count))
	})
	f.Lead = lead(f.Events, known)
	return f
}

// lead compares the two most frequent known vectors.
func lead(counts []VectorCount, known int) VectorLead {
	var l VectorLead
	if len(counts) == 0 || known == 0 {
		l.Reason = string(stats.UnknownOnly)
		return l
	}
	l.First = counts[0].Vector
	if len(counts) == 1 || counts[1].Vector == VectorUnknown {
		l.Reason = string(stats.NotApplicable)
		return l
	}
	l.Second = counts[1].Vector
	compared := stats.CompareCategories(counts[0].Count, counts[1].Count, known)
	if !compared.Exact.Present() {
		l.Reason = string(compared.Exact.Reason)
		return l
	}
	l.PValue = probability(compared.Exact)
	l.Difference, l.Reason = estimate(compared.Difference)
	return l
}

func unknownLast(a, b Vector) int {
	switch {
	case a == b:
		return 0
	case a == VectorUnknown:
		return 1
	case b == VectorUnknown:
		return -1
	}
	return 0
}

// tally counts cases, and events with at least one such case, by a word of the
// case's rows: that of the first row that states it.
func (s *selection) tally(word func(*row) uint32) []Tally {
	type count struct {
		events, cases int
		last          int32 // event counted last: the cases of an event lie together
	}
	counts := map[uint32]*count{}
	for _, i := range s.cases {
		c := s.cased(i)
		stated := uint32(0)
		for _, number := range s.resolution.RowsOf(c) {
			if stated = word(s.resolution.Incidents.row(int(number))); stated != 0 {
				break
			}
		}
		n := counts[stated]
		if n == nil {
			n = &count{last: -1}
			counts[stated] = n
		}
		n.cases++
		if n.last != c.Event {
			n.events++
			n.last = c.Event
		}
	}
	events, cases := map[string]int{}, map[string]int{}
	for stated, n := range counts {
		text := s.resolution.Incidents.strings.at(stated)
		events[text], cases[text] = n.events, n.cases
	}
	return sortedTally(events, cases)
}

// impacts counts by what followed.
func (s *selection) impacts() []Tally {
	events, cases := map[string]int{}, map[string]int{}
	for _, i := range s.events {
		events[s.event(i).Impact.String()]++
	}
	for _, i := range s.cases {
		cases[s.event(s.cased(i).Event).Impact.String()]++
	}
	return sortedTally(events, cases)
}

// sortedTally lists words by falling number of cases, then events, then by the
// word; what is not stated stands last.
func sortedTally(events, cases map[string]int) []Tally {
	list := []Tally{}
	for word, n := range cases {
		list = append(list, Tally{Word: word, Events: events[word], Cases: n})
	}
	for word, n := range events {
		if cases[word] == 0 {
			list = append(list, Tally{Word: word, Events: n})
		}
	}
	notStated := func(t Tally) int {
		if t.Word == "" || t.Word == ImpactUnknown.String() {
			return 1
		}
		return 0
	}
	slices.SortFunc(list, func(a, b Tally) int {
		return cmp.Or(cmp.Compare(notStated(a), notStated(b)), cmp.Compare(b.Cases, a.Cases),
			cmp.Compare(b.Events, a.Events), cmp.Compare(a.Word, b.Word))
	})
	return list
}

// minimumQuartile is the sample at which the order statistics give a quartile a
// 95 % interval: the smallest n with 0.75^n ≤ 0.025.
const minimumQuartile = 13

// delay computes the days between two dates of each event that are both told to
// the day and in order.
func (s *selection) delay(dates func(*Event) (from, to Date)) DelayFinding {
	days := []int{}
	for _, i := range s.events {
		from, to := dates(s.event(i))
		first, ok1 := from.Day()
		last, ok2 := to.Day()
		if ok1 && ok2 && last >= first {
			days = append(days, int(last-first))
		}
	}
	slices.Sort(days)
	f := DelayFinding{EventsComputable: len(days), Days: slices.Clone(slices.Compact(slices.Clone(days)))}
	if len(days) == 0 {
		f.Reason = string(stats.UnknownOnly)
		return f
	}
	sorted := make([]float64, len(days))
	for i, d := range days {
		sorted[i] = float64(d)
	}
	f.Median = quantile(sorted, 0.5)
	f.Longest = &days[len(days)-1]
	if len(days) < minimumQuartile {
		f.Reason = string(stats.TooFew)
		return f
	}
	f.LowerQuartile, f.UpperQuartile = quantile(sorted, 0.25), quantile(sorted, 0.75)
	return f
}

// quantile returns the type-7 quantile of sorted numbers, nil of none.
func quantile(sorted []float64, p float64) *float64 {
	value, reason := stats.Quantile(sorted, p, stats.Type7)
	if reason != "" {
		return nil
	}
	return &value
}
