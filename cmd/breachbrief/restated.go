package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/breachbrief/breachbrief/analysis"
)

// sayRestated says in one line what has changed in what was published before, or
// nothing.
func sayRestated(p analysis.Previous) string {
	if !p.Compared {
		return ""
	}
	var parts []string
	restated, lost := p.Months()
	if len(restated) > 0 {
		parts = append(parts, "restated months: "+nameMonths(restated))
	}
	if len(lost) > 0 {
		parts = append(parts, "months no longer in the data: "+nameMonths(lost))
	}
	if e := p.EventsChanged; len(e.List) > 0 {
		parts = append(parts, fmt.Sprintf("events of earlier months: %d added, %d removed, %d changed", *e.Added, *e.Removed, *e.Changed))
	}
	if len(parts) == 0 {
		return ""
	}
	return fmt.Sprintf("since the report of %s: %s", p.Period, strings.Join(parts, "; "))
}

// nameMonths names the latest months.
func nameMonths(all []analysis.Month) string {
	const most = 6
	var months []string
	for _, m := range slices.Backward(all) {
		if len(months) == most {
			return strings.Join(months, ", ") + fmt.Sprintf(" and %d more", len(all)-most)
		}
		months = append(months, m.String())
	}
	return strings.Join(months, ", ")
}

// previousResult is what --json prints of the comparison with the publication
// before.
type previousResult struct {
	Period         string `json:"period"`
	Compared       bool   `json:"compared"`
	Reason         string `json:"reason,omitempty"`
	MonthsRestated *int   `json:"months_restated"`
	EventsAdded    *int   `json:"events_added"`
	EventsRemoved  *int   `json:"events_removed"`
	EventsChanged  *int   `json:"events_changed"`
}

func newPreviousResult(p analysis.Previous) previousResult {
	return previousResult{Period: p.Period, Compared: p.Compared, Reason: p.Reason, MonthsRestated: p.MonthsRestated,
		EventsAdded: p.EventsChanged.Added, EventsRemoved: p.EventsChanged.Removed, EventsChanged: p.EventsChanged.Changed}
}
