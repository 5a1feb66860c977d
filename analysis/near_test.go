package analysis

import (
	"fmt"
	"strings"
	"testing"
)

func TestNearNames(t *testing.T) {
	tests := []struct {
		name string
		a, b string
		near bool
	}{
		{"a character changed", "リスクモンスター", "リスクモンスタア", true},
		{"a character left out", "トゥインクルモバイル", "トゥインクルモバル", true},
		{"two swapped", "Yomiuri Shimbun", "Yomiuri Shibmun", true},
		{"another legal form is the same key, not a near one", "株式会社リスクモンスター", "リスクモンスター(株)", false},
		{"two characters changed", "リスクモンスター", "リスクマンステー", false},
		{"short names", "秋田県庁", "秋田市庁", false},
		{"numbered", "中央第一病院", "中央第二病院", false},
		{"another kind of public body", "東京都港区役所", "東京都港町役所", false},
		{"another quarter", "東京都北区役所", "東京都南区役所", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := resolve([]Incident{{Organization: test.a}, {Organization: test.b}})
			var near []Problem
			for _, p := range r.Problems {
				if p.Code == "near_name" {
					near = append(near, p)
				}
			}
			if (len(near) == 1) != test.near {
				t.Fatalf("%d proposals", len(near))
			}
			if test.near && (near[0].Line != 3 || near[0].Value != test.b || near[0].Detail != test.a || near[0].Severity != Note) {
				t.Errorf("proposal = %+v", near[0])
			}
			if len(r.Cases) != 2 {
				t.Error("merged in silence")
			}
		})
	}
}

// Names of a series differ by one character by design, and a text is no name:
// comparing each with each would take forever.
func TestNearPairsOfASeries(t *testing.T) {
	series := func(n int) []string {
		names := make([]string, n)
		for i := range names {
			names[i] = fmt.Sprintf("営業所%c係", 'ァ'+rune(i))
		}
		return names
	}
	for _, test := range []struct {
		name  string
		names []string
		want  int
	}{
		{"a few", series(4), 6},
		{"as many as are compared", series(nearAlike), nearAlike * (nearAlike - 1) / 2},
		{"more", series(nearAlike + 1), 0},
		{"texts", []string{strings.Repeat("あ", nearLongest+1), strings.Repeat("あ", nearLongest) + "い"}, 0},
		{"long names", []string{strings.Repeat("あ", nearLongest), strings.Repeat("あ", nearLongest-1) + "い"}, 1},
	} {
		rows := make([]Incident, len(test.names))
		for i, name := range test.names {
			rows[i].Organization = name
		}
		if got := len(resolve(rows).Problems); got != test.want {
			t.Errorf("%s: %d proposals, want %d", test.name, got, test.want)
		}
	}
}
