package analysis

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/breachbrief/breachbrief/analysis/stats"
)

// sample is a small set of rows whose findings can be worked out on paper.
func sample(t testing.TB) []Incident {
	in := func(organization, disclosed string, v Vector, s Size) Incident {
		return Incident{Organization: organization, Disclosed: day(t, disclosed), Vector: v, Size: s}
	}
	rows := []Incident{
		in("A", "2022-06-03", VectorMalware, persons(10, 10, "10人")),
		in("B", "2022-06-10", VectorMalware, persons(900, 1_100, "約1,000人")),
		in("C", "2022-06-20", VectorLoss, persons(0, 2_110, "最大2,110人")),
		in("D", "2022-06-21", VectorUnknown, Size{}),
		in("E", "2022-06-30", VectorMisconfiguration, atLeast(200_000, UnitRecords, "20万件以上")),
		in("F", "2022-06-30", VectorMalware, inUnit(persons(30_000, 30_000, "3万件"), UnitLogins)),
		in("A", "2022-05-01", VectorLoss, persons(5, 5, "5人")),
		in("A", "2021-06-01", VectorLoss, persons(7, 7, "7人")),
		in("G", "", VectorLoss, persons(1, 1, "1人")),
		{Organization: "H", Class: ClassNotice, Disclosed: day(t, "2022-06-02")},
	}
	rows[2].Size.Qualifier = AtMost
	rows[0].SupplierCaused, rows[0].SupplierKind = Yes, SupplierContractor
	rows[1].SupplierCaused, rows[1].SupplierKind = Yes, SupplierProductFlaw
	rows[2].SupplierCaused = No
	rows[3].SupplierCaused = No
	rows[4].SupplierCaused = No
	rows[0].Discovered = day(t, "2022-06-01")
	rows[1].Discovered = day(t, "2022-06-01")
	rows[2].Discovered = monthOnly(t, "2022-06")
	return rows
}

func TestCounts(t *testing.T) {
	scopes := run(t, resolve(sample(t)), "2022-06").Scopes
	tests := []struct {
		name  string
		scope *Scope
		want  Counts
	}{
		{"the month", scopes.Month, Counts{Rows: 7, IncidentRows: 6, NoticeRows: 1, Events: 6, Cases: 6, Organizations: 6}},
		{"the month before", scopes.PreviousMonth, Counts{Rows: 1, IncidentRows: 1, Events: 1, Cases: 1, Organizations: 1}},
		{"a year ago", scopes.SameMonthLastYear, Counts{Rows: 1, IncidentRows: 1, Events: 1, Cases: 1, Organizations: 1}},
		{"twelve months", scopes.Last12Months, Counts{Rows: 8, IncidentRows: 7, NoticeRows: 1, Events: 7, Cases: 7, Organizations: 6}},
		{"the fiscal year", scopes.FiscalYearToDate, Counts{Rows: 8, IncidentRows: 7, NoticeRows: 1, Events: 7, Cases: 7, Organizations: 6}},
		{"all", scopes.All, Counts{Rows: 10, IncidentRows: 9, NoticeRows: 1, Events: 9, Cases: 9, Organizations: 7, UndatedEvents: 1}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, test.scope.Counts); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSizesOfTheMonth(t *testing.T) {
	f := run(t, resolve(sample(t)), "2022-06").Scopes.Month.Sizes
	if f.EventsKnown != 4 || f.EventsUnknown != 2 || f.OtherUnit != 1 {
		t.Errorf("known %d, unknown %d, other unit %d", f.EventsKnown, f.EventsUnknown, f.OtherUnit)
	}
	if f.Exact != 1 || f.Between != 1 || f.CeilingOnly != 1 || f.Open != 1 {
		t.Errorf("exact %d, between %d, ceiling %d, open %d", f.Exact, f.Between, f.CeilingOnly, f.Open)
	}
	if f.Total.AtLeast != 10+900+0+200_000 || f.Total.AtMost != nil || f.Total.Reason == "" {
		t.Errorf("total = %+v", f.Total)
	}
	if f.Total.AsWritten != 10+1_100+2_110+200_000 {
		t.Errorf("as written = %d", f.Total.AsWritten)
	}
	if f.Median.N != 4 || *f.Median.Low != (10+900)/2.0 || *f.Median.High != (1_100+2_110)/2.0 {
		t.Errorf("median = %+v", f.Median)
	}
	wantOver := []SizeOver{{100, 2, 3}, {1_000, 1, 3}, {10_000, 1, 1}, {50_000, 1, 1}, {100_000, 1, 1}, {1_000_000, 0, 1}}
	if diff := cmp.Diff(wantOver, f.Over); diff != "" {
		t.Errorf("over (-want +got):\n%s", diff)
	}
	if len(f.ByUnit) != 2 || f.ByUnit[0].Unit != UnitPersons || *f.ByUnit[0].AtMost != 10+1_100+2_110 || f.ByUnit[1].AtMost != nil {
		t.Errorf("by unit = %+v", f.ByUnit)
	}
	if diff := cmp.Diff([]string{DoubtUnitsDiffer, DoubtOneEvent}, f.Doubts); diff != "" {
		t.Errorf("doubts (-want +got):\n%s", diff)
	}
	var top []string
	for _, event := range f.Top {
		top = append(top, event.Organization)
	}
	if diff := cmp.Diff([]string{"E", "C", "B", "A"}, top); diff != "" {
		t.Errorf("largest (-want +got):\n%s", diff)
	}
}

func TestMedianOnAnOpenEnd(t *testing.T) {
	rows := []Incident{{Organization: "A", Size: atLeast(10, UnitPersons, "10人以上")}, {Organization: "B", Size: persons(5, 5, "5人")},
		{Organization: "C", Size: atLeast(20, UnitPersons, "20人以上")}}
	m := run(t, resolve(rows), "2022-06").Scopes.All.Sizes.Median
	if *m.Low != 10 || m.High != nil || m.Reason != "not_identified" {
		t.Errorf("median = %+v", m)
	}
}

func TestBands(t *testing.T) {
	rows := []Incident{{Size: persons(1_000, 1_000, "1,000人")}, {Size: persons(1_001, 1_001, "1,001人")},
		{Size: persons(0, 2_110, "最大2,110人")}, {Size: atLeast(60_000, UnitPersons, "6万人以上")}}
	got := run(t, resolve(rows), "2022-06").Scopes.All.Sizes.Bands
	want := [][2]int{{0, 1}, {0, 1}, {0, 1}, {0, 1}, {1, 2}, {1, 2}, {1, 1}}
	for i, band := range got {
		if band.Certain != want[i][0] || band.Possible != want[i][1] {
			t.Errorf("band from %d: certain %d possible %d, want %v", band.From, band.Certain, band.Possible, want[i])
		}
	}
}

func TestVectorsOfTheMonth(t *testing.T) {
	f := run(t, resolve(sample(t)), "2022-06").Scopes.Month.Vectors
	if f.Known != 5 {
		t.Errorf("known = %d", f.Known)
	}
	malware := f.Events[0]
	// Wilson interval of 3 of 5: R binom::binom.wilson(3, 5).
	if malware.Vector != VectorMalware || malware.Count != 3 || malware.Share.N != 5 ||
		math.Abs(malware.Share.Low-0.2307245) > 1e-6 || math.Abs(malware.Share.High-0.8823796) > 1e-6 {
		t.Errorf("malware = %+v %+v", malware, malware.Share)
	}
	last := f.Events[len(f.Events)-1]
	if last.Vector != VectorUnknown || last.Share != nil || last.Reason != "not_applicable" {
		t.Errorf("unknown = %+v", last)
	}
}

func TestSuppliersOfTheMonth(t *testing.T) {
	f := run(t, resolve(sample(t)), "2022-06").Scopes.Month.Suppliers
	narrow, wide := f.Narrow.Events, f.Wide.Events
	if narrow.Yes != 1 || narrow.No != 4 || narrow.Unknown != 1 {
		t.Errorf("narrow = %+v", narrow)
	}
	if wide.Yes != 2 || wide.No != 3 || wide.Unknown != 1 {
		t.Errorf("wide = %+v", wide)
	}
	if narrow.ShareOfKnown.Value != 0.2 || narrow.Bounds.Low != 1.0/6 || narrow.Bounds.High != 2.0/6 {
		t.Errorf("shares = %+v %+v", narrow.ShareOfKnown, narrow.Bounds)
	}
}

func TestDelayNeedsDays(t *testing.T) {
	f := run(t, resolve(sample(t)), "2022-06").Scopes.Month.Disclosure
	if f.EventsComputable != 2 || *f.Median != (2+9)/2.0 {
		t.Errorf("disclosure = %+v", f)
	}
}

func TestTooFewIsSaid(t *testing.T) {
	scopes := run(t, resolve(sample(t)), "2022-06").Scopes
	loss := scopes.PreviousMonth.Vectors.Events[0]
	if loss.Share != nil || loss.Reason != "too_few" {
		t.Errorf("share of one event = %+v", loss)
	}
	if s := scopes.PreviousMonth.Suppliers.Narrow.Events; s.ShareOfKnown != nil || s.Reason != "unknown_only" {
		t.Errorf("share of unknown answers = %+v", s)
	}
}

func TestEmptyMonth(t *testing.T) {
	month := run(t, resolve(sample(t)), "2022-04").Scopes.Month
	if month.Counts.Events != 0 || month.Sizes.Total.AtLeast != 0 || month.Sizes.Median.Low != nil || month.Suppliers.Narrow.Events.Bounds != nil {
		t.Errorf("empty month = %+v", month)
	}
}

func TestNoRowsAtAll(t *testing.T) {
	f := run(t, resolve(nil), "2022-06")
	if f.Scopes.All.HasData || f.Scopes.Month.HasData || len(f.Trend.Months) != 24 {
		t.Errorf("findings of nothing = %+v", f.Scopes.All)
	}
}

func TestTrendMonths(t *testing.T) {
	months := run(t, resolve(sample(t)), "2022-06").Trend.Months
	last, may := months[23], months[22]
	if last.Month.String() != "2022-06" || last.Events != 6 || *last.EventsLastYear != 1 {
		t.Errorf("June = %+v", last)
	}
	if may.EventsLastYear != nil {
		t.Errorf("May 2021 lies before the data, yet has %d events", *may.EventsLastYear)
	}
	if months[0].HasData || !months[11].HasData {
		t.Error("data begin in June 2021")
	}
}

func TestComparisonWithNothingHasNoBase(t *testing.T) {
	for _, c := range run(t, resolve(sample(t)), "2021-06").Comparisons {
		if c.PValue != nil || c.Reason == "" || c.Measure == "events" && c.Reason != "not_applicable" {
			t.Errorf("%+v", c)
		}
	}
}

func TestSupplierSharesIfLinkedOtherwise(t *testing.T) {
	caused := func(organization, event, when string, a Answer) Incident {
		return Incident{Organization: organization, Event: event, Disclosed: day(t, when), Vector: VectorMalware, SupplierCaused: a}
	}
	rows := []Incident{
		caused("A", "big", "2022-06-01", Yes), caused("B", "big", "2022-06-01", Yes), caused("C", "big", "2022-06-01", Yes),
		caused("D", "small", "2022-06-02", Yes), caused("D", "again", "2022-06-03", Yes), // likely the same
		caused("E", "own", "2022-06-04", No), caused("F", "dark", "2022-06-05", Unknown),
	}
	f := run(t, resolve(rows), "2022-06").Scopes.Month.Suppliers
	check := func(name string, got SupplierShare, yes, no, unknown int) {
		t.Helper()
		if got.Yes != yes || got.No != no || got.Unknown != unknown {
			t.Errorf("%s: yes %d no %d unknown %d, want %d %d %d", name, got.Yes, got.No, got.Unknown, yes, no, unknown)
		}
	}
	check("as linked", f.Linking.AsLinked, 3, 1, 1)
	check("not linked", f.Linking.NotLinked, 5, 1, 1)
	check("suspected also linked", f.Linking.AlsoLinked, 2, 1, 1)
	if f.WithoutLargest.Event != "big" || f.WithoutLargest.Cases != 3 {
		t.Errorf("largest = %+v", f.WithoutLargest)
	}
	check("without the largest", *f.WithoutLargest.Share, 2, 1, 1)
}

// A panic on a goroutine that nobody recovers would end the program at once.
func TestPanicOfATaskReachesTheCaller(t *testing.T) {
	var done atomic.Bool
	defer func() {
		cause := fmt.Sprint(recover())
		if !strings.HasPrefix(cause, "out of order\n") || !strings.Contains(cause, "run_test.go") || !done.Load() {
			t.Errorf("the other task is done: %t; got %q, want the cause and its stack", done.Load(), cause)
		}
	}()
	together(func() { panic("out of order") }, func() { done.Store(true) })
}

// monthsOf makes events in consecutive months that end with the given one.
func monthsOf(t *testing.T, last string, counts ...int) *Resolution {
	t.Helper()
	period, err := ParsePeriod(last)
	if err != nil {
		t.Fatal(err)
	}
	var rows []Incident
	for i, n := range counts {
		first := (period.Last - Month(len(counts)-1-i)).First()
		for k := range n {
			rows = append(rows, Incident{Organization: fmt.Sprintf("%d-%d", i, k), Disclosed: DateOf(first), Vector: VectorLoss})
		}
	}
	return resolve(rows)
}

// Expected values: R 4.2.2. The first series varies less than a Poisson's
// (variance over mean 0.43): pbinom of 14 and 24. The second varies more (5.76, p =
// 4.8e-10): pbeta with its counts divided by 5.76.
func TestMonthsThatVaryByMoreThanChance(t *testing.T) {
	tests := []struct {
		name   string
		counts []int
		p      float64
		method string
	}{
		{"like a Poisson's", []int{9, 12, 8, 11, 10, 7, 13, 9, 10, 12, 8, 10, 14}, 0.4889486, "conditional exact"},
		{"more", []int{20, 60, 25, 52, 39, 21, 55, 42, 23, 48, 27, 26, 54}, 0.2720059, "conditional exact, dispersed"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := run(t, monthsOf(t, "2022-06", test.counts...), "2022-06")
			c := f.Comparisons[0]
			if c.PValue == nil || c.Effect.Method != test.method {
				t.Fatalf("%+v %+v", c, c.Effect)
			}
			if math.Abs(*c.PValue-test.p) > 1e-6 {
				t.Errorf("p = %v, want %v", *c.PValue, test.p)
			}
		})
	}
}

// Shares are shown as one number by the data presentation standards of the
// National Center for Health Statistics.
func TestHowMuchOfAShareIsShown(t *testing.T) {
	tests := []struct {
		name         string
		successes, n int
		want         stats.Presentation
	}{
		{"the least", 2, 5, stats.IntervalOnly},
		{"few", 5, 22, stats.IntervalOnly},
		{"one less than enough", 3, 29, stats.IntervalOnly},
		{"enough, and narrow", 12, 51, stats.PointAlso},
		{"enough, yet wide", 15, 30, stats.IntervalOnly},
		{"wide against the share", 1, 51, stats.IntervalOnly},
		{"none of many", 0, 51, stats.IntervalOnly},
		{"none of very many", 0, 400, stats.PointAlso},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, reason := share(test.successes, test.n)
			if got == nil || got.Shown != test.want {
				t.Errorf("%+v (%s), want %s", got, reason, test.want)
			}
		})
	}
	if got, reason := share(1, 4); got != nil || reason != string(stats.TooFew) {
		t.Errorf("1 of 4: %+v (%s), want too few", got, reason)
	}
}

// Every p-value that a report prints has its q-value, and all of them are one
// family.
func TestOneFamilyOfTests(t *testing.T) {
	var out bytes.Buffer
	june := NewMonth(2023, time.June)
	period := Period{First: june, Last: june}
	f := Run(Resolve(manyIncidents(3_000), nil, ResolveOptions{}), RunOptions{Period: period, AsOf: june.Last(), Replicates: 20})
	if err := f.WriteJSON(&out); err != nil {
		t.Fatal(err)
	}
	var findings map[string]any
	if err := json.Unmarshal(out.Bytes(), &findings); err != nil {
		t.Fatal(err)
	}
	var p, q []float64
	var walk func(path string, value any)
	walk = func(path string, value any) {
		switch v := value.(type) {
		case []any:
			for _, item := range v {
				walk(path, item)
			}
		case map[string]any:
			for key, item := range v {
				name := path + "." + key
				walk(name, item)
				before, is := strings.CutSuffix(key, "p_value")
				after := "q_value"
				if !is {
					if before, is = strings.CutSuffix(key, "_p"); !is {
						continue
					}
					after = "_q"
				}
				tested, present := item.(float64)
				corrected, has := v[before+after].(float64)
				if present && has {
					p, q = append(p, tested), append(q, corrected)
				} else if present && printed(name) {
					t.Errorf("%s has no q-value", name)
				}
			}
		}
	}
	walk("", findings)
	want, _ := stats.BenjaminiHochberg(p)
	if len(p) < 20 {
		t.Errorf("only %d tests: the sample is too small for this test", len(p))
	}
	if diff := cmp.Diff(want, q); diff != "" {
		t.Errorf("q-values (-corrected together +got):\n%s", diff)
	}
}

// printed reports whether a report prints the p-value at a path of findings.
func printed(path string) bool {
	scope, other := strings.CutPrefix(path, ".scopes.")
	return !other || strings.HasPrefix(scope, "last_12_months.") || strings.HasPrefix(scope, "month.vectors.")
}
