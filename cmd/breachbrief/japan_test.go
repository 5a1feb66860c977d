package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/breachbrief/breachbrief/samples"
	"github.com/google/go-cmp/cmp"
)

// The figures below were worked out by hand from the documents behind
// samples/japan.csv (see samples/README.md), event by event and row by row.

type japanFindings struct {
	Inputs []struct{ Rows, Used, Rejected int }
	Scopes map[string]struct {
		Counts map[string]int
		Sizes  struct {
			EventsKnown   int `json:"events_known"`
			EventsUnknown int `json:"events_unknown"`
			OtherUnit     int `json:"other_unit"`
			Total         struct {
				AtLeast   int64  `json:"at_least"`
				AtMost    *int64 `json:"at_most"`
				AsWritten int64  `json:"as_written"`
			}
			ByUnit []struct {
				Unit      string
				AtLeast   int64  `json:"at_least"`
				AtMost    *int64 `json:"at_most"`
				AsWritten int64  `json:"as_written"`
			} `json:"by_unit"`
			Median struct{ Low, High float64 }
			Over   []struct{ Threshold, Certain, Possible int }
		}
		Vectors struct {
			Events, Cases []struct {
				Vector string
				Count  int
			}
		}
		Suppliers struct {
			Narrow, Wide struct{ Events, Cases answerCounts }
		}
		Disclosure struct {
			EventsComputable int     `json:"events_computable"`
			Median           float64 `json:"median_days"`
		}
	}
	Events []struct {
		Event      string
		Month      string
		MonthBasis string `json:"month_basis"`
		Size       struct {
			Low, High  *int64
			Unit       string
			IsLeakSize bool `json:"is_leak_size"`
		}
		Cases []struct {
			Organization string
			Incidents    []struct{ Line int }
		}
	}
	Problems []struct {
		Line          int
		Code, Field   string
		Value, Detail string
	}
}

type answerCounts struct{ Yes, No, Unknown int }

// japan runs the main job on the Japanese sample and returns its findings.
func japan(t *testing.T, period string) japanFindings {
	t.Helper()
	folder := t.TempDir()
	rows, err := samples.Files.ReadFile("japan.csv")
	if err != nil {
		t.Fatal(err)
	}
	input := filepath.Join(folder, "japan.csv")
	if err := os.WriteFile(input, rows, 0o600); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(folder, "out")
	w, _, stderr := testWorld(nil)
	arguments := []string{"report", "--period", period, "--as-of", "2024-04-30", "--out", out, "--lang", "en", input}
	if code := run(t.Context(), arguments, w); code != 0 {
		t.Fatalf("exit code %d\n%s", code, stderr)
	}
	text, err := os.ReadFile(filepath.Join(out, period, "findings.json"))
	if err != nil {
		t.Fatal(err)
	}
	var findings japanFindings
	if err := json.Unmarshal(text, &findings); err != nil {
		t.Fatal(err)
	}
	return findings
}

func TestJapanCountByCount(t *testing.T) {
	f := japan(t, "2022-07")
	if in := f.Inputs[0]; in.Rows != 45 || in.Used != 44 || in.Rejected != 1 {
		t.Errorf("rows %d = used %d + rejected %d, want 45 = 44 + 1", in.Rows, in.Used, in.Rejected)
	}
	all := f.Scopes["all"]
	wantCounts := map[string]int{"rows": 44, "incident_rows": 33, "headline_rows": 5, "notice_rows": 6, "events": 16, "cases": 26,
		"organizations": 23, "surplus_rows": 7, "undated_events": 4}
	if diff := cmp.Diff(wantCounts, all.Counts); diff != "" {
		t.Errorf("counts (-by hand +got):\n%s", diff)
	}
	sizes := all.Sizes
	if sizes.EventsKnown != 9 || sizes.EventsUnknown != 7 || sizes.OtherUnit != 2 {
		t.Errorf("known %d, unknown %d, of other units %d; want 9, 7, 2", sizes.EventsKnown, sizes.EventsUnknown, sizes.OtherUnit)
	}
	if sizes.Total.AtLeast != 2_120_160 || sizes.Total.AtMost != nil || sizes.Total.AsWritten != 2_132_770 {
		t.Errorf("total = %+v", sizes.Total)
	}
	if sizes.Median.Low != 2_446 || sizes.Median.High != 2_446 {
		t.Errorf("median = %+v", sizes.Median)
	}
	over := map[int][2]int{100: {7, 8}, 1_000: {7, 8}, 10_000: {2, 4}, 50_000: {2, 4}}
	for _, o := range sizes.Over {
		if want, listed := over[o.Threshold]; listed && want != [2]int{o.Certain, o.Possible} {
			t.Errorf("over %d: %d certain, %d possible; want %v", o.Threshold, o.Certain, o.Possible, want)
		}
	}
	vectors := map[string]int{}
	for _, v := range all.Vectors.Events {
		vectors[v.Vector] = v.Count
	}
	if diff := cmp.Diff(map[string]int{"credential_abuse": 4, "malware": 3, "misconfiguration": 2, "unauthorized_access_unspecified": 2,
		"vuln_exploit": 2, "ransomware": 2, "loss": 1}, vectors); diff != "" {
		t.Errorf("vectors by event (-by hand +got):\n%s", diff)
	}
	suppliers := all.Suppliers
	for _, check := range []struct {
		name      string
		got, want answerCounts
	}{
		{"narrow by event", suppliers.Narrow.Events, answerCounts{3, 8, 5}},
		{"narrow by case", suppliers.Narrow.Cases, answerCounts{11, 10, 5}},
		{"wide by event", suppliers.Wide.Events, answerCounts{7, 4, 5}},
		{"wide by case", suppliers.Wide.Cases, answerCounts{17, 4, 5}},
	} {
		if check.got != check.want {
			t.Errorf("%s: %+v, want %+v", check.name, check.got, check.want)
		}
	}
	if all.Disclosure.EventsComputable != 2 || all.Disclosure.Median != 9 {
		t.Errorf("days to disclosure = %+v", all.Disclosure)
	}
}

func TestJapanByUnit(t *testing.T) {
	for _, u := range japan(t, "2022-07").Scopes["all"].Sizes.ByUnit {
		switch {
		case u.Unit == "persons" && u.AtLeast == 254_527 && u.AtMost == nil && u.AsWritten == 262_137:
		case u.Unit == "records" && u.AtLeast == 1_863_322 && u.AtMost == nil && u.AsWritten == 1_868_321:
		case u.Unit == "mails" && u.AtLeast == 2_311 && u.AtMost != nil && *u.AtMost == 2_312:
		default:
			t.Errorf("by unit: %+v", u)
		}
	}
}

func TestJapanEventByEvent(t *testing.T) {
	const open = -1
	type event struct {
		Month, Basis, Unit string
		Low, High          int64 // -1: none
		Leak               bool
		Cases, Rows        int
	}
	want := map[string]event{
		"jp-2022-03-security-cloud":            {"2022-03", "disclosed", "spam_mails_sent", 787_335, open, false, 4, 11},
		"jp-2022-07-yomiuri-online":            {"2022-07", "occurred", "logins", 25_000, 35_000, false, 1, 1},
		"jp-2022-06-riskmonster":               {"2022-06", "discovered", "persons", 245_000, 255_000, true, 1, 1},
		"jp-2022-06-nikkei-medical":            {"2022-06", "disclosed", "records", 4_001, open, true, 1, 1},
		"jp-2022-06-nttdata-kansai-emotet":     {"2022-06", "disclosed", "mails", 2_311, 2_312, true, 6, 6},
		"jp-2022-07-izumi-shoin-emotet":        {"2022-07", "disclosed", "", open, open, false, 1, 1},
		"jp-2022-06-niigata-helicopter-office": {"2022-06", "discovered", "", open, open, false, 1, 1},
		"jp-2022-06-kyorin-usb":                {"2022-06", "disclosed", "persons", 27, 27, true, 1, 1},
		"jp-twinkle-mobile":                    {"", "", "persons", 0, 2_110, true, 1, 1},
		"jp-2023-06-nisc-mail":                 {"2023-06", "discovered", "", open, open, false, 1, 1},
		"jp-2023-jma-mail":                     {"", "", "", open, open, false, 2, 2},
		"jp-2023-06-kokuyo-ransomware":         {"2023-06", "occurred", "records", 1_855_000, 1_865_000, true, 1, 1},
		"jp-2023-kokuyo-hr-vendor":             {"", "", "", open, open, false, 1, 1},
		"jp-2023-02-jnfl-shared-system":        {"2023-02", "occurred", "persons", 9_500, open, true, 2, 2},
		"jp-2023-06-tohoku-gakuin-mail":        {"2023-06", "occurred", "records", 1_875, 1_875, true, 1, 1},
		"jp-shimada-free-mail":                 {"", "", "records", 2_446, 2_446, true, 1, 1},
	}
	got := map[string]event{}
	for _, e := range japan(t, "2022-07").Events {
		seen := event{Month: e.Month, Basis: e.MonthBasis, Unit: e.Size.Unit, Low: open, High: open, Leak: e.Size.IsLeakSize, Cases: len(e.Cases)}
		if e.Size.Low != nil {
			seen.Low = *e.Size.Low
		} else {
			seen.Unit = ""
		}
		if e.Size.High != nil {
			seen.High = *e.Size.High
		}
		for _, c := range e.Cases {
			seen.Rows += len(c.Incidents)
		}
		got[e.Event] = seen
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("events (-by hand +got):\n%s", diff)
	}
}

func TestJapanProblems(t *testing.T) {
	found := map[string]int{}
	for _, p := range japan(t, "2022-07").Problems {
		found[p.Code]++
	}
	for code, want := range map[string]int{"duplicate_row": 1, "event_sizes_disagree": 1, "dates_out_of_order": 1, "year_missing": 2} {
		if found[code] != want {
			t.Errorf("problem %s: %d times, want %d (all: %v)", code, found[code], want, found)
		}
	}
}
