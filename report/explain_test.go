package report_test

import (
	"strings"
	"testing"

	"github.com/breachbrief/breachbrief/analysis"
	"github.com/breachbrief/breachbrief/analysis/intake"
	"github.com/breachbrief/breachbrief/report"
)

func TestEveryProblemIsExplained(t *testing.T) {
	codes := append(intake.Codes(), "sizes_disagree", "event_sizes_disagree", "vectors_disagree", "suppliers_disagree",
		"cases_exceed_event", "dates_out_of_order", "likely_same_victim", "likely_same_supplier", "near_name")
	for _, language := range []report.Language{report.English, report.Japanese} {
		words, err := report.LoadWords(language)
		if err != nil {
			t.Fatal(err)
		}
		for _, code := range codes {
			if !words.Has("problem_name." + code) {
				t.Errorf("%s: %s has no name", language, code)
			}
			what, todo := words.Explain(analysis.Problem{Code: code, Value: "12月5", Field: "disclosed", Detail: "2022-12-05"})
			if strings.Contains(what, code) || strings.ContainsAny(what+todo, "<>") || todo == "" {
				t.Errorf("%s: %s is explained as %q, %q", language, code, what, todo)
			}
		}
	}
}

func TestExplain(t *testing.T) {
	tests := []struct {
		name     string
		language report.Language
		problem  analysis.Problem
		what     string
	}{
		{"with a likely reading", report.English, analysis.Problem{Code: "impossible_date", Value: "2022年2月30日", Detail: "2022-03-02"},
			"The calendar has no 2022年2月30日; the cell was not used. The likely reading is 2022-03-02."},
		{"without one", report.Japanese, analysis.Problem{Code: "impossible_date", Value: "2022年2月30日"},
			"「2022年2月30日」は暦にない日付のため、使用していません。"},
		{"identifiers as labels", report.Japanese, analysis.Problem{Code: "vectors_disagree", Value: "ransomware", Detail: "e1"},
			"事案e1の原因が出典により異なります。「ランサムウェア」として集計しています。"},
		{"the column by its heading", report.English, analysis.Problem{Code: "unknown_word", Value: "謎", Field: "vector", Detail: "×3"},
			"謎 is no word that the program knows for Cause (×3); taken as not stated."},
		{"a code without words", report.English, analysis.Problem{Code: "new_code", Value: "v", Detail: "d"}, "new_code: v d"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			words, err := report.LoadWords(test.language)
			if err != nil {
				t.Fatal(err)
			}
			if what, _ := words.Explain(test.problem); what != test.what {
				t.Errorf("got %q, want %q", what, test.what)
			}
		})
	}
}
