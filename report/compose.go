package report

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/breachbrief/breachbrief/analysis"
)

// Style is what a document takes from the configuration.
type Style struct {
	Words           *Words
	Organization    string // who publishes the report; may be empty
	Marking         string // Internal use only; empty: the language's usual one
	Recommendations string // one paragraph a line; empty: no such section
}

// Compose makes the document of the findings in one language. Sections that
// have nothing to say say so; none is left out but major incidents and
// recommendations, which stand only where there are some.
func Compose(findings *analysis.Findings, style Style) (*Document, error) {
	switch {
	case style.Words == nil:
		return nil, errors.New("composing a report: no language given")
	case findings == nil || findings.Resolution == nil:
		return nil, errors.New("composing a report: there are no findings with their events")
	}
	c := newComposer(findings, style)
	d := c.document()
	for _, part := range []func() Section{
		c.summary, c.eventList, c.trend, c.vectors, c.sizes, c.suppliers, c.sectors, c.timeliness,
		c.major, c.recommendations, c.incidents, c.quality, c.methods,
	} {
		if s := part(); len(s.Blocks) > 0 {
			d.Sections = append(d.Sections, s)
		}
	}
	d.Sections = append(d.Sections, c.glossary(d))
	d.Listing = c.listing()
	return d, nil
}

// composer holds what all sections need.
type composer struct {
	*Words
	style    Style
	findings *analysis.Findings
	data     *analysis.Resolution
	period   analysis.Period
	events   []int // of the period by date, as indexes into data.Events

	month, previous, lastYear, year, fiscal, all *analysis.Scope
}

func newComposer(findings *analysis.Findings, style Style) *composer {
	c := &composer{
		Words: style.Words, style: style, findings: findings, data: findings.Resolution,
		period:   analysis.Period{First: findings.Period.From.Month(), Last: findings.Period.To.Month()},
		month:    orEmpty(findings.Scopes.Month),
		previous: orEmpty(findings.Scopes.PreviousMonth),
		lastYear: orEmpty(findings.Scopes.SameMonthLastYear),
		year:     orEmpty(findings.Scopes.Last12Months),
		fiscal:   orEmpty(findings.Scopes.FiscalYearToDate),
		all:      orEmpty(findings.Scopes.All),
	}
	for i := range c.data.Events {
		if c.period.Contains(c.data.Events[i].Month) {
			c.events = append(c.events, i)
		}
	}
	slices.SortStableFunc(c.events, func(a, b int) int {
		return cmp.Compare(c.eventDate(&c.data.Events[a]).Date.First, c.eventDate(&c.data.Events[b]).Date.First)
	})
	return c
}

func orEmpty(s *analysis.Scope) *analysis.Scope {
	if s == nil {
		return &analysis.Scope{From: analysis.FirstDay, To: analysis.LastDay}
	}
	return s
}

func (c *composer) document() *Document {
	marking := c.style.Marking
	if marking == "" {
		marking = c.Say("document.marking")
	}
	return &Document{
		Language:     c.Language,
		Words:        c.Words,
		Title:        c.Say("document.title"),
		Period:       c.Months(c.period),
		PeriodLabel:  c.findings.Period.Label,
		Organization: c.style.Organization,
		Marking:      marking,
		AsOf:         c.asOf(),
		AsOfDay:      c.findings.AsOf,
		Footer: c.Say("document.footer", Values{"Program": c.findings.Generator.Name,
			"Version": c.findings.Generator.Version, "Source": c.source()}),
		Subject:  c.Say("document.subject", Values{"Period": c.Months(c.period)}),
		Keywords: c.Say("document.keywords"),
	}
}

// localZone stands for the zone of whatever machine made the report, which has
// no name that readers know.
const localZone = "Local"

// asOf tells up to which day the input reaches, and in which zone that day ends
// where one was chosen.
func (c *composer) asOf() string {
	day, zone := c.Day(c.findings.AsOf), c.findings.TimeZone
	if zone == "" || zone == localZone {
		return c.Say("document.as_of", Values{"Day": day})
	}
	return c.Say("document.as_of_in_zone", Values{"Day": day, "Zone": zone})
}

// source names the input files: the first two and how many more.
func (c *composer) source() string {
	const shown = 2
	var names []string
	for _, input := range c.findings.Inputs {
		names = append(names, baseName(input.File))
	}
	switch {
	case len(names) == 0:
		return c.Say("label.none")
	case len(names) <= shown:
		return c.list(names)
	}
	return c.Say("document.more_files", Values{"Files": c.list(names[:shown]), "N": c.Number(int64(len(names) - shown))})
}

// baseName drops the folders of a file name, however the user typed them.
func baseName(file string) string {
	return file[strings.LastIndexAny(file, `/\`)+1:]
}

// list joins words as running text does: a, b and c; a、b、c.
func (c *composer) list(items []string) string {
	last := len(items) - 1
	if last <= 0 {
		return strings.Join(items, "")
	}
	return strings.Join(items[:last], c.Say("list.comma")) + c.Say("list.and") + items[last]
}

// sentences joins sentences as running text does.
func (c *composer) sentences(parts ...string) string {
	var said []string
	for _, part := range parts {
		if part != "" {
			said = append(said, part)
		}
	}
	if c.Language == Japanese {
		return strings.Join(said, "")
	}
	return strings.Join(said, " ")
}

// section begins a section of the briefing, which is a sheet of the workbook if
// it has a name for one.
func (c *composer) section(id string, blocks ...Block) Section {
	s := Section{ID: id, Title: c.Say("section." + id), Briefing: true, Blocks: blocks}
	if sheet := "sheet." + id; c.Has(sheet) {
		s.Sheet = c.Say(sheet)
	}
	return s
}

// spanWord picks the wording for one month or for a longer period.
func (c *composer) spanWord(key string) string {
	if c.period.Months() == 1 {
		return key + ".month"
	}
	return key + ".span"
}
