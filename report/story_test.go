package report

import (
	"math"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/breachbrief/breachbrief/analysis"
)

var (
	rawKey  = regexp.MustCompile(`<[a-z_]+\.[a-z_.0-9]+>|<no value>|\bNaN\b|\bInf\b|%!`)
	figures = regexp.MustCompile(`[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?%?`)
	grouped = regexp.MustCompile(`[0-9,]+[万億兆][0-9,万億兆]*`)
)

type failer interface {
	Helper()
	Errorf(format string, args ...any)
}

// checkWords checks that no raw key and no broken number stands in a document.
func checkWords(t failer, d *Document) {
	t.Helper()
	for _, line := range strings.Split(dump(d), "\n") {
		if found := rawKey.FindString(line); found != "" {
			t.Errorf("%s in %q", found, line)
		}
	}
}

// checkText checks the words, and that no sentence has a number that no table
// has.
func checkText(t failer, d *Document) {
	t.Helper()
	checkWords(t, d)
	known := knownNumbers(d)
	for _, s := range d.Sections {
		if s.ID == "methods" || s.ID == "recommendations" {
			continue
		}
		for _, block := range s.Blocks {
			p, ok := block.(Paragraph)
			if !ok || p.Role != Lead && p.Role != Body {
				continue
			}
			for _, number := range figures.FindAllString(plain(p.Text), -1) {
				if !known[number] {
					t.Errorf("section %s: %q stands in no table: %s", s.ID, number, p.Text)
				}
			}
		}
	}
}

// knownNumbers is every number that a table of the document prints, and those
// of the dates and names of its heading.
func knownNumbers(d *Document) map[string]bool {
	known := map[string]bool{"95%": true, "12": true}
	add := func(text string) {
		for _, number := range figures.FindAllString(plain(text), -1) {
			known[number] = true
		}
	}
	add(d.Period + " " + d.AsOf)
	for _, s := range d.Sections {
		for _, block := range s.Blocks {
			t, ok := block.(Table)
			if !ok || t.ID == "statistics" { // method notes, with worked examples
				continue
			}
			add(t.Title)
			for _, column := range t.Columns {
				add(column.Title)
			}
			months := 0
			for _, row := range t.Rows {
				for _, cell := range row.Cells {
					add(d.Words.Format(cell))
				}
				months++
			}
			if t.ID == "months_table" {
				add(d.Words.Number(int64(months)))
			}
		}
	}
	return known
}

// plain writes 万, 億 and 兆 as digits.
func plain(text string) string {
	units := map[rune]int64{'万': 1e4, '億': 1e8, '兆': 1e12}
	return grouped.ReplaceAllStringFunc(text, func(number string) string {
		var n, part int64
		for _, r := range number {
			switch {
			case units[r] > 0:
				n += part * units[r]
				part = 0
			case r != ',':
				part = part*10 + int64(r-'0')
			}
		}
		return (&Words{}).Number(n + part)
	})
}

func TestSentencesSayNoNumberThatTablesDoNot(t *testing.T) {
	for _, language := range []Language{English, Japanese} {
		for _, period := range []string{"2022-06", "2022-07", "2022-05", "2021-06", "2020-01", "2022-04..2022-06"} {
			t.Run(string(language)+" "+period, func(t *testing.T) {
				checkText(t, composed(t, sampleIncidents(), period, language))
			})
		}
	}
}

func TestStoryOfEdgeCases(t *testing.T) {
	one := []analysis.Incident{{Organization: "甲市", Disclosed: day(2022, 6, 1), Vector: analysis.VectorLoss,
		Size: exact("27人", 27, analysis.UnitPersons)}}
	unknown := []analysis.Incident{{Organization: "甲市", Disclosed: day(2022, 6, 1)}, {Organization: "乙市", Disclosed: day(2022, 6, 2)}}
	same := []analysis.Incident{
		{Organization: "甲市", Disclosed: day(2022, 6, 1), Vector: analysis.VectorLoss, SupplierCaused: analysis.Yes, SupplierKind: analysis.SupplierContractor},
		{Organization: "乙市", Disclosed: day(2022, 6, 2), Vector: analysis.VectorLoss}}
	tests := []struct {
		name     string
		rows     []analysis.Incident
		period   string
		language Language
		want     []string // begin paragraphs of the summary
	}{
		{"no rows", nil, "2022-06", English, []string{"There are no data for the period reported, so nothing can be said of it."}},
		{"empty month", one, "2022-07", Japanese, []string{"当月の該当事案はありません。", "直近12か月に明らかになった事案は1件"}},
		{"before the data", one, "2021-06", English, []string{"There are no data for the period reported, so nothing can be said of it."}},
		{"one cause, one origin", same, "2022-06", English, []string{
			"In June 2022, 2 events came to light", "There are no data",
			"The 2 events of known cause had the same: Loss or wrong disposal; the one whose origin is known came through a contractor, and for 1 event it is not known."}},
		{"one cause, one origin", same, "2022-06", Japanese, []string{
			"2022年6月に", "前月、", "判明した2件の原因はいずれも紛失・誤廃棄、原因箇所が判明した1件は委託先起因、ほかに不明が1件です。"}},
		{"empty span", one, "2022-07..2022-08", Japanese, []string{"当期間の該当事案はありません。"}},
		{"one event", one, "2022-06", English, []string{
			"In June 2022, 1 event came to light, affecting 1 organisation; its leak size is 27 persons.",
			"There are no data for the month before and the same month last year to compare with.",
			"The cause known is Loss or wrong disposal; whether a contractor was behind any of them is not known."}},
		{"all unknown", unknown, "2022-06", English, []string{
			"In June 2022, 2 events came to light, affecting 2 organisations; no source gives a leak size.",
			"There are no data", "Neither a cause is known nor whether a contractor was behind any of them."}},
		{"all unknown", unknown, "2022-06", Japanese, []string{
			"2022年6月に明らかになった事案は2件、影響が判明した組織は2組織、漏えい規模はいずれも不明です。",
			"前月、前年同月はデータがなく、比較できません。", "原因も、委託先起因かどうかも、いずれも判明していません。"}},
	}
	for _, test := range tests {
		t.Run(test.name+" "+string(test.language), func(t *testing.T) {
			d := composed(t, test.rows, test.period, test.language)
			checkText(t, d)
			var said []string
			for _, block := range d.Sections[0].Blocks {
				if p, ok := block.(Paragraph); ok && p.Role != Warning {
					said = append(said, p.Text)
				}
			}
			if len(said) > 5 {
				t.Errorf("the summary has %d paragraphs", len(said))
			}
			for i, want := range test.want {
				if i >= len(said) || !strings.HasPrefix(said[i], want) {
					t.Errorf("paragraph %d: got %q, want it to begin with %q", i, said, want)
				}
			}
		})
	}
}

func TestLargestEventOfTheSummary(t *testing.T) {
	ten, twenty := exact("10人", 10, analysis.UnitPersons), exact("20人", 20, analysis.UnitPersons)
	open := size("20人以上", analysis.AtLeast, 20, -1, 20, analysis.UnitPersons)
	for _, test := range []struct {
		name     string
		sizes    []analysis.Size
		language Language
		want     string
	}{
		{"three of a size", []analysis.Size{ten, ten, ten}, English, ""},
		{"two of a size", []analysis.Size{twenty, twenty, ten}, English, ""},
		{"half is not more than half", []analysis.Size{twenty, ten, ten}, English,
			"One event (甲: 20人) accounts for more than a third of the known total in persons."},
		{"half is not more than half", []analysis.Size{twenty, ten, ten}, Japanese,
			"1件の事案（甲、20人）が、判明している規模（単位：人）の三分の一超を占めます。"},
		{"two thirds", []analysis.Size{twenty, ten}, English,
			"One event (甲: 20人) accounts for more than half of the known total in persons."},
		{"the total is open", []analysis.Size{open, ten}, English,
			"One event (甲: 20人以上) accounts for more than half of the at-least total in persons."},
	} {
		t.Run(test.name+" "+string(test.language), func(t *testing.T) {
			var rows []analysis.Incident
			for i, size := range test.sizes {
				rows = append(rows, analysis.Incident{Organization: strings.Repeat("甲", i+1), Disclosed: day(2022, 6, 1), Size: size})
			}
			got := ""
			for _, block := range composed(t, rows, "2022-06", test.language).Sections[0].Blocks {
				if p, ok := block.(Paragraph); ok && (strings.HasPrefix(p.Text, "One event") || strings.HasPrefix(p.Text, "1件の事案")) {
					got = p.Text
				}
			}
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestFigureOfTheSummary(t *testing.T) {
	events := func(days ...analysis.Date) []analysis.Incident {
		var rows []analysis.Incident
		for i, d := range days {
			rows = append(rows, analysis.Incident{Organization: strings.Repeat("甲", i+1), Disclosed: d, Vector: analysis.VectorLoss})
		}
		return rows
	}
	june := day(2022, 6, 1)
	for _, test := range []struct {
		name string
		rows []analysis.Incident
		id   string
	}{
		{"months", events(june, day(2022, 5, 1)), "summary_months"},
		{"one month with enough causes", events(june, june, june, june, june), "summary_vectors"},
		{"one month with too few", events(june), "summary_months"},
		{"months without an event", events(day(2019, 6, 1)), "summary_months"},
	} {
		t.Run(test.name, func(t *testing.T) {
			blocks := composed(t, test.rows, "2022-06", English).Sections[0].Blocks
			if figure := blocks[len(blocks)-1].(*Figure); figure.ID != test.id {
				t.Errorf("figure %s, want %s", figure.ID, test.id)
			}
		})
	}
}

// Months before the data begin are drawn only as far as the year before.
func TestDrawnMonths(t *testing.T) {
	for _, test := range []struct {
		name  string
		first analysis.Date
		want  int
	}{
		{"data of a month", day(2022, 6, 1), 13},
		{"data of 18 months", day(2021, 1, 1), 18},
		{"data of 40 months", day(2019, 3, 1), 24},
	} {
		t.Run(test.name, func(t *testing.T) {
			findings := findingsOf([]analysis.Incident{{Organization: "甲", Disclosed: test.first}}, "2022-06")
			c := newComposer(findings, Style{Words: wordsOf(t, English)})
			if got := len(c.drawnMonths()); got != test.want {
				t.Errorf("%d months, want %d", got, test.want)
			}
		})
	}
}

// randomIncidents makes up rows of two years with lognormal sizes; the more, the
// more statistics they bear.
func randomIncidents(seed uint64) []analysis.Incident {
	random := rand.New(rand.NewPCG(seed, 2))
	rows := make([]analysis.Incident, 25*seed)
	for i := range rows {
		discovered := analysis.NewDay(2020, 4, 1) + analysis.Day(random.IntN(820))
		n := int64(math.Exp(7 + 2.5*random.NormFloat64()))
		rows[i] = analysis.Incident{
			Organization: "組織" + strconv.Itoa(i), Vector: analysis.Vector(1 + random.IntN(4)),
			Discovered: analysis.DateOf(discovered), Disclosed: analysis.DateOf(discovered + analysis.Day(random.IntN(50))),
			SupplierCaused: analysis.Answer(random.IntN(3)), Supplier: "委託先" + strconv.Itoa(random.IntN(9)),
			Size: []analysis.Size{{}, exact(strconv.FormatInt(n, 10), n, analysis.UnitPersons),
				size("約", analysis.Approx, n, n+n/2, n, analysis.UnitPersons), size("以上", analysis.AtLeast, n, -1, n, analysis.UnitPersons)}[random.IntN(4)],
		}
		if random.IntN(6) == 0 {
			rows[i].Event = "event " + strconv.Itoa(random.IntN(5))
		}
	}
	return rows
}

// zeroP is a p-value printed as none.
var zeroP = regexp.MustCompile(`[pq] ?[=＝] ?0(\.0*)?([^.0-9]|$)`)

func TestDocumentsOfManyRows(t *testing.T) {
	words := map[Language]*Words{English: wordsOf(t, English), Japanese: wordsOf(t, Japanese)}
	for seed := range uint64(16) {
		findings := findingsOf(randomIncidents(seed), "2022-05")
		for _, language := range []Language{English, Japanese} {
			d, err := Compose(findings, Style{Words: words[language]})
			if err != nil {
				t.Fatal(err)
			}
			checkWords(t, d)
			checkNumbers(t, d, findings)
			if found := zeroP.FindString(dump(d)); found != "" {
				t.Errorf("seed %d: a p-value is told as %q", seed, found)
			}
		}
	}
}

// Both editions show how much hangs on the unknown sizes and on which rows are
// linked to events.
func TestSensitivitiesAreShown(t *testing.T) {
	findings := findingsOf(randomIncidents(12), "2022-05")
	for _, language := range []Language{English, Japanese} {
		words := wordsOf(t, language)
		d, err := Compose(findings, Style{Words: words})
		if err != nil {
			t.Fatal(err)
		}
		text := dump(d)
		for _, key := range []string{"statistic.median_unknowns", "note.sensitivity", "supplier_row.not_linked"} {
			if !strings.Contains(text, words.Say(key)) {
				t.Errorf("%s: no %q", language, words.Say(key))
			}
		}
	}
}
