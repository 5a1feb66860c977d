package analysis

import "testing"

func TestNamesMatch(t *testing.T) {
	names := newNameKeys()
	same := [][]string{
		{"株式会社NTTデータ関西", "(株)NTTデータ関西", "㈱ＮＴＴデータ関西", "NTTデータ関西株式会社", "（株）NTT データ関西", "nttデータ関西"},
		{"髙島屋", "高島屋", "株式会社髙島屋"},
		{"Acme Inc.", "ACME, Inc", "acme"},
		{"Foo Co., Ltd.", "Foo Co Ltd", "FOO"},
		{"ｻｲﾊﾞｯｸｽ", "サイバックス"},
	}
	for _, group := range same {
		for _, name := range group[1:] {
			if names.key(name) != names.key(group[0]) {
				t.Errorf("%q has key %q, %q has key %q", group[0], names.key(group[0]), name, names.key(name))
			}
		}
	}
	for _, pair := range [][2]string{{"秋田県", "秋田市"}, {"コクヨ", "コクヨー"}, {"株式会社", "有限会社"}, {"Inc Systems", "Systems"}} {
		if names.key(pair[0]) == names.key(pair[1]) {
			t.Errorf("%q and %q share the key %q", pair[0], pair[1], names.key(pair[0]))
		}
	}
}
