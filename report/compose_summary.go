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

// emptyStory is the summary of a period without events: the trend goes on.
func (c *composer) emptyStory() []string {
	parts := []string{c.sentences(c.sayNoEvents(), c.sayUncounted()), c.sayYear()}
	parts = append(parts, c.saySupplier(scoped{"year", c.year}))
	return slices.DeleteFunc(parts, func(s string) bool { return s == "" })
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
		key, floor := c.outweighs(top)
		if key == "" {
			continue
		}
		e := &c.data.Events[top.Index]
		return c.Say(key, Values{"Event": c.eventTitle(e), "Size": c.sizeWords(e.Size), "Unit": c.Label(top.Unit), "Floor": floor})
	}
	return ""
}

// outweighs returns the key of what can be said of the share of one event in the
// known total of its unit, and whether that holds for the lower ends only: the
// others may be larger than theirs. Of events of the same size none stands out.
func (c *composer) outweighs(top analysis.TopEvent) (key string, floor bool) {
	total := unitTotal(c.month, top.Unit)
	if total.EventsKnown < 2 || top.Low == nil || 3*(*top.Low) <= total.AtLeast {
		return "", false
	}
	for _, other := range c.month.Sizes.Top {
		if other.Index != top.Index && other.Unit == top.Unit && other.Low != nil && *other.Low >= *top.Low {
			return "", false
		}
	}
	key, parts := "summary.largest_third", int64(3)
	if 2*(*top.Low) > total.AtLeast {
		key, parts = "summary.largest_half", 2
	}
	return key, total.AtMost == nil || parts*(*top.Low) <= *total.AtMost
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

// sayNoEvents says that nothing came to light, or that the data do not reach
// back to the period.
func (c *composer) sayNoEvents() string {
	if !c.month.HasData {
		return c.Say("summary.no_data")
	}
	return c.Say(c.spanWord("summary.empty"))
}

// sayNoneInYear says the same of the last 12 months.
func (c *composer) sayNoneInYear() string {
	if !c.year.HasData {
		return c.Say("summary.year_no_data")
	}
	return c.Say("summary.year_none")
}

// sayYear tells the last 12 months, for a period without events.
func (c *composer) sayYear() string {
	switch {
	case !c.year.HasData:
		return ""
	case c.year.Counts.Events == 0:
		return c.sayNoneInYear()
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
