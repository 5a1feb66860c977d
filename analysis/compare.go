package analysis

import "github.com/breachbrief/breachbrief/analysis/stats"

// compare tests the period against the month before and the same month last
// year: the number of events, the share of supplier-caused events, and the
// share of each vector that either of the two has.
func compare(scopes Scopes) []Comparison {
	list := []Comparison{}
	for _, then := range []struct {
		name  string
		scope *Scope
	}{{"previous_month", scopes.PreviousMonth}, {"same_month_last_year", scopes.SameMonthLastYear}} {
		now := scopes.Month
		list = append(list, compareEvents(then.name, now, then.scope))
		a, b := now.Suppliers.Narrow.Events, then.scope.Suppliers.Narrow.Events
		list = append(list, compareShares("supplier_share", then.name,
			stats.Share{Successes: a.Yes, N: a.Yes + a.No}, stats.Share{Successes: b.Yes, N: b.Yes + b.No}))
		for _, v := range Vectors() {
			count, before := now.Vectors.count(v), then.scope.Vectors.count(v)
			if v != VectorUnknown && count+before > 0 {
				list = append(list, compareShares("vector:"+v.String(), then.name,
					stats.Share{Successes: count, N: now.Vectors.Known}, stats.Share{Successes: before, N: then.scope.Vectors.Known}))
			}
		}
	}
	return list
}

func (f VectorFindings) count(v Vector) int {
	for _, c := range f.Events {
		if c.Vector == v {
			return c.Count
		}
	}
	return 0
}

func compareShares(measure, against string, now, then stats.Share) Comparison {
	c := Comparison{Measure: measure, Against: against, Now: now.Successes, NowOf: now.N, Then: then.Successes, ThenOf: then.N}
	if now.N < stats.MinimumDifference || then.N < stats.MinimumDifference {
		c.Reason = string(stats.TooFew)
		return c
	}
	compared := stats.CompareShares(now, then, Level)
	if !compared.Fisher.Present() {
		c.Reason = string(compared.Fisher.Reason)
		return c
	}
	c.PValue = &compared.Fisher.PValue
	c.Effect, c.Reason = estimate(compared.Difference)
	return c
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

// correct sets the q-values of all p-values that the findings hold: those of the
// comparisons, of the trend, of the leads and of the size ratios. They are one
// family, for a reader looks at all of them.
func (f *Findings) correct() {
	var p []float64
	var q []**float64
	add := func(value *float64, corrected **float64) {
		if value != nil {
			p = append(p, *value)
			q = append(q, corrected)
		}
	}
	for i := range f.Comparisons {
		add(f.Comparisons[i].PValue, &f.Comparisons[i].QValue)
	}
	add(f.Trend.SlopeP, &f.Trend.SlopeQ)
	for _, scope := range []*Scope{f.Scopes.Month, f.Scopes.All} {
		add(scope.Vectors.Lead.PValue, &scope.Vectors.Lead.QValue)
	}
	for _, scope := range []*Scope{f.Scopes.Last12Months, f.Scopes.All} {
		add(scope.Sizes.Supplied.PValue, &scope.Sizes.Supplied.QValue)
	}
	adjusted, reason := stats.BenjaminiHochberg(p)
	if reason != "" {
		return
	}
	for i := range adjusted {
		*q[i] = &adjusted[i]
	}
}
