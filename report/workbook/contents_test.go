package workbook

import (
	"slices"
	"strings"
	"testing"

	"github.com/breachbrief/breachbrief/report"
)

// sheetContents are the tables and figures that managers are promised, by the
// first words of their identifiers.
var sheetContents = map[string]string{
	"summary":    "key_figures summary_months",
	"events":     "events_",
	"trend":      "months months_table fiscal_years",
	"vectors":    "vectors vectors_period vectors_year vector_months_table",
	"sizes":      "sizes largest size_kinds bands over quantiles",
	"suppliers":  "supplier_share suppliers_period suppliers_year supplier_kinds multiple ranking_bars ranking",
	"sectors":    "sectors regions impacts",
	"timeliness": "delays_dots delays",
	"incidents":  "",
	"quality":    "inputs counts problem_kinds unknown conflicts problems",
	"methods":    "statistics glossary",
}

// Of both samples every sheet has what it promises, or a sentence that says why
// it does not.
func TestSamplesHaveAllContents(t *testing.T) {
	for _, language := range []report.Language{report.English, report.Japanese} {
		for name, d := range samples(t, language) {
			t.Run(name+" "+string(language), func(t *testing.T) {
				file := opened(t, written(t, d))
				sheets := 0
				for _, section := range d.Sections {
					wanted, ok := sheetContents[section.ID]
					if section.Sheet == "" || !ok {
						continue
					}
					sheets++
					if wanted == "" {
						continue // rows have tests of their own
					}
					said, err := file.GetRows(section.Sheet)
					if err != nil {
						t.Fatal(err)
					}
					for _, id := range strings.Fields(wanted) {
						checkContent(t, section, id, slices.Concat(said...))
					}
				}
				if sheets != len(sheetContents) {
					t.Errorf("%d sheets, want %d", sheets, len(sheetContents))
				}
			})
		}
	}
}

// checkContent checks that a sheet, of which all texts are given, shows a block.
func checkContent(t *testing.T, section report.Section, id string, said []string) {
	t.Helper()
	for _, block := range section.InWorkbook() {
		switch block := block.(type) {
		case report.Table:
			if strings.HasPrefix(block.ID, id) {
				if !slices.Contains(said, block.Title) || len(block.Rows) == 0 && !slices.Contains(said, block.Empty) {
					t.Errorf("the sheet %s does not show the table %s, nor why not", section.Sheet, block.ID)
				}
				return
			}
		case *report.Figure:
			if block.ID == id {
				if !slices.Contains(said, block.Title) || !isChart(block) && !slices.Contains(said, block.Empty) {
					t.Errorf("the sheet %s does not show the figure %s, nor why not", section.Sheet, id)
				}
				return
			}
		}
	}
	t.Errorf("the section %s has no %s", section.ID, id)
}

// Which way a key figure went is said in words: not every reader sees colours.
func TestChangesAreSaidInWords(t *testing.T) {
	for language, want := range map[report.Language][]string{report.English: {"down 7", "down 27", "down 7.5 pt"}, report.Japanese: {"7 減", "27 減", "7.5 ポイント減"}} {
		d := samples(t, language)["hhs"]
		rows, err := opened(t, written(t, d)).GetRows(d.Sections[0].Sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, change := range want {
			if !slices.Contains(slices.Concat(rows...), change) {
				t.Errorf("the summary does not say %q", change)
			}
		}
	}
}
