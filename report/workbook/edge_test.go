package workbook

import (
	"context"
	"fmt"
	"io"
	"math"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/breachbrief/breachbrief/analysis"
	"github.com/breachbrief/breachbrief/analysis/intake"
	"github.com/breachbrief/breachbrief/report"
)

// edgeRow is a line of an input that strains the workbook.
type edgeRow struct{ event, organization, disclosed, vector, size, caused, supplier, notes string }

// edgeRows makes n rows, spread over June 2022.
func edgeRows(n int, change func(i int, r *edgeRow)) []edgeRow {
	rows := make([]edgeRow, n)
	for i := range rows {
		rows[i] = edgeRow{
			event: fmt.Sprint("e", i), organization: fmt.Sprintf("第%d病院", i+1), disclosed: fmt.Sprintf("2022-06-%02d", 1+i%28),
			vector: []string{"ransomware", "misdelivery", "loss"}[i%3], size: fmt.Sprintf("%d人", 7+13*i), caused: []string{"yes", "no", "unknown"}[i%3],
		}
		if change != nil {
			change(i, &rows[i])
		}
	}
	return rows
}

// edges are inputs that strain the workbook.
func edges() map[string][]edgeRow {
	latin := strings.Repeat("Donaudampfschifffahrtsgesellschaft", 3)[:100]
	wide := strings.Repeat("国際的に長い名称の独立行政法人", 7)
	hostile := []string{"=HYPERLINK(\"http://x\",\"y\")", "'quoted", "@SUM(A1)", "\x01\x02", "_x0041_", "+1", "<b>&amp;", "a\r\nb"}
	return map[string][]edgeRow{
		"empty month": edgeRows(40, func(i int, r *edgeRow) { r.disclosed = fmt.Sprintf("2021-%02d-03", 1+i%12) }),
		"no rows":     nil,
		"one event":   edgeRows(1, nil),
		"long names": edgeRows(24, func(i int, r *edgeRow) {
			r.organization = fmt.Sprint([]string{latin, wide}[i%2], i)
			r.supplier = r.organization
		}),
		"1 to 10^9": edgeRows(40, func(i int, r *edgeRow) {
			r.size = fmt.Sprintf([]string{"%.0f人", "約%.0f人", "%.0f人以上", "最大%.0f人"}[i%4], math.Pow10(i/4))
		}),
		"40 suppliers": edgeRows(80, func(i int, r *edgeRow) {
			r.event, r.caused, r.supplier = fmt.Sprint("s", i%40), "yes", fmt.Sprintf("第%d情報システム", i%40)
		}),
		"all unknown": edgeRows(30, func(_ int, r *edgeRow) { r.size, r.vector, r.caused = "不明", "unknown", "unknown" }),
		"60 cases": edgeRows(64, func(i int, r *edgeRow) {
			r.event, r.caused, r.supplier = fmt.Sprint("b", max(i, 59)), "yes", "共同センター"
		}),
		"hostile": edgeRows(8, func(i int, r *edgeRow) {
			r.organization, r.supplier, r.notes = hostile[i], hostile[i], hostile[i]+strings.Repeat("長い", i*3_000)
		}),
	}
}

func edgeInput(rows []edgeRow) string {
	var text strings.Builder
	text.WriteString("event,organization,disclosed,vector,size,supplier_caused,supplier,notes\n")
	for _, r := range rows {
		for i, cell := range []string{r.event, r.organization, r.disclosed, r.vector, r.size, r.caused, r.supplier, r.notes} {
			if i > 0 {
				text.WriteByte(',')
			}
			text.WriteString(`"` + strings.ReplaceAll(cell, `"`, `""`) + `"`)
		}
		text.WriteByte('\n')
	}
	return text.String()
}

// found reads a CSV and computes the findings of a period.
func found(csv, period string, layout *intake.Mapping) (*analysis.Findings, error) {
	incidents := &analysis.Incidents{}
	source := intake.Source{Name: "incidents.csv", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(csv)), nil }}
	batch, err := intake.Read(context.Background(), []intake.Source{source}, intake.Options{Mapping: layout}, incidents.Add)
	if err != nil {
		return nil, err
	}
	p, err := analysis.ParsePeriod(period)
	if err != nil {
		return nil, err
	}
	return analysis.Run(analysis.Resolve(incidents, batch.Inputs, analysis.ResolveOptions{}), analysis.RunOptions{
		Period: p, AsOf: p.Last.Last() + 13, Problems: batch.Problems, Generator: analysis.Generator{Name: "breachbrief", Version: "1.0.0"}}), nil
}

func composed(t testing.TB, findings *analysis.Findings, language report.Language) *report.Document {
	t.Helper()
	d, err := report.Compose(findings, report.Style{Words: speech(t, language), Organization: "情報セキュリティ統括室"})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// sampleFindings are the findings of the samples, computed once.
var sampleFindings = sync.OnceValues(func() (map[string]*analysis.Findings, error) {
	texts := map[string][]byte{}
	for _, name := range []string{"japan.csv", "hhs/breaches.csv", "hhs/mapping.toml"} {
		text, err := os.ReadFile("../../samples/" + name)
		if err != nil {
			return nil, err
		}
		texts[name] = text
	}
	layout, err := intake.ParseMapping("mapping.toml", texts["hhs/mapping.toml"])
	if err != nil {
		return nil, err
	}
	japan, err := found(string(texts["japan.csv"]), "2022-06", nil)
	if err != nil {
		return nil, err
	}
	hhs, err := found(string(texts["hhs/breaches.csv"]), "2024-05", layout)
	return map[string]*analysis.Findings{"japan": japan, "hhs": hhs}, err
})

// samples composes the reports of the samples in a language.
func samples(t testing.TB, language report.Language) map[string]*report.Document {
	t.Helper()
	all, err := sampleFindings()
	if err != nil {
		t.Fatal(err)
	}
	documents := map[string]*report.Document{}
	for name, findings := range all {
		documents[name] = composed(t, findings, language)
	}
	return documents
}

// allDocuments are the fixtures, the samples and the edge files.
func allDocuments(t testing.TB) map[string]*report.Document {
	t.Helper()
	all := documents(t)
	all["tally"] = fixture(t, report.English, mostFormulaRows+1)
	for _, language := range []report.Language{report.English, report.Japanese} {
		for name, d := range samples(t, language) {
			all[name+" "+string(language)] = d
		}
	}
	for name, rows := range edges() {
		findings, err := found(edgeInput(rows), "2022-06", nil)
		if err != nil {
			t.Fatal(err)
		}
		all[name+" en"], all[name+" ja"] = composed(t, findings, report.English), composed(t, findings, report.Japanese)
	}
	return all
}
