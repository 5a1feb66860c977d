package report

import (
	"fmt"
	"strings"

	"github.com/breachbrief/breachbrief/analysis"
)

// Label returns the words of an identifier of the data: a vector, an impact, a
// supplier kind, a leak status, a class, an answer, a unit. An unknown
// identifier prints as it is.
func (w *Words) Label(id fmt.Stringer) string {
	switch id.(type) {
	case analysis.Vector:
		return w.label("vector", id.String())
	case analysis.Impact:
		return w.label("impact", id.String())
	case analysis.SupplierKind:
		return w.label("supplier_kind", id.String())
	case analysis.LeakStatus:
		return w.label("leak_status", id.String())
	case analysis.Class:
		return w.label("class", id.String())
	case analysis.Answer:
		return w.label("answer", id.String())
	case analysis.Severity:
		return w.label("severity", id.String())
	case analysis.Basis:
		return w.label("basis", id.String())
	case analysis.Unit:
		return w.unit(id.String())
	}
	return id.String()
}

func (w *Words) unit(id string) string {
	if id == "" {
		id = "not_stated"
	}
	return w.label("unit", id)
}

// Sector returns the name of a sector: of a JSIC letter its division, of any
// other text the text.
func (w *Words) Sector(code string) string { return w.label("sector", code) }

// Region returns a region as written.
func (w *Words) Region(name string) string { return orNotStated(w, name) }

// label returns the message group.id, or the identifier if there is none. An
// empty identifier was not stated.
func (w *Words) label(group, id string) string {
	if id == "" {
		return w.Say("label.not_stated")
	}
	if key := group + "." + id; w.Has(key) {
		return w.Say(key)
	}
	return id
}

func orNotStated(w *Words, text string) string {
	if text == "" {
		return w.Say("label.not_stated")
	}
	return text
}

// Reason says in words why a statistic is absent.
func (w *Words) Reason(code string) string { return w.label("reason", code) }

// ShortReason is the reason as a narrow table cell has it; a dash where there
// is nothing to explain.
func (w *Words) ShortReason(code string) string {
	if key := "reason_short." + code; w.Has(key) {
		return w.Say(key)
	}
	return noValue
}

// ProblemName returns the kind of a problem in a few words, without its place
// and value.
func (w *Words) ProblemName(code string) string { return w.label("problem_name", code) }

// Explain returns what is wrong with the input and what a person can do about
// it.
func (w *Words) Explain(p analysis.Problem) (what, todo string) {
	code := p.Code
	if !w.Has("problem." + code + ".what") {
		code = "other"
	}
	values := Values{"Value": w.problemValue(p), "Field": w.Field(p.Field), "Detail": p.Detail, "Code": p.Code}
	return w.Say("problem."+code+".what", values), w.Say("problem."+code+".do", values)
}

// problemValue is the cell as written; where the program put the identifiers it
// decided on there, their labels.
func (w *Words) problemValue(p analysis.Problem) string {
	group := map[string]string{"vectors_disagree": "vector", "suppliers_disagree": "answer"}[p.Code]
	if group == "" {
		return p.Value
	}
	var labels []string
	for id := range strings.SplitSeq(p.Value, " / ") {
		labels = append(labels, w.label(group, id))
	}
	return strings.Join(labels, " / ")
}

// Field returns the heading of a canonical column.
func (w *Words) Field(column string) string { return w.label("field", column) }
