package intake

import (
	"fmt"
	"strings"

	"github.com/breachbrief/breachbrief/analysis"
)

// dateRow is the dates of one row while they complete one another.
type dateRow struct {
	context dateContext
	missing []missingYear
	latest  analysis.Day
}

// missingYear is a date that nothing completed.
type missingYear struct {
	column     column
	index      int
	text       string
	month, day int
}

// allDates reads the dates of a row. The document's date comes first, for it
// completes the others; each of these is the date before the next.
func (r *rowReader) allDates(in *analysis.Incident) {
	r.dated = dateRow{missing: r.dated.missing[:0], latest: analysis.FirstDay}
	in.DocumentDate, _ = r.date(columnDocumentDate)
	r.dated.context.document = in.DocumentDate
	var end analysis.Date
	in.OccurredFrom, end = r.date(columnOccurredFrom)
	r.dated.context.period = in.OccurredFrom
	in.OccurredTo, _ = r.date(columnOccurredTo)
	r.dated.context.period = analysis.Date{}
	r.period(in, end)
	in.Discovered, _ = r.date(columnDiscovered)
	in.Notified, _ = r.date(columnNotified)
	in.Disclosed, _ = r.date(columnDisclosed)
	for _, m := range r.dated.missing {
		r.problem(cellRef{m.column, m.index, m.text}, remark{CodeYearMissing, m.likely(r.dated.latest)})
	}
}

// period gives the two ends of a period typed into occurred_from to both
// columns.
func (r *rowReader) period(in *analysis.Incident, end analysis.Date) {
	if !end.Known() {
		return
	}
	if in.OccurredTo.Known() && in.OccurredTo != end {
		_, index := r.cell(columnOccurredFrom)
		r.problem(cellRef{columnOccurredFrom, index, end.String()}, remark{CodeOccurredToIgnored, in.OccurredTo.String()})
		return
	}
	in.OccurredTo = end
}

// likely names the reading that the row's other dates suggest.
func (m missingYear) likely(latest analysis.Day) string {
	if date := latestBefore(m.month, m.day, latest); date.Known() {
		return date.String()
	}
	if m.day == 0 {
		return fmt.Sprintf("--%02d", m.month)
	}
	return fmt.Sprintf("--%02d-%02d", m.month, m.day)
}

// date reads one date column, and for a period the end.
func (r *rowReader) date(c column) (date, end analysis.Date) {
	text, index := r.cell(c)
	r.keep(c, text)
	if text == "" {
		return date, end
	}
	reading, ok := r.dates.known[text]
	if !ok {
		reading = parseDate(strings.Clone(text), r.plan.layouts)
		r.dates.put(text, reading)
	}
	result := reading.resolve(r.dated.context)
	for _, m := range result.remarks {
		r.problem(cellRef{c, index, text}, m)
	}
	if result.yearMissing {
		r.dated.missing = append(r.dated.missing, missingYear{c, index, text, result.month, result.day})
	}
	date, end = r.split(c, result)
	if latest := r.options.Latest; latest != 0 && date.Known() && date.First > latest && c != columnOccurredTo {
		r.problem(cellRef{c, index, text}, remark{CodeDateInFuture, date.String()})
	}
	if date.Known() && c != columnDocumentDate {
		r.dated.context.before = date
		if end.Known() {
			r.dated.context.before = end
		}
	}
	if date.Known() && date.Last != analysis.LastDay {
		r.dated.latest = max(r.dated.latest, date.Last)
	}
	return date, end
}

// split parts a period in occurred_from into its ends; elsewhere it stays one
// date. In a table that Writer wrote, the precision column says what the
// interval is.
func (r *rowReader) split(c column, result dateResult) (date, end analysis.Date) {
	date = result.date
	if r.plan.own {
		text, _ := r.cell(c.precision())
		if p, ok := parsePrecision(text); ok && date.Known() {
			date.Precision = p
		}
		return date, end
	}
	if c == columnOccurredFrom && result.end.Known() {
		return result.start, result.end
	}
	return date, end
}

func parsePrecision(text string) (analysis.Precision, bool) {
	for p := analysis.PrecisionDay; p <= analysis.PrecisionOpenEnd; p++ {
		if p.String() == text {
			return p, true
		}
	}
	return analysis.NoDate, false
}
