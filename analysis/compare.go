package analysis

import "github.com/breachbrief/breachbrief/analysis/stats"

// compare tests the period against the month before and the same month last
// year: the number of events, and the share of supplier-caused events.
func compare(scopes Scopes) []Comparison {
	list := []Comparison{}
	for _, then := range []struct {
		name  string
		scope *Scope
	}{{"previous_month", scopes.PreviousMonth}, {"same_month_last_year", scopes.SameMonthLastYear}} {
		list = append(list, compareEvents(then.name, scopes.Month, then.scope))
	}
	return list
}

func compareEvents(against string, now, then *Scope) Comparison {
	c := Comparison{Measure: "events", Against: against, Now: now.Counts.Events, Then: then.Counts.Events}
	if !then.HasData {
		c.Reason = string(stats.NotApplicable)
		return c
	}
	rates := stats.CompareRates(
		stats.Count{Events: now.Counts.Events, Exposure: days(now)},
		stats.Count{Events: then.Counts.Events, Exposure: days(then)}, Level)
	if !rates.Exact.Present() {
		c.Reason = string(rates.Exact.Reason)
		return c
	}
	c.PValue = &rates.Exact.PValue
	c.Effect, _ = estimate(rates.Ratio)
	return c
}

func days(s *Scope) float64 { return float64(s.To-s.From) + 1 }
