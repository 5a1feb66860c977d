package report

import "github.com/breachbrief/breachbrief/analysis"

// sayAttention says in one sentence what cannot be told and what a manager has
// to look at.
func (c *composer) sayAttention() string {
	var parts []string
	say := func(key string, n int) {
		if n > 0 {
			parts = append(parts, c.Say("attention."+key, Values{"Events": c.Quantity("events", n), "Count": n}))
		}
	}
	sizes := c.month.Sizes
	if sizes.EventsKnown > 0 {
		say("size_unknown", sizes.EventsUnknown-sizes.OtherUnit)
	}
	say("other_unit", sizes.OtherUnit)
	if o := c.lawThreshold(c.month); o.Possible > 0 {
		parts = append(parts, c.overClause(o))
	}
	say("conflicts", c.conflicting(c.ofPeriod))
	if len(parts) == 0 {
		return ""
	}
	return c.Say("attention.sentence", Values{"Parts": c.list(parts)})
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

// overClause counts the events over the threshold, in the unit of the period's
// sizes if they have one. Events of unknown size may be over it too, so that the
// count is said to be of the others.
func (c *composer) overClause(o analysis.SizeOver) string {
	values := Values{"Events": c.Quantity("events", o.Certain), "Count": o.Certain, "Possible": c.Number(int64(o.Possible)),
		"Unknown":   c.month.Sizes.EventsUnknown > 0,
		"Threshold": c.Say("attention.any_unit", Values{"N": c.Number(o.Threshold)})}
	if units := c.unitsOf(c.month); len(units) == 1 {
		values["Threshold"] = c.Amount(units[0], o.Threshold)
	}
	switch {
	case o.Certain == 0:
		values["Events"], values["Count"] = c.Quantity("events", o.Possible), o.Possible
		return c.Say("attention.over_possible", values)
	case o.Possible > o.Certain:
		return c.Say("attention.over_both", values)
	}
	return c.Say("attention.over", values)
}
