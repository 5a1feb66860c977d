package analysis

import (
	"cmp"
	"slices"
	"strconv"
)

// reportConflicts raises a problem for each contradiction between the sources of
// an event, at the first row concerned.
func (r *Resolution) reportConflicts(e *Event) {
	cases := r.CasesOf(e)
	for i := range cases {
		if c := &cases[i]; c.Conflicts&SizesDisagree != 0 {
			r.warn(r.RowsOf(c)[0], Problem{Field: "size", Code: "sizes_disagree", Value: c.Size.Text, Detail: c.Organization})
		}
	}
	first := r.RowsOf(&cases[0])[0]
	if e.Conflicts&SizesDisagree != 0 {
		r.warn(first, Problem{Field: "event_size", Code: "event_sizes_disagree", Value: e.Size.Text, Detail: e.Key})
	}
	if e.Conflicts&VectorsDisagree != 0 {
		r.warn(first, Problem{Field: "vector", Code: "vectors_disagree", Value: e.Vector.String(), Detail: e.Key})
	}
	if e.Conflicts&SuppliersDisagree != 0 {
		r.warn(first, Problem{Field: "supplier_caused", Code: "suppliers_disagree", Value: "yes / no", Detail: e.Key})
	}
	if low := lowestSum(cases, e.Size.Unit); e.Size.Bounds == Closed && low > e.Size.High {
		r.warn(first, Problem{Field: "event_size", Code: "cases_exceed_event", Value: e.Size.Text, Detail: strconv.FormatInt(low, 10)})
	}
}

// lowestSum adds the lower ends of the cases that count in the event's unit.
func lowestSum(cases []Case, unit Unit) int64 {
	var low int64
	for i := range cases {
		if s := cases[i].Size; s.Known() && s.Unit == unit {
			low = addClamped(low, s.Low)
		}
	}
	return low
}

// warn raises a warning about a row.
func (r *Resolution) warn(row int32, p Problem) {
	p.Severity = Warning
	r.raise(row, p)
}

// raise appends a problem of a row.
func (r *Resolution) raise(row int32, p Problem) {
	place := r.Incidents.place(int(row))
	p.File, p.Line = r.file(place), place.Line
	r.Problems = append(r.Problems, p)
}

// reportDates names the rows whose dates cannot be in order whatever their
// precision leaves open.
func (r *Resolution) reportDates() {
	for i := range r.Incidents.Len() {
		in := r.Incidents.At(i)
		if !r.Counted(in.Class) {
			continue
		}
		if p, wrong := outOfOrder(&in); wrong {
			r.warn(int32(i), p)
			if c := r.CaseOf(i); c != nil {
				c.Conflicts |= DatesOutOfOrder
				r.Events[c.Event].Conflicts |= DatesOutOfOrder
			}
		}
	}
}

// outOfOrder finds the first pair of dates of a row of which the later one ends
// before the earlier one begins.
func outOfOrder(in *Incident) (Problem, bool) {
	pairs := []struct {
		field         string
		before, after Date
	}{
		{"occurred_to", in.OccurredFrom, in.OccurredTo},
		{"discovered", in.OccurredFrom, in.Discovered},
		{"disclosed", in.Discovered, in.Disclosed},
		{"disclosed", in.OccurredFrom, in.Disclosed},
	}
	for _, p := range pairs {
		if p.before.Known() && p.after.Known() && p.after.Last < p.before.First {
			return Problem{Field: p.field, Code: "dates_out_of_order", Value: p.after.String(), Detail: p.before.String()}, true
		}
	}
	return Problem{}, false
}

// likelyDays is how far apart the first dates of two events about one victim
// may lie for them to be proposed as one.
const likelyDays = 14

// likelyMost bounds the list of proposals: a person cannot judge more.
const likelyMost = 200

// likelyDuplicates proposes pairs of events that may be one: the same victim
// and vector within likelyDays, or the same named supplier at overlapping times.
func (r *Resolution) likelyDuplicates() []Duplicate {
	pairs := r.sameVictim()
	seen := map[[2]int]bool{}
	for _, d := range pairs {
		seen[[2]int{d.First, d.Second}] = true
	}
	for _, d := range r.sameSupplier() {
		if !seen[[2]int{d.First, d.Second}] {
			pairs = append(pairs, d)
		}
	}
	slices.SortFunc(pairs, func(a, b Duplicate) int {
		return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(a.Second, b.Second))
	})
	return pairs
}

// sameVictim pairs neighbouring events of one organisation and vector. Events
// of unknown vector are not paired: too much would look alike.
func (r *Resolution) sameVictim() []Duplicate {
	type visit struct {
		organization uint32
		vector       Vector
		day          Day
		event        int
	}
	var visits []visit
	for i := range r.Events {
		e := &r.Events[i]
		day, ok := e.firstDay()
		if !ok || e.Vector == VectorUnknown {
			continue
		}
		for _, c := range r.CasesOf(e) {
			visits = append(visits, visit{c.organization, e.Vector, day, i})
		}
	}
	slices.SortFunc(visits, func(a, b visit) int {
		return cmp.Or(cmp.Compare(a.organization, b.organization), cmp.Compare(a.vector, b.vector),
			cmp.Compare(a.day, b.day), cmp.Compare(a.event, b.event))
	})
	var pairs []Duplicate
	for i := 1; i < len(visits); i++ {
		a, b := visits[i-1], visits[i]
		if a.organization == b.organization && a.vector == b.vector && b.day-a.day <= likelyDays && a.event != b.event {
			pairs = append(pairs, Duplicate{First: min(a.event, b.event), Second: max(a.event, b.event), Reason: "same_victim"})
		}
	}
	return pairs
}

// firstDay returns the first day that an event's dates tell to the day.
func (e *Event) firstDay() (Day, bool) {
	for _, d := range []Date{e.Occurred, e.Discovered, e.Disclosed} {
		if day, ok := d.Day(); ok {
			return day, true
		}
	}
	return 0, false
}

// sameSupplier pairs events that name one supplier and whose times of
// occurrence overlap or lie within likelyDays.
func (r *Resolution) sameSupplier() []Duplicate {
	names := newNameKeys()
	bySupplier := map[string][]int{}
	var keys []string
	for i := range r.Events {
		e := &r.Events[i]
		if e.Supplier == "" || e.Wide != Yes || !e.Occurred.Known() || e.Occurred.First == FirstDay {
			continue
		}
		key := names.key(e.Supplier)
		if bySupplier[key] == nil {
			keys = append(keys, key)
		}
		bySupplier[key] = append(bySupplier[key], i)
	}
	var pairs []Duplicate
	for _, key := range keys {
		events := bySupplier[key]
		slices.SortStableFunc(events, func(a, b int) int {
			return cmp.Compare(r.Events[a].Occurred.First, r.Events[b].Occurred.First)
		})
		for i := 1; i < len(events); i++ {
			a, b := events[i-1], events[i]
			if r.Events[b].Occurred.First-r.Events[a].Occurred.First <= likelyDays {
				pairs = append(pairs, Duplicate{First: min(a, b), Second: max(a, b), Reason: "same_supplier"})
			}
		}
	}
	return pairs
}

// reportDuplicates lists the proposals, bounded by likelyMost.
func (r *Resolution) reportDuplicates() {
	for _, d := range r.Likely[:min(len(r.Likely), likelyMost)] {
		second := &r.Events[d.Second]
		c := &r.Cases[second.FirstCase]
		r.raise(r.RowsOf(c)[0], Problem{Severity: Note, Field: "event", Code: "likely_" + d.Reason, Value: c.Organization,
			Detail: r.Name(&r.Events[d.First])})
	}
}
