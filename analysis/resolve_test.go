package analysis

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestOneEventOfManySources(t *testing.T) {
	spam := func(low, high int64, text string) Size { return inUnit(persons(low, high, text), UnitSpamMailsSent) }
	rows := []Incident{
		{Event: "cloud", Organization: "秋田県", Disclosed: day(t, "2022-03-20"), Size: spam(415_000, 425_000, "約42万件"),
			Vector: VectorMisconfiguration, SupplierCaused: Yes, SupplierKind: SupplierContractor},
		{Event: "cloud", Organization: "青森県", Size: atLeast(200_000, UnitSpamMailsSent, "20万件以上")},
		{Event: "cloud", Organization: "秋田県", Disclosed: day(t, "2022-03-20"), Supplier: "S社"},
		{Event: "other", Organization: "秋田県", Disclosed: day(t, "2022-05-01"), Size: persons(10, 10, "10人")},
		{Event: "cloud", Organization: "青森県", Disclosed: day(t, "2022-03-19"), Size: spam(245_835, 245_835, "24万5835件")},
		{Event: "cloud", Organization: "新潟県"},
	}
	r := resolve(rows)
	if len(r.Events) != 2 || len(r.Cases) != 4 {
		t.Fatalf("%d events, %d cases; want 2, 4", len(r.Events), len(r.Cases))
	}
	e := &r.Events[0]
	if e.Month.String() != "2022-03" || e.Basis != ByDisclosure || e.Disclosed.String() != "2022-03-19" {
		t.Errorf("month %v by %v, disclosed %v", e.Month, e.Basis, e.Disclosed)
	}
	if e.Vector != VectorMisconfiguration || e.Narrow != Yes || e.Supplier != "S社" {
		t.Errorf("vector %v, narrow %v, supplier %q", e.Vector, e.Narrow, e.Supplier)
	}
	if e.Size.Low != 415_000+245_835 || e.Size.Bounds != OpenAbove || e.Size.IsLeak() {
		t.Errorf("size = %+v", e.Size)
	}
	got := map[string][]int32{}
	for _, c := range r.CasesOf(e) {
		got[c.Organization] = slices.Clone(r.RowsOf(&c))
		if c.Narrow != Yes {
			t.Errorf("%s does not take the cause from its event", c.Organization)
		}
	}
	want := map[string][]int32{"秋田県": {0, 2}, "青森県": {1, 4}, "新潟県": {5}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rows of the cases (-want +got):\n%s", diff)
	}
}

func TestEventSize(t *testing.T) {
	own := func(n int64, text string) Size { return inUnit(persons(n, n, text), UnitMails) }
	tests := []struct {
		name      string
		rows      []Incident
		low, high int64
		bounds    Bounds
		problem   string
	}{
		{name: "the stated total goes before the cases",
			rows: []Incident{{Event: "e", Organization: "沖縄県", Size: own(52, "52件"), EventSize: own(2312, "2,312件")},
				{Event: "e", Organization: "群馬県"}},
			low: 2312, high: 2312, bounds: Closed},
		{name: "two totals keep the hull",
			rows: []Incident{{Event: "e", Organization: "沖縄県", EventSize: own(2312, "2,312件")},
				{Event: "e", Organization: "新潟県", EventSize: own(2311, "2,311件")}},
			low: 2311, high: 2312, bounds: Closed, problem: "event_sizes_disagree"},
		{name: "cases beyond the total are named",
			rows: []Incident{{Event: "e", Organization: "沖縄県", Size: own(60, "60件"), EventSize: own(100, "100件")},
				{Event: "e", Organization: "新潟県", Size: own(70, "70件")}},
			low: 100, high: 100, bounds: Closed, problem: "cases_exceed_event"},
		{name: "a single case gives its size", rows: []Incident{{Organization: "A", Size: own(5, "5件")}}, low: 5, high: 5, bounds: Closed},
		{name: "an unknown case opens the sum", rows: []Incident{{Event: "e", Organization: "A", Size: own(5, "5件")}, {Event: "e", Organization: "B"}},
			low: 5, bounds: OpenAbove},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := resolve(test.rows)
			size := r.Events[0].Size
			if size.Low != test.low || size.High != test.high || size.Bounds != test.bounds {
				t.Errorf("size = %+v", size)
			}
			if got := codes(r.Problems); test.problem != "" && !slices.Contains(got, test.problem) || test.problem == "" && len(got) > 0 {
				t.Errorf("problems %v, want %q", got, test.problem)
			}
		})
	}
}

func codes(problems []Problem) []string {
	var list []string
	for _, p := range problems {
		list = append(list, p.Code)
	}
	return list
}

func TestMonthOfEvent(t *testing.T) {
	tests := []struct {
		name  string
		row   Incident
		month string
		basis Basis
	}{
		{"disclosure first", Incident{Disclosed: day(t, "2022-07-01"), Discovered: day(t, "2022-06-23"), OccurredFrom: day(t, "2022-05-20")}, "2022-07", ByDisclosure},
		{"then discovery", Incident{Discovered: day(t, "2022-06-23"), OccurredFrom: day(t, "2022-05-20")}, "2022-06", ByDiscovery},
		{"then occurrence", Incident{OccurredFrom: day(t, "2022-05-20")}, "2022-05", ByOccurrence},
		{"a disclosure known to the month", Incident{Disclosed: monthOnly(t, "2022-07")}, "2022-07", ByDisclosure},
		{"a disclosure known to the year only", Incident{Disclosed: Date{NewDay(2022, 1, 1), NewDay(2022, 12, 31), PrecisionYear},
			Discovered: day(t, "2022-06-23")}, "2022-06", ByDiscovery},
		{"an attack since a day", Incident{OccurredFrom: Date{NewDay(2022, 6, 28), LastDay, PrecisionOpenEnd}}, "2022-06", ByOccurrence},
		{"no date", Incident{}, "", NoBasis},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e := resolve([]Incident{test.row}).Events[0]
			if e.Month.String() != test.month || e.Basis != test.basis {
				t.Errorf("%v by %q, want %s by %q", e.Month, e.Basis, test.month, test.basis)
			}
		})
	}
}

func TestClassesCount(t *testing.T) {
	rows := []Incident{{Organization: "A"}, {Organization: "B", Class: ClassHeadline}, {Organization: "C", Class: ClassNotice}}
	if n := len(resolve(rows).Events); n != 1 {
		t.Errorf("%d events, want 1", n)
	}
	with := resolve(rows, ResolveOptions{CountHeadlines: true})
	if n := len(with.Events); n != 2 {
		t.Errorf("%d events with headlines, want 2", n)
	}
	if with.CaseOf(2) != nil || with.CaseOf(1) == nil {
		t.Error("the headline has no case, or the notice has one")
	}
}

func TestProblemsOfDates(t *testing.T) {
	rows := []Incident{
		{Organization: "A", Discovered: day(t, "2022-06-20"), Disclosed: day(t, "2022-06-19")},
		{Organization: "B", OccurredFrom: monthOnly(t, "2022-06"), Discovered: day(t, "2022-06-01")}, // may be in order
	}
	r := resolve(rows)
	if len(r.Problems) != 1 || r.Problems[0].Code != "dates_out_of_order" || r.Problems[0].Line != 2 || r.Problems[0].File != "test.csv" {
		t.Errorf("problems = %+v", r.Problems)
	}
}

func TestLikelyDuplicates(t *testing.T) {
	at := func(organization, event, when string, v Vector) Incident {
		return Incident{Organization: organization, Event: event, Disclosed: day(t, when), Vector: v}
	}
	supplied := func(organization, when string) Incident {
		return Incident{Organization: organization, OccurredFrom: day(t, when), Supplier: "S社", SupplierCaused: Yes}
	}
	tests := []struct {
		name string
		rows []Incident
		want int
	}{
		{"same victim and vector in a fortnight", []Incident{at("㈱A", "x", "2022-06-01", VectorMalware), at("A", "y", "2022-06-15", VectorMalware)}, 1},
		{"a day later than that", []Incident{at("A", "x", "2022-06-01", VectorMalware), at("A", "y", "2022-06-16", VectorMalware)}, 0},
		{"another vector", []Incident{at("A", "x", "2022-06-01", VectorMalware), at("A", "y", "2022-06-02", VectorLoss)}, 0},
		{"the same event", []Incident{at("A", "x", "2022-06-01", VectorMalware), at("A", "x", "2022-06-02", VectorMalware)}, 0},
		{"same supplier at one time", []Incident{supplied("A", "2022-06-01"), supplied("B", "2022-06-03")}, 1},
		{"same supplier a year apart", []Incident{supplied("A", "2022-06-01"), supplied("B", "2023-06-03")}, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := resolve(test.rows)
			if len(r.Likely) != test.want {
				t.Errorf("%d proposals, want %d", len(r.Likely), test.want)
			}
			if test.want > 0 && len(r.Events) != 2 {
				t.Errorf("merged in silence: %d events", len(r.Events))
			}
		})
	}
}

// incidents draws rows over few events, organisations and months, so that they
// meet.
func incidents() *rapid.Generator[[]Incident] {
	row := rapid.Custom(func(t *rapid.T) Incident {
		in := Incident{
			Event:          rapid.SampledFrom([]string{"", "x", "y", "z"}).Draw(t, "event"),
			Organization:   rapid.SampledFrom([]string{"A", "B", "㈱A", "C"}).Draw(t, "organization"),
			Size:           sizes().Draw(t, "size"),
			Class:          rapid.SampledFrom([]Class{ClassIncident, ClassIncident, ClassHeadline, ClassNotice}).Draw(t, "class"),
			Vector:         rapid.SampledFrom(Vectors()).Draw(t, "vector"),
			SupplierCaused: rapid.SampledFrom([]Answer{Unknown, No, Yes}).Draw(t, "caused"),
			SupplierKind:   rapid.SampledFrom(SupplierKinds()).Draw(t, "kind"),
		}
		if rapid.Bool().Draw(t, "dated") {
			in.Disclosed = DateOf(NewDay(2022, 6, rapid.IntRange(1, 60).Draw(t, "day")))
		}
		return in
	})
	return rapid.SliceOfN(row, 0, 30)
}

func TestNothingIsLostOrDoubled(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := incidents().Draw(t, "rows")
		r := resolve(rows)
		seen := map[int32]bool{}
		for i := range r.Events {
			for _, c := range r.CasesOf(&r.Events[i]) {
				for _, row := range r.RowsOf(&c) {
					if seen[row] {
						t.Errorf("row %d stands twice", row)
					}
					seen[row] = true
				}
			}
		}
		for i, in := range rows {
			if seen[int32(i)] != (in.Class == ClassIncident) {
				t.Errorf("row %d of class %v: counted %v", i, in.Class, seen[int32(i)])
			}
		}
		all := runJune(r).Scopes.All.Counts
		if all.Rows != len(rows) || all.Rows != all.IncidentRows+all.HeadlineRows+all.NoticeRows {
			t.Errorf("counts do not add up to %d rows: %+v", len(rows), all)
		}
		if all.SurplusRows != all.IncidentRows-all.Cases {
			t.Errorf("surplus rows: %+v", all)
		}
	})
}
