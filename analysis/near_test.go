package analysis

import "testing"

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
