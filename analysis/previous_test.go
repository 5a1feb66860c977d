package analysis

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// loss is a row of the tables below: an organisation hit on a day.
func loss(t testing.TB, event, organization, disclosed string) Incident {
	t.Helper()
	return Incident{Event: event, Organization: organization, Disclosed: day(t, disclosed), Vector: VectorLoss,
		SupplierCaused: No, Size: persons(10, 10, "10人")}
}

// publish returns the findings.json of a period.
func publish(t testing.TB, rows []Incident, period string) *bytes.Buffer {
	t.Helper()
	var out bytes.Buffer
	if err := run(t, resolve(rows), period).WriteJSON(&out); err != nil {
		t.Fatal(err)
	}
	return &out
}

// since compares the rows of a period with what was published before.
func since(t testing.TB, published io.Reader, rows []Incident, period string) Previous {
	t.Helper()
	before, err := ReadEarlier(published, true)
	if err != nil {
		t.Fatal(err)
	}
	return run(t, resolve(rows), period).Since(before)
}

// summarize writes what changed, one change a line.
func summarize(p Previous) string {
	var out strings.Builder
	for _, m := range p.RestatedMonths {
		fmt.Fprintf(&out, "%s: %s > %s\n", m.Month, numbers(m.Before), numbers(m.Now))
	}
	for _, c := range p.EventsChanged.List {
		fmt.Fprintf(&out, "%s %s: %s > %s\n", c.Event, c.Organization, c.Before.words(), c.Now.words())
	}
	return out.String()
}

func numbers(f *MonthFigures) string {
	if f == nil {
		return "none"
	}
	return fmt.Sprintf("%d/%d/%d", f.Events, f.Cases, f.AtLeast)
}

func (s *EventState) words() string {
	if s == nil {
		return "none"
	}
	return fmt.Sprintf("%s %s %s %s %d", s.Month, s.Vector, s.Size.Text, s.Narrow, s.Cases)
}

// Each case says by hand what a reader of the June report must be told in July.
func TestSince(t *testing.T) {
	june := []Incident{
		loss(t, "may", "A", "2022-05-10"),
		loss(t, "june", "B", "2022-06-10"),
		loss(t, "", "C", "2022-06-20"),
		{Event: "undated", Organization: "D"},
		loss(t, "july", "E", "2022-07-02"), // came in before the June report, of a month that was not over
	}
	with := func(change func(rows []Incident) []Incident) []Incident {
		return change(append([]Incident{}, june...))
	}
	add := func(more ...Incident) []Incident { return append(append([]Incident{}, more...), june...) }
	tests := []struct {
		name string
		rows []Incident
		want string
	}{
		{"nothing", june, ""},
		{"a new month", add(loss(t, "new", "F", "2022-07-20")), ""},
		{"a late row of an old month", add(loss(t, "late", "F", "2022-05-30")),
			"2022-05: 1/1/10 > 2/2/20\nlate F: none > 2022-05 loss 10人 no 1\n"},
		{"a late row without an event key, which moves the lines", add(loss(t, "", "F", "2022-06-30")),
			"2022-06: 2/2/20 > 3/3/30\ntest.csv:2 F: none > 2022-06 loss 10人 no 1\n"},
		{"a further organisation", add(loss(t, "june", "F", "2022-06-30")),
			"2022-06: 2/2/20 > 2/3/30\njune F: 2022-06 loss 10人 no 1 > 2022-06 loss 10人 + 10人 no 2\n"},
		{"a further organisation of unknown size", add(Incident{Event: "june", Organization: "F", Disclosed: day(t, "2022-06-30")}),
			"2022-06: 2/2/20 > 2/3/20\njune F: 2022-06 loss 10人 no 1 > 2022-06 loss 10人 no 2\n"},
		{"a row without an event key in another month", with(func(rows []Incident) []Incident { rows[2].Disclosed = day(t, "2022-05-20"); return rows }),
			"2022-05: 1/1/10 > 2/2/20\n2022-06: 2/2/20 > 1/1/10\n" +
				"test.csv:4 C: 2022-06 loss 10人 no 1 > none\ntest.csv:4 C: none > 2022-05 loss 10人 no 1\n"},
		{"a row without a date", add(Incident{Event: "new", Organization: "F"}), ""},
		{"a corrected size", with(func(rows []Incident) []Incident { rows[1].Size = persons(12, 12, "12人"); return rows }),
			"2022-06: 2/2/20 > 2/2/22\njune B: 2022-06 loss 10人 no 1 > 2022-06 loss 12人 no 1\n"},
		{"the same size in other words", with(func(rows []Incident) []Incident { rows[1].Size.Text = "十人"; return rows }), ""},
		{"a cause and an answer", with(func(rows []Incident) []Incident {
			rows[2].Vector, rows[2].SupplierCaused = VectorTheft, Unknown
			return rows
		}), "test.csv:4 C: 2022-06 loss 10人 no 1 > 2022-06 theft 10人 unknown 1\n"},
		{"an event gone", with(func(rows []Incident) []Incident { return append(rows[:1:1], rows[2:]...) }),
			"2022-06: 2/2/20 > 1/1/10\njune B: 2022-06 loss 10人 no 1 > none\n"},
		{"an event moved to the next month", with(func(rows []Incident) []Incident { rows[1].Disclosed = day(t, "2022-07-01"); return rows }),
			"2022-06: 2/2/20 > 1/1/10\njune B: 2022-06 loss 10人 no 1 > 2022-07 loss 10人 no 1\n"},
		{"an event dated at last", with(func(rows []Incident) []Incident { rows[3].Disclosed = day(t, "2022-06-01"); return rows }),
			"2022-06: 2/2/20 > 3/3/20\nundated D:  unknown  unknown 1 > 2022-06 unknown  unknown 1\n"},
		{"a change in a month that was not over", with(func(rows []Incident) []Incident { rows[4].Vector = VectorTheft; return rows }), ""},
		{"data that begin later", june[1:], "2022-05: 1/1/10 > none\n"},
		{"data that begin earlier", add(loss(t, "old", "F", "2022-03-01")),
			"2022-03: none > 1/1/10\nold F: none > 2022-03 loss 10人 no 1\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := since(t, publish(t, june, "2022-06"), test.rows, "2022-07")
			if diff := cmp.Diff(test.want, summarize(p)); diff != "" {
				t.Errorf("changes (-by hand +got):\n%s", diff)
			}
			if *p.MonthsCompared != 23 || *p.MonthsRestated != len(p.RestatedMonths) {
				t.Errorf("%d months compared, %d restated; want 23 that both trends hold, and %d", *p.MonthsCompared, *p.MonthsRestated, len(p.RestatedMonths))
			}
			if p.EventsChanged.Added == nil || *p.EventsChanged.Added+*p.EventsChanged.Removed+*p.EventsChanged.Changed != len(p.EventsChanged.List) {
				t.Errorf("the numbers of changed events do not add up to the list: %+v", p.EventsChanged)
			}
		})
	}
}

// Whatever the rows, what stays the same is not told as changed: neither when
// nothing is new, nor when rows of another month come first and move all lines.
func TestSinceIsSilentAboutWhatStays(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		rows := incidents().Draw(r, "rows") // of June and July 2022
		more := append([]Incident{loss(t, "", "A", "2022-08-01"), loss(t, "new", "B", "2022-08-02")}, rows...)
		for _, now := range [][]Incident{rows, more} {
			if p := since(t, publish(t, rows, "2022-07"), now, "2022-08"); summarize(p) != "" || len(p.Changed) > 0 {
				r.Errorf("changed:\n%s%+v", summarize(p), p.Changed)
			}
		}
	})
}

func TestKeyFiguresOfThePreviousPeriod(t *testing.T) {
	june := []Incident{loss(t, "a", "A", "2022-06-01"), loss(t, "b", "B", "2022-06-02")}
	now := append([]Incident{}, june...)
	now[0].Size, now[1].Vector, now[1].SupplierCaused = persons(15, 20, "15〜20人"), VectorTheft, Yes
	want := []FigureChange{{"size_at_least:persons", 20, 25}, {"vector:loss", 2, 1}, {"vector:theft", 0, 1},
		{"supplier_narrow:yes", 0, 1}, {"supplier_narrow:no", 2, 1}, {"supplier_wide:yes", 0, 1}, {"supplier_wide:no", 2, 1}}
	for _, period := range []string{"2022-07", "2022-09", "2023-06", "2022-06"} { // June is a scope of its own, or not
		p := since(t, publish(t, june, "2022-06"), now, period)
		if diff := cmp.Diff(want, p.Changed); diff != "" || p.ChangedReason != "" {
			t.Errorf("%s, reason %q (-want +got):\n%s", period, p.ChangedReason, diff)
		}
	}
	if p := since(t, publish(t, june, "2022-05"), now, "2022-07"); p.ChangedReason != ReasonNoData {
		t.Errorf("a month before the data: reason %q", p.ChangedReason)
	}
}

// A month that was not over when it was reported was bound to change.
func TestAMonthReportedTooEarlyIsNotRestated(t *testing.T) {
	rows := []Incident{loss(t, "a", "A", "2022-06-01")}
	var early bytes.Buffer
	june := monthOnly(t, "2022-06").First.Month()
	f := Run(resolve(rows), RunOptions{Period: Period{june, june}, AsOf: june.First() + 14})
	if err := f.WriteJSON(&early); err != nil {
		t.Fatal(err)
	}
	p := since(t, &early, append(rows, loss(t, "b", "B", "2022-06-20")), "2022-07")
	if got := summarize(p); got != "" || p.ChangedReason != ReasonUnfinished {
		t.Errorf("changes %q, reason %q", got, p.ChangedReason)
	}
}

func TestEventsAreNotReadUnlessAskedFor(t *testing.T) {
	rows := []Incident{loss(t, "a", "A", "2022-06-01")}
	text := publish(t, rows, "2022-06").String()
	head := text[:strings.LastIndex(text, `"events": [`)]
	before, err := ReadEarlier(strings.NewReader(head+`"events": [ cut off`), false)
	if err != nil {
		t.Fatal(err)
	}
	p := run(t, resolve(append(rows, loss(t, "b", "B", "2022-06-20"))), "2022-07").Since(before)
	if *p.MonthsRestated != 1 || p.EventsChanged.Reason != ReasonTooMany || p.EventsChanged.Added != nil {
		t.Errorf("%d months restated, events %+v", *p.MonthsRestated, p.EventsChanged)
	}
}

func TestSameData(t *testing.T) {
	rows := []Incident{loss(t, "", "A", "2022-06-01")}
	for _, test := range []struct {
		name, before, now string
		rows              []Incident
		want              bool
	}{
		{"a file of the same name", "incidents.csv", "data/Incidents.csv", nil, true},
		{"a file of the next month", "incidents-2022-06.csv", "incidents-2022-07.csv", nil, true},
		{"standard input", "-", "-", nil, true},
		{"a file of another name with the same event", "june.csv", "july.csv", rows, true},
		{"a file of another name with another event", "june.csv", "july.csv", []Incident{loss(t, "", "A", "2022-05-01")}, false},
		{"a file of another name without events", "incidents.csv", "breaches.csv", nil, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			before, err := ReadEarlier(publish(t, rows, "2022-06"), true)
			if err != nil {
				t.Fatal(err)
			}
			before.inputs = []Input{{File: "other.csv"}, {File: test.before}}
			now := run(t, resolve(test.rows), "2022-07")
			now.Inputs = []Input{{File: test.now}}
			if got := before.SameData(now); got != test.want {
				t.Errorf("%s after %s: %t", test.now, test.before, got)
			}
		})
	}
}

func TestPreviousKeepsTheContract(t *testing.T) {
	before := []Incident{loss(t, "a", "A", "2022-05-01"), loss(t, "b", "B", "2022-06-02"), loss(t, "c", "C", "2022-06-02")}
	now := []Incident{loss(t, "b", "B", "2022-06-02"), loss(t, "d", "D", "2022-06-03")}
	now[0].Size = Size{}
	f := run(t, resolve(now), "2022-07")
	earlier, err := ReadEarlier(publish(t, before, "2022-06"), true)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []Previous{f.Since(earlier), NotCompared(ReasonSwitchedOff)} {
		f.Previous = p
		var out bytes.Buffer
		if err := f.WriteJSON(&out); err != nil {
			t.Fatal(err)
		}
		var findings any
		if err := json.Unmarshal(out.Bytes(), &findings); err != nil {
			t.Fatal(err)
		}
		nulls(t, "", findings)
	}
}

func TestReadEarlierRefuses(t *testing.T) {
	whole := publish(t, []Incident{loss(t, "a", "A", "2022-06-01")}, "2022-06").String()
	for _, test := range []struct{ name, text, want string }{
		{"nothing", "", "unexpected EOF"},
		{"half", whole[:len(whole)/2], "unexpected EOF"},
		{"no period", strings.Replace(whole, `"label": "2022-06"`, `"label": ""`, 1), "is not a month"},
		{"no day", strings.Replace(whole, `"as_of": "2022-06-30"`, `"as_of": "June"`, 1), "is not a day"},
		{"a list", "[]", "[ where { belongs"},
	} {
		_, err := ReadEarlier(strings.NewReader(test.text), true)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want %q", test.name, err, test.want)
		}
	}
	_, err := ReadEarlier(strings.NewReader(strings.Replace(whole, `"schema_version": "1"`, `"schema_version": "2"`, 1)), true)
	if schema, ok := errors.AsType[*SchemaError](err); !ok || schema.Version != "2" {
		t.Errorf("error %v, want one that names the schema", err)
	}
}

func FuzzReadEarlier(f *testing.F) {
	f.Add(publish(f, []Incident{loss(f, "a", "A", "2022-06-01"), loss(f, "", "B", "2022-05-01")}, "2022-06").String())
	f.Add(`{"schema_version":"1","period":{"label":"0001-01..9999-12"},"as_of":"..","trend":{"months":[{}]},"events":[{"cases":null},null]}`)
	now := run(f, resolve([]Incident{loss(f, "a", "A", "2022-06-01")}), "2022-07")
	f.Fuzz(func(t *testing.T, text string) {
		if before, err := ReadEarlier(strings.NewReader(text), true); err == nil {
			now.Since(before)
		}
	})
}
