package report

import "github.com/breachbrief/breachbrief/analysis"

// Queries count again from the listing what the tables show. Months are
// compared as numbers, 202206 for June 2022.

func monthNumber(m analysis.Month) float64 {
	if m == 0 {
		return 0
	}
	return float64(m.Year()*100 + int(m.Of()))
}

func is(column, text string) Condition {
	return Condition{Column: column, Op: Equal, Text: text, IsText: true}
}

func number(column string, op Op, value float64) Condition {
	return Condition{Column: column, Op: op, Number: value}
}

// countEvents counts the events of a scope.
func countEvents(s *analysis.Scope, where ...Condition) *Query {
	return &Query{Where: append(inScope(s, "event_month", "first_of_event"), where...)}
}

// countCases counts the cases of a scope.
func countCases(s *analysis.Scope, where ...Condition) *Query {
	return &Query{Where: append(inScope(s, "case_month", "first_of_case"), where...)}
}

// sumEvents adds up a column that stands on the first row of each event.
func sumEvents(s *analysis.Scope, column string, where ...Condition) *Query {
	return &Query{Sum: column, Where: append(inScope(s, "event_month", "first_of_event"), where...)}
}

func inScope(s *analysis.Scope, month, first string) []Condition {
	where := []Condition{number(first, Equal, 1)}
	if s.From != analysis.FirstDay {
		where = append(where, number(month, AtLeast, monthNumber(s.From.Month())))
	}
	if s.To != analysis.LastDay {
		where = append(where, number(month, AtMost, monthNumber(s.To.Month())))
	}
	return where
}

// monthScope is the scope of one month, for queries only.
func monthScope(m analysis.Month) *analysis.Scope {
	return &analysis.Scope{From: m.First(), To: m.Last()}
}

func less(a, b *Query) *Query {
	q := *a
	q.Minus = b
	return &q
}

func over(a, b *Query) *Query {
	q := *a
	q.Divide = b
	return &q
}
