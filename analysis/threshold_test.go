package analysis

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/breachbrief/breachbrief/analysis/stats"
)

// fromTwoSources has rows of a source with a reporting threshold of 500 persons
// in the first file and of one without in the second.
func fromTwoSources(t *testing.T) *Resolution {
	t.Helper()
	row := func(file int, event string, s Size) Incident {
		return Incident{Place: Place{File: file}, Event: event, Organization: event, Disclosed: day(t, "2022-06-03"), Size: s}
	}
	rows := []Incident{
		row(0, "exact", persons(700, 700, "700人")),
		row(0, "straddling", persons(0, 2_000, "最大2,000人")),
		row(0, "impossible", persons(3, 3, "3人")),
		row(0, "of other things", inUnit(persons(40, 40, "40枚"), UnitSheets)),
		row(1, "small", persons(20, 20, "20人")),
		row(1, "large", atLeast(9_000, UnitPersons, "9,000人以上")),
		row(1, "on either side", persons(100, 900, "100～900人")),
		row(0, "in both", persons(800, 800, "800人")),
		row(1, "in both", persons(800, 800, "800人")),
	}
	inputs := []Input{{File: "duty.csv", Threshold: &ReportingThreshold{Size: 500, Unit: UnitPersons}}, {File: "news.csv"}}
	var incidents Incidents
	for i, in := range rows {
		in.Place.Line = i + 2
		incidents.Add(in)
	}
	return Resolve(&incidents, inputs, ResolveOptions{})
}

func TestSizesOfTruncatedSources(t *testing.T) {
	s := newMonths(fromTwoSources(t)).everything()
	rows, highest := s.intervals(s.events)
	want := []stats.Interval{
		{Low: 700, High: 700, Weight: 1, Entry: 500},
		{Low: 0, High: 2_000, Weight: 1, Entry: 500},
		{Low: 40, High: 40, Weight: 1},
		{Low: 20, High: 20, Weight: 1},
		{Low: 9_000, High: math.Inf(1), Weight: 1},
		{Low: 100, High: 900, Weight: 1},
		{Low: 800, High: 800, Weight: 1},
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Errorf("intervals (-want +got):\n%s", diff)
	}
	if highest == nil || highest.Size != 500 {
		t.Fatalf("threshold = %v", highest)
	}
	wantListed := []stats.Interval{
		{Low: 700, High: 700, Weight: 1}, {Low: 500, High: 2_000, Weight: 1},
		{Low: 9_000, High: math.Inf(1), Weight: 1}, {Low: 800, High: 800, Weight: 1},
	}
	if diff := cmp.Diff(wantListed, listed(rows, highest)); diff != "" {
		t.Errorf("from the threshold on (-want +got):\n%s", diff)
	}
}

func TestThresholdIsSaid(t *testing.T) {
	sizes := run(t, fromTwoSources(t), "2022-06").Scopes.Month.Sizes
	if sizes.Threshold == nil || sizes.Threshold.Size != 500 || sizes.Doubts[len(sizes.Doubts)-1] == "" {
		t.Errorf("threshold = %v", sizes.Threshold)
	}
	found := false
	for _, doubt := range sizes.Doubts {
		found = found || doubt == DoubtTruncated
	}
	if !found {
		t.Errorf("doubts = %v", sizes.Doubts)
	}
	if n := sizes.Quantiles[0].N; n != 4 {
		t.Errorf("quantiles of %d sizes, want those of at least 500: 4", n)
	}
	if sizes.EventsKnown != 8 {
		t.Errorf("%d events of known size, want all 8", sizes.EventsKnown)
	}
}

// Rounding many ends to three digits must not move a size below its threshold.
func TestRoundedSizesStayAboveTheThreshold(t *testing.T) {
	rows := []stats.Interval{{Low: 1_234, High: 1_234, Weight: 1, Entry: 1_234}, {Low: 2_000, High: 2_000, Weight: 1, Entry: 1_234}}
	want := []stats.Interval{{Low: 1_234, High: 1_234, Weight: 1, Entry: 1_234}, {Low: 2_000, High: 2_000, Weight: 1, Entry: 1_234}}
	if diff := cmp.Diff(want, coarse(rows, 1)); diff != "" {
		t.Error(diff)
	}
}

// Counts of all events and the sizes of the large ones do not go together.
func TestNoForecastFromMixedSources(t *testing.T) {
	threshold := &ReportingThreshold{Size: 500}
	for _, test := range []struct {
		name  string
		entry float64
		want  bool
	}{{"all truncated", 500, true}, {"one without a threshold", 0, false}} {
		f := SizeFindings{Threshold: threshold, rows: []stats.Interval{{Low: 700, High: 700, Weight: 1, Entry: test.entry}}}
		var sizes []stats.Interval
		for _, x := range []float64{700, 900, 1_500, 2_500, 4_000, 8_000, 9_000, 20_000, 70_000, 300_000} {
			sizes = append(sizes, stats.Interval{Low: x, High: x, Entry: 500})
		}
		m := modeller{counts: []int{3, 5, 2, 8, 4, 6, 9, 1, 4, 5, 7, 3}}
		list := m.nextYear("all", &f, overThresholds(stats.FitSizes(sizes, f.modelOptions())))
		if got := list[2].Chance != nil; got != test.want {
			t.Errorf("%s: forecast %v (%s), want %v", test.name, got, list[2].Reason, test.want)
		}
	}
}
