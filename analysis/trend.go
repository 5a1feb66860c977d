package analysis

import (
	"time"

	"github.com/breachbrief/breachbrief/analysis/stats"
)

// trendMonths is how many months the trend shows.
const trendMonths = 24

func (m *months) trend(options RunOptions) Trend {
	var t Trend
	last := options.Period.Last
	for month := last - trendMonths + 1; month <= last; month++ {
		t.Months = append(t.Months, m.month(month, options.AsOf))
	}
	t.FiscalYears = m.fiscalYears(last, options.FiscalYearStart)
	trendTests(&t)
	return t
}

func (m *months) month(month Month, asOf Day) MonthFinding {
	s := m.span(Period{First: month, Last: month})
	f := MonthFinding{
		Month:      month,
		HasData:    m.covers(month),
		Events:     len(s.events),
		Cases:      len(s.cases),
		Supplier:   s.answered(func(e *Event) Answer { return e.Narrow }),
		Vectors:    make([]int, len(vectorWords)),
		Unfinished: month.Last() > asOf,
	}
	place := make([]int, len(vectorWords))
	for i, v := range Vectors() {
		place[v] = i
	}
	for _, i := range s.events {
		e := s.event(i)
		f.Vectors[place[e.Vector]]++
		if e.Size.IsLeak() {
			f.AtLeast = addClamped(f.AtLeast, e.Size.Low)
			f.SizesKnown++
		}
	}
	m.foretell(&f, asOf)
	if m.covers(month - 12) {
		n := m.count(month - 12)
		f.EventsLastYear = &n
	}
	return f
}

// covers reports whether the data reach back to a month.
func (m *months) covers(month Month) bool { return m.first != 0 && month >= m.first }

func (m *months) count(month Month) int {
	if s := m.byMonth[month]; s != nil {
		return len(s.events)
	}
	return 0
}

// fiscalYears returns the fiscal years with data, at most five, the last one up
// to a month only.
func (m *months) fiscalYears(last Month, start time.Month) []FiscalYear {
	list := []FiscalYear{}
	current := Period{First: last, Last: last}.FiscalYear(start)
	for first := current.First - 4*12; first <= current.First; first += 12 {
		span := Period{First: first, Last: first + 11}
		if first == current.First {
			span.Last = last
		}
		if !m.covers(span.Last) {
			continue
		}
		s := m.span(span)
		f := FiscalYear{Year: first.Year(), ToDate: span.Months() < 12, Events: len(s.events), Cases: len(s.cases)}
		for _, i := range s.events {
			if size := s.event(i).Size; size.IsLeak() {
				f.AtLeast = addClamped(f.AtLeast, size.Low)
				f.SizesKnown++
			}
		}
		if before := span.YearBefore(); m.covers(before.First) {
			n := len(m.span(before).events)
			f.Previous = &n
		}
		list = append(list, f)
	}
	return list
}

// DoubtIntervalOnly marks an estimate whose interval is too wide for its value to
// be shown.
const DoubtIntervalOnly = "interval_only"

// finished returns the events of the finished months with data.
func (t *Trend) finished() []int {
	var counts []int
	for _, month := range t.Months {
		if month.counts() {
			counts = append(counts, month.Events)
		}
	}
	return counts
}

func (f MonthFinding) counts() bool { return f.HasData && !f.Unfinished }

// trendTests looks for a trend in the finished months with data.
func trendTests(t *Trend) {
	counts := t.finished()
	var series, exposure []float64
	var periods []stats.Count
	for _, month := range t.Months {
		if month.counts() {
			days := float64(month.Month.Last()-month.Month.First()) + 1
			series = append(series, float64(month.Events))
			exposure = append(exposure, days)
			periods = append(periods, stats.Count{Events: month.Events, Exposure: days / 30})
		}
	}
	if len(counts) < stats.MinimumTrendMonths {
		t.Reason = string(stats.TooFew)
		return
	}
	if d := stats.TestDispersion(counts); d.Fisher.Present() {
		t.Dispersion, t.DispersionP = &d.Index, probability(d.Fisher)
	}
	rate := stats.DispersedRate(periods, Level)
	if t.Rate, _ = estimate(rate); t.Rate != nil && stats.PresentRate(rate) != stats.PointAlso {
		t.Rate.Doubts = append(t.Rate.Doubts, DoubtIntervalOnly)
	}
	growth := stats.CountTrend(counts, stats.TrendOptions{Level: Level, Exposure: exposure})
	t.Growth, t.Reason = estimate(growth.Growth)
	t.Slope, _ = estimate(stats.SenSlope(series, Level))
	if kendall := stats.MannKendall(series); kendall.Test.Present() {
		t.SlopeP = probability(kendall.Test)
	} else {
		t.Reason = string(kendall.Test.Reason)
	}
}

// foretellMost is how many months before a month foretell its range.
const foretellMost = 36

// foretell sets the range in which a month of this kind lies, from the finished
// months before it, and whether the month is outside.
func (m *months) foretell(f *MonthFinding, asOf Day) {
	var before []int
	for month := f.Month - foretellMost; month < f.Month; month++ {
		if m.covers(month) && month.Last() <= asOf {
			before = append(before, m.count(month))
		}
	}
	e := stats.FitCounts(before, stats.CountModelOptions{}).Range(Level)
	if !e.Present() {
		f.Reason = string(e.Reason)
		return
	}
	f.Expected = &Interval{Low: e.Low, High: e.High}
	n := float64(f.Events)
	f.Unusual = n > e.High || n < e.Low && !f.Unfinished
}
