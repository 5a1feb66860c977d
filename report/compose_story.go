package report

import (
	"slices"

	"github.com/breachbrief/breachbrief/analysis"
)

// story is the summary in at most five sentences, each a paragraph: what came to
// light, what changed, what one event did, how and through whom it happened, and
// what needs attention. Real changes of shares follow the causes.
func (c *composer) story() []string {
	if c.month.Counts.Events == 0 {
		return c.emptyStory()
	}
	parts := []string{c.sayResult(), c.sayChange(), c.sayLargest(), c.sentences(c.sayCauses(), c.sayRealChanges()), c.sayAttention()}
	return slices.DeleteFunc(parts, func(s string) bool { return s == "" })
}

// sayResult tells in one sentence how many events and organisations, and how
// much is known to have leaked.
func (c *composer) sayResult() string {
	return c.Say("summary.result", Values{"Counts": c.countClause(), "Sizes": c.sizeClause()})
}

func (c *composer) sayEvents() string {
	return c.Say("summary.counts", Values{"Counts": c.countClause()})
}

// countClause counts the events of the period and the organisations hit in it,
// some of them by events that first came to light in earlier months.
func (c *composer) countClause() string {
	counts := c.month.Counts
	values := Values{"Period": c.Months(c.period), "Events": c.Quantity("events", counts.Events), "Hit": c.sayOrganizations(counts)}
	if earlier := c.casesOfOtherMonths(); earlier > 0 {
		values["Earlier"] = c.Number(int64(earlier))
		return c.Say("summary.events_earlier", values)
	}
	return c.Say("summary.events", values)
}

// casesOfOtherMonths counts the organisations of the period that were hit by
// events of other months.
func (c *composer) casesOfOtherMonths() int {
	n := 0
	for i := range c.data.Cases {
		kase := &c.data.Cases[i]
		if c.period.Contains(kase.Month) && !c.period.Contains(c.data.Events[kase.Event].Month) {
			n++
		}
	}
	return n
}

// sayOrganizations counts the organisations hit, and says so where one of them
// was hit by several events.
func (c *composer) sayOrganizations(counts analysis.Counts) string {
	cases := c.Quantity("organizations", counts.Cases)
	if counts.Organizations == counts.Cases {
		return cases
	}
	return c.Say("summary.organizations_repeated", Values{"Cases": cases})
}

// sizeClause tells the leak sizes unit by unit: persons and records are never
// added up.
func (c *composer) sizeClause() string {
	sizes := c.month.Sizes
	if sizes.EventsKnown == 0 {
		return c.Say("summary.sizes_none")
	}
	var amounts []string
	for _, t := range sizes.ByUnit {
		amounts = append(amounts, c.totalOf(t))
	}
	values := Values{"Known": c.Number(int64(sizes.EventsKnown)), "Amounts": c.list(amounts), "Count": sizes.EventsKnown}
	if len(amounts) > 1 {
		values["Amounts"] = c.Say("summary.amounts_apart", values)
	}
	switch {
	case c.month.Counts.Events == 1:
		return c.Say("summary.size_of_one", values)
	case sizes.EventsUnknown == 0:
		return c.Say("summary.sizes_all", values)
	}
	return c.Say("summary.sizes_known", values)
}

// totalOf is the total of one unit in words, with what is known of its ends.
func (c *composer) totalOf(t analysis.UnitTotal) string {
	switch {
	case t.AtMost != nil && *t.AtMost == t.AtLeast:
		return c.Amount(t.Unit, t.AtLeast)
	case t.AtLeast == 0 && t.AtMost != nil:
		return c.Say("amount.at_most", Values{"Amount": c.Amount(t.Unit, *t.AtMost)})
	}
	return c.Say("amount.at_least", Values{"Amount": c.Amount(t.Unit, t.AtLeast)})
}

// sayChange compares the number of events with the two earlier periods, and
// says whether the difference can be told from chance.
func (c *composer) sayChange() string {
	var clauses, missing []string
	for _, base := range []struct {
		key   string
		scope *analysis.Scope
	}{{"base.previous", c.previous}, {"base.last_year", c.lastYear}} {
		values := Values{"Base": c.Say(c.spanWord(base.key)), "Month": c.Months(scopePeriod(base.scope))}
		if base.scope.HasData {
			clauses = append(clauses, c.changeClause(base.scope, values))
		} else {
			missing = append(missing, c.Say("change.base", values))
		}
	}
	values := Values{"Clauses": c.list(clauses), "Verdict": c.verdict(), "Missing": "", "Bases": c.list(missing)}
	if len(clauses) == 0 {
		return c.Say("change.no_data", values)
	}
	if len(missing) > 0 {
		values["Missing"] = c.Say("change.missing", values)
	}
	if values["Verdict"] == "" {
		return c.Say("change.plain", values)
	}
	return c.Say("change.sentence", values)
}

// changeClause says how many more or fewer events there are than then.
func (c *composer) changeClause(then *analysis.Scope, values Values) string {
	values["Then"] = c.Quantity("events", then.Counts.Events)
	difference := c.month.Counts.Events - then.Counts.Events
	switch {
	case difference > 0:
		values["Difference"] = c.Number(int64(difference))
		return c.Say("change.more", values)
	case difference < 0:
		values["Difference"] = c.Number(int64(-difference))
		return c.Say("change.fewer", values)
	}
	return c.Say("change.same", values)
}

func scopePeriod(s *analysis.Scope) analysis.Period {
	return analysis.Period{First: s.From.Month(), Last: s.To.Month()}
}

// significance is the p-value below which a difference is called one.
const significance = 0.05

// verdict says what the tests of the number of events allow to be said.
func (c *composer) verdict() string {
	var tested, real []string
	based, apparent := false, false
	for _, test := range c.findings.Comparisons {
		if test.Measure != "events" {
			continue
		}
		based = based || test.Reason != "not_applicable" && test.Now != test.Then
		if test.PValue == nil || test.Now == test.Then {
			continue
		}
		values := Values{"Base": c.Say(c.spanWord("base." + baseOf(test.Against))), "P": c.PStatement(*test.PValue)}
		tested = append(tested, c.Say("summary.p_value", values))
		apparent = apparent || *test.PValue < significance
		if isReal(test) {
			real = append(real, c.Say("summary.test", values))
		}
	}
	switch {
	case len(real) > 0:
		return c.Say("verdict.beyond_chance", Values{"Tests": c.list(real)})
	case apparent:
		return c.Say("verdict.not_after_correction", Values{"Tests": c.list(tested)})
	case len(tested) > 0:
		return c.Say("verdict.within_chance", Values{"Tests": c.list(tested)})
	case based:
		return c.Say("verdict.too_few_to_compare")
	}
	return ""
}

// isReal reports whether a difference is larger than chance explains, also
// after the correction for many comparisons.
func isReal(t analysis.Comparison) bool {
	return holds(t.PValue, t.QValue)
}

// holds reports whether a result is one, also after the correction.
func holds(p, q *float64) bool {
	return p != nil && *p < significance && (q == nil || *q < 2*significance)
}

func baseOf(against string) string {
	if against == "same_month_last_year" {
		return "last_year"
	}
	return "previous"
}

// sayCauses tells in one sentence how the events happened and how many of them
// came through a contractor.
func (c *composer) sayCauses() string {
	if narrow := c.month.Suppliers.Narrow.Events; c.month.Vectors.Known+narrow.Yes+narrow.No == 0 {
		return c.Say("summary.causes_unknown")
	}
	return c.Say("summary.causes", Values{"Causes": c.causeClause(), "Origin": c.originClause()})
}

// causeClause names the causes: the first where there are enough to rank.
func (c *composer) causeClause() string {
	counts, known := knownVectors(c.month), c.month.Vectors.Known
	values := Values{"Known": c.Quantity("events", known), "Count": known}
	if len(counts) == 0 {
		return c.Say("cause.none", values)
	}
	first := counts[0]
	values["Vector"], values["N"] = c.Label(first.Vector), c.Number(int64(first.Count))
	switch {
	case known == 1:
		return c.Say("cause.one", values)
	case len(counts) == 1:
		return c.Say("cause.same", values)
	case known >= rankMinimum:
		return c.Say("cause.leading", values)
	case first.Count == 1:
		return c.Say("cause.all_single", values)
	}
	var parts []string
	for _, v := range counts[:min(3, len(counts))] {
		parts = append(parts, c.Say("vectors.count", Values{"Vector": c.Label(v.Vector), "N": c.Number(int64(v.Count))}))
	}
	values["Vectors"] = c.list(parts)
	return c.Say("cause.some", values)
}

// originClause tells how many events came through a contractor, of those of
// which that is known.
func (c *composer) originClause() string {
	narrow := c.month.Suppliers.Narrow.Events
	known := narrow.Yes + narrow.No
	if known == 0 {
		return c.Say("origin.unknown")
	}
	values := Values{"Yes": c.Number(int64(narrow.Yes)), "Known": c.Quantity("events", known), "Count": known, "Rest": ""}
	if narrow.Unknown > 0 {
		values["Rest"] = c.Say("origin.rest", Values{"Unknown": c.Quantity("events", narrow.Unknown)})
	}
	share := narrow.ShareOfKnown
	switch {
	case known == 1 && narrow.Yes == 1:
		return c.Say("origin.one_yes", values)
	case known == 1:
		return c.Say("origin.one_no", values)
	case share == nil:
		return c.Say("origin.counts", values)
	}
	values["Share"], values["Low"], values["High"] = c.shareWords(share)
	if !pointShown(share) {
		return c.Say("origin.interval", values)
	}
	return c.Say("origin.share", values)
}
