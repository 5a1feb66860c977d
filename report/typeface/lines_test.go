package typeface

import (
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/rivo/uniseg"
	"pgregory.net/rapid"
)

// texts returns what is drawn of the lines.
func texts(lines []Line) []string {
	var drawn []string
	for _, line := range lines {
		drawn = append(drawn, line.Text)
	}
	return drawn
}

// The widths are in em: a kanji is 1, a digit of Noto Sans JP 0.555.
func TestBreak(t *testing.T) {
	tests := []struct {
		name, text string
		em         float64
		want       []string
	}{
		{"empty", "", 10, nil},
		{"fits", "漏えい", 3, []string{"漏えい"}},
		{"between kanji", "個人情報保護", 4, []string{"個人情報", "保護"}},
		{"no comma begins a line", "個人情報、氏名", 4, []string{"個人情", "報、氏名"}},
		{"no full stop begins a line", "漏えいした。", 5, []string{"漏えいし", "た。"}},
		{"no closing bracket begins a line", "（約款）", 3, []string{"（約", "款）"}},
		{"no opening bracket ends a line", "委託先（東京）", 4, []string{"委託先", "（東京）"}},
		{"no long vowel mark begins a line", "社内サーバ", 3, []string{"社内", "サーバ"}},
		{"no small kana begins a line", "不正ショップ", 3, []string{"不正", "ショッ", "プ"}},
		{"no iteration mark begins a line", "東京佐々木", 3, []string{"東京", "佐々木"}},
		{"no middle dot begins a line", "氏名住所・電話", 4, []string{"氏名住", "所・電話"}},
		{"no wave dash begins a line", "一部地域～全域", 4, []string{"一部地", "域～全域"}},
		{"kinsoku holds across a space", "漏えい 。完", 3, []string{"漏え", "い 。", "完"}},
		{"number with unit", "被害は約42万件だ", 6.2, []string{"被害は", "約42万件だ"}},
		{"number with two powers", "合わせて12億3,456件", 8, []string{"合わせて", "12億3,456件"}},
		{"number and unit apart", "合わせて1,234 件", 7, []string{"合わせて", "1,234 件"}},
		{"percentage apart", "shares of 10.5 %", 7, []string{"shares of", "10.5 %"}},
		{"year and month", "発表は2022年7月", 6, []string{"発表は", "2022年7月"}},
		{"full-width digits", "発表は１，２３４件", 8, []string{"発表は", "１，２３４件"}},
		{"counter that is not listed", "発表は12艘", 4, []string{"発表は", "12艘"}},
		{"range of numbers", "発表は10～20件", 5, []string{"発表は", "10～20件"}},
		{"range of months breaks behind the dash", "2021年4月～2022年3月", 8, []string{"2021年4月～", "2022年3月"}},
		{"currency", "loss of $5 million", 6, []string{"loss of", "$5 million"}},
		{"English date", "since 12 July 2022", 5, []string{"since", "12 July", "2022"}},
		{"figure", "as shown in Figure 3", 6, []string{"as shown in", "Figure 3"}},
		{"legal form before the name", "東京都㈱山田", 4, []string{"東京都", "㈱山田"}},
		{"legal form in brackets", "東京の（株）山田", 6, []string{"東京の", "（株）山田"}},
		{"legal form in ASCII brackets", "東京の(株)山田", 5, []string{"東京の", "(株)山田"}},
		{"Latin words stay whole", "the supplier said", 5, []string{"the", "supplier", "said"}},
		{"Latin word between kanji", "委託先VPN装置", 4, []string{"委託先", "VPN装置"}},
		{"Latin word wider than the line", "incident", 2, []string{"inci", "den", "t"}},
		{"URL moves to its own line", "詳細はhttps://a.jp/b参照", 9, []string{"詳細は", "https://a.jp/b参照"}},
		{"e-mail address stays whole", "連絡先info@example.jp", 8, []string{"連絡先", "info@example.jp"}},
		{"line ends", "一\n二\r\n\n三\n", 5, []string{"一", "二", "", "三"}},
		{"indented paragraph", "　個人情報", 3, []string{"　個人", "情報"}},
		{"only spaces", "   ", 1, []string{""}},
		{"spaces at a line end take no room", "個人      情報", 2, []string{"個人", "情報"}},
		{"no-break space", "a b\u00A0c", 1.5, []string{"a", "b\u00A0c"}},
		{"no width", "漏え。", 0, []string{"漏", "え", "。"}},
		{"negative width", "ab", -3, []string{"a", "b"}},
		{"not a width", "ab", math.NaN(), []string{"a", "b"}},
		{"endless width", "a b", math.Inf(1), []string{"a b"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := texts(Style{Size: 10}.Break(test.text, test.em*10, BreakOptions{}))
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("Break(%q) at %v em (-want +got):\n%s", test.text, test.em, diff)
			}
		})
	}
}

// alphabet holds what the rules of line breaking speak of, and what breaks
// programs.
var alphabet = []rune("個人情報漏件年月約兆億万㈱（株）「」。、・ー～々っゃァッ…" +
	"0123456789０９,.:/-%$¥ \u3000\n\r\t\u00A0abcXYZ@?&_#()[]\"'’“”" +
	"\u3099\u0301\u200D\uFE0F\u2028😀🇯🇵👨𠮷\u202E\x00\uFFFD각ส")

var words = []string{"約42万件", "12億3,456件", "1,234 件", "10.5 %", "2022年7月", "https://www.example.co.jp/a/b?c=1&d=2",
	"info@example.jp", "㈱山田", "（株）", "Figure 3", "the supplier", "\r\n", "サーバー", "$5 million", "\xff\xfe"}

// anyText draws text that is rich in line breaking.
func anyText() *rapid.Generator[string] {
	return rapid.Map(rapid.SliceOfN(rapid.OneOf(
		rapid.StringOfN(rapid.SampledFrom(alphabet), 0, 6, -1), rapid.SampledFrom(words)), 0, 12),
		func(parts []string) string { return strings.Join(parts, "") })
}

// checkLines tests what Break promises for any text, width and options.
func checkLines(t interface{ Fatalf(string, ...any) }, style Style, text string, width float64, options BreakOptions) {
	lines := style.Break(text, width, options)
	var joined strings.Builder
	for i, line := range lines {
		joined.WriteString(line.Text + line.Trimmed)
		switch {
		case trimSpace(line.Trimmed) != "":
			t.Fatalf("%q at %v: line %d hides %q", text, width, i, line.Trimmed)
		case trimSpace(line.Text) != line.Text:
			t.Fatalf("%q at %v: line %d ends in a space", text, width, i)
		case math.Abs(line.Width-style.Width(line.Text)) > 1e-9:
			t.Fatalf("%q at %v: line %d says it is %v wide, but is %v", text, width, i, line.Width, style.Width(line.Text))
		case line.Width > width+1e-6 && uniseg.GraphemeClusterCount(line.Text) > 1:
			t.Fatalf("%q at %v: line %d, %q, is %v wide", text, width, i, line.Text, line.Width)
		case line.Ending == Soft && i+1 < len(lines):
			checkKinsoku(t, line, lines[i+1].Text)
		case i+1 == len(lines) && line.Ending != Hard:
			t.Fatalf("%q at %v: the last line ends %v", text, width, line.Ending)
		}
	}
	if joined.String() != text {
		t.Fatalf("%q at %v becomes %q", text, width, joined.String())
	}
}

// checkKinsoku tests the characters beside a soft break, with lists of its own.
func checkKinsoku(t interface{ Fatalf(string, ...any) }, before Line, next string) {
	line := before.Text
	const neverFirst = "。、，．）」』】〕］｝〉》・：；！？ー～〜々ぁぃぅぇぉっゃゅょァィゥェォッャュョヵヶ,.!?)]}"
	const neverLast = "（「『【〔［｛〈《([{"
	first, _ := utf8.DecodeRuneInString(next)
	last, _ := utf8.DecodeLastRuneInString(line)
	if next != "" && strings.ContainsRune(neverFirst, first) {
		t.Fatalf("after %q a line begins with %q", line, first)
	}
	if line != "" && strings.ContainsRune(neverLast, last) {
		t.Fatalf("a line ends with %q", last)
	}
	if before.Trimmed == "" && first >= '0' && first <= '9' && (strings.HasSuffix(line, "約") || strings.HasSuffix(line, "$")) {
		t.Fatalf("a number is parted from %q", line)
	}
	for _, form := range []string{"㈱", "（株）", "(株)"} {
		if strings.HasSuffix(line, form) {
			t.Fatalf("a line ends with %s before %q", form, next)
		}
	}
}

func TestBreakProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		style := Style{Size: rapid.Float64Range(4, 30).Draw(t, "size")}
		options := BreakOptions{
			Balance:  rapid.Bool().Draw(t, "balance"),
			LastLine: rapid.SampledFrom([]float64{0, 20, 60}).Draw(t, "last line"),
		}
		text := anyText().Draw(t, "text")
		checkLines(t, style, text, rapid.Float64Range(0, 400).Draw(t, "width"), options)
	})
}

// A line of a measured width must hold the text that was measured, or a table
// would break what its columns were made for.
func TestBreakAtOwnWidth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		style := Style{Size: rapid.Float64Range(0.1, 100).Draw(t, "size")}
		text := rapid.StringOfN(rapid.SampledFrom([]rune("個人情報abc123。、")), 1, 40, -1).Draw(t, "text")
		if lines := style.Break(text, style.Width(text), BreakOptions{}); len(lines) != 1 {
			t.Fatalf("%q has %d lines at its own width", text, len(lines))
		}
	})
}

// Fitting in one line more can never need more lines than before.
func TestOptionsKeepTheNumberOfLines(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		style := Style{Size: 10}
		text, width := anyText().Draw(t, "text"), rapid.Float64Range(0, 400).Draw(t, "width")
		plain := style.Break(text, width, BreakOptions{})
		for _, options := range []BreakOptions{{Balance: true}, {LastLine: 30}, {Balance: true, LastLine: 30}} {
			if lines := style.Break(text, width, options); len(lines) != len(plain) {
				t.Fatalf("%q at %v: %d lines with %+v, %d without", text, width, len(lines), options, len(plain))
			}
		}
	})
}

func FuzzBreak(f *testing.F) {
	for _, word := range words {
		f.Add(word+"、"+word, 50.0, false)
	}
	f.Add(strings.Repeat("ー", 40), 30.0, true)
	f.Add("（（（「「「", 5.0, true)
	f.Fuzz(func(t *testing.T, text string, width float64, balance bool) {
		if math.IsNaN(width) || width < 0 || len(text) > 1<<12 {
			return
		}
		checkLines(t, Style{Size: 10}, text, width, BreakOptions{Balance: balance, LastLine: 20})
	})
}
