package intake

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"github.com/breachbrief/breachbrief/analysis"
)

func TestWrittenTableIsSafeForSpreadsheets(t *testing.T) {
	_, written := rewrite("organization,notes,size,id\n\"=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",+81-3-1234,-,@SUM(A1)\nB,\"two\nlines, \"\"quoted\"\"\",約42万件,'-1\n")
	if !strings.HasPrefix(written, "\uFEFFid,class,event,organization,") {
		t.Errorf("begins with %q", written[:40])
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(written, "\uFEFF"))).ReadAll()
	if err != nil || len(rows) != 3 {
		t.Fatalf("%v, %d rows", err, len(rows))
	}
	for _, row := range rows {
		for _, cell := range row {
			if isFormula(cell) {
				t.Errorf("the cell %q would run", cell)
			}
		}
	}
	for i, name := range rows[0] {
		want, ok := map[string]string{"organization": "B", "notes": "two\nlines, \"quoted\"", "size": "約42万件", "size_low": "415000", "size_high": "425000",
			"size_qualifier": "approx", "size_unit": "records", "vector": "unknown", "line": "3", "file": "a.csv", "id": "'-1"}[name]
		if ok && rows[2][i] != want {
			t.Errorf("%s: got %q, want %q", name, rows[2][i], want)
		}
	}
}

func TestWrittenColumnsHoldEveryCanonicalOne(t *testing.T) {
	_, written := rewrite("organization\nA\n")
	header, _, _ := strings.Cut(strings.TrimPrefix(written, "\uFEFF"), "\r\n")
	names := strings.Split(header, ",")
	for _, want := range append(Columns(), "size_low", "size_high", "size_qualifier", "size_flags", "event_size_low", "event_size_high",
		"disclosed_precision", "problems", "file", "line") {
		found := false
		for _, name := range names {
			found = found || name == want
		}
		if !found {
			t.Errorf("there is no column %s", want)
		}
	}
}

func TestWriteJSONLines(t *testing.T) {
	var out bytes.Buffer
	w := NewWriter(&out, WriterOptions{Format: JSONL, Files: []string{"a.csv"}})
	read("organization,size,disclosed,vector\nA <b>&,20万件以上,2022年6月上旬,zzz\nB,,,\n", Options{Row: func(in analysis.Incident, problems []analysis.Problem) {
		if err := w.Write(in, problems); err != nil {
			t.Fatal(err)
		}
	}})
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	if len(lines) != 2 || !strings.Contains(lines[0], `"organization":"A <b>&"`) {
		t.Fatalf("got %s", out.String())
	}
	var row map[string]any
	if err := json.Unmarshal([]byte(lines[0]), &row); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]any{"size": "20万件以上", "size_low": 200000.0, "size_high": nil, "size_qualifier": "at_least",
		"disclosed": "2022-06-01/2022-06-10", "disclosed_precision": "tenday", "line": 2.0, "file": "a.csv"} {
		if row[name] != want {
			t.Errorf("%s: got %v, want %v", name, row[name], want)
		}
	}
	if problems, _ := row["problems"].([]any); len(problems) != 1 || problems[0] != CodeUnknownWord {
		t.Errorf("problems: %v", row["problems"])
	}
}

func TestNoIncidentsWriteAHeader(t *testing.T) {
	_, written := rewrite("organization\n")
	if !strings.HasPrefix(written, "\uFEFFid,") || strings.Count(written, "\r\n") != 1 {
		t.Errorf("got %q", written)
	}
}
