package analysis

import (
	"cmp"
	"math"
	"slices"

	"github.com/breachbrief/breachbrief/analysis/stats"
)

// Doubts about the sizes of a scope.
const (
	DoubtUnitsDiffer = "units_differ" // the total adds persons, records, mails …
	DoubtCumulative  = "cumulative"   // のべ: someone may be counted more than once
	DoubtRounded     = "rounded"      // some figures end in round thousands without saying 約
	DoubtOneEvent    = "one_event"    // one event makes more than half of the total
	DoubtTruncated   = "truncated"    // smaller sizes than the reporting threshold are not in the data
)

// thresholds returns the sizes over which events are counted: the duties of the
// law begin over 100 persons (public bodies) and over 1,000 (businesses); the
// others are the customary bands above.
func thresholds() []int64 { return []int64{100, 1_000, 10_000, 50_000, 100_000, 1_000_000} }

// bandEdges are the upper ends of the size bands of the Personal Information
// Protection Commission (annual report): 1, 2–10, 11–100, 101–1,000,
// 1,001–50,000 and more; 0 stands before them for leaks said to be none.
func bandEdges() []int64 { return []int64{0, 1, 10, 100, 1_000, 50_000} }

// topMost is how many of the largest events are listed.
const topMost = 10

func (s *selection) sizes() SizeFindings {
	f := SizeFindings{Doubts: []string{}, ByUnit: []UnitTotal{}, Top: []TopEvent{}, Quantiles: []SizeQuantile{}}
	var known []int32
	for _, i := range s.events {
		size := s.event(i).Size
		if !size.IsLeak() {
			f.EventsUnknown++
			if size.Known() {
				f.OtherUnit++
			}
			continue
		}
		known = append(known, i)
		switch {
		case size.CeilingOnly():
			f.CeilingOnly++
		case size.Bounds == OpenAbove:
			f.Open++
		case size.Low == size.High:
			f.Exact++
		default:
			f.Between++
		}
	}
	f.EventsKnown = len(known)
	sizes := s.sizesOf(known)
	f.Total, f.ByUnit = totals(sizes, f.EventsUnknown)
	f.Median = median(sizes)
	f.Bands, f.Over = bands(sizes), over(sizes)
	f.Top = s.top(known)
	f.rows, f.Threshold = s.intervals(known)
	f.Doubts = sizeDoubts(sizes, f)
	for _, answer := range []Answer{No, Yes} {
		f.answered[answer], _ = s.intervals(slices.DeleteFunc(slices.Clone(known), func(i int32) bool { return s.event(i).Narrow != answer }))
	}
	f.Supplied = SizeRatio{Reason: string(stats.NotApplicable)}
	f.distribution = stats.Turnbull(coarse(listed(f.rows, f.Threshold), estimatedMost))
	for _, p := range []float64{0.25, 0.5, 0.75, 0.9} {
		f.Quantiles = append(f.Quantiles, sizeQuantile(f.distribution, p))
	}
	f.Unknowns = sensitivity(f)
	f.Model = SizeModel{N: len(sizes), Reason: string(stats.NotApplicable)}
	f.Tail = noTail(stats.NotApplicable)
	return f
}

func (s *selection) sizesOf(events []int32) []*Size {
	sizes := make([]*Size, len(events))
	for i, e := range events {
		sizes[i] = s.event(e).Size
	}
	return sizes
}

// totals adds sizes, altogether and by unit. Altogether there is an upper end
// only if every event has one.
func totals(sizes []*Size, unknown int) (SizeTotal, []UnitTotal) {
	all := UnitTotal{}
	perUnit := make([]UnitTotal, len(unitWords))
	open := make([]bool, len(unitWords))
	highs := make([]int64, len(unitWords))
	var high int64
	anyOpen := unknown > 0
	for _, size := range sizes {
		unit := &perUnit[size.Unit]
		for _, t := range []*UnitTotal{&all, unit} {
			t.EventsKnown++
			t.AtLeast = addClamped(t.AtLeast, size.Low)
			t.AsWritten = addClamped(t.AsWritten, size.Written)
		}
		if size.Bounds == OpenAbove {
			open[size.Unit], anyOpen = true, true
		}
		highs[size.Unit] = addClamped(highs[size.Unit], size.High)
		high = addClamped(high, size.High)
	}
	total := SizeTotal{AtLeast: all.AtLeast, AsWritten: all.AsWritten}
	total.AtMost, total.Reason = upperEnd(high, anyOpen)
	byUnit := []UnitTotal{}
	for u := range perUnit {
		if t := perUnit[u]; t.EventsKnown > 0 {
			t.Unit = Unit(u)
			t.AtMost, t.Reason = upperEnd(highs[u], open[u])
			byUnit = append(byUnit, t)
		}
	}
	return total, byUnit
}

func upperEnd(high int64, open bool) (*int64, string) {
	if open {
		return nil, string(stats.NotIdentified)
	}
	return &high, ""
}

// median returns the median of the numbers as written, of the lower ends and of
// the upper ends (type 7). An open end is larger than any number.
func median(sizes []*Size) SizeMedian {
	m := SizeMedian{N: len(sizes)}
	if len(sizes) == 0 {
		m.Reason = string(stats.UnknownOnly)
		return m
	}
	written, lows, highs := make([]float64, len(sizes)), make([]float64, len(sizes)), make([]float64, len(sizes))
	for i, size := range sizes {
		written[i], lows[i], highs[i] = float64(size.Written), float64(size.Low), float64(size.High)
		if size.Bounds == OpenAbove {
			highs[i] = math.Inf(1)
		}
	}
	for _, list := range [][]float64{written, lows, highs} {
		slices.Sort(list)
	}
	m.AsWritten, m.Low, m.High = quantile(written, 0.5), quantile(lows, 0.5), quantile(highs, 0.5)
	if m.High != nil && math.IsInf(*m.High, 1) {
		m.High, m.Reason = nil, string(stats.NotIdentified)
	}
	return m
}

func bands(sizes []*Size) []SizeBand {
	edges := bandEdges()
	list := make([]SizeBand, len(edges)+1)
	for i := range list {
		if i > 0 {
			list[i].From = edges[i-1] + 1
		}
		if i < len(edges) {
			list[i].To = &edges[i]
		}
		for _, size := range sizes {
			list[i].count(size)
		}
	}
	return list
}

func (b *SizeBand) count(size *Size) {
	above := b.To != nil && size.Low > *b.To
	below := size.Bounds == Closed && size.High < b.From
	if above || below {
		return
	}
	b.Possible++
	within := b.To == nil || size.Bounds == Closed && size.High <= *b.To
	if size.Low >= b.From && within {
		b.Certain++
	}
}

func over(sizes []*Size) []SizeOver {
	var list []SizeOver
	for _, threshold := range thresholds() {
		o := SizeOver{Threshold: threshold}
		for _, size := range sizes {
			certain, possible := size.Exceeds(threshold)
			if certain {
				o.Certain++
			}
			if possible {
				o.Possible++
			}
		}
		list = append(list, o)
	}
	return list
}

// top lists the largest events by the number as written, then by the lower end,
// then in the order of the input.
func (s *selection) top(known []int32) []TopEvent {
	larger := func(a, b int32) int {
		return cmp.Or(cmp.Compare(s.event(b).Size.Written, s.event(a).Size.Written),
			cmp.Compare(s.event(b).Size.Low, s.event(a).Size.Low), cmp.Compare(a, b))
	}
	var largest []int32
	for _, i := range known {
		if len(largest) == topMost && larger(i, largest[topMost-1]) > 0 {
			continue
		}
		place, _ := slices.BinarySearchFunc(largest, i, larger)
		largest = slices.Insert(largest, place, i)
		largest = largest[:min(topMost, len(largest))]
	}
	list := []TopEvent{}
	for _, i := range largest {
		e := s.event(i)
		t := TopEvent{Event: s.resolution.Name(e), Organization: s.resolution.CasesOf(e)[0].Organization,
			Cases: int(e.CaseCount), Text: e.Size.Text, Unit: e.Size.Unit, Index: int(i)}
		t.Low, t.High, t.Reason = ends(e.Size)
		list = append(list, t)
	}
	return list
}

// ends returns the ends of a size, nil with a reason where there is none.
func ends(size *Size) (low, high *int64, reason string) {
	switch size.Bounds {
	case Closed:
		return &size.Low, &size.High, ""
	case OpenAbove:
		return &size.Low, nil, string(stats.NotIdentified)
	}
	return nil, nil, string(stats.UnknownOnly)
}

func sizeDoubts(sizes []*Size, f SizeFindings) []string {
	doubts := []string{}
	if len(f.ByUnit) > 1 {
		doubts = append(doubts, DoubtUnitsDiffer)
	}
	flagged := func(flag SizeFlags) bool {
		return slices.ContainsFunc(sizes, func(s *Size) bool { return s.Flags&flag != 0 })
	}
	if flagged(CumulativeSum) {
		doubts = append(doubts, DoubtCumulative)
	}
	if flagged(RoundFigure) {
		doubts = append(doubts, DoubtRounded)
	}
	if f.Threshold != nil {
		doubts = append(doubts, DoubtTruncated)
	}
	for _, size := range sizes {
		if len(sizes) > 1 && size.Low > f.Total.AtLeast/2 {
			doubts = append(doubts, DoubtOneEvent)
			break
		}
	}
	return doubts
}
