package analysis

import (
	"encoding/json"
	"io"
	"slices"
	"strings"
	"unicode"
)

// Earlier is what findings published earlier say, as far as later ones are
// compared with them.
type Earlier struct {
	Version string // of the program that made them
	Period  Period
	AsOf    Day

	inputs  []Input
	month   figures
	hasData bool // of the period
	months  []MonthFinding
	events  []eventRecord
	unread  bool // the events were not asked for
}

// ReadEarlier reads an earlier findings.json. Its events are left out unless
// they are asked for, and what follows them is not read.
func ReadEarlier(r io.Reader, events bool) (*Earlier, error) {
	e := &Earlier{unread: !events}
	return e, ReadFindings(r, e.take)
}

func (e *Earlier) take(field string, value *json.Decoder) error {
	switch field {
	case "generator":
		var generator Generator
		err := value.Decode(&generator)
		e.Version = generator.Version
		return err
	case "period":
		return e.takePeriod(value)
	case "as_of":
		return value.Decode(&e.AsOf)
	case "inputs":
		return value.Decode(&e.inputs)
	case "problems":
		return ReadEach(value, func() error { return Skip(value) })
	case "scopes":
		return e.takeScopes(value)
	case "trend":
		return e.takeTrend(value)
	case "events":
		if e.unread {
			return ErrEnough
		}
		return ReadEach(value, func() error { return e.takeEvent(value) })
	}
	return Skip(value)
}

func (e *Earlier) takePeriod(value *json.Decoder) (err error) {
	var period struct{ Label string }
	if err := value.Decode(&period); err != nil {
		return err
	}
	e.Period, err = ParsePeriod(period.Label)
	return err
}

func (e *Earlier) takeScopes(value *json.Decoder) error {
	var scopes struct {
		Month struct {
			figures
			HasData bool `json:"has_data"`
		} `json:"month"`
	}
	err := value.Decode(&scopes)
	e.month, e.hasData = scopes.Month.figures, scopes.Month.HasData
	return err
}

func (e *Earlier) takeTrend(value *json.Decoder) error {
	var trend struct {
		Months []struct {
			Month      Month `json:"month"`
			HasData    bool  `json:"has_data"`
			Events     int   `json:"events"`
			SizesKnown int   `json:"events_size_known"`
			Cases      int   `json:"cases"`
			AtLeast    int64 `json:"size_at_least"`
			Unfinished bool  `json:"unfinished"`
		} `json:"months"`
	}
	err := value.Decode(&trend)
	for _, m := range trend.Months {
		e.months = append(e.months, MonthFinding{Month: m.Month, HasData: m.HasData, Events: m.Events, SizesKnown: m.SizesKnown, Cases: m.Cases,
			AtLeast: m.AtLeast, Unfinished: m.Unfinished})
	}
	return err
}

func (e *Earlier) takeEvent(value *json.Decoder) error {
	var event struct {
		Event  string      `json:"event"`
		Month  Month       `json:"month"`
		Vector Vector      `json:"vector"`
		Size   SizeState   `json:"size"`
		Narrow Answer      `json:"supplier_narrow"`
		Wide   Answer      `json:"supplier_wide"`
		Cases  []earlyCase `json:"cases"`
	}
	if err := value.Decode(&event); err != nil {
		return err
	}
	record := eventRecord{name: event.Event, index: noEvent, named: true,
		EventState: EventState{Month: event.Month, Vector: event.Vector, Size: event.Size,
			Narrow: event.Narrow, Wide: event.Wide, Cases: len(event.Cases)}}
	if len(event.Cases) > 0 {
		record.organization = event.Cases[0].Organization
		record.named = len(event.Cases) > 1 || !event.Cases[0].names(event.Event)
	}
	e.events = append(e.events, record)
	return nil
}

// earlyCase is a case of an earlier event.
type earlyCase struct {
	Organization string     `json:"organization"`
	Incidents    []RowPlace `json:"incidents"`
}

// names reports whether the case's only row gave the event its name.
func (c *earlyCase) names(event string) bool {
	return len(c.Incidents) == 1 && c.Incidents[0].String() == event
}

// finished returns the last month of which the earlier findings spoke and which
// was over when they were made.
func (e *Earlier) finished() Month {
	return min(e.Period.Last, (e.AsOf+1).Month()-1)
}

// SameData reports whether both findings seem to be of the same data: one of the
// inputs goes by a name that an input had then, folders and digits aside
// (incidents-2022-06.csv and incidents-2022-07.csv), or one of the events was
// there in the same month.
func (e *Earlier) SameData(now *Findings) bool {
	names := map[string]bool{}
	for _, in := range e.inputs {
		names[kindOfFile(in.File)] = true
	}
	for _, in := range now.Inputs {
		if names[kindOfFile(in.File)] {
			return true
		}
	}
	events := map[eventKey]bool{}
	for i := range e.events {
		events[e.events[i].inMonth()] = true
	}
	return slices.ContainsFunc(now.Resolution.records(), func(r eventRecord) bool { return events[r.inMonth()] })
}

func kindOfFile(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, name[strings.LastIndexAny(name, `/\`)+1:])
}
