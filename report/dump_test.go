package report

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// dump prints a document as plain text: what a reader of both outputs sees.
func dump(d *Document) string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s | %s | %s | %s\n%s\n", d.Title, d.Period, d.Marking, d.AsOf, d.Footer)
	for _, s := range d.Sections {
		fmt.Fprintf(&out, "\n## %s [%s] sheet=%q briefing=%t\n", s.Title, s.ID, s.Sheet, s.Briefing)
		for _, block := range s.Blocks {
			dumpBlock(&out, d.Words, block)
		}
	}
	return out.String()
}

func dumpBlock(out *strings.Builder, w *Words, block Block) {
	switch b := block.(type) {
	case Paragraph:
		fmt.Fprintf(out, "\n%s%s\n", []string{"", "! ", "### ", "note: ", "warning: "}[b.Role], b.Text)
	case List:
		fmt.Fprintf(out, "\n* %s\n", strings.Join(b.Items, "\n* "))
	case *Figure:
		fmt.Fprintf(out, "\n[figure %s: %s | %s | %s | %s%s]\n", b.ID, b.Title, b.Unit, b.Caption, b.Alt, b.Empty)
	case Table:
		dumpTable(out, w, b)
	}
}

func dumpTable(out *strings.Builder, w *Words, t Table) {
	fmt.Fprintf(out, "\n[table %s%s: %s %s]\n", t.ID, []string{"", " in the briefing", " in the workbook"}[t.Place], t.Title, t.Unit)
	if len(t.Rows) == 0 {
		fmt.Fprintln(out, t.Empty)
		return
	}
	var head []string
	for _, column := range t.Columns {
		head = append(head, column.Title)
	}
	fmt.Fprintln(out, strings.Join(head, " | "))
	for _, row := range t.Rows {
		var cells []string
		for _, cell := range row.Cells {
			cells = append(cells, w.Format(cell))
		}
		fmt.Fprintln(out, strings.Join(cells, " | "))
	}
	for _, note := range append(slices.Clip(t.Notes), w.ReasonNotes(t, nil)...) {
		fmt.Fprintf(out, "  %s\n", note)
	}
}

var update = flag.Bool("update", false, "write the dumps anew, to be read before they are committed")

func TestComposedDocument(t *testing.T) {
	for _, language := range []Language{English, Japanese} {
		t.Run(string(language), func(t *testing.T) {
			got := dump(withoutStatistics(composed(t, sampleIncidents(), "2022-06", language)))
			path := filepath.Join("testdata", "june."+string(language)+".txt")
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("the document differs from %s (-want +got):\n%s", path, diff)
			}
		})
	}
}
