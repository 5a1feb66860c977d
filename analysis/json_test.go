package analysis

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// contract lists paths that findings.json must have, whatever else it holds.
const contract = `
schema_version generator.name generator.version period.from period.to period.label as_of seed
inputs.0.file inputs.0.sha256 inputs.0.encoding inputs.0.rows inputs.0.used inputs.0.rejected
problems.0.file problems.0.line problems.0.column problems.0.field problems.0.value problems.0.code problems.0.severity problems.0.message
scopes.month scopes.previous_month scopes.same_month_last_year scopes.last_12_months scopes.fiscal_year_to_date scopes.all
scopes.all.counts.rows scopes.all.counts.incident_rows scopes.all.counts.headline_rows scopes.all.counts.notice_rows
scopes.all.counts.events scopes.all.counts.cases scopes.all.counts.organizations scopes.all.counts.surplus_rows
scopes.all.sizes.events_known scopes.all.sizes.events_unknown
scopes.all.sizes.total.at_least scopes.all.sizes.total.at_most scopes.all.sizes.total.as_written
scopes.all.sizes.by_unit.0.unit scopes.all.sizes.by_unit.0.events_known scopes.all.sizes.by_unit.0.at_least
scopes.all.sizes.by_unit.0.at_most scopes.all.sizes.by_unit.0.as_written
scopes.all.sizes.median.as_written scopes.all.sizes.median.low scopes.all.sizes.median.high scopes.all.sizes.median.n
scopes.all.sizes.over.0.threshold scopes.all.sizes.over.0.certain scopes.all.sizes.over.0.possible
scopes.all.sizes.top.0.event scopes.all.sizes.top.0.organization scopes.all.sizes.top.0.text scopes.all.sizes.top.0.low
scopes.all.sizes.top.0.high scopes.all.sizes.top.0.unit
scopes.all.vectors.events.0.vector scopes.all.vectors.events.0.count scopes.all.vectors.events.0.share.value
scopes.all.vectors.events.0.share.low scopes.all.vectors.events.0.share.high scopes.all.vectors.events.0.share.level
scopes.all.vectors.events.0.share.n scopes.all.vectors.events.0.share.method
scopes.all.vectors.cases.0.vector scopes.all.vectors.cases.0.count
scopes.all.suppliers.narrow.events.yes scopes.all.suppliers.narrow.events.no scopes.all.suppliers.narrow.events.unknown
scopes.all.suppliers.narrow.events.share_of_known scopes.all.suppliers.narrow.events.share_of_all
scopes.all.suppliers.narrow.events.bounds.low scopes.all.suppliers.wide.cases.bounds.high
scopes.all.disclosure.events_computable scopes.all.disclosure.median_days
events.0.event events.0.month events.0.month_basis events.0.vector events.0.impact events.0.supplier_caused
events.0.supplier_kind events.0.supplier events.0.size.text events.0.size.low events.0.size.high events.0.size.unit
events.0.size.is_leak_size events.0.cases.0.organization events.0.cases.0.size.text events.0.cases.0.disclosed
events.0.cases.0.incidents.0.file events.0.cases.0.incidents.0.line
previous.period previous.as_of previous.version previous.findings_sha256 previous.compared previous.changed_settings
previous.months_compared previous.months_restated previous.restated_months previous.changed
previous.events_changed.added previous.events_changed.removed previous.events_changed.changed previous.events_changed.list`

func TestFindingsKeepTheContract(t *testing.T) {
	rows := sample(t)
	rows[6].Discovered = day(t, "2022-05-02") // after its disclosure: a problem
	var out bytes.Buffer
	if err := run(t, resolve(rows), "2022-06").WriteJSON(&out); err != nil {
		t.Fatal(err)
	}
	var findings any
	if err := json.Unmarshal(out.Bytes(), &findings); err != nil {
		t.Fatalf("findings.json is not JSON: %v", err)
	}
	for _, path := range strings.Fields(contract) {
		if _, ok := find(findings, strings.Split(path, ".")); !ok {
			t.Errorf("%s is missing", path)
		}
	}
	nulls(t, "", findings)
}

func find(value any, path []string) (any, bool) {
	if len(path) == 0 {
		return value, true
	}
	switch v := value.(type) {
	case map[string]any:
		next, ok := v[path[0]]
		if !ok {
			return nil, false
		}
		return find(next, path[1:])
	case []any:
		if path[0] == "0" && len(v) > 0 {
			return find(v[0], path[1:])
		}
	}
	return nil, false
}

// plain lists nulls that mean what they say: no value was stated.
var plain = map[string]bool{"month_basis": true, "disclosed": true, "events_last_year": true, "events_same_span_last_year": true, "to": true, "q_value": true, "slope_q": true, "dispersion_q": true}

// nulls checks that every null has a reason beside it.
func nulls(t *testing.T, path string, value any) {
	switch v := value.(type) {
	case []any:
		for _, item := range v {
			nulls(t, path+"[]", item)
		}
	case map[string]any:
		for key, item := range v {
			if _, reason := v["reason"]; item == nil && !reason && !plain[key] {
				t.Errorf("%s.%s is null without a reason", path, key)
			}
			nulls(t, path+"."+key, item)
		}
	}
}

func TestListsAreNeverNull(t *testing.T) {
	var out bytes.Buffer
	if err := run(t, resolve(nil), "2022-06").WriteJSON(&out); err != nil {
		t.Fatal(err)
	}
	for _, list := range []string{"problems", "inputs", "comparisons", "events"} {
		if strings.Contains(out.String(), `"`+list+`": null`) {
			t.Errorf("%s is null", list)
		}
	}
}

func TestFindingsAreTheSameBytesTwice(t *testing.T) {
	var first, second bytes.Buffer
	for _, out := range []*bytes.Buffer{&first, &second} {
		if err := run(t, resolve(sample(t)), "2022-06").WriteJSON(out); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("two runs differ")
	}
}

type failingWriter struct{}

func (failingWriter) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestFindingsReportAFailedWrite(t *testing.T) {
	if err := run(t, resolve(sample(t)), "2022-06").WriteJSON(failingWriter{}); err == nil {
		t.Error("a failed write went unnoticed")
	}
}

func TestEventsAreEncodedAsTheLibraryDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := incidents().Draw(t, "rows")
		for i := range rows {
			rows[i].Supplier = rapid.String().Draw(t, "supplier")
			rows[i].Size.Text = rapid.SampledFrom([]string{"約42万件", "a\"b\\c", "line\u2028end", "tab\tstop", "\xff"}).Draw(t, "text")
		}
		r := resolve(rows)
		var used EventFinding
		for i := range r.Events {
			var want bytes.Buffer
			encoder := json.NewEncoder(&want)
			encoder.SetEscapeHTML(false)
			if err := encoder.Encode(r.Finding(&r.Events[i])); err != nil {
				t.Fatal(err)
			}
			r.describe(&used, &r.Events[i])
			if got := append(appendEvent(nil, &used), '\n'); !bytes.Equal(got, want.Bytes()) {
				t.Errorf("got  %s\nwant %s", got, want.Bytes())
			}
		}
	})
}
