package main

import (
	"errors"
	"strings"
	"testing"

	"github.com/breachbrief/breachbrief/analysis"
)

func testFindings() *analysis.Findings {
	month := &analysis.Scope{}
	month.Counts.Events = 7
	month.Suppliers.Narrow.Events.ShareOfKnown = &analysis.Share{Value: 0.5, Low: 0.41, High: 0.7}
	month.Vectors.Events = []analysis.VectorCount{{Vector: analysis.VectorRansomware, Count: 3}}
	return &analysis.Findings{
		Inputs: []analysis.Input{{Rows: 150, Rejected: 1}, {Rows: 50, Rejected: 3}},
		Scopes: analysis.Scopes{Month: month},
	}
}

func TestConditions(t *testing.T) {
	for _, test := range []struct {
		name, when string
		want       bool
	}{
		{"a share that is certainly above", "scopes.month.suppliers.narrow.events.share_of_known.low > 0.4", true},
		{"a share that may be below", "scopes.month.suppliers.narrow.events.share_of_known.low > 0.45", false},
		{"rejected rows of all inputs", "rows.rejected_share >= 0.02", true},
		{"a count", "scopes.month.counts.events == 7", true},
		{"an element of a list", "scopes.month.vectors.events[vector=ransomware].count < 4", true},
		{"an element that is not there", "scopes.month.vectors.events[vector=loss].count <= 4", false},
		{"a finding with too few cases", "scopes.month.suppliers.wide.events.share_of_known.low > 0", false},
		{"a scope without data", "scopes.previous_month.counts.events >= 0", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := condition{When: test.when, Then: "fail", Because: "x"}
			if err := c.parse(); err != nil {
				t.Fatal(err)
			}
			v, err := judge([]condition{c}, testFindings())
			if err != nil {
				t.Fatal(err)
			}
			if got := len(v.failures) == 1; got != test.want {
				t.Errorf("%s: %v, want %v", test.when, got, test.want)
			}
		})
	}
}

func TestConditionsAreRefused(t *testing.T) {
	for name, c := range map[string]condition{
		"no comparison":     {When: "rows.read", Then: "fail"},
		"no number":         {When: "rows.read > 1.2.3", Then: "fail"},
		"no path":           {When: "rows..read > 1", Then: "fail"},
		"no consequence":    {When: "rows.read > 1"},
		"other consequence": {When: "rows.read > 1", Then: "explode"},
	} {
		if err := c.parse(); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	for name, when := range map[string]string{
		"a field that findings lack": "scopes.month.counts.evnts > 1",
		"an object for a number":     "scopes.month.counts > 1",
		"a field of a number":        "rows.read.low > 1",
	} {
		c := condition{When: when, Then: "warn"}
		if err := c.parse(); err != nil {
			t.Fatal(err)
		}
		var wrong *failure
		if _, err := judge([]condition{c}, testFindings()); !errors.As(err, &wrong) || wrong.code != exitUsage {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAnnotations(t *testing.T) {
	w, stdout, stderr := testWorld(map[string]string{"GITHUB_ACTIONS": "true"})
	var problems []analysis.Problem
	for range 2 * annotationsShown {
		problems = append(problems, analysis.Problem{File: "a,b:c.csv", Line: 3, Severity: analysis.Warning, Message: "100%\n::error::x"})
	}
	w.annotate(append(problems, analysis.Problem{File: "d.csv", Severity: analysis.Note}))
	lines := strings.Split(strings.TrimSpace(stderr.String()), "\n")
	if len(lines) != annotationsShown {
		t.Errorf("%d annotations, want %d", len(lines), annotationsShown)
	}
	if want := "::warning file=a%2Cb%3Ac.csv,line=3,col=1::100%25 ::error::x"; lines[0] != want {
		t.Errorf("%s, want %s", lines[0], want)
	}
	if stdout.Len() > 0 {
		t.Errorf("standard output has %q", stdout)
	}
}
