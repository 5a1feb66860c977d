package analysis

// Previous is the publication before this one, and what has changed since in
// what it said.
type Previous struct {
	Period   string `json:"period"` // empty: there is none
	AsOf     *Day   `json:"as_of"`
	Version  string `json:"version"`         // of the program that made it
	SHA256   string `json:"findings_sha256"` // of its findings.json
	Compared bool   `json:"compared"`
	Reason   string `json:"reason,omitempty"` // why it was not compared

	// ChangedSettings names what figures depend on and was not the same then:
	// settings of the configuration, and version for the program.
	ChangedSettings []string `json:"changed_settings"`

	MonthsCompared *int            `json:"months_compared"`
	MonthsRestated *int            `json:"months_restated"` // how many are listed
	RestatedMonths []RestatedMonth `json:"restated_months"`

	// Changed are the key figures of the previous period that differ.
	Changed       []FigureChange `json:"changed"`
	ChangedReason string         `json:"changed_reason,omitempty"` // why they were not compared

	EventsChanged EventChanges `json:"events_changed"`
}

// The reasons why there is no comparison with a publication before.
const (
	ReasonNoneFound     = "none_found"
	ReasonSwitchedOff   = "switched_off"
	ReasonBroken        = "broken"         // it cannot be read, or is not as it was published
	ReasonUnknownSchema = "unknown_schema" // a later version of the program made it
	ReasonOtherData     = "other_data"     // no input and no event goes by a name that was there
	ReasonUnfinished    = "unfinished"     // its period was not over
	ReasonNoData        = "no_data"        // then or now the data do not reach its period
	ReasonTooMany       = "too_many"       // there are too many events to compare them one by one
)

// NotCompared says why there is no comparison.
func NotCompared(reason string) Previous {
	return Previous{Reason: reason, ChangedSettings: []string{}, RestatedMonths: []RestatedMonth{}, Changed: []FigureChange{},
		EventsChanged: EventChanges{List: []EventChange{}, Reason: reason}}
}

// Months tells the restated months that the data still reach from those that
// they no longer do.
func (p *Previous) Months() (restated, lost []Month) {
	for _, m := range p.RestatedMonths {
		if m.Now == nil {
			lost = append(lost, m.Month)
		} else {
			restated = append(restated, m.Month)
		}
	}
	return restated, lost
}

// RestatedMonth is a month that was over when the previous publication was made
// and of which it gave another number of events or cases, or another least
// total of leak sizes.
type RestatedMonth struct {
	Month  Month         `json:"month"`
	Before *MonthFigures `json:"before"` // nil: the data did not reach back to it
	Now    *MonthFigures `json:"now"`    // nil: the data no longer do
	Reason string        `json:"reason,omitempty"`
}

// MonthFigures are the figures of one month.
type MonthFigures struct {
	Events     int   `json:"events"`
	SizesKnown int   `json:"events_size_known"`
	Cases      int   `json:"cases"`
	AtLeast    int64 `json:"size_at_least"`
}

// FigureChange is a key figure of a period, as published and as it is now.
type FigureChange struct {
	Measure string `json:"measure"` // events, size_at_least:persons, vector:ransomware, supplier_narrow:yes …
	Before  int64  `json:"before"`
	Now     int64  `json:"now"`
}

// Since compares the findings with those published before.
func (f *Findings) Since(before *Earlier) Previous {
	p := Previous{Period: before.Period.String(), AsOf: &before.AsOf, Version: before.Version,
		Compared: true, ChangedSettings: []string{}}
	p.compareMonths(before.months, f.Trend.Months)
	p.Changed, p.ChangedReason = f.changedFigures(before)
	p.EventsChanged = f.changedEvents(before)
	return p
}

// compareMonths compares the months that both trends hold and that were over
// then.
func (p *Previous) compareMonths(before, now []MonthFinding) {
	current := map[Month]MonthFinding{}
	for _, m := range now {
		current[m.Month] = m
	}
	p.RestatedMonths = []RestatedMonth{}
	compared := 0
	for _, then := range before {
		m, held := current[then.Month]
		if !held || then.Unfinished {
			continue
		}
		compared++
		restated := RestatedMonth{Month: then.Month, Before: then.figures(), Now: m.figures()}
		if restated.Before == nil || restated.Now == nil {
			restated.Reason = ReasonNoData
		}
		if restated.differs() {
			p.RestatedMonths = append(p.RestatedMonths, restated)
		}
	}
	restated := len(p.RestatedMonths)
	p.MonthsCompared, p.MonthsRestated = &compared, &restated
}

func (f MonthFinding) figures() *MonthFigures {
	if !f.HasData {
		return nil
	}
	return &MonthFigures{Events: f.Events, SizesKnown: f.SizesKnown, Cases: f.Cases, AtLeast: f.AtLeast}
}

// differs reports whether the figures differ. To begin or cease to cover a month
// of which there is nothing to say makes no difference.
func (r RestatedMonth) differs() bool {
	var before, now MonthFigures
	if r.Before != nil {
		before = *r.Before
	}
	if r.Now != nil {
		now = *r.Now
	}
	return before.Events != now.Events || before.Cases != now.Cases || before.AtLeast != now.AtLeast
}

// figures are the key figures of one scope.
type figures struct {
	Counts Counts `json:"counts"`
	Sizes  struct {
		EventsKnown int         `json:"events_known"`
		ByUnit      []UnitTotal `json:"by_unit"`
	} `json:"sizes"`
	Vectors struct {
		Events []VectorCount `json:"events"`
	} `json:"vectors"`
	Suppliers struct {
		Narrow SupplierCounts `json:"narrow"`
		Wide   SupplierCounts `json:"wide"`
	} `json:"suppliers"`
}

func figuresOf(s *Scope) figures {
	var f figures
	f.Counts = s.Counts
	f.Sizes.EventsKnown, f.Sizes.ByUnit = s.Sizes.EventsKnown, s.Sizes.ByUnit
	f.Vectors.Events = s.Vectors.Events
	f.Suppliers.Narrow, f.Suppliers.Wide = s.Suppliers.Narrow, s.Suppliers.Wide
	return f
}

// each calls the function with every key figure, always in the same order.
func (f *figures) each(tell func(measure string, value int64)) {
	tell("events", int64(f.Counts.Events))
	tell("cases", int64(f.Counts.Cases))
	tell("organizations", int64(f.Counts.Organizations))
	tell("sizes_known", int64(f.Sizes.EventsKnown))
	totals := make([]int64, len(unitWords))
	for _, t := range f.Sizes.ByUnit {
		totals[t.Unit] = t.AtLeast
	}
	for unit := UnitNotStated; unit.IsLeak(); unit++ {
		tell("size_at_least:"+unit.String(), totals[unit])
	}
	counts := make([]int64, len(vectorWords))
	for _, v := range f.Vectors.Events {
		counts[v.Vector] = int64(v.Count)
	}
	for _, v := range Vectors() {
		tell("vector:"+v.String(), counts[v])
	}
	for _, s := range []struct {
		measure string
		share   SupplierShare
	}{{"supplier_narrow:", f.Suppliers.Narrow.Events}, {"supplier_wide:", f.Suppliers.Wide.Events}} {
		tell(s.measure+Yes.String(), int64(s.share.Yes))
		tell(s.measure+No.String(), int64(s.share.No))
		tell(s.measure+Unknown.String(), int64(s.share.Unknown))
	}
}

// changedFigures compares the key figures of the previous period, which was
// over, as they were published and as they are now.
func (f *Findings) changedFigures(before *Earlier) (changes []FigureChange, reason string) {
	changes = []FigureChange{}
	if before.Period.Last > before.finished() {
		return changes, ReasonUnfinished
	}
	scope := f.scopeOf(before.Period)
	if !scope.HasData || !before.hasData {
		return changes, ReasonNoData
	}
	published := map[string]int64{}
	before.month.each(func(measure string, value int64) { published[measure] = value })
	now := figuresOf(scope)
	now.each(func(measure string, value int64) {
		if then := published[measure]; then != value {
			changes = append(changes, FigureChange{Measure: measure, Before: then, Now: value})
		}
	})
	return changes, ""
}

// scopeOf returns what the data say of a period: one of the scopes if it has
// the same days, else a new one.
func (f *Findings) scopeOf(p Period) *Scope {
	for _, s := range []*Scope{f.Scopes.PreviousMonth, f.Scopes.SameMonthLastYear, f.Scopes.Month} {
		if s.From == p.First.First() && s.To == p.Last.Last() {
			return s
		}
	}
	return newMonths(f.Resolution).scope(p)
}
