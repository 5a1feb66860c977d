package intake

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/breachbrief/breachbrief/analysis"
)

// The intervals are those that the three rules give by hand.
func TestApproxRules(t *testing.T) {
	for _, test := range []struct {
		text                      string
		lastNonzero, unit, digits string
	}{
		{"約20万", "150000..250000", "195000..205000", "195000..205000"},
		{"約1万", "9500..15000", "9500..15000", "9500..10500"},
		{"約42万", "415000..425000", "415000..425000", "415000..425000"},
		{"約12万7000", "126500..127500", "126500..127500", "126500..127500"},
		{"約800", "750..850", "750..850", "795..805"},
		{"約1.5万", "14500..15500", "14500..15500", "14500..15500"},
		{"約100人", "95..150", "95..150", "95..105"},
		{"約7", "7..7", "7..7", "7..7"},
		{"約20万以上", "150000..", "195000..", "195000.."},
	} {
		for rule, want := range map[ApproxRule]string{LastNonzeroDigit: test.lastNonzero, UnitOfWord: test.unit, TwoDigits: test.digits} {
			s := parseSize(test.text, sizeContext{rule: rule}).size
			got := fmt.Sprintf("%d..", s.Low)
			if s.Bounds == analysis.Closed {
				got += fmt.Sprint(s.High)
			}
			if got != want {
				t.Errorf("%s by %s: got %s, want %s", test.text, rule, got, want)
			}
		}
	}
	for _, name := range []string{"last_nonzero_digit", "unit_of_word", "two_digits"} {
		if rule, err := ParseApproxRule(name); err != nil || rule.String() != name {
			t.Errorf("%s: %v, %v", name, rule, err)
		}
	}
	if _, err := ParseApproxRule("guess"); err == nil {
		t.Error("an unknown rule must be an error")
	}
}

func TestUnitsFromColumnHeaderAndCell(t *testing.T) {
	persons, mails := analysis.UnitPersons, analysis.UnitMails
	for _, test := range []struct {
		text    string
		context sizeContext
		want    string
	}{
		{"52件", sizeContext{stated: mails}, "exact 52..52 mails"},
		{"52", sizeContext{stated: mails}, "exact 52..52 mails"},
		{"52人", sizeContext{stated: mails}, "exact 52..52 mails {unit_contradicted}"},
		{"52通", sizeContext{stated: analysis.UnitSpamMailsSent}, "exact 52..52 spam_mails_sent"},
		{"52人", sizeContext{stated: analysis.UnitMembers}, "exact 52..52 members"},
		{"500", sizeContext{header: persons}, "exact 500..500 persons"},
		{"500件", sizeContext{header: persons}, "exact 500..500 persons"},
		{"500台", sizeContext{header: persons}, "exact 500..500 persons {unit_contradicted}"},
		{"500", sizeContext{fallback: analysis.UnitRecords}, "exact 500..500 records"},
		{"500人", sizeContext{fallback: analysis.UnitRecords}, "exact 500..500 persons"},
		{"2446件(1,800人分)", sizeContext{stated: persons}, "exact 1800..1800 persons [other_unit_named] {other_unit_named}"},
		{"5校3,200人", sizeContext{stated: persons}, "exact 3200..3200 persons [other_unit_named] {other_unit_named}"},
		{"7団体9件", sizeContext{stated: analysis.UnitOrganizations}, "unknown organizations {two_measures}"},
		{"約75件(69メールアドレス)", sizeContext{stated: mails}, "approx 75..75 mails [other_unit_named] {other_unit_named}"},
	} {
		if got := say(parseSize(test.text, test.context)); got != test.want {
			t.Errorf("%q: got %s, want %s", test.text, got, test.want)
		}
	}
}

func TestUnitsInHeaders(t *testing.T) {
	for _, test := range []struct{ header, cell, want, text string }{
		{"件数(千件)", "5", "exact 5000..5000 records [round_figure;header_unit]", "5千"},
		{"件数（千件）", "1.5", "exact 1500..1500 records [round_figure;header_unit]", "1.5千"},
		{"被害人数[万人]", "約2.5", "approx 24500..25500 persons [header_unit]", "約2.5万"},
		{"件数(千件)", "1,234件", "exact 1234000..1234000 records [round_figure;header_unit]", "1,234千件"},
		{"件数(千件)", "1.2万", "unknown {header_unit_twice}", "1.2万"},
		{"件数(千件)", "不明", "unknown", "不明"},
		{"件数(千件)", "12〜15", "range 12000..15000 records [header_unit]", "12千〜15千"},
		{"件数(千件)", "5(うち2)", "exact 5000..5000 records [round_figure;part_named;header_unit] {part_named}", "5千(うち2千)"},
		{"漏えい人数", "120", "exact 120..120 persons", "120"},
		{"件数[人数]", "120", "exact 120..120 persons", "120"},
		{"件数（単位：人）", "120", "exact 120..120 persons", "120"},
		{"Individuals Affected", "120", "exact 120..120 persons", "120"},
		{"件数", "120", "exact 120..120 records", "120"},
		{"件数", "120人", "exact 120..120 persons", "120人"},
	} {
		r := parseSize(test.cell, sizeHeader(test.header))
		if got := say(r); got != test.want || r.size.Text != test.text {
			t.Errorf("%s %s: got %s (%s), want %s (%s)", test.header, test.cell, got, r.size.Text, test.want, test.text)
		}
	}
}

// The thresholds of the law are strict: 1,000 persons are not over 1,000.
func TestThresholdsAreStrictWhereTheWordsAre(t *testing.T) {
	for _, test := range []struct {
		text              string
		certain, possible bool
	}{
		{"1,000人", false, false}, {"1,001人", true, true}, {"1,000人以上", false, true}, {"1,000人超", true, true}, {"1,000人を超える", true, true},
		{"1,000人以下", false, false}, {"1,001人未満", false, false}, {"1,002人未満", false, true}, {"約1,000人", false, true}, {"不明", false, false},
	} {
		certain, possible := parseSize(test.text, sizeContext{}).size.Exceeds(1000)
		if certain != test.certain || possible != test.possible {
			t.Errorf("%s: got %v, %v", test.text, certain, possible)
		}
	}
}

// figures are numbers as people write them, with their value.
func figures(t *rapid.T) (text string, value int64) {
	value = rapid.Int64Range(1, 999_999_999).Draw(t, "value")
	switch rapid.IntRange(0, 2).Draw(t, "form") {
	case 0:
		return fmt.Sprint(value), value
	case 1:
		return grouped(value), value
	}
	if value < 10_000 || value%10_000 == 0 {
		return fmt.Sprint(value), value
	}
	return fmt.Sprintf("%d万%d", value/10_000, value%10_000), value
}

func grouped(n int64) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s,%03d", grouped(n/1000), n%1000)
}

func TestDecorationNeverChangesTheValue(t *testing.T) {
	wide := strings.NewReplacer("0", "０", "1", "１", "2", "２", "3", "３", "4", "４", "5", "５", "6", "６", "7", "７", "8", "８", "9", "９", ",", "，")
	rapid.Check(t, func(t *rapid.T) {
		text, value := figures(t)
		decorated := rapid.SampledFrom([]string{text, wide.Replace(text), " " + text + "　", text + "件", text + " 人", "①" + text, text + "(※1)", "計" + text,
			"'" + text}).Draw(t, "decorated")
		if s := parseSize(cellText(decorated), sizeContext{}).size; s.Low != value || s.High != value || s.Written != value {
			t.Fatalf("%q: got %+v, want %d", decorated, s, value)
		}
	})
}

func TestWiderWordsNeverNarrow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, _ := figures(t)
		rule := ApproxRule(rapid.IntRange(0, 2).Draw(t, "rule"))
		exact := parseSize(text, sizeContext{rule: rule}).size
		for _, form := range []string{"約%s", "%s以上", "%s以下", "約%s以上", "最大約%s", "%s程度"} {
			wider := parseSize(fmt.Sprintf(form, text), sizeContext{rule: rule}).size
			if !wider.Known() || wider.Low > exact.Low || wider.Bounds == analysis.Closed && wider.High < exact.High {
				t.Fatalf(form+": %+v does not hold %+v", text, wider, exact)
			}
		}
	})
}

func TestPlainNumbersAgreeWithTheFullReading(t *testing.T) {
	suffixes := []string{"", "件", "人", "名", "万", "千", "通", "アカウント", "以上", "件以上", "件（うち2件）", "〜", "、5", "年", "団体9件", "人分", "世帯", "余", "強"}
	rapid.Check(t, func(t *rapid.T) {
		text, _ := figures(t)
		text += rapid.SampledFrom(suffixes).Draw(t, "suffix")
		r := &rowReader{}
		got := r.readSize(sizeKey{text: text}, sizeContext{})
		if want := parseSize(text, sizeContext{}); got.size != want.size || say(got) != say(want) {
			t.Fatalf("%q: got %s, want %s", text, say(got), say(want))
		}
	})
}
