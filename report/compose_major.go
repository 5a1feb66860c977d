package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/breachbrief/breachbrief/analysis"
)

const (
	majorMost       = 3  // incidents told at length
	majorCases      = 12 // organisations named of each
	majorSources    = 8
	severalAffected = 2 // organisations that make an event a major one whatever its size
)

// major tells the largest incidents of the period at length, at most three.
func (c *composer) major() Section {
	s := c.section("major")
	for i, e := range c.majorEvents() {
		s.Blocks = append(s.Blocks,
			Paragraph{Role: Heading, Text: c.eventTitle(e), Link: Link{Row: int(c.rowsOf(e)[0]) + 1}},
			Paragraph{Text: c.sayMajor(e)}, c.majorTable(i, e))
	}
	return s
}

// majorEvents picks the event that hit most organisations, if it hit several,
// and then the largest leaks by the number as written.
func (c *composer) majorEvents() []*analysis.Event {
	var events []*analysis.Event
	for _, i := range c.events {
		if e := &c.data.Events[i]; e.Size.IsLeak() || e.CaseCount >= severalAffected {
			events = append(events, e)
		}
	}
	bySize := func(a, b *analysis.Event) int { return cmp.Compare(leakWritten(b), leakWritten(a)) }
	slices.SortStableFunc(events, func(a, b *analysis.Event) int {
		return cmp.Or(cmp.Compare(b.CaseCount, a.CaseCount), bySize(a, b))
	})
	if len(events) > 1 && events[0].CaseCount >= severalAffected {
		slices.SortStableFunc(events[1:], bySize)
	} else {
		slices.SortStableFunc(events, bySize)
	}
	return events[:min(majorMost, len(events))]
}

func leakWritten(e *analysis.Event) int64 {
	if !e.Size.IsLeak() {
		return -1
	}
	return e.Size.Written
}

// sayMajor is the event in two sentences: how and whom it hit, and how sure the
// sources are that data left.
func (c *composer) sayMajor(e *analysis.Event) string {
	values := Values{"Vector": c.Label(e.Vector), "Organizations": c.Quantity("organizations", int(e.CaseCount)), "Count": int(e.CaseCount)}
	key := "major.cause"
	if e.CaseCount > 1 {
		key = "major.hit"
	}
	if e.Vector == analysis.VectorUnknown {
		key += "_unknown"
	}
	return c.sentences(c.Say(key, values), c.Say("major.leak."+e.LeakStatus.String()))
}

// majorTable is the particulars of an event; what its sentences say and what is
// not known is left out.
func (c *composer) majorTable(i int, e *analysis.Event) Table {
	t := Table{
		ID:      "major_" + strconv.Itoa(i+1),
		Columns: []Column{{}, {Wide: true}},
	}
	add := func(key string, cell Cell) {
		if cell.Text == "" {
			return
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{textCell(c.Say("major." + key)), cell}})
	}
	if e.CaseCount > 1 {
		add("organizations", textCell(c.majorOrganizations(e)))
	}
	add("size", c.majorSize(e))
	if e.Impact != analysis.ImpactUnknown {
		add("impact", textCell(c.Label(e.Impact)))
	}
	add("supplier", textCell(c.majorSupplier(e)))
	add("dates", textCell(c.majorDates(e)))
	free := c.freeTexts(e)
	add("items", textCell(free.items))
	add("sources", free.sources)
	add("doubts", textCell(c.sentences(c.doubts(e)...)))
	return t
}

// majorDates tells the dates of an event that are known.
func (c *composer) majorDates(e *analysis.Event) string {
	var told []string
	for _, d := range []struct {
		key  string
		date analysis.Date
	}{{"occurred", e.Occurred}, {"discovered", e.Discovered}, {"disclosed", e.Disclosed}} {
		if cell := dateCell(d.date); cell.Reason == "" {
			told = append(told, c.Say("major."+d.key, Values{"Date": c.Format(cell)}))
		}
	}
	return strings.Join(told, c.Say("list.comma"))
}

// majorSize is the size as told, with its interval where it is no single number.
func (c *composer) majorSize(e *analysis.Event) Cell {
	told := textCell(c.sizeWords(e.Size))
	switch {
	case !e.Size.Known():
		told.Text = c.ShortReason("unknown")
	case e.Size.Bounds != analysis.Closed || e.Size.Low != e.Size.High:
		told.Text = c.Say("major.interval", Values{"Told": told.Text, "Interval": c.Format(intervalCell(e.Size)), "Unit": c.unitOf(e.Size)})
	}
	return told
}

func (c *composer) majorSupplier(e *analysis.Event) string {
	if e.Supplier == "" {
		return c.supplierWord(e)
	}
	return c.Say("major.supplier_text", Values{"Word": c.supplierWord(e), "Supplier": e.Supplier})
}

// majorOrganizations names the organisations hit, each with its own figure.
func (c *composer) majorOrganizations(e *analysis.Event) string {
	var names []string
	cases := c.data.CasesOf(e)
	for i := range cases {
		kase := &cases[i]
		if i == majorCases {
			names = append(names, c.Say("major.others", Values{"Others": c.Quantity("organizations", int(e.CaseCount)-i)}))
			break
		}
		name := c.organization(kase)
		if kase.Size.Known() && e.CaseCount > 1 {
			name = c.Say("major.organization", Values{"Organization": name, "Size": kase.Size.Text})
		}
		names = append(names, name)
	}
	return strings.Join(names, c.Say("list.comma"))
}

// freeText is what the rows of an event say in words.
type freeText struct {
	items   string
	sources Cell
}

func (c *composer) freeTexts(e *analysis.Event) freeText {
	var items, sources []string
	var link string
	for _, row := range c.rowsOf(e) {
		_, text := c.data.Incidents.Text(int(row))
		if text.Items != "" && !slices.Contains(items, text.Items) {
			items = append(items, text.Items)
		}
		if text.Source != "" && !slices.Contains(sources, text.Source) && len(sources) < majorSources {
			sources = append(sources, text.Source)
		}
		if link == "" {
			link = text.SourceURL
		}
	}
	cell := textCell(strings.Join(sources, c.Say("list.comma")))
	if link != "" && cell.Text == "" {
		cell.Text = link
	}
	cell.Link.URL = link
	return freeText{items: strings.Join(items, " / "), sources: cell}
}

// doubts says what is not certain about an event.
func (c *composer) doubts(e *analysis.Event) []string {
	var said []string
	say := func(holds bool, key string) {
		if holds {
			said = append(said, c.Say("doubt."+key))
		}
	}
	conflicts := c.disagreement(e)
	say(!e.Size.Known(), "size_unknown")
	say(e.Size.Known() && !e.Size.IsLeak(), "no_leak_size")
	say(conflicts&analysis.SizesDisagree != 0, "sizes_disagree")
	say(conflicts&analysis.VectorsDisagree != 0, "vectors_disagree")
	say(conflicts&analysis.SuppliersDisagree != 0, "suppliers_disagree")
	say(conflicts&analysis.DatesOutOfOrder != 0, "dates_out_of_order")
	say(e.Size.Flags&analysis.CumulativeSum != 0, "cumulative")
	say(e.Size.Flags&analysis.RoundFigure != 0, "rounded")
	say(e.Size.Flags&analysis.MixedUnits != 0, "units_differ")
	say(e.Narrow == analysis.Unknown, "supplier_unknown")
	say(e.Basis != analysis.ByDisclosure, "not_disclosed")
	return said
}

// disagreement is on what the sources of an event or of its cases contradict
// each other.
func (c *composer) disagreement(e *analysis.Event) analysis.Conflicts {
	conflicts := e.Conflicts
	for _, kase := range c.data.CasesOf(e) {
		conflicts |= kase.Conflicts
	}
	return conflicts
}
