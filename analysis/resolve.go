package analysis

import "slices"

// ResolveOptions are the choices in gathering rows into events.
type ResolveOptions struct {
	CountHeadlines bool // count headlines as incidents
}

// Resolve gathers incidents into cases and events. Rows that share an event key
// are one event; a row without one is an event of its own. Rows of one event
// about one organisation, names compared by their keys, are one case. Notices
// are never counted, headlines only on request.
//
// Contradictions between sources are kept: the reconciled value is the widest
// that the sources support, and a problem names the row.
func Resolve(incidents *Incidents, inputs []Input, options ResolveOptions) *Resolution {
	incidents.complete()
	r := &Resolution{Incidents: incidents, Inputs: inputs, countHeadlines: options.CountHeadlines}
	words := len(incidents.strings.values) + 1
	g := grouping{resolution: r, names: newNameKeys(), eventOf: make([]int32, words), caseOf: map[caseKey]int32{},
		folded: map[string]uint32{}, keyOf: make([]uint32, words)}
	g.group()
	g.order()
	var scratch told
	for i := range r.Events {
		r.settle(&r.Events[i], &scratch)
	}
	together(
		r.reportDates,
		func() { r.Likely = r.likelyDuplicates() },
	)
	r.reportDuplicates()
	r.reportNearNames(g.names)
	return r
}

// grouping is the state of gathering rows.
type grouping struct {
	resolution *Resolution
	names      *nameKeys
	eventOf    []int32 // by number of the event key, counted from 1; 0: none yet
	caseOf     map[caseKey]int32
	folded     map[string]uint32 // number of a name's key, counted from 1
	keyOf      []uint32          // the same by number of the name as written; 0: not folded yet
	events     []uint32          // number of each event's key
	cases      []gatheredCase
}

type caseKey struct {
	event        int32
	organization uint32
}

// gatheredCase is what is known of a case before the cases are put in order.
type gatheredCase struct {
	caseKey
	name uint32 // as the first row writes it
	rows int32
}

// group gives every counted row a case and an event, both in the order in which
// they first appear.
func (g *grouping) group() {
	r := g.resolution
	r.caseOf = make([]int32, r.Incidents.Len())
	for i := range r.Incidents.Len() {
		row := r.Incidents.row(i)
		r.caseOf[i] = -1
		if r.Counted(Class(row.class)) {
			r.caseOf[i] = g.find(row)
		}
	}
}

// find returns the case of a row, a new one where it is the first.
func (g *grouping) find(row *row) int32 {
	key := caseKey{event: g.eventOf[row.event] - 1, organization: g.key(row.organization)}
	if row.event == 0 || key.event < 0 {
		key.event = int32(len(g.events))
		g.events = append(g.events, row.event)
		g.eventOf[row.event] = key.event + 1
	}
	if row.event != 0 {
		if c, known := g.caseOf[key]; known {
			g.cases[c].rows++
			return c
		}
		g.caseOf[key] = int32(len(g.cases))
	}
	g.cases = append(g.cases, gatheredCase{key, row.organization, 1})
	return int32(len(g.cases) - 1)
}

// key numbers the folded key of a name, folding each spelling once.
func (g *grouping) key(name uint32) uint32 {
	if n := g.keyOf[name]; n != 0 {
		return n
	}
	folded := g.names.key(g.resolution.Incidents.strings.at(name))
	n, known := g.folded[folded]
	if !known {
		n = uint32(len(g.folded) + 1)
		g.folded[folded] = n
	}
	g.keyOf[name] = n
	return n
}

// order puts the cases of an event, and the rows of a case, next to each other.
func (g *grouping) order() {
	r := g.resolution
	texts := &r.Incidents.strings
	r.Events = make([]Event, len(g.events))
	for i, key := range g.events {
		r.Events[i].Key = texts.at(key)
	}
	for _, c := range g.cases {
		r.Events[c.event].CaseCount++
	}
	var next int32
	for i := range r.Events {
		r.Events[i].FirstCase = next
		next += r.Events[i].CaseCount
	}
	place := make([]int32, len(g.cases))
	taken := make([]int32, len(r.Events))
	r.Cases = make([]Case, len(g.cases))
	for i, c := range g.cases {
		place[i] = r.Events[c.event].FirstCase + taken[c.event]
		taken[c.event]++
		r.Cases[place[i]] = Case{Event: c.event, organization: c.organization, Organization: texts.at(c.name), RowCount: c.rows}
	}
	g.orderRows(place)
}

// orderRows groups the rows by case. place holds the index of each gathered case
// among the ordered ones.
func (g *grouping) orderRows(place []int32) {
	r := g.resolution
	var rows int32
	for i := range r.Cases {
		r.Cases[i].FirstRow = rows
		rows += r.Cases[i].RowCount
	}
	r.rows = make([]int32, rows)
	filled := make([]int32, len(r.Cases))
	for i, c := range r.caseOf {
		if c < 0 {
			continue
		}
		c = place[c]
		r.caseOf[i] = c
		r.rows[r.Cases[c].FirstRow+filled[c]] = int32(i)
		filled[c]++
	}
}

// settle reconciles what the rows of an event say. The scratch is overwritten.
func (r *Resolution) settle(e *Event, scratch *told) {
	scratch.reset()
	cases := r.CasesOf(e)
	for i := range cases {
		from := len(scratch.vectors)
		for _, number := range r.RowsOf(&cases[i]) {
			scratch.add(r.Incidents.At(int(number)))
		}
		r.settleCase(&cases[i], scratch.since(from))
	}
	var conflict bool
	e.Vector, conflict = vectorOf(scratch.vectors)
	e.flag(VectorsDisagree, conflict)
	e.SupplierCaused, conflict = answers(scratch.answers)
	e.flag(SuppliersDisagree, conflict)
	e.SupplierKind = firstOf(scratch.kinds)
	e.Narrow, e.Wide = supplierCaused(e.SupplierCaused, e.SupplierKind)
	e.Impact, e.LeakStatus, e.Supplier = firstOf(scratch.impacts), firstOf(scratch.statuses), mostNamed(scratch.suppliers)
	e.Occurred, e.Discovered, e.Disclosed = earliest(scratch.occurred), earliest(scratch.discovered), earliest(scratch.disclosed)
	e.Month, e.Basis = scratch.month()
	r.settleSize(e, scratch.totals)
	for i := range cases {
		inherit(&cases[i], e)
	}
	r.reportConflicts(e)
}

func (e *Event) flag(c Conflicts, holds bool) {
	if holds {
		e.Conflicts |= c
	}
}

// settleSize takes the stated total, else the single case's size, else the sum.
func (r *Resolution) settleSize(e *Event, totals []Size) {
	total, disagree := reconcile(totals)
	e.flag(SizesDisagree, disagree)
	cases := r.CasesOf(e)
	switch {
	case total.Known():
		e.Size = &total
	case len(cases) == 1:
		e.Size = cases[0].Size
	default:
		sizes := make([]Size, len(cases))
		for i := range cases {
			sizes[i] = *cases[i].Size
		}
		added := sum(sizes)
		e.Size = &added
	}
}

// inherit gives a case what it does not tell itself from its event: one root
// cause has one answer.
func inherit(c *Case, e *Event) {
	if c.Narrow == Unknown {
		c.Narrow = e.Narrow
	}
	if c.Wide == Unknown {
		c.Wide = e.Wide
	}
}

// told is what a group of rows says, one entry for each row.
type told struct {
	sizes      []Size
	totals     []Size
	vectors    []Vector
	answers    []Answer
	kinds      []SupplierKind
	impacts    []Impact
	statuses   []LeakStatus
	suppliers  []string
	occurred   []Date
	discovered []Date
	disclosed  []Date
}

func (t *told) add(in Incident) {
	t.sizes = append(t.sizes, in.Size)
	t.totals = append(t.totals, in.EventSize)
	t.vectors = append(t.vectors, in.Vector)
	t.answers = append(t.answers, in.SupplierCaused)
	t.kinds = append(t.kinds, in.SupplierKind)
	t.impacts = append(t.impacts, in.Impact)
	t.statuses = append(t.statuses, in.LeakStatus)
	t.suppliers = append(t.suppliers, in.Supplier)
	t.occurred = append(t.occurred, in.OccurredFrom)
	t.discovered = append(t.discovered, in.Discovered)
	t.disclosed = append(t.disclosed, in.Disclosed)
}

// since returns what the rows from the nth on say.
func (t *told) since(n int) told {
	return told{sizes: t.sizes[n:], answers: t.answers[n:], kinds: t.kinds[n:],
		occurred: t.occurred[n:], discovered: t.discovered[n:], disclosed: t.disclosed[n:]}
}

func (t *told) reset() {
	*t = told{t.sizes[:0], t.totals[:0], t.vectors[:0], t.answers[:0], t.kinds[:0], t.impacts[:0], t.statuses[:0],
		t.suppliers[:0], t.occurred[:0], t.discovered[:0], t.disclosed[:0]}
}

// month returns the month of the first disclosure, else discovery, else
// occurrence. A date that spans more than one month gives none.
func (t *told) month() (Month, Basis) {
	for _, dates := range []struct {
		told  []Date
		basis Basis
	}{{t.disclosed, ByDisclosure}, {t.discovered, ByDiscovery}, {t.occurred, ByOccurrence}} {
		var first Month
		for _, d := range dates.told {
			if m, ok := beginMonth(d, dates.basis); ok && (first == 0 || m < first) {
				first = m
			}
		}
		if first != 0 {
			return first, dates.basis
		}
	}
	return 0, NoBasis
}

// beginMonth returns the month of a date. What began on a known day and has an
// open end began in that day's month.
func beginMonth(d Date, basis Basis) (Month, bool) {
	if basis == ByOccurrence && (d.Precision == PrecisionOpenEnd || d.Precision == PrecisionRange) && d.First != FirstDay {
		return d.First.Month(), true
	}
	return d.Month()
}

func (r *Resolution) settleCase(c *Case, own told) {
	size, disagree := reconcile(own.sizes)
	if c.RowCount == 1 {
		c.Size = r.Incidents.size(int(r.RowsOf(c)[0]))
	} else {
		c.Size = &size
	}
	if disagree {
		c.Conflicts |= SizesDisagree
	}
	answer, conflict := answers(own.answers)
	if conflict {
		c.Conflicts |= SuppliersDisagree
	}
	c.Narrow, c.Wide = supplierCaused(answer, firstOf(own.kinds))
	c.Month, c.Basis = own.month()
	c.Disclosed = earliest(own.disclosed)
}

// firstOf returns the smallest value that is not the zero value "not stated", so
// that a kind of supplier goes before none.
func firstOf[T Impact | LeakStatus | SupplierKind](stated []T) T {
	var first T
	for _, s := range stated {
		if s != 0 && (first == 0 || s < first) {
			first = s
		}
	}
	return first
}

// mostNamed returns the supplier that most rows name; of equals the one whose
// name sorts first.
func mostNamed(names []string) string {
	if len(names) == 1 {
		return names[0]
	}
	sorted := slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == "" })
	slices.Sort(sorted)
	best, most := "", 0
	for i := 0; i < len(sorted); {
		j := i
		for j < len(sorted) && sorted[j] == sorted[i] {
			j++
		}
		if j-i > most {
			best, most = sorted[i], j-i
		}
		i = j
	}
	return best
}

// earliest returns the date that begins first; of equals the one that ends
// first. A date without a beginning counts only where there is no other.
func earliest(dates []Date) Date {
	var first Date
	for _, d := range dates {
		switch {
		case !d.Known():
		case !first.Known(), first.First == FirstDay && d.First != FirstDay:
			first = d
		case d.First == FirstDay:
		case d.First < first.First, d.First == first.First && d.Last < first.Last:
			first = d
		}
	}
	return first
}
