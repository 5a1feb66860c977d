package analysis

import (
	"cmp"
	"fmt"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"github.com/breachbrief/breachbrief/analysis/stats"
)

// Level is the confidence level of every interval.
const Level = 0.95

// RunOptions are the choices in computing findings.
type RunOptions struct {
	Period          Period
	AsOf            Day        // the day up to which the data reach; months that end later are unfinished
	TimeZone        string     // in which a day begins
	FiscalYearStart time.Month // 0: April
	Generator       Generator
	Problems        []Problem // of reading the input
	Replicates      int       // of each bootstrap; 0: defaultReplicates
	SizeRule        string    // name of the rule by which 約 was read
}

// defaultReplicates keeps a report quick: a p-value from 250 replicates has a
// Monte-Carlo error of at most 0.03, which the question "can a power law be ruled
// out at 0.1?" mostly bears.
const defaultReplicates = 250

func (o RunOptions) replicates() int {
	if o.Replicates == 0 {
		return defaultReplicates
	}
	return o.Replicates
}

// Run computes the findings of a period and of the periods it is compared with.
func Run(resolution *Resolution, options RunOptions) *Findings {
	if options.FiscalYearStart == 0 {
		options.FiscalYearStart = time.April
	}
	period := options.Period
	m := newMonths(resolution)
	findings := &Findings{
		SchemaVersion: SchemaVersion,
		Generator:     options.Generator,
		Period:        PeriodFinding{From: period.First.First(), To: period.Last.Last(), Label: period.String()},
		AsOf:          options.AsOf,
		TimeZone:      options.TimeZone,
		Seed:          seed(resolution),
		SizeRule:      options.SizeRule,
		Inputs:        slices.Clone(resolution.Inputs),
		Problems:      append(append([]Problem{}, options.Problems...), resolution.Problems...),
		Previous:      NotCompared(ReasonNoneFound),
		Resolution:    resolution,
	}
	sortProblems(findings.Problems, findings.Inputs)
	findings.Scopes = m.scopes(period, options.FiscalYearStart)
	findings.Trend = m.trend(options)
	models := modeller{counts: findings.Trend.finished(), seed: findings.Seed, replicates: options.replicates()}
	together(
		func() { models.modelSizes("last_12_months", &findings.Scopes.Last12Months.Sizes) },
		func() { models.modelSizes("all", &findings.Scopes.All.Sizes) },
	)
	for _, scope := range findings.Scopes.all() {
		scope.Sizes.rows, scope.Sizes.answered, scope.Sizes.distribution = nil, [3][]stats.Interval{}, stats.Distribution{}
	}
	findings.Comparisons = compare(findings.Scopes, findings.Trend)
	findings.correct()
	return findings
}

// scopes computes every scope.
func (m *months) scopes(period Period, fiscalYearStart time.Month) Scopes {
	var s Scopes
	together(
		func() { s.All = m.all() },
		func() { s.Month = m.scope(period) },
		func() { s.PreviousMonth = m.scope(period.Before()) },
		func() { s.SameMonthLastYear = m.scope(period.YearBefore()) },
		func() { s.Last12Months = m.scope(Period{First: period.Last - 11, Last: period.Last}) },
		func() { s.FiscalYearToDate = m.scope(period.FiscalYear(fiscalYearStart)) },
	)
	return s
}

// together runs tasks that share nothing at the same time and waits for all. A
// panic of a task becomes one of the caller, who alone can recover from it.
func together(tasks ...func()) {
	var wait sync.WaitGroup
	panics := make([]any, len(tasks))
	for i, task := range tasks {
		wait.Go(func() {
			defer func() {
				if panics[i] = recover(); panics[i] != nil {
					panics[i] = fmt.Sprintf("%v\n%s", panics[i], debug.Stack())
				}
			}()
			task()
		})
	}
	wait.Wait()
	if cause := cmp.Or(panics...); cause != nil {
		panic(cause)
	}
}

// selection is the events, cases and rows that one scope holds, as indexes.
type selection struct {
	resolution *Resolution
	events     []int32
	cases      []int32
	uncounted  Counts // rows of classes that are not counted
}

// months finds the events, cases and rows of any span of months.
type months struct {
	resolution *Resolution
	first      Month // first month with an event; 0: no event is dated
	byMonth    map[Month]*selection
	undated    selection
}

func newMonths(r *Resolution) *months {
	m := &months{resolution: r, byMonth: map[Month]*selection{}}
	m.undated.resolution = r
	for i := range r.Events {
		month := r.Events[i].Month
		s := m.of(month)
		s.events = append(s.events, int32(i))
		if month != 0 && (m.first == 0 || month < m.first) {
			m.first = month
		}
	}
	for i := range r.Cases {
		s := m.of(r.Cases[i].Month)
		s.cases = append(s.cases, int32(i))
	}
	for i, c := range r.caseOf {
		if c < 0 {
			m.addUncounted(i)
		}
	}
	return m
}

func (m *months) addUncounted(i int) {
	in := m.resolution.Incidents.At(i)
	var t told
	t.add(in)
	month, _ := t.month()
	counts := &m.of(month).uncounted
	counts.Rows++
	if in.Class == ClassHeadline {
		counts.HeadlineRows++
	} else {
		counts.NoticeRows++
	}
}

func (m *months) of(month Month) *selection {
	if month == 0 {
		return &m.undated
	}
	s := m.byMonth[month]
	if s == nil {
		s = &selection{resolution: m.resolution}
		m.byMonth[month] = s
	}
	return s
}

// span gathers the months of a period, in the order of the resolution, so that
// the cases of an event lie next to each other.
func (m *months) span(p Period) selection {
	all := selection{resolution: m.resolution}
	for month := p.First; month <= p.Last; month++ {
		if s := m.byMonth[month]; s != nil {
			all.join(s)
		}
	}
	slices.Sort(all.events)
	slices.Sort(all.cases)
	return all
}

// everything gathers all events and cases, dated or not.
func (m *months) everything() selection {
	r := m.resolution
	all := selection{resolution: r, events: make([]int32, len(r.Events)), cases: make([]int32, len(r.Cases))}
	for i := range all.events {
		all.events[i] = int32(i)
	}
	for i := range all.cases {
		all.cases[i] = int32(i)
	}
	all.uncounted = m.undated.uncounted
	for _, s := range m.byMonth {
		all.uncounted.add(s.uncounted)
	}
	return all
}

func (s *selection) join(o *selection) {
	s.events = append(s.events, o.events...)
	s.cases = append(s.cases, o.cases...)
	s.uncounted.add(o.uncounted)
}

// add adds up rows that are not counted.
func (c *Counts) add(o Counts) {
	c.Rows += o.Rows
	c.HeadlineRows += o.HeadlineRows
	c.NoticeRows += o.NoticeRows
}

func (m *months) scope(p Period) *Scope {
	selected := m.span(p)
	scope := selected.findings()
	scope.From, scope.To = p.First.First(), p.Last.Last()
	scope.HasData = m.first != 0 && p.Last >= m.first
	return scope
}

func (m *months) all() *Scope {
	selected := m.everything()
	scope := selected.findings()
	scope.From, scope.To = FirstDay, LastDay
	scope.HasData = len(selected.events) > 0
	scope.Counts.UndatedEvents = len(m.undated.events)
	return scope
}

func (s *selection) findings() *Scope {
	return &Scope{
		Counts:     s.counts(),
		Sizes:      s.sizes(),
		Vectors:    s.vectors(),
		Suppliers:  s.suppliers(),
		Disclosure: s.delay(func(e *Event) (Date, Date) { return e.Discovered, e.Disclosed }),
		Discovery:  s.delay(func(e *Event) (Date, Date) { return e.Occurred, e.Discovered }),
		Sectors:    s.tally(func(r *row) uint32 { return r.sector }),
		Regions:    s.tally(func(r *row) uint32 { return r.region }),
		Impacts:    s.impacts(),
	}
}

func (s *selection) event(i int32) *Event { return &s.resolution.Events[i] }
func (s *selection) cased(i int32) *Case  { return &s.resolution.Cases[i] }

func (s *selection) counts() Counts {
	c := s.uncounted
	c.Events, c.Cases = len(s.events), len(s.cases)
	organizations := map[uint32]bool{}
	for _, i := range s.cases {
		organizations[s.cased(i).organization] = true
		for _, row := range s.resolution.RowsOf(s.cased(i)) {
			c.Rows++
			if s.resolution.Incidents.class(int(row)) == ClassHeadline {
				c.HeadlineRows++
			} else {
				c.IncidentRows++
			}
		}
	}
	c.Organizations = len(organizations)
	c.SurplusRows = c.IncidentRows + c.HeadlineRows - s.uncounted.HeadlineRows - c.Cases
	return c
}

// sortProblems orders problems by input, line and column.
func sortProblems(problems []Problem, inputs []Input) {
	place := map[string]int{}
	for i, in := range inputs {
		place[in.File] = i
	}
	slices.SortStableFunc(problems, func(a, b Problem) int {
		if a.File != b.File {
			return place[a.File] - place[b.File]
		}
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Column - b.Column
	})
}
