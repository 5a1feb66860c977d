package typeface

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/japanese"
	"pgregory.net/rapid"
)

func TestClean(t *testing.T) {
	tests := []struct {
		name, text, want string
		replaced         []Replacement
	}{
		{name: "nothing to do", text: "髙島屋と﨑陽軒で約42万件\n（うち沖縄県52件）①㈱ﾃｽﾄ", want: "髙島屋と﨑陽軒で約42万件\n（うち沖縄県52件）①㈱ﾃｽﾄ"},
		{name: "empty"},
		{name: "name kanji", text: "𠮷野家と𠮷田、𠮟る", want: "吉野家と吉田、叱る",
			replaced: []Replacement{{"𠮷", "吉", Variant, 2}, {"𠮟", "叱", Variant, 1}}},
		{name: "kanji outside the plane without variant", text: "𠂉", want: "〓",
			replaced: []Replacement{{"𠂉", "〓", Missing, 1}}},
		{name: "compatibility ideograph outside the plane", text: "\U0002F804", want: "你",
			replaced: []Replacement{{"\U0002F804", "你", Variant, 1}}},
		{name: "compatibility ideograph of the font stays", text: "\uFA19社", want: "\uFA19社"},
		{name: "nearly equal", text: "A≒B", want: "A≈B", replaced: []Replacement{{"≒", "≈", Variant, 1}}},
		{name: "power keeps its sense", text: "10⁶", want: "10^6", replaced: []Replacement{{"⁶", "^6", Variant, 1}}},
		{name: "mathematical letter", text: "𝐀", want: "A", replaced: []Replacement{{"𝐀", "A", Variant, 1}}},
		{name: "emoji with joiner", text: "👨‍👩", want: "〓〓",
			replaced: []Replacement{{"\u200D", "", Control, 1}, {"👨", "〓", Missing, 1}, {"👩", "〓", Missing, 1}}},
		{name: "decomposed kana", text: "か\u3099んは\u309A", want: "がんぱ",
			replaced: []Replacement{{"か\u3099", "が", Composed, 1}, {"は\u309A", "ぱ", Composed, 1}}},
		{name: "decomposed letter", text: "cafe\u0301", want: "café", replaced: []Replacement{{"e\u0301", "é", Composed, 1}}},
		{name: "mark that does not compose stays where the font has it", text: "か\u309A", want: "か\u309A"},
		{name: "accent that the font lacks", text: "x\u0302Ćć", want: "xCc",
			replaced: []Replacement{{"x\u0302", "x", Variant, 1}, {"Ć", "C", Variant, 1}, {"ć", "c", Variant, 1}}},
		{name: "mark alone that the font lacks", text: "\u0302a", want: "a", replaced: []Replacement{{"\u0302", "", Missing, 1}}},
		{name: "mark behind a control character", text: "e\x1f\u0301", want: "é",
			replaced: []Replacement{{"\x1f", "", Control, 1}, {"e\u0301", "é", Composed, 1}}},
		{name: "mark at the start", text: "\u3099は", want: "\u3099は"},
		{name: "variation selectors", text: "葛\U000E0100城と﹅神\uFE00", want: "葛城と﹅神",
			replaced: []Replacement{{"\U000E0100", "", Control, 1}, {"\uFE00", "", Control, 1}}},
		{name: "line ends", text: "a\r\nb\rc\u2028d\u0085e", want: "a\nb\nc\nd\ne",
			replaced: []Replacement{{"\r\n", "\n", Control, 1}, {"\r", "\n", Control, 1},
				{"\u2028", "\n", Control, 1}, {"\u0085", "\n", Control, 1}}},
		{name: "tab and controls", text: "a\tb\x00c\x1b[31m", want: "a bc[31m",
			replaced: []Replacement{{"\t", " ", Control, 1}, {"\x00", "", Control, 1}, {"\x1b", "", Control, 1}}},
		{name: "text direction cannot be turned", text: "\u202Egpj.exe\u200B\uFEFF", want: "gpj.exe",
			replaced: []Replacement{{"\u202E", "", Control, 1}, {"\u200B", "", Control, 1}, {"\uFEFF", "", Control, 1}}},
		{name: "thin space", text: "10\u2009%", want: "10 %", replaced: []Replacement{{"\u2009", " ", Variant, 1}}},
		{name: "not UTF-8", text: "a\xff\xfeb", want: "a〓〓b", replaced: []Replacement{{"\uFFFD", "〓", Missing, 2}}},
		{name: "private use", text: "\uE000", want: "〓", replaced: []Replacement{{"\uE000", "〓", Missing, 1}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, replaced := Clean(test.text)
			if got != test.want {
				t.Errorf("Clean(%q) = %q, want %q", test.text, got, test.want)
			}
			if diff := cmp.Diff(test.replaced, replaced); diff != "" {
				t.Errorf("replacements (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCleanWithoutReplacementDoesNotAllocate(t *testing.T) {
	const text = "2022年7月、髙島屋で約42万件（1,234 records）が漏えい。\nEnd."
	Clean(text)
	if n := testing.AllocsPerRun(100, func() { Clean(text) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestVariants(t *testing.T) {
	if len(variants()) < 75 {
		t.Errorf("only %d variants were read", len(variants()))
	}
	for from, to := range variants() {
		if Regular().Has(from) {
			t.Errorf("%c is in the font: its variant is never used", from)
		}
		if got, replaced := Clean(to); got != to || replaced != nil {
			t.Errorf("%c is replaced by %q, which cannot be drawn", from, to)
		}
	}
}

// CP932 is what Japanese files are written in: all of it prints as written but
// ≒, which the font lacks.
func TestCleanKeepsCP932(t *testing.T) {
	replaced := map[string]string{}
	for lead := 0x81; lead <= 0xFC; lead++ {
		for trail := 0x40; trail <= 0xFC; trail++ {
			text, err := japanese.ShiftJIS.NewDecoder().String(string([]byte{byte(lead), byte(trail)}))
			if err != nil || utf8.RuneCountInString(text) != 1 || text == "\uFFFD" {
				continue
			}
			if got, _ := Clean(text); got != text {
				replaced[text] = got
			}
		}
	}
	if diff := cmp.Diff(map[string]string{"≒": "≈"}, replaced); diff != "" {
		t.Errorf("replaced (-want +got):\n%s", diff)
	}
}

// checkClean tests what Clean promises for any bytes.
func checkClean(t interface{ Fatalf(string, ...any) }, text string) {
	cleaned, replaced := Clean(text)
	if !utf8.ValidString(cleaned) {
		t.Fatalf("Clean(%q) = %q is not UTF-8", text, cleaned)
	}
	for _, r := range cleaned {
		if r != '\n' && !Regular().Has(r) || isControl(r) && r != '\n' {
			t.Fatalf("Clean(%q) leaves %U", text, r)
		}
	}
	if again, more := Clean(cleaned); again != cleaned || more != nil {
		t.Fatalf("Clean(%q) = %q, and again %q %v", text, cleaned, again, more)
	}
	if (replaced == nil) != (cleaned == text) {
		t.Fatalf("Clean(%q) = %q with %v", text, cleaned, replaced)
	}
	for _, r := range replaced {
		if r.Count < 1 || r.From == r.To {
			t.Fatalf("Clean(%q) reports %+v", text, r)
		}
	}
}

func TestCleanProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkClean(t, rapid.String().Draw(t, "text")) })
}

func FuzzClean(f *testing.F) {
	for _, seed := range []string{"𠮷か\u3099\r\n", "e\u0301\u0302\uFE0F", "\xff\u3099", "10⁶", "각", "שָׁ"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) { checkClean(t, text) })
}

func BenchmarkClean(b *testing.B) {
	text := strings.Repeat("2022年7月に約42万件の個人情報が漏えいした。", 50)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Clean(text)
	}
}
