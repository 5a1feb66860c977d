package intake

import (
	"fmt"
	"strings"
	"testing"

	"github.com/breachbrief/breachbrief/analysis"
)

// say writes a reading as "qualifier low..high unit [flags] {codes}".
func say(r sizeReading) string {
	s := r.size
	text := s.Qualifier.String()
	switch s.Bounds {
	case analysis.Closed:
		text += fmt.Sprintf(" %d..%d", s.Low, s.High)
	case analysis.OpenAbove:
		text += fmt.Sprintf(" %d..", s.Low)
	}
	if s.Unit != 0 {
		text += " " + s.Unit.String()
	}
	if s.Flags != 0 {
		text += " [" + s.Flags.String() + "]"
	}
	var codes []string
	for _, remark := range r.remarks {
		codes = append(codes, remark.code)
	}
	if codes != nil {
		text += " {" + strings.Join(codes, ",") + "}"
	}
	return text
}

func TestSizes(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		// Digits and groups.
		{"", "not_stated"},
		{"2446", "exact 2446..2446"},
		{"2,446", "exact 2446..2446"},
		{"２，４４６", "exact 2446..2446"},
		{"2、446", "exact 2446..2446"},
		{"1'234'567", "exact 1234567..1234567"},
		{"12 345 678", "exact 12345678..12345678"},
		{" 2,446件 ", "exact 2446..2446 records"},
		{"2,446 件", "exact 2446..2446 records"},
		{"007", "exact 7..7"},
		{"1,2345", "unknown {number_grouping}"},
		{"12,34,567", "unknown {number_grouping}"},
		{"1234,567", "unknown {number_grouping}"},
		{"1,234,56", "unknown {number_grouping}"},
		{"53;000", "unknown {number_grouping}"},
		{"53.000", "unknown {number_grouping}"},
		{"1.234.567", "unknown {number_grouping}"},
		{"2.5件", "unknown {number_fraction}"},
		{"99999999999999999999", "unknown {number_too_large}"},

		// 万, 億, 千.
		{"約42万", "approx 415000..425000"},
		{"12万7000", "exact 127000..127000"},
		{"12万7千", "exact 127000..127000 [round_figure]"},
		{"24万5835", "exact 245835..245835"},
		{"1億2,345万6,789", "exact 123456789..123456789"},
		{"3千万", "exact 30000000..30000000 [round_figure]"},
		{"1.5万", "exact 15000..15000 [round_figure]"},
		{"1万2,446", "exact 12446..12446"},
		{"１万２，４４６件", "exact 12446..12446 records"},
		{"2.5億", "exact 250000000..250000000 [round_figure]"},
		{"1.5千", "unknown {number_fraction}"},
		{"1.23456万", "unknown {number_fraction}"},
		{"1万23456", "unknown {number_grouping}"},
		{"1万2億", "unknown {number_grouping}"},
		{"4千件を超える", "more_than 4001.. records"},
		{"1万件を超えない", "at_most 0..10000 records"},
		{"1,000人は超えていない", "at_most 0..1000 persons"},
		{"1万件には達しない", "less_than 0..9999 records"},
		{"500人を下回らない", "at_least 500.. persons"},
		{"100京", "unknown {number_too_large}"},
		{"3 lakh", "exact 300000..300000 [round_figure]"},
		{"1.5 crore people", "exact 15000000..15000000 persons [round_figure]"},
		{"about 12 hundred", "approx 1150..1250"},
		{"903万1,734人", "exact 9031734..9031734 persons"},

		// Kanji numerals.
		{"三つ", "exact 3..3 records"},
		{"十一名", "exact 11..11 persons"},
		{"百二十人", "exact 120..120 persons"},
		{"一万二千", "exact 12000..12000 [round_figure]"},
		{"二〇二二", "exact 2022..2022"},
		{"二○二二件", "exact 2022..2022 records"},
		{"壱万弐千", "exact 12000..12000 [round_figure]"},
		{"千二百三十四人", "exact 1234..1234 persons"},
		{"三千五百", "exact 3500..3500"},
		{"百千", "unknown {number_grouping}"},
		{"二十三万四千五百六十七", "exact 234567..234567"},
		{"○", "unknown {size_unreadable}"},

		// Totals, whole and part.
		{"計1,875件", "exact 1875..1875 records [sum_of_parts]"},
		{"合計2,446件", "exact 2446..2446 records [sum_of_parts]"},
		{"総数2,311件", "exact 2311..2311 records [sum_of_parts]"},
		{"計24万5835件", "exact 245835..245835 records [sum_of_parts]"},
		{"全500件", "exact 500..500 records"},
		{"のべ1,200人", "cumulative 1200..1200 persons [cumulative]"},
		{"延べ約3万人", "approx 25000..35000 persons [cumulative]"},
		{"1,200人(延べ)", "cumulative 1200..1200 persons [cumulative]"},
		{"2,312件（うち沖縄県52件）", "exact 2312..2312 records [part_named] {part_named}"},
		{"2,312件(うち三重県52件)", "exact 2312..2312 records [part_named] {part_named}"},
		{"11名のうち2名", "exact 11..11 persons [part_named] {part_named}"},
		{"2,312件中52件", "exact 2312..2312 records [part_named] {part_named}"},
		{"うち52件", "exact 52..52 records [part_named] {part_named}"},
		{"2,312 records, of which 52 in Okinawa", "exact 2312..2312 records [part_named] {part_named}"},
		{"合計30件(A校10件、B校20件)", "exact 30..30 records [sum_of_parts;part_named] {part_named,part_named}"},
		{"75件(69メールアドレス)", "exact 75..75 records [other_unit_named] {other_unit_named}"},
		{"約75件(69メールアドレス)", "approx 75..75 records [other_unit_named] {other_unit_named}"},
		{"2446件(1,800人分)", "exact 2446..2446 records [other_unit_named] {other_unit_named}"},
		{"7団体9件", "unknown {two_measures}"},
		{"3,200人、5校", "unknown {two_measures}"},
		{"10件 20件", "unknown {two_measures}"},
		{"2,312件(2,311件)", "unknown {two_measures}"},

		// Spreadsheet leftovers.
		{"2312.0", "exact 2312..2312"},
		{"1.86E+06", "approx 1855000..1865000 [rounded] {rounded_by_program}"},
		{"#N/A", "unknown {spreadsheet_error}"},
		{"########", "unknown {spreadsheet_error}"},
		{"(2,312)", "unknown {number_negative}"},
		{"▲120", "unknown {number_negative}"},
		{"-5", "unknown {number_negative}"},
		{"−5件", "unknown {number_negative}"},

		// Enumerators and footnotes.
		{"①2,312件", "exact 2312..2312 records"},
		{"①10人", "exact 10..10 persons"},
		{"㉑10人", "exact 10..10 persons"},
		{"(1)52件", "exact 52..52 records"},
		{"※2 2,311件", "exact 2311..2311 records"},
		{"※2,311件", "exact 2311..2311 records"},
		{"2,311件※2", "exact 2311..2311 records"},
		{"2,311件(※1)", "exact 2311..2311 records"},
		{"※1約10人", "approx 10..15 persons"},
		{"10²人", "exact 10..10 persons"},
		{"2,312[3]", "exact 2312..2312"},
		{"①10人②20人", "unknown {two_measures}"},

		// Qualifiers.
		{"88万人", "exact 880000..880000 persons [round_figure]"},
		{"約12万7000件", "approx 126500..127500 records"},
		{"約800", "approx 750..850"},
		{"約1万", "approx 9500..15000"},
		{"約1万人", "approx 9500..15000 persons"},
		{"約186万件", "approx 1855000..1865000 records"},
		{"およそ300人", "approx 250..350 persons"},
		{"300人程度", "approx 250..350 persons"},
		{"300人ほど", "approx 250..350 persons"},
		{"300件前後", "approx 250..350 records"},
		{"300人(推計)", "approx 250..350 persons"},
		{"about 300", "approx 250..350"},
		{"approx. 300 people", "approx 250..350 persons"},
		{"~300", "approx 250..350"},
		{"20万件以上", "at_least 200000.. records"},
		{"20万人以上の顧客", "at_least 200000.. persons"},
		{"少なくとも500人", "at_least 500.. persons"},
		{"at least 500", "at_least 500.."},
		{"94M+", "at_least 94000000.."},
		{"500+", "at_least 500.."},
		{"1,000人超", "more_than 1001.. persons"},
		{"1,000人を上回る", "more_than 1001.. persons"},
		{"more than 1,000", "more_than 1001.."},
		{"over 1,000", "more_than 1001.."},
		{">1000", "more_than 1001.."},
		{"≥1000", "at_least 1000.."},
		{"500人以下", "at_most 0..500 persons"},
		{"最大2110人分", "at_most 0..2110 persons"},
		{"最大約445万人", "at_most 0..4455000 persons"},
		{"up to 2,110 individuals", "at_most 0..2110 persons"},
		{"500人未満", "less_than 0..499 persons"},
		{"500人を下回る", "less_than 0..499 persons"},
		{"fewer than 500", "less_than 0..499"},
		{"<500", "less_than 0..499"},
		{"100名余り", "slightly_over 100..199 persons"},
		{"120余人", "slightly_over 120..129 persons"},
		{"20万人強", "slightly_over 200000..250000 persons"},
		{"20万弱", "slightly_under 150000..199999"},
		{"20万人近く", "slightly_under 150000..199999 persons"},
		{"約20万以上", "at_least 150000.."},
		{"約20万件以上", "at_least 150000.. records"},
		{"10~20件", "range 10..20 records"},
		{"10〜20万", "range 100000..200000"},
		{"10～20人", "range 10..20 persons"},
		{"5000~1万", "range 5000..10000"},
		{"10人から20人", "range 10..20 persons"},
		{"10人以上20人未満", "range 10..19 persons"},
		{"最低10人、最大20人", "range 10..20 persons"},
		{"10-20", "range 10..20"},
		{"5k to 10k", "range 5000..10000"},
		{"between 10 and 20 people", "range 10..20 persons {size_words_ignored}"},
		{"20~10", "unknown {range_reversed}"},
		{"100件〜", "at_least 100.. records"},
		{"〜100件", "at_most 0..100 records {read_as_ceiling}"},
		{"数十", "vague 20..90"},
		{"数百件", "vague 200..900 records"},
		{"数千", "vague 2000..9000"},
		{"数万人", "vague 20000..90000 persons"},
		{"十数", "vague 11..19"},
		{"十数件", "vague 11..19 records"},
		{"10数件", "vague 11..19 records"},
		{"百数十人", "vague 120..190 persons"},
		{"数十万件", "vague 200000..900000 records"},
		{"数人", "vague 2..9 persons"},
		{"複数", "vague 2.."},
		{"多数", "vague 2.."},
		{"不明", "unknown"},
		{"調査中", "unknown"},
		{"確認中", "unknown"},
		{"非公表", "undisclosed"},
		{"-", "unknown"},
		{"―", "unknown"},
		{"ー", "unknown"},
		{"N/A", "unknown"},
		{"件数は調査中", "unknown"},
		{"0件", "none 0..0 records"},
		{"0", "none 0..0"},
		{"なし", "none 0..0"},
		{"該当なし", "none 0..0"},
		{"流出は確認されていない", "none_confirmed 0.."},
		{"被害は確認されていない", "none_confirmed 0.."},
		{"不明(最大500件)", "at_most 0..500 records"},

		// English forms.
		{"1.2 million", "exact 1200000..1200000 [round_figure]"},
		{"1.2 million records", "exact 1200000..1200000 records [round_figure]"},
		{"5k", "exact 5000..5000 [round_figure]"},
		{"about 5k people", "approx 4500..5500 persons"},
		{"1.23456k", "unknown {number_fraction}"},
		{"235 GB", "unknown {not_a_count}"},
		{"1.5TB", "unknown {not_a_count}"},
		{"30%", "unknown {not_a_count}"},
		{"500万円", "unknown {not_a_count}"},
		{"2022年", "unknown {not_a_count}"},
		{"abc", "unknown {size_unreadable}"},

		// Words that change what a figure says.
		{"500/600", "unknown {size_unreadable}"},
		{"2022/7/1", "unknown {size_unreadable}"},
		{".5万", "unknown {size_unreadable}"},
		{"500±10", "unknown {size_unreadable}"},
		{"500人/日", "unknown {size_unreadable}"},
		{"約2〜3割", "unknown {not_a_count}"},
		{"500人ではない", "unknown {size_unreadable}"},
		{"not 500", "unknown {size_unreadable}"},
		{"確認中(0件)", "unknown"},
		{"なし(0件)", "none 0..0 records"},
		{"100?", "approx 95..150"},
		{"①", "unknown {size_unreadable}"},
		{"約 2 万 人", "approx 15000..25000 persons"},
		{"約1,000〜2,000件", "range 950..2500 records"},
		{"10〜20人程度", "range 10..25 persons"},
		{"数百人から数千人", "range 200..9000 persons"},
		{"more than 1,000 but less than 2,000", "range 1001..1999 {size_words_ignored}"},
		{"9.7 million current and former customers", "exact 9700000..9700000 persons [round_figure] {size_words_ignored}"},
		{"1,000件から流出", "exact 1000..1000 records {size_words_ignored}"},
		{"2022年7月現在500件", "exact 500..500 records {size_words_ignored}"},
		{"500件（2022年7月1日現在）", "exact 500..500 records"},
		{"約500件（うちメールアドレス300件）", "approx 450..550 records [part_named] {part_named}"},
		{"約3万件(ログイン数)", "approx 25000..35000 logins"},
		{"計300件（100件＋200件）", "exact 300..300 records [sum_of_parts;part_named] {part_named,part_named}"},
		{"100+200", "unknown {two_measures}"},
		{"2,446件・1,800人", "unknown {two_measures}"},
		{"最大で約5万件", "at_most 0..55000 records"},
		{"5万5千5百", "exact 55500..55500"},
		{"10万5人", "exact 100005..100005 persons"},

		// Counters.
		{"3,241通", "exact 3241..3241 mails"},
		{"スパム3,241通", "exact 3241..3241 spam_mails_sent"},
		{"迷惑メール 20万件", "exact 200000..200000 spam_mails_sent [round_figure]"},
		{"メールアドレス75件", "exact 75..75 mail_addresses"},
		{"75件のメールアドレス", "exact 75..75 mail_addresses"},
		{"69アドレス", "exact 69..69 mail_addresses"},
		{"11アカウント", "exact 11..11 accounts"},
		{"500ID", "exact 500..500 accounts"},
		{"120世帯", "exact 120..120 households"},
		{"27市町村", "exact 27..27 organizations"},
		{"5校", "exact 5..5 organizations"},
		{"200枚", "exact 200..200 sheets"},
		{"3台", "exact 3..3 devices"},
		{"40口座", "exact 40..40 bank_accounts"},
		{"367ファイル", "exact 367..367 files"},
		{"10回", "exact 10..10 times"},
		{"約25万人分", "approx 245000..255000 persons"},
		{"13,055 individuals", "exact 13055..13055 persons"},
		{"八戸市の50件", "exact 50..50 records {size_words_ignored}"},
	} {
		if got := say(parseSize(test.text, sizeContext{})); got != test.want {
			t.Errorf("%q: got %s, want %s", test.text, got, test.want)
		}
	}
}
