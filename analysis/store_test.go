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

func TestIncidentsDropTextOnRequest(t *testing.T) {
	kept := Incidents{DropText: true}
	kept.Add(Incident{ID: "1", Organization: "A", Text: FreeText{Notes: "dropped"}})
	if id, text := kept.Text(0); id != "" || text != (FreeText{}) || kept.At(0).Organization != "A" {
		t.Errorf("row 0 has the ID %q and the text %+v", id, text)
	}
}
