package typeface

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files")

const japaneseText = `2022年7月は、委託先に起因する漏えいが全体の4割を占めた。㈱山田データサービス（東京都港区）のファイル共有サーバーが不正アクセスを受け、委託元の31団体で約42万件（うち12万3,456件は口座番号を含む）の個人情報が外部に流出した可能性がある。前月比では+10.5 %、前年同月比では2.3倍だが、この1件を除くと、いずれの差も偶然の範囲を出ない。
「不明」とした5件の規模は、公表資料からは確定できない。経緯は https://www.example.co.jp/news/2022/0731_release.html?id=12&lang=ja を、問い合わせ先は security-office@example.co.jp を参照。`

const englishText = `In July 2022 incidents at suppliers made up 12 of 31 events. Intruders reached a file server of Yamada Data Services (Minato, Tokyo), and about 420,000 records of 31 organisations may have been exposed; 123,456 of them, or 29.4 %, include account numbers. The cost was put at $5 million. Without this one event the change against June ("+10.5 %") is within what chance alone would do: see Figure 3.
The size of five events is not known. See https://www.example.com/news/2022/0731_release.html?id=12&lang=en or write to security-office@example.com.`

// The golden files have been read: they show each paragraph as it is printed at
// 9 points in a narrow table column, a wide one and a page's text width.
func TestGoldenParagraphs(t *testing.T) {
	for name, text := range map[string]string{"japanese": japaneseText, "english": englishText} {
		t.Run(name, func(t *testing.T) {
			var out strings.Builder
			style := Style{Size: 9}
			for _, width := range []float64{75, 180, 480} {
				fmt.Fprintf(&out, "%v points\n", width)
				for _, line := range style.Break(text, width, BreakOptions{LastLine: 27}) {
					fmt.Fprintf(&out, "%6.1f %s\n", line.Width, line.Text)
				}
			}
			file := "testdata/" + name + ".golden"
			if *update {
				if err := os.WriteFile(file, []byte(out.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), out.String()); diff != "" {
				t.Errorf("%s (-want +got):\n%s", file, diff)
			}
		})
	}
}

func TestBalance(t *testing.T) {
	tests := []struct {
		name, text string
		width      float64
		options    BreakOptions
		want       []string
	}{
		{"a heading fills its lines", "委託先に起因する漏えいの推移", 120, BreakOptions{}, []string{"委託先に起因する漏えいの", "推移"}},
		{"a balanced heading", "委託先に起因する漏えいの推移", 120, BreakOptions{Balance: true}, []string{"委託先に起因す", "る漏えいの推移"}},
		{"a widow", "個人情報が流出した。", 90, BreakOptions{}, []string{"個人情報が流出し", "た。"}},
		{"a widow avoided", "個人情報が流出した。", 90, BreakOptions{LastLine: 30}, []string{"個人情報が流出", "した。"}},
		{"a last line that cannot grow", "個人情報", 20, BreakOptions{LastLine: 30}, []string{"個人", "情報"}},
		{"one line", "個人情報", 90, BreakOptions{Balance: true, LastLine: 80}, []string{"個人情報"}},
		{"each paragraph for itself", "個人情報の漏えい\n概要", 70, BreakOptions{Balance: true}, []string{"個人情報", "の漏えい", "概要"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := texts(Style{Size: 10}.Break(test.text, test.width, test.options))
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("lines (-want +got):\n%s", diff)
			}
		})
	}
}

func TestEndings(t *testing.T) {
	got := Style{Size: 10}.Break("supplier no 12\n漏えい  個人", 30, BreakOptions{})
	want := []Line{
		{Text: "suppli", Ending: Split},
		{Text: "er no", Trimmed: " ", Ending: Soft},
		{Text: "12", Trimmed: "\n", Ending: Hard},
		{Text: "漏えい", Trimmed: "  ", Ending: Soft},
		{Text: "個人", Ending: Hard},
	}
	for i := range got {
		got[i].Width = 0
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
}

func TestLongTextTakesLinearTime(t *testing.T) {
	for name, text := range map[string]string{
		"one word":       strings.Repeat("a", 1<<16),
		"one URL":        "https://" + strings.Repeat("a/", 1<<15),
		"many addresses": strings.Repeat("http://example.com/a ", 1<<12),
		"at signs":       strings.Repeat("a@", 1<<15),
		"digits":         strings.Repeat("1,", 1<<15),
		"opening":        strings.Repeat("（", 1<<14),
		"long vowels":    strings.Repeat("ー", 1<<14),
		"combining mark": "か" + strings.Repeat("\u3099", 1<<14),
		"legal forms":    strings.Repeat("（株）", 1<<12),
		"spaces":         strings.Repeat(" ", 1<<16),
	} {
		t.Run(name, func(t *testing.T) {
			for _, width := range []float64{0, 100, 1e9} {
				checkLines(t, Style{Size: 10}, text, width, BreakOptions{Balance: true, LastLine: 30})
			}
		})
	}
}

func BenchmarkBreak(b *testing.B) {
	for name, text := range map[string]string{"japanese": japaneseText, "english": englishText} {
		b.Run(name, func(b *testing.B) {
			style := Style{Size: 9}
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				style.Break(text, 480, BreakOptions{LastLine: 27})
			}
		})
	}
}
