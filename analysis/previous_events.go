package analysis

import (
	"cmp"
	"slices"
)

const (
	// comparedEvents is how many events are compared one by one, so that the
	// comparison costs seconds at most.
	comparedEvents = 250_000
	// listedChanges is how many changed events findings.json lists.
	listedChanges = 10_000
)

// EventChanges are the events of earlier months that are not as they were
// published.
type EventChanges struct {
	Added   *int          `json:"added"`
	Removed *int          `json:"removed"`
	Changed *int          `json:"changed"`
	List    []EventChange `json:"list"` // the first 10,000, the latest month first
	Reason  string        `json:"reason,omitempty"`
}

// EventChange is an event as published and as it is now.
type EventChange struct {
	Event        string      `json:"event"`
	Organization string      `json:"organization"` // of its first case
	Before       *EventState `json:"before"`
	Now          *EventState `json:"now"`
	Reason       string      `json:"reason,omitempty"` // why one of the two is nil: added, removed
	Index        int         `json:"-"`                // into Resolution.Events; -1: removed
}

// EventState is what one publication says of an event.
type EventState struct {
	Month  Month     `json:"month"` // empty: no date gives a month
	Vector Vector    `json:"vector"`
	Size   SizeState `json:"size"`
	Narrow Answer    `json:"supplier_narrow"`
	Wide   Answer    `json:"supplier_wide"`
	Cases  int       `json:"cases"`
}

// SizeState is a size with the words it came from.
type SizeState struct {
	Text   string `json:"text"`
	Low    *int64 `json:"low"`
	High   *int64 `json:"high"`
	Unit   Unit   `json:"unit"`
	Reason string `json:"reason,omitempty"` // why an end is nil
}

// Size returns the size. Its number as written is not kept; the lower end stands
// in for it.
func (s SizeState) Size() *Size {
	size := &Size{Text: s.Text, Unit: s.Unit}
	switch {
	case s.Low != nil && s.High != nil:
		size.Low, size.High, size.Bounds = *s.Low, *s.High, Closed
	case s.Low != nil:
		size.Low, size.Bounds = *s.Low, OpenAbove
	}
	size.Written = size.Low
	return size
}

func (s SizeState) same(o SizeState) bool {
	return s.Unit == o.Unit && orNone(s.Low) == orNone(o.Low) && orNone(s.High) == orNone(o.High)
}

// Aspects names what differs between two states of an event. The words of a
// size may change while it stays the same.
func (s *EventState) Aspects(o *EventState) []string {
	var differing []string
	for _, aspect := range []struct {
		name string
		same bool
	}{
		{"month", s.Month == o.Month}, {"vector", s.Vector == o.Vector}, {"size", s.Size.same(o.Size)},
		{"supplier_narrow", s.Narrow == o.Narrow}, {"supplier_wide", s.Wide == o.Wide}, {"cases", s.Cases == o.Cases},
	} {
		if !aspect.same {
			differing = append(differing, aspect.name)
		}
	}
	return differing
}

// noEvent is the index of an event that is gone.
const noEvent = -1

// eventRecord is an event of either publication.
type eventRecord struct {
	EventState
	name         string
	organization string
	named        bool // by its rows, not after the place of its only row
	index        int
}

// eventKey says which records are of one event: more of its fields or fewer.
type eventKey struct {
	name         string // of the event, or of the organisation of an event without one
	named        bool
	month        Month
	vector       Vector
	unit         Unit
	low, high    int64 // -1: open or unknown
	narrow, wide Answer
	cases        int
}

// identity is the key of the event alone. A row without an event key is known by
// its organisation, for its line moves when others are added.
func (r *eventRecord) identity() eventKey {
	if r.named {
		return eventKey{name: r.name, named: true}
	}
	return eventKey{name: r.organization}
}

// inMonth is the key of the event and its month.
func (r *eventRecord) inMonth() eventKey {
	k := r.identity()
	k.month = r.Month
	return k
}

// inFull is the key of the event and all that is compared of it.
func (r *eventRecord) inFull() eventKey {
	k := r.inMonth()
	k.vector, k.narrow, k.wide, k.cases = r.Vector, r.Narrow, r.Wide, r.Cases
	k.unit, k.low, k.high = r.Size.Unit, orNone(r.Size.Low), orNone(r.Size.High)
	return k
}

func orNone(end *int64) int64 {
	if end == nil {
		return -1
	}
	return *end
}

// records lists the events of a resolution.
func (r *Resolution) records() []eventRecord {
	list := make([]eventRecord, 0, len(r.Events))
	for i := range r.Events {
		e := &r.Events[i]
		size := sizeFinding(e.Size)
		list = append(list, eventRecord{name: r.Name(e), organization: r.Cases[e.FirstCase].Organization, named: e.Key != "", index: i,
			EventState: EventState{Month: e.Month, Vector: e.Vector, Narrow: e.Narrow, Wide: e.Wide, Cases: int(e.CaseCount),
				Size: SizeState{Text: size.Text, Low: size.Low, High: size.High, Unit: size.Unit, Reason: size.Reason}}})
	}
	return list
}

// changedEvents compares event by event. Those that are the same in all are set
// aside first; then a row without an event key is the same event as another of
// its organisation and month.
func (f *Findings) changedEvents(before *Earlier) EventChanges {
	if before.unread || len(f.Resolution.Events) > comparedEvents {
		return EventChanges{List: []EventChange{}, Reason: ReasonTooMany}
	}
	c := &eventComparison{over: before.finished(), before: before.events, now: f.Resolution.records()}
	c.reach = firstMonth(c.now)
	c.pair((*eventRecord).inFull)
	c.pair((*eventRecord).inMonth)
	c.pair(func(r *eventRecord) eventKey {
		if !r.named {
			return eventKey{}
		}
		return r.identity()
	})
	c.addRest()
	return c.changes()
}

// firstMonth returns the first month with an event, or 0.
func firstMonth(records []eventRecord) Month {
	var first Month
	for i := range records {
		if m := records[i].Month; m != 0 && (first == 0 || m < first) {
			first = m
		}
	}
	return first
}

// eventComparison is the state of comparing events: those without a partner, and
// the changes found.
type eventComparison struct {
	over                    Month // the last month that was over
	reach                   Month // the first month that the data still reach
	before, now             []eventRecord
	list                    []EventChange
	added, removed, changed int
}

// pair takes the records that have the same key out of both lists, each with
// the first partner that is left. A zero key has none.
func (c *eventComparison) pair(key func(*eventRecord) eventKey) {
	partners := map[eventKey][]int{}
	for i := range c.before {
		k := key(&c.before[i])
		partners[k] = append(partners[k], i)
	}
	delete(partners, eventKey{})
	paired := make([]bool, len(c.before))
	c.now = slices.DeleteFunc(c.now, func(r eventRecord) bool {
		k := key(&r)
		list := partners[k]
		if len(list) == 0 {
			return false
		}
		partners[k], paired[list[0]] = list[1:], true
		c.compare(&c.before[list[0]], &r)
		return true
	})
	i := -1
	c.before = slices.DeleteFunc(c.before, func(eventRecord) bool { i++; return paired[i] })
}

// old reports whether an event was published in a month that was over, or in
// none.
func (c *eventComparison) old(r *eventRecord) bool { return r.Month <= c.over }

// compare notes a change of an event, unless it is one of a month that was not
// over.
func (c *eventComparison) compare(before, now *eventRecord) {
	if (c.old(before) || c.old(now)) && len(before.Aspects(&now.EventState)) > 0 {
		c.changed++
		c.add(now, EventChange{Before: before.state(), Now: now.state()})
	}
}

// addRest notes the events without a partner: those gone, unless the data no
// longer reach their month, and those added to months that were over.
func (c *eventComparison) addRest() {
	for i := range c.before {
		if r := &c.before[i]; c.old(r) && (r.Month == 0 || r.Month >= c.reach) {
			c.removed++
			c.add(r, EventChange{Before: r.state(), Reason: "removed"})
		}
	}
	for i := range c.now {
		if r := &c.now[i]; c.old(r) && r.Month != 0 {
			c.added++
			c.add(r, EventChange{Now: r.state(), Reason: "added"})
		}
	}
}

func (r *eventRecord) state() *EventState {
	state := r.EventState
	return &state
}

func (c *eventComparison) add(r *eventRecord, change EventChange) {
	change.Event, change.Organization, change.Index = r.name, r.organization, r.index
	c.list = append(c.list, change)
}

// changes puts the latest month first and leaves out what is too much to list.
func (c *eventComparison) changes() EventChanges {
	slices.SortStableFunc(c.list, func(a, b EventChange) int {
		return cmp.Or(cmp.Compare(b.month(), a.month()), cmp.Compare(a.Event, b.Event))
	})
	return EventChanges{Added: &c.added, Removed: &c.removed, Changed: &c.changed,
		List: append([]EventChange{}, c.list[:min(listedChanges, len(c.list))]...)}
}

// month is the month of the event, now if it is still there.
func (c *EventChange) month() Month {
	if c.Now != nil {
		return c.Now.Month
	}
	return c.Before.Month
}
