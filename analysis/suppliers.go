package analysis

import (
	"cmp"
	"slices"

	"github.com/breachbrief/breachbrief/analysis/stats"
)

// rankedMost is how many suppliers the ranking lists.
const rankedMost = 40

func (s *selection) suppliers() SupplierFindings {
	var f SupplierFindings
	f.Narrow.Events = s.answered(func(e *Event) Answer { return e.Narrow })
	f.Wide.Events = s.answered(func(e *Event) Answer { return e.Wide })
	f.Narrow.Cases = s.answeredCases(func(c *Case) Answer { return c.Narrow })
	f.Wide.Cases = s.answeredCases(func(c *Case) Answer { return c.Wide })
	f.Kinds = s.kinds()
	f.Ranking = s.ranking()
	f.Concentration = concentration(f.Ranking)
	f.Ranking = f.Ranking[:min(rankedMost, len(f.Ranking))]
	f.WithoutLargest = s.withoutLargest()
	f.Linking = LinkingFindings{NotLinked: notLinked(f.Narrow.Cases), AsLinked: f.Narrow.Events, AlsoLinked: s.alsoLinked()}
	return f
}

// withoutLargest leaves out the cases of the supplier-caused event with the most
// cases in the selection; of equals the first.
func (s *selection) withoutLargest() WithoutLargest {
	cases := map[int32]int{}
	largest := int32(-1)
	for _, i := range s.cases {
		e := s.cased(i).Event
		if s.event(e).Narrow != Yes {
			continue
		}
		cases[e]++
		if largest < 0 || cases[e] > cases[largest] || cases[e] == cases[largest] && e < largest {
			largest = e
		}
	}
	if largest < 0 {
		return WithoutLargest{Reason: string(stats.NotApplicable)}
	}
	var counts [3]int
	for _, i := range s.cases {
		if c := s.cased(i); c.Event != largest {
			counts[c.Narrow]++
		}
	}
	share := supplierShare(counts)
	return WithoutLargest{Event: s.resolution.Name(s.event(largest)), Cases: cases[largest], Share: &share}
}

// notLinked takes every case for an event of its own.
func notLinked(cases SupplierShare) SupplierShare {
	return supplierShare([3]int{Unknown: cases.Unknown, No: cases.No, Yes: cases.Yes})
}

// alsoLinked links likely duplicates as well: one event, caused by a supplier if
// one of them is, and not if one is known not to be.
func (s *selection) alsoLinked() SupplierShare {
	group := map[int32]int32{}
	for _, i := range s.events {
		group[i] = i
	}
	root := func(i int32) int32 {
		for group[i] != i {
			group[i] = group[group[i]] // keeps the way short
			i = group[i]
		}
		return i
	}
	for _, d := range s.resolution.Likely {
		_, first := group[int32(d.First)]
		_, second := group[int32(d.Second)]
		if first && second {
			a, b := root(int32(d.First)), root(int32(d.Second))
			group[max(a, b)] = min(a, b)
		}
	}
	joint := map[int32]Answer{}
	for _, i := range s.events {
		r := root(i)
		joint[r] = max(joint[r], s.event(i).Narrow)
	}
	var counts [3]int
	for _, answer := range joint {
		counts[answer]++
	}
	return supplierShare(counts)
}

func (s *selection) answered(answer func(*Event) Answer) SupplierShare {
	var counts [3]int
	for _, i := range s.events {
		counts[answer(s.event(i))]++
	}
	return supplierShare(counts)
}

// answeredCases counts by case. The cases of one event are one cluster: they are
// hit together, so that their number says little about how often it happens.
func (s *selection) answeredCases(answer func(*Case) Answer) SupplierShare {
	var counts [3]int
	known := clusters{list: make([]stats.Cluster, 0, len(s.events))}
	all := clusters{list: make([]stats.Cluster, 0, len(s.events))}
	for _, i := range s.cases {
		c := s.cased(i)
		a := answer(c)
		counts[a]++
		all.add(c.Event, a)
		if a != Unknown {
			known.add(c.Event, a)
		}
	}
	f := supplierShare(counts)
	f.ShareOfKnown, f.Reason = nil, clusterReason(counts[Yes]+counts[No])
	if share := stats.ClusterShare(known.list, Level); share.Share.Present() {
		f.ShareOfKnown, f.Reason = shareOf(share.Share, share.EffectiveN), ""
		f.DesignEffect, f.EffectiveN = share.DesignEffect, share.EffectiveN
	}
	if share := stats.ClusterShare(all.list, Level); share.Share.Present() {
		f.ShareOfAll = shareOf(share.Share, share.EffectiveN)
	} else if f.ShareOfAll != nil {
		f.ShareOfAll.Low, f.ShareOfAll.High, f.ShareOfAll.Method = 0, 1, "too few events for an interval"
		f.ShareOfAll.Shown = stats.IntervalOnly
	}
	return f
}

// clusters gathers cases by event; the cases of an event come one after another.
type clusters struct {
	list []stats.Cluster
	last int32
}

func (c *clusters) add(event int32, a Answer) {
	if len(c.list) == 0 || c.last != event {
		c.list = append(c.list, stats.Cluster{})
		c.last = event
	}
	cluster := &c.list[len(c.list)-1]
	cluster.Size++
	if a == Yes {
		cluster.Successes++
	}
}

func clusterReason(known int) string {
	if known == 0 {
		return string(stats.UnknownOnly)
	}
	return string(stats.TooFew)
}

// shareOf returns a share whose sample is worth a number of independent trials.
func shareOf(e stats.Estimate, effective float64) *Share {
	return &Share{Value: e.Value, Low: e.Low, High: e.High, Level: e.Level, N: e.N, Method: e.Method,
		Shown: stats.PresentShare(e, effective)}
}

// supplierShare makes a share of the numbers of unknown, no and yes.
func supplierShare(counts [3]int) SupplierShare {
	f := SupplierShare{Yes: counts[Yes], No: counts[No], Unknown: counts[Unknown]}
	total := f.Yes + f.No + f.Unknown
	f.ShareOfKnown, f.Reason = share(f.Yes, f.Yes+f.No)
	f.ShareOfAll = anyShare(f.Yes, total)
	if total > 0 {
		f.Bounds = &Interval{Low: float64(f.Yes) / float64(total), High: float64(f.Yes+f.Unknown) / float64(total)}
	}
	return f
}

func (s *selection) kinds() []KindTally {
	tallies := make([]KindTally, len(supplierKindWords))
	for _, i := range s.events {
		tallies[s.event(i).SupplierKind].Events++
	}
	for _, i := range s.cases {
		tallies[s.event(s.cased(i).Event).SupplierKind].Cases++
	}
	list := []KindTally{}
	for _, k := range SupplierKinds() {
		if t := tallies[k]; t.Events > 0 || t.Cases > 0 {
			t.Kind = k
			list = append(list, t)
		}
	}
	return list
}

// ranking lists the named suppliers of supplier-caused events (wide) by the
// organisations hit, then by events, then by name. Spellings that share a key
// are one supplier, printed as its first event writes it.
func (s *selection) ranking() []SupplierRank {
	type entry struct {
		SupplierRank
		organizations map[uint32]bool
	}
	names := newNameKeys()
	byKey := map[string]*entry{}
	var order []*entry
	eventOf := map[int32]*entry{}
	for _, i := range s.events {
		e := s.event(i)
		if e.Supplier == "" || e.Wide != Yes {
			continue
		}
		key := names.key(e.Supplier)
		if byKey[key] == nil {
			byKey[key] = &entry{SupplierRank{Supplier: e.Supplier}, map[uint32]bool{}}
			order = append(order, byKey[key])
		}
		byKey[key].Events++
		eventOf[i] = byKey[key]
	}
	for _, i := range s.cases {
		if entry := eventOf[s.cased(i).Event]; entry != nil {
			entry.organizations[s.cased(i).organization] = true
		}
	}
	list := make([]SupplierRank, len(order))
	for i, entry := range order {
		entry.Organizations = len(entry.organizations)
		list[i] = entry.SupplierRank
	}
	slices.SortFunc(list, func(a, b SupplierRank) int {
		return cmp.Or(cmp.Compare(b.Organizations, a.Organizations), cmp.Compare(b.Events, a.Events),
			cmp.Compare(a.Supplier, b.Supplier))
	})
	return list
}

// concentration measures how far the organisations hit through named suppliers
// gather on few of them.
func concentration(ranking []SupplierRank) Concentration {
	counts := make([]int, len(ranking))
	for i, r := range ranking {
		counts[i] = r.Organizations
	}
	f := Concentration{Suppliers: len(ranking)}
	c := stats.Concentrate(counts)
	if c.Reason == "" && c.Total < stats.MinimumConcentrationGroups {
		c.Reason = stats.TooFew
	}
	if c.Reason != "" {
		f.Reason = string(c.Reason)
		return f
	}
	f.Herfindahl, f.Simpson, f.TopShare, f.TopThree = &c.Herfindahl, &c.Simpson, &c.Top1, &c.Top3
	if c.GiniReason == "" {
		f.Gini = &c.Gini
	}
	f.Reason = string(c.GiniReason)
	return f
}
