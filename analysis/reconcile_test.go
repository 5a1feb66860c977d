package analysis

import (
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

func TestReconcile(t *testing.T) {
	about := func(low, high int64, text string) Size {
		s := persons(low, high, text)
		s.Qualifier = Approx
		return s
	}
	figures := func(n int64) (stated []Size) {
		for i := range n {
			stated = append(stated, persons(i+1, i+1, strconv.FormatInt(i+1, 10)))
		}
		return stated
	}
	tests := []struct {
		name     string
		stated   []Size
		text     string
		low      int64
		high     int64
		bounds   Bounds
		unit     Unit
		disagree bool
	}{
		{name: "no source says anything", stated: []Size{{}, {}}},
		{name: "one source", stated: []Size{persons(52, 52, "52人")}, text: "52人", low: 52, high: 52, bounds: Closed, unit: UnitPersons},
		{name: "silence beside a figure", stated: []Size{{}, persons(52, 52, "52人")}, text: "52人", low: 52, high: 52, bounds: Closed, unit: UnitPersons},
		{name: "a lower bound and the exact figure agree",
			stated: []Size{atLeast(200_000, UnitPersons, "20万件以上"), persons(245_835, 245_835, "24万5835件")},
			text:   "24万5835件", low: 245_835, high: 245_835, bounds: Closed, unit: UnitPersons},
		{name: "two rounded figures are intersected",
			stated: []Size{about(126_500, 127_500, "約12万7000"), about(120_000, 127_000, "約12万余")},
			text:   "約12万7000", low: 126_500, high: 127_000, bounds: Closed, unit: UnitPersons},
		{name: "two lower bounds", stated: []Size{atLeast(10, UnitPersons, "10以上"), atLeast(20, UnitPersons, "20以上")},
			text: "20以上", low: 20, bounds: OpenAbove, unit: UnitPersons},
		{name: "figures one apart keep the hull",
			stated: []Size{persons(2_312, 2_312, "2,312"), persons(2_311, 2_311, "2,311")},
			text:   "2,311 / 2,312", low: 2_311, high: 2_312, bounds: Closed, unit: UnitPersons, disagree: true},
		{name: "of very many figures the first are quoted", stated: figures(9),
			text: "1 / 2 / 3 / 4 / 5 / 6 / 7 / 8 / …", low: 1, high: 9, bounds: Closed, unit: UnitPersons, disagree: true},
		{name: "a ceiling below a lower bound keeps the hull open",
			stated: []Size{persons(0, 100, "最大100"), atLeast(500, UnitPersons, "500以上")},
			text:   "500以上 / 最大100", low: 0, bounds: OpenAbove, unit: UnitPersons, disagree: true},
		{name: "persons go before records",
			stated: []Size{inUnit(persons(75, 75, "75件"), UnitRecords), persons(69, 69, "69人")},
			text:   "69人", low: 69, high: 69, bounds: Closed, unit: UnitPersons},
		{name: "a leak goes before spam sent",
			stated: []Size{inUnit(persons(3241, 3241, "3,241通"), UnitSpamMailsSent), inUnit(persons(1875, 1875, "1,875件"), UnitRecords)},
			text:   "1,875件", low: 1875, high: 1875, bounds: Closed, unit: UnitRecords},
		{name: "no unit takes the unit of the others",
			stated: []Size{inUnit(persons(52, 52, "52"), UnitNotStated), atLeast(50, UnitRecords, "50件以上")},
			text:   "52", low: 52, high: 52, bounds: Closed, unit: UnitRecords},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, disagree := reconcile(test.stated)
			if got.Text != test.text || got.Low != test.low || got.High != test.high || got.Bounds != test.bounds || got.Unit != test.unit {
				t.Errorf("size = %+v", got)
			}
			if disagree != test.disagree {
				t.Errorf("disagree = %v, want %v", disagree, test.disagree)
			}
		})
	}
}

// sizes draws a known or unknown size of one unit.
func sizes() *rapid.Generator[Size] {
	return rapid.Custom(func(t *rapid.T) Size {
		low := rapid.Int64Range(0, 1000).Draw(t, "low")
		switch rapid.IntRange(0, 2).Draw(t, "bounds") {
		case 0:
			return Size{}
		case 1:
			return atLeast(low, UnitPersons, "以上")
		}
		return persons(low, low+rapid.Int64Range(0, 100).Draw(t, "width"), "人")
	})
}

func TestReconcileDoesNotDependOnOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		stated := rapid.SliceOfN(sizes(), 0, 6).Draw(t, "sizes")
		shuffled := rapid.Permutation(stated).Draw(t, "shuffled")
		a, conflictA := reconcile(stated)
		b, conflictB := reconcile(shuffled)
		a.Text, b.Text = "", ""
		if a != b || conflictA != conflictB {
			t.Errorf("%+v %v and %+v %v", a, conflictA, b, conflictB)
		}
	})
}

func TestReconcileLiesWithinTheHull(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		stated := rapid.SliceOfN(sizes(), 1, 6).Draw(t, "sizes")
		got, _ := reconcile(stated)
		for _, s := range stated {
			if s.Known() && !got.Known() {
				t.Errorf("%+v was lost", s)
			}
		}
		if got.Bounds == Closed && got.Low > got.High {
			t.Errorf("empty interval %+v", got)
		}
	})
}

func TestSum(t *testing.T) {
	records := func(n int64, text string) Size { return inUnit(persons(n, n, text), UnitRecords) }
	tests := []struct {
		name   string
		cases  []Size
		low    int64
		high   int64
		bounds Bounds
		text   string
		flags  SizeFlags
		unit   Unit
	}{
		{name: "nothing known", cases: []Size{{}, {}}},
		{name: "two known", cases: []Size{persons(1, 2, "a"), persons(10, 10, "b")}, low: 11, high: 12, bounds: Closed, text: "a + b", flags: Derived, unit: UnitPersons},
		{name: "one unknown opens the sum", cases: []Size{persons(10, 10, "a"), {}}, low: 10, bounds: OpenAbove, text: "a", flags: Derived, unit: UnitPersons},
		{name: "one open opens the sum", cases: []Size{persons(10, 10, "a"), atLeast(5, UnitPersons, "b")}, low: 15, bounds: OpenAbove, text: "a + b", flags: Derived, unit: UnitPersons},
		{name: "a sum of persons and records is neither", cases: []Size{persons(10, 10, "a"), records(5, "b"), persons(1, 1, "c")},
			low: 16, high: 16, bounds: Closed, text: "a + b + c", flags: Derived | MixedUnits},
		{name: "figures that are no leaks stay such", cases: []Size{inUnit(persons(4, 4, "a"), UnitLogins), inUnit(persons(5, 5, "b"), UnitSpamMailsSent)},
			low: 9, high: 9, bounds: Closed, text: "a + b", flags: Derived | MixedUnits, unit: UnitSpamMailsSent},
		{name: "spam beside a leak is no leak", cases: []Size{persons(10, 10, "a"), inUnit(persons(400, 400, "b"), UnitSpamMailsSent)},
			low: 10, bounds: OpenAbove, text: "a", flags: Derived, unit: UnitPersons},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := sum(test.cases)
			if got.Low != test.low || got.High != test.high || got.Bounds != test.bounds || got.Text != test.text || got.Flags != test.flags || got.Unit != test.unit {
				t.Errorf("sum = %+v", got)
			}
		})
	}
}

func TestSupplierCaused(t *testing.T) {
	tests := []struct {
		kind         SupplierKind
		answer       Answer
		narrow, wide Answer
	}{
		{SupplierContractor, Yes, Yes, Yes},
		{SupplierContractor, No, No, No},
		{SupplierContractor, Unknown, Unknown, Unknown},
		{SupplierSubcontractor, Yes, Yes, Yes},
		{SupplierCloudService, Yes, Yes, Yes},
		{SupplierCloudService, Unknown, Unknown, Yes},
		{SupplierProductFlaw, Yes, No, Yes},
		{SupplierGroupCompany, Unknown, No, Yes},
		{SupplierCustomerSide, Yes, No, Yes},
		{SupplierCustomerSide, Unknown, No, Unknown},
		{SupplierNone, Unknown, No, No},
		{SupplierUnknown, Yes, Yes, Yes},
		{SupplierUnknown, No, No, No},
		{SupplierUnknown, Unknown, Unknown, Unknown},
	}
	for _, test := range tests {
		t.Run(test.kind.String()+" "+test.answer.String(), func(t *testing.T) {
			narrow, wide := supplierCaused(test.answer, test.kind)
			if narrow != test.narrow || wide != test.wide {
				t.Errorf("narrow %v wide %v, want %v %v", narrow, wide, test.narrow, test.wide)
			}
		})
	}
}

func TestVectorOf(t *testing.T) {
	tests := []struct {
		name     string
		stated   []Vector
		want     Vector
		conflict bool
	}{
		{"nothing", []Vector{VectorUnknown}, VectorUnknown, false},
		{"specific beats unspecified", []Vector{VectorUnauthorizedAccess, VectorMalware, VectorUnknown}, VectorMalware, false},
		{"two methods", []Vector{VectorMalware, VectorRansomware}, VectorRansomware, true},
		{"twice the same", []Vector{VectorLoss, VectorLoss}, VectorLoss, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, conflict := vectorOf(test.stated)
			if got != test.want || conflict != test.conflict {
				t.Errorf("%v %v, want %v %v", got, conflict, test.want, test.conflict)
			}
		})
	}
}
