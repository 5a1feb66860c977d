package analysis

import "github.com/breachbrief/breachbrief/analysis/stats"

// compare tests the period against the month before and the same month last
// year: the number of events, the share of supplier-caused events, and the
// share of each vector that either of the two has.
func compare(scopes Scopes, trend Trend) []Comparison {
	list := []Comparison{}
	for _, then := range []struct {
		name  string
		scope *Scope
	}{{"previous_month", scopes.PreviousMonth}, {"same_month_last_year", scopes.SameMonthLastYear}} {
		now := scopes.Month
		list = append(list, trend.compareEvents(then.name, now, then.scope))
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
	c.PValue = probability(compared.Fisher)
	c.Effect, c.Reason = estimate(compared.Difference)
	return c
}

// overdispersed reports whether months vary by more than chance.
func (t *Trend) overdispersed() bool { return t.DispersionP != nil && *t.DispersionP < significant }

// significant is the p-value below which months count as overdispersed.
const significant = 0.05

// compareEvents compares numbers of events, and allows for months that vary by
// more than chance where they do: as Poisson counts they would seem to differ far
// too often.
func (t *Trend) compareEvents(against string, now, then *Scope) Comparison {
	c := Comparison{Measure: "events", Against: against, Now: now.Counts.Events, Then: then.Counts.Events}
	if !then.HasData {
		c.Reason = string(stats.NotApplicable)
		return c
	}
	first := stats.Count{Events: now.Counts.Events, Exposure: days(now)}
	second := stats.Count{Events: then.Counts.Events, Exposure: days(then)}
	rates := stats.CompareRates(first, second, Level)
	ratio, test := rates.Ratio, rates.Exact
	if t.overdispersed() {
		ratio, test = stats.CompareDispersedRates(first, second, stats.DispersedComparison{Dispersion: *t.Dispersion, Level: Level})
	}
	if !test.Present() {
		c.Reason = string(test.Reason)
		return c
	}
	c.PValue = probability(test)
	c.Effect, c.Reason = estimate(ratio)
	return c
}

func days(s *Scope) float64 { return float64(s.To-s.From) + 1 }

// correct sets the q-values of all p-values that a report prints. They are one
// family, for a reader looks at all of them; other scopes than these two are in
// the findings only.
func (f *Findings) correct() {
	var family corrections
	for i := range f.Comparisons {
		family.add(f.Comparisons[i].PValue, &f.Comparisons[i].QValue)
	}
	family.add(f.Trend.SlopeP, &f.Trend.SlopeQ)
	family.add(f.Trend.DispersionP, &f.Trend.DispersionQ)
	month, year := f.Scopes.Month, f.Scopes.Last12Months
	family.add(month.Vectors.Lead.PValue, &month.Vectors.Lead.QValue)
	family.add(year.Vectors.Lead.PValue, &year.Vectors.Lead.QValue)
	family.add(year.Sizes.Supplied.PValue, &year.Sizes.Supplied.QValue)
	law := &year.Sizes.Tail.PowerLaw
	family.add(law.PValue, &law.QValue)
	for i := range law.Against {
		family.add(law.Against[i].PValue, &law.Against[i].QValue)
	}
	family.correct()
}

// corrections is a family of p-values with the places of their q-values.
type corrections struct {
	p []float64
	q []**float64
}

func (c *corrections) add(p *float64, q **float64) {
	if p != nil {
		c.p, c.q = append(c.p, *p), append(c.q, q)
	}
}

func (c *corrections) correct() {
	adjusted, reason := stats.BenjaminiHochberg(c.p)
	if reason != "" {
		return
	}
	for i := range adjusted {
		*c.q[i] = &adjusted[i]
	}
}
