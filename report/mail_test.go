package report

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/breachbrief/breachbrief/analysis"
)

func publishedOf(t testing.TB, period string) string {
	t.Helper()
	var findings bytes.Buffer
	if err := findingsOf(sampleIncidents(), period).WriteJSON(&findings); err != nil {
		t.Fatal(err)
	}
	return findings.String()
}

// The mail is made of findings.json alone and says what the briefing says.
func TestMailSaysWhatTheBriefingSays(t *testing.T) {
	for _, language := range []Language{English, Japanese} {
		for _, period := range []string{"2022-06", "2022-07", "2021-12", "2022-04..2022-06"} {
			t.Run(string(language)+" "+period, func(t *testing.T) {
				style := Style{Words: wordsOf(t, language), Organization: "情報セキュリティ室"}
				mail, err := ComposeMail(strings.NewReader(publishedOf(t, period)), style, []MailFile{{Name: "breachbrief.pdf", SHA256: "c0ffee"}})
				if err != nil {
					t.Fatal(err)
				}
				for _, want := range briefingSays(t, period, style) {
					if !strings.Contains(mail.Body, want) {
						t.Errorf("the mail does not say %q", want)
					}
				}
				if found := rawKey.FindString(mail.Subject + mail.Body); found != "" {
					t.Errorf("%s in the mail", found)
				}
				if !strings.Contains(mail.Body, "breachbrief.pdf\n  c0ffee\n") {
					t.Error("the mail does not tell the sum of its file")
				}
			})
		}
	}
}

// briefingSays returns what a mail repeats: head, first paragraphs, key figures
// and warnings of the summary, and the rows.
func briefingSays(t *testing.T, period string, style Style) []string {
	t.Helper()
	d, err := Compose(findingsOf(sampleIncidents(), period), style)
	if err != nil {
		t.Fatal(err)
	}
	says := []string{d.Title, d.Period, d.Organization, d.Marking, d.AsOf}
	for _, block := range d.Sections[0].Blocks {
		switch b := block.(type) {
		case Paragraph:
			if b.Role == Lead || b.Role == Warning {
				says = append(says, b.Text)
			}
		case Table:
			for _, row := range b.Rows {
				for _, i := range []int{0, 1, 2, 4} {
					says = append(says, d.Words.Format(row.Cells[i]))
				}
			}
		}
	}
	quality := slices.IndexFunc(d.Sections, func(s Section) bool { return s.ID == "quality" })
	return append(says, d.Sections[quality].Blocks[0].(Paragraph).Text)
}

func TestMailOfDamagedFindings(t *testing.T) {
	whole := publishedOf(t, "2022-06")
	for _, test := range []struct{ name, text, want string }{
		{"nothing", "", "unexpected EOF"},
		{"cut off", whole[:len(whole)/2], "unexpected EOF"},
		{"the last brace missing", strings.TrimSuffix(strings.TrimSpace(whole), "}"), "unexpected EOF"},
		{"another version", strings.Replace(whole, `"schema_version": "1"`, `"schema_version": "2"`, 1), `schema version "2"`},
		{"no period", strings.Replace(whole, `"label": "2022-06"`, `"label": ""`, 1), "is not a month"},
		{"a list", "[]", "[ where { belongs"},
		{"no JSON", "<html>", "invalid character"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := ComposeMail(strings.NewReader(test.text), Style{Words: wordsOf(t, English)}, nil)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want %q", err, test.want)
			}
		})
	}
}

func TestMailWithoutFilesSaysWhereTheyAre(t *testing.T) {
	for _, language := range []Language{English, Japanese} {
		w := wordsOf(t, language)
		if text := w.NotAttached("https://files.example.jp/reports"); !strings.Contains(text, "https://files.example.jp/reports") {
			t.Errorf("%s: %q does not tell the place", language, text)
		}
		if text := w.NotAttached(""); rawKey.MatchString(text) || text == "" {
			t.Errorf("%s: %q", language, text)
		}
	}
}

func FuzzComposeMail(f *testing.F) {
	f.Add(publishedOf(f, "2022-06"))
	f.Add(`{"schema_version":"1","period":{"label":"2022-06"},"as_of":"..","scopes":{"month":null,"all":{"from":"..","to":".."}}}`)
	f.Add(`{"schema_version":"1","period":{"label":"0000-01..9999-12"},"events":[{"month":"","cases":null},null],"comparisons":[{"measure":"events","now":1,"p_value":-1}]}`)
	words, err := LoadWords(Japanese)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		mail, err := ComposeMail(strings.NewReader(text), Style{Words: words}, nil)
		if err == nil && (mail.Subject == "" || mail.Body == "") {
			t.Error("neither a mail nor an error")
		}
	})
}

// A unit that a later version adds counts as not stated.
func TestMailOfAUnitUnknownHere(t *testing.T) {
	text := strings.ReplaceAll(publishedOf(t, "2022-06"), `"unit": "persons"`, `"unit": "galaxies"`)
	part, err := readPublished(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	units := part.scopes["month"].Sizes.ByUnit
	if !slices.ContainsFunc(units, func(u analysis.UnitTotal) bool { return u.Unit == analysis.UnitNotStated && u.AtLeast > 0 }) {
		t.Errorf("totals by unit: %+v", units)
	}
}
