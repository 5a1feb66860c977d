package report

import (
	"slices"
	"strconv"

	"github.com/breachbrief/breachbrief/analysis"
)

// summary is the first page: what happened, what changed, what one event did,
// what cannot be told and what needs attention; the key figures; the months.
func (c *composer) summary() Section {
	s := c.section("summary")
	for i, text := range c.story() {
		role := Body
		if i == 0 {
			role = Lead
		}
		s.Blocks = append(s.Blocks, Paragraph{Role: role, Text: text})
	}
	s.Blocks = append(s.Blocks, c.keyFigures())
	for _, text := range c.warnings() {
		s.Blocks = append(s.Blocks, Paragraph{Role: Warning, Text: text, Link: Link{Section: "quality"}})
	}
	s.Blocks = append(s.Blocks, c.summaryFigure())
	return s
}

// summaryFigure is the months, or where they are too few the causes.
func (c *composer) summaryFigure() *Figure {
	months := c.monthsFigure("summary_months")
	if months.Empty == "" {
		return months
	}
	if causes := c.vectorFigure(); causes.Empty == "" {
		causes.ID = "summary_vectors"
		return causes
	}
	return months
}

// story is the summary in at most five paragraphs of a sentence or two.
func (c *composer) story() []string {
	if c.month.Counts.Events == 0 {
		return c.emptyStory()
	}
	parts := []string{
		c.sentences(c.sayEvents(), c.saySizes()),
		c.sayChange(),
		c.sayLargest(),
		c.sentences(c.saySupplier(scoped{"period", c.month}), c.sayRealChanges()),
		c.sayAttention(),
	}
	return slices.DeleteFunc(parts, func(s string) bool { return s == "" })
}

// emptyStory is the summary of a period without events: the trend goes on.
func (c *composer) emptyStory() []string {
	parts := []string{c.sentences(c.Say(c.spanWord("summary.empty")), c.sayUncounted()), c.sayYear()}
	return append(parts, c.saySupplier(scoped{"year", c.year}))
}

// sayEvents counts the events of the period and the organisations hit in it,
// some of them by events that first came to light in earlier months.
func (c *composer) sayEvents() string {
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

// saySizes tells the leak sizes unit by unit: persons and records are never
// added up.
func (c *composer) saySizes() string {
	sizes := c.month.Sizes
	switch {
	case sizes.EventsKnown == 0:
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
	return c.Say("summary.sizes", values)
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
	var parts []string
	if len(clauses) > 0 {
		parts = append(parts, c.Say("change.sentence", Values{"Clauses": c.list(clauses)}), c.verdict())
	}
	if len(missing) > 0 {
		parts = append(parts, c.Say("change.no_data", Values{"Bases": c.list(missing)}))
	}
	return c.sentences(parts...)
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
		p := c.Say("summary.p_value", Values{"Base": c.Say(c.spanWord("base." + baseOf(test.Against))), "P": c.PStatement(*test.PValue)})
		tested = append(tested, p)
		apparent = apparent || *test.PValue < significance
		if isReal(test) {
			real = append(real, p)
		}
	}
	switch {
	case len(real) > 0:
		return c.Say("summary.beyond_chance", Values{"Tests": c.list(real)})
	case apparent:
		return c.Say("summary.not_after_correction", Values{"Tests": c.list(tested)})
	case len(tested) > 0:
		return c.Say("summary.within_chance", Values{"Tests": c.list(tested)})
	case based:
		return c.Say("summary.too_few_to_compare")
	}
	return ""
}

// isReal reports whether a difference is larger than chance explains, also
// after the correction for many comparisons.
func isReal(t analysis.Comparison) bool {
	return t.PValue != nil && *t.PValue < significance && (t.QValue == nil || *t.QValue < 2*significance)
}

func baseOf(against string) string {
	if against == "same_month_last_year" {
		return "last_year"
	}
	return "previous"
}

// severalHit is the number of organisations from which one event can govern the
// picture of a month.
const severalHit = 3

// sayLargest says what one event did to the totals: to the organisations hit,
// else to the known size of one unit.
func (c *composer) sayLargest() string {
	if c.month.Counts.Events < 2 {
		return ""
	}
	if e, all := c.widest(); e != nil && e.CaseCount >= severalHit && 2*int(e.CaseCount) > all {
		key := "summary.largest_cases"
		if slices.ContainsFunc(c.data.CasesOf(e), func(kase analysis.Case) bool { return !c.period.Contains(kase.Month) }) {
			key = "summary.largest_cases_later"
		}
		return c.Say(key, Values{"Event": c.eventTitle(e), "Hit": c.Quantity("organizations", int(e.CaseCount))})
	}
	for _, top := range c.month.Sizes.Top {
		total := unitTotal(c.month, top.Unit)
		if total.EventsKnown < 2 || top.Low == nil || 3*(*top.Low) < total.AtLeast || total.AtLeast == 0 {
			continue
		}
		key := "summary.largest_third"
		if *top.Low > total.AtLeast/2 {
			key = "summary.largest_half"
		}
		e := &c.data.Events[top.Index]
		return c.Say(key, Values{"Event": c.eventTitle(e), "Size": c.sizeWords(e.Size), "Unit": c.Label(top.Unit)})
	}
	return ""
}

// sizeWords is a size as its source wrote it; a bare number gets its unit.
func (c *composer) sizeWords(s *analysis.Size) string {
	switch s.Text {
	case strconv.FormatInt(s.Written, 10):
		return c.Amount(s.Unit, s.Written)
	case "": // worked out from the parts
		return c.Format(sizeCell(s))
	}
	return s.Text
}

// widest returns the event of the period that hit most organisations, and how
// many all of them hit, whenever that became known.
func (c *composer) widest() (widest *analysis.Event, all int) {
	for _, i := range c.events {
		e := &c.data.Events[i]
		all += int(e.CaseCount)
		if widest == nil || e.CaseCount > widest.CaseCount {
			widest = e
		}
	}
	return widest, all
}

// eventTitle names an event for a reader: its first organisation and how many
// others, with the supplier where one is named.
func (c *composer) eventTitle(e *analysis.Event) string {
	values := Values{"Organization": c.organization(&c.data.Cases[e.FirstCase]), "Supplier": e.Supplier,
		"Others": c.Quantity("organizations", int(e.CaseCount)-1)}
	switch {
	case e.CaseCount > 1 && e.Supplier != "":
		return c.Say("event.at_supplier", values)
	case e.CaseCount > 1:
		return c.Say("event.and_others", values)
	}
	return c.Say("event.single", values)
}

// sayAttention says what cannot be told and what a manager has to look at.
func (c *composer) sayAttention() string {
	var parts []string
	sizes := c.month.Sizes
	if n := sizes.EventsUnknown; n > 0 && sizes.EventsKnown > 0 {
		parts = append(parts, c.Say("summary.size_unknown", Values{"Events": c.Quantity("events", n), "Count": n}))
	}
	if n := sizes.OtherUnit; n > 0 {
		parts = append(parts, c.Say("summary.other_unit", Values{"Events": c.Quantity("events", n), "Count": n}))
	}
	if o := c.lawThreshold(c.month); o.Possible > 0 {
		parts = append(parts, c.sayOver(o))
	}
	return c.sentences(append(parts, c.sayConflicts())...)
}

// reportedOver is the number of persons over which the law wants a leak
// reported: Act on the Protection of Personal Information, rules, article 7.
const reportedOver = 1000

func (c *composer) lawThreshold(s *analysis.Scope) analysis.SizeOver {
	for _, o := range s.Sizes.Over {
		if o.Threshold == reportedOver {
			return o
		}
	}
	return analysis.SizeOver{Threshold: reportedOver}
}

func (c *composer) sayOver(o analysis.SizeOver) string {
	values := Values{"Threshold": c.Number(o.Threshold), "Events": c.Quantity("events", o.Certain), "Count": o.Certain,
		"Possible": c.Number(int64(o.Possible))}
	switch {
	case o.Certain == 0:
		values["Events"] = c.Quantity("events", o.Possible)
		return c.Say("summary.over_possible", values)
	case o.Possible > o.Certain:
		return c.Say("summary.over_both", values)
	}
	return c.Say("summary.over", values)
}

func (c *composer) sayConflicts() string {
	conflicts := c.conflicting(c.ofPeriod)
	if conflicts == 0 {
		return ""
	}
	return c.Say("summary.conflicts", Values{"Events": c.Quantity("events", conflicts), "Count": conflicts})
}

// sayYear tells the last 12 months, for a period without events.
func (c *composer) sayYear() string {
	if c.year.Counts.Events == 0 {
		return c.Say("summary.year_none")
	}
	return c.Say("summary.year", Values{"Events": c.Quantity("events", c.year.Counts.Events),
		"Hit": c.sayOrganizations(c.year.Counts), "Count": c.year.Counts.Events})
}

// sayUncounted tells the rows of the period that are listed but not counted.
func (c *composer) sayUncounted() string {
	n := c.month.Counts.HeadlineRows + c.month.Counts.NoticeRows
	if n == 0 {
		return ""
	}
	return c.Say("summary.uncounted", Values{"Rows": c.Quantity("rows", n), "Count": n})
}

// warnings are the doubts that a reader of the first page must see.
func (c *composer) warnings() []string {
	var said []string
	if c.findings.Period.To > c.findings.AsOf {
		said = append(said, c.Say("warning.unfinished", Values{"Day": c.Day(c.findings.AsOf)}))
	}
	for _, doubt := range c.month.Sizes.Doubts {
		if doubt == analysis.DoubtTruncated {
			said = append(said, c.sayThreshold("warning.listed_from", c.month))
			continue
		}
		if doubt == analysis.DoubtOneEvent || doubt == analysis.DoubtUnitsDiffer {
			continue // the story tells of both, unit by unit
		}
		if key := "doubt." + doubt; c.Has(key) {
			said = append(said, c.Say(key))
		}
	}
	if restated := c.sayRestated(); restated != "" {
		said = append(said, restated)
	}
	if n := c.all.Counts.UndatedEvents; n > 0 {
		said = append(said, c.Say("warning.undated", Values{"Events": c.Quantity("events", n), "Count": n}))
	}
	return said
}
