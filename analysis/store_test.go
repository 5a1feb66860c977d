package analysis

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestIncidentsGiveBackWhatWasAdded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := incidents().Draw(t, "rows")
		var kept Incidents
		for i := range rows {
			rows[i].ID = rapid.String().Draw(t, "id")
			rows[i].Text = FreeText{Items: rapid.String().Draw(t, "items"), Notes: rapid.String().Draw(t, "notes"), Extra: "x"}
			rows[i].Place = Place{File: i % 3, Line: i + 2}
			rows[i].Notified = rows[i].Disclosed
			kept.Add(rows[i])
		}
		for i, want := range rows {
			got := kept.At(i)
			got.ID, got.Text = kept.Text(i)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("row %d (-added +kept):\n%s", i, diff)
			}
		}
	})
}

func TestIncidentsKeepTextOnRequestOnly(t *testing.T) {
	kept := Incidents{KeepText: func(in *Incident) bool { return in.Organization == "A" }}
	kept.Add(Incident{Organization: "A", Text: FreeText{Notes: "kept"}})
	kept.Add(Incident{Organization: "B", Text: FreeText{Notes: "dropped"}})
	if _, text := kept.Text(0); text.Notes != "kept" {
		t.Errorf("text of row 0 = %+v", text)
	}
	if _, text := kept.Text(1); text.Notes != "" {
		t.Errorf("text of row 1 = %+v", text)
	}
}
