package analysis

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// drawRows draws incidents of two years and a bit with sizes of every kind, some
// of them sharing an event. Sizes of one event agree, for what sources say
// against each other is a matter of its own.
func drawRows(rt *rapid.T) []Incident {
	random := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 1))
	spread := rapid.Float64Range(0, 4).Draw(rt, "spread of sizes")
	rows := make([]Incident, rapid.IntRange(0, 300).Draw(rt, "rows"))
	for i := range rows {
		first := NewDay(2020, 3, 1) + Day(random.IntN(850))
		low := int64(math.Exp(6 + spread*random.NormFloat64()))
		size := []Size{
			{}, persons(low, low, fmt.Sprint(low)), persons(low, low, fmt.Sprint(low)), persons(0, low, fmt.Sprint("up to ", low)),
			persons(low, 2*low+1, fmt.Sprint(low, " to ", 2*low+1)), atLeast(low, UnitRecords, fmt.Sprint("at least ", low)),
			inUnit(persons(low, low, fmt.Sprint(low)), UnitLogins),
		}[random.IntN(7)]
		rows[i] = Incident{
			Organization: fmt.Sprint("organisation ", i), Region: []string{"", "東京都", "TX"}[random.IntN(3)],
			Discovered: DateOf(first), Disclosed: DateOf(first + Day(random.IntN(60))),
			Vector: Vectors()[random.IntN(5)], Size: size,
			SupplierCaused: Answer(random.IntN(3)), Supplier: []string{"", "S", "T", "U"}[random.IntN(4)],
		}
		if random.IntN(5) == 0 {
			rows[i].Disclosed = Date{}
		}
		if key := random.IntN(40); key < 8 {
			rows[i].Event, rows[i].Size = fmt.Sprint("event ", key), Size{}
			rows[i].Vector, rows[i].SupplierCaused, rows[i].Supplier = Vectors()[key%5], Answer(key%3), "S"
		}
	}
	return rows
}

// numbersOf returns the numbers and reasons of findings by their paths, without
// what names or lists single rows.
func numbersOf(t *rapid.T, f *Findings) map[string]any {
	text, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err) // NaN and Inf have no JSON
	}
	var findings any
	if err := json.Unmarshal(text, &findings); err != nil {
		t.Fatal(err)
	}
	numbers := map[string]any{}
	var walk func(path string, value any)
	walk = func(path string, value any) {
		switch v := value.(type) {
		case map[string]any:
			for key, item := range v {
				if key != "top" && key != "event" && key != "problems" && key != "inputs" {
					walk(path+"."+key, item)
				}
			}
		case []any:
			for i, item := range v {
				walk(fmt.Sprintf("%s[%d]", path, i), item)
			}
		default:
			numbers[path] = v
		}
	}
	walk("", findings)
	return numbers
}

// The order of the rows does not change a bit of a number.
func TestFindingsDoNotDependOnTheOrderOfRows(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		rows := drawRows(rt)
		shuffled := rapid.Permutation(rows).Draw(rt, "shuffled")
		want, got := numbersOf(rt, run(t, resolve(rows), "2022-05")), numbersOf(rt, run(t, resolve(shuffled), "2022-05"))
		if !maps.Equal(want, got) {
			rt.Errorf("(-as drawn +shuffled):\n%s", cmp.Diff(want, got))
		}
	})
}

// No input makes a number that is none, a probability outside 0 to 1, a limit on
// the wrong side, or a null without its reason.
func TestFindingsAreSound(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		r := resolve(drawRows(rt))
		if rapid.Bool().Draw(rt, "truncated") {
			r.Inputs = []Input{{Threshold: &ReportingThreshold{Size: rapid.Int64Range(1, 5_000).Draw(rt, "threshold")}}}
		}
		numbers := numbersOf(rt, run(t, r, "2022-05"))
		for path, value := range numbers {
			v, is := value.(float64)
			if !is {
				continue
			}
			last := path[strings.LastIndexByte(path, '.')+1:]
			if strings.HasSuffix(last, "_p") || strings.HasSuffix(last, "_q") || last == "p_value" || last == "q_value" {
				if !(v > 0 && v <= 1) {
					rt.Errorf("%s = %v is no p-value", path, v)
				}
			}
			low, bounded := numbers[strings.TrimSuffix(path, last)+"low"].(float64)
			high, _ := numbers[strings.TrimSuffix(path, last)+"high"].(float64)
			open, _ := numbers[strings.TrimSuffix(path, last)+"open_high"].(bool)
			if last == "value" && bounded && !(low <= v && (v <= high || open)) {
				rt.Errorf("%s = %v is not between %v and %v", path, v, low, high)
			}
		}
	})
}
