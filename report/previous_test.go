package report

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/breachbrief/breachbrief/analysis"
)

// since returns the findings of July, compared with those of June from other rows.
func since(t testing.TB, before, now []analysis.Incident) *analysis.Findings {
	t.Helper()
	var june bytes.Buffer
	if err := findingsOf(before, "2022-06").WriteJSON(&june); err != nil {
		t.Fatal(err)
	}
	earlier, err := analysis.ReadEarlier(&june, true)
	if err != nil {
		t.Fatal(err)
	}
	f := findingsOf(now, "2022-07")
	f.Previous = f.Since(earlier)
	return f
}

// earlierIncidents are the sample as June may have known it: one event was not
// known, one more was told and is gone, and of three something was told otherwise.
func earlierIncidents() []analysis.Incident {
	rows := sampleIncidents()
	change := func(event string, to func(*analysis.Incident)) {
		for i := range rows {
			if rows[i].Event == event {
				to(&rows[i])
			}
		}
	}
	change("usb", func(in *analysis.Incident) { in.Size = exact("21", 21, analysis.UnitPersons) })
	change("study-site", func(in *analysis.Incident) { in.Vector, in.SupplierCaused = analysis.VectorUnknown, analysis.Yes })
	change("free-mail", func(in *analysis.Incident) { in.Discovered = day(2022, 5, 31) })
	rows = slices.DeleteFunc(rows, func(in analysis.Incident) bool { return in.Event == "member-site" })
	return append(rows, analysis.Incident{Event: "mistaken", Organization: "取下市", Disclosed: day(2022, 5, 2), Vector: analysis.VectorTheft})
}

func dumpOf(t testing.TB, f *analysis.Findings, language Language) string {
	t.Helper()
	d, err := Compose(f, Style{Words: wordsOf(t, language)})
	if err != nil {
		t.Fatal(err)
	}
	checkText(t, d)
	checkNumbers(t, d, f)
	return dump(withoutStatistics(d))
}

func TestWhatWasRestated(t *testing.T) {
	f := since(t, earlierIncidents(), sampleIncidents())
	for _, test := range []struct {
		language Language
		want     []string
	}{
		{English, []string{
			"\nwarning: Since the report for June 2022 was published, figures of May 2022 and June 2022 have been restated.\n",
			"\nJune 2022 | 3 | 5 | 5 | 7 | 247,333 | 251,340\n",
			"no event, restated\n",
			"\nLeak size known, at least (records) | 0 | 4,001 | +4,001\n",
			"\nJune 2022 | 医療出版 | Added | ― | Unauthorised access (method not stated); 4千件を超える\n",
			"\nJune 2022 | 中央大学病院 | Size | 21 persons | 27人\n",
			"\nJune 2022 | 学習ネット | Caused by a contractor | Yes | Unknown\n",
			"\nJune 2022 | 新川県 | Month | May 2022 | June 2022\n",
			"\nMay 2022 | 取下市 | Removed | Theft; unknown | ―\n",
			"Added: 1; removed: 1; changed: 3.",
		}},
		{Japanese, []string{
			"\nwarning: 前回報告（2022年6月）の公表後に、2022年5月、2022年6月分の数値が訂正・更新されています。\n",
			"\n2022年6月 | 中央大学病院 | 規模 | 21人 | 27人\n",
			"\n2022年6月 | 新川県 | 計上月 | 2022年5月 | 2022年6月\n",
			"追加1件、削除1件、変更3件。",
		}},
	} {
		got := dumpOf(t, f, test.language)
		for _, want := range test.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %q is not said in\n%s", test.language, want, got)
			}
		}
	}
}

// The mail tells of it as the first page does.
func TestMailTellsWhatWasRestated(t *testing.T) {
	var july bytes.Buffer
	if err := since(t, earlierIncidents(), sampleIncidents()).WriteJSON(&july); err != nil {
		t.Fatal(err)
	}
	mail, err := ComposeMail(&july, Style{Words: wordsOf(t, English)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if want := "figures of May 2022 and June 2022 have been restated."; !strings.Contains(mail.Body, want) {
		t.Errorf("the mail does not say %q:\n%s", want, mail.Body)
	}
}

func TestWhatIsSaidOfThePreviousReport(t *testing.T) {
	recolored := earlierIncidents()[:0:0]
	for _, in := range sampleIncidents() {
		if in.Event == "usb" {
			in.Vector = analysis.VectorTheft
		}
		recolored = append(recolored, in)
	}
	many := since(t, nil, manyRows())
	damaged := findingsOf(sampleIncidents(), "2022-07")
	damaged.Previous = analysis.NotCompared(analysis.ReasonBroken)
	damaged.Previous.Period = "2022-06"
	settings := since(t, earlierIncidents(), sampleIncidents())
	settings.Previous.ChangedSettings = []string{"approx", "version"}
	uncounted := since(t, sampleIncidents(), sampleIncidents())
	uncounted.Previous.EventsChanged = analysis.EventChanges{Reason: analysis.ReasonTooMany}
	for _, test := range []struct {
		name     string
		findings *analysis.Findings
		want     []string
		not      string
	}{
		{"there is none", findingsOf(sampleIncidents(), "2022-07"), nil, `前回報告`},
		{"nothing changed", since(t, sampleIncidents(), sampleIncidents()), []string{
			"前回報告（2022年6月）から訂正・更新された過去の月はありません。", "前回報告（2022年6月）で示した過去の数値と事案に、訂正・更新はありません。"}, `warning: 前回報告|変更があります`},
		{"only particulars changed", since(t, recolored, sampleIncidents()), []string{
			"warning: 前回報告（2022年6月）の公表後に、過去の月の事案1件が訂正・追加・削除されています。", "訂正・更新された過去の月はありません。",
			"原因：盗難 | 1 | 0 | −1"}, `table restated_months`},
		{"much changed", many, []string{"全40行のうち15行を掲載"}, ""},
		{"the data begin later", since(t, sampleIncidents(), sampleIncidents()[:9]), []string{
			"warning: 前回報告（2022年6月）で示した2021年6月分は、今回のデータに含まれていません。", "2021年6月 | 2 | ― | 2 | ― | 0 | ―"}, ""},
		{"it is damaged", damaged, []string{
			"warning: 前回報告（2022年6月）からの変更は確認できません。前回報告のファイルが破損しているか、公表時の内容と一致しないためです。"}, `訂正・更新`},
		{"settings changed", settings, []string{"前回報告と異なる集計条件：「約」の読み方、プログラムの版。"}, ""},
		{"too many events", uncounted, []string{"事案数が多いため、事案ごとの比較は行っていません。"}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := dumpOf(t, test.findings, Japanese)
			for _, want := range test.want {
				if !strings.Contains(got, want) {
					t.Errorf("%q is not said in\n%s", want, got)
				}
			}
			if found := regexp.MustCompile(test.not).FindString(got); test.not != "" && found != "" {
				t.Errorf("says %q", found)
			}
		})
	}
}

// The briefing prints the first lines of a long list, the workbook has them all.
func TestManyChangedEventsLeaveTheBriefing(t *testing.T) {
	var rows []analysis.Incident
	for i := range 1000 {
		rows = append(rows, analysis.Incident{Event: strconv.Itoa(i), Organization: "甲市", Disclosed: day(2022, 6, 1)})
	}
	d, err := Compose(since(t, nil, rows), Style{Words: wordsOf(t, English)})
	if err != nil {
		t.Fatal(err)
	}
	lines := map[string]int{}
	for _, s := range d.Sections {
		for _, block := range s.Blocks {
			if table, ok := block.(Table); ok && strings.HasPrefix(table.ID, "previous_events") {
				lines[table.ID] = len(table.Rows)
			}
		}
	}
	if lines["previous_events_printed"] != printedRows || lines["previous_events"] != len(rows) {
		t.Errorf("lines: %v", lines)
	}
}
