package main

import (
	"fmt"
	"io/fs"
	"slices"
	"testing"

	"github.com/breachbrief/breachbrief/analysis"
)

// The report before that of a period is the one that ends last; of several, one
// as long as the period, else the shortest.
func TestNearestEarlierPeriod(t *testing.T) {
	parse := func(text string) analysis.Period {
		period, err := analysis.ParsePeriod(text)
		if err != nil {
			t.Fatal(err)
		}
		return period
	}
	for _, test := range []struct {
		period string
		among  []string
		want   string
	}{
		{"2022-07", []string{"2022-06", "2022-05", "2021-07"}, "2022-06"},
		{"2022-07", []string{"2022-04..2022-06", "2022-06", "2022-01..2022-06"}, "2022-06"},
		{"2022-07..2022-09", []string{"2022-06", "2022-04..2022-06", "2022-05..2022-06"}, "2022-04..2022-06"},
		{"2022-07..2022-12", []string{"2022-04..2022-06", "2022-05..2022-06", "2022-05"}, "2022-05..2022-06"},
	} {
		var periods []analysis.Period
		for _, text := range test.among {
			periods = append(periods, parse(text))
		}
		got := slices.MaxFunc(periods, func(a, b analysis.Period) int { return nearerTo(parse(test.period), a, b) })
		if got.String() != test.want {
			t.Errorf("before %s, among %v: %s, want %s", test.period, test.among, got, test.want)
		}
	}
}

func TestChangedSettings(t *testing.T) {
	mapped := func(sum string) []manifestInput { return []manifestInput{{Mapping: &mappingFile{SHA256: sum}}, {}} }
	before := &manifest{Generator: analysis.Generator{Version: "1"}, Inputs: mapped("a"),
		Options: map[string]string{"approx": "two_digits", "lang": "en", "en.marking": "secret", "fiscal_year_start": "4"}}
	same := &manifest{Generator: before.Generator, Inputs: append(mapped("a"), mapped("a")...),
		Options: map[string]string{"approx": "two_digits", "lang": "ja", "ja.marking": "社外秘", "fiscal_year_start": "1"}}
	if got := changedSettings(before, same); len(got) > 0 {
		t.Errorf("what changes no figure is named: %v", got)
	}
	other := &manifest{Generator: analysis.Generator{Version: "2"}, Inputs: mapped("b"),
		Options: map[string]string{"count_headlines": "true", "vocabulary": "v.toml 00"}}
	if got, want := changedSettings(before, other), []string{"approx", "count_headlines", "vocabulary", "mapping", "version"}; !slices.Equal(got, want) {
		t.Errorf("changed: %v, want %v", got, want)
	}
}

func TestReasonForNotComparing(t *testing.T) {
	for _, test := range []struct {
		err  error
		want string
	}{
		{errOtherData, analysis.ReasonOtherData},
		{fmt.Errorf("findings.json: %w", &analysis.SchemaError{Version: "2"}), analysis.ReasonUnknownSchema},
		{fs.ErrPermission, analysis.ReasonBroken},
	} {
		if got := reasonOf(test.err); got != test.want {
			t.Errorf("%v: reason %s, want %s", test.err, got, test.want)
		}
	}
}

func TestSayRestatedNamesTheLatestMonths(t *testing.T) {
	p := analysis.Previous{Period: "2022-08", Compared: true,
		RestatedMonths: []analysis.RestatedMonth{{Month: analysis.NewMonth(2021, 12)}}}
	for m := range analysis.Month(8) {
		p.RestatedMonths = append(p.RestatedMonths,
			analysis.RestatedMonth{Month: analysis.NewMonth(2022, 1) + m, Now: &analysis.MonthFigures{}})
	}
	want := "since the report of 2022-08: restated months: 2022-08, 2022-07, 2022-06, 2022-05, 2022-04, 2022-03 and 2 more; " +
		"months no longer in the data: 2021-12"
	if got := sayRestated(p); got != want {
		t.Errorf("says %q, want %q", got, want)
	}
}
