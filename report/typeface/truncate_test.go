package typeface

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestTruncate(t *testing.T) {
	style := Style{Size: 10} // a kanji is 10 points wide, … too
	tests := []struct {
		name, text string
		width      float64
		want       string
	}{
		{"fits", "株式会社山田", 60, "株式会社山田"},
		{"just too long", "株式会社山田", 59, "株式会社…"},
		{"only the mark fits", "株式会社山田", 10, "…"},
		{"nothing fits", "株式会社山田", 9, ""},
		{"no opening bracket at the end", "山田（東京都）", 40, "山田…"},
		{"no space at the end", "山田 東京都", 35, "山田…"},
		{"combined letters stay whole", "か\u309Aか\u309Aか\u309A", 25, "か\u309A…"},
		{"no width", "山田", 0, ""},
		{"negative width", "山田", -1, ""},
		{"empty", "", 0, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := style.Truncate(test.text, test.width); got != test.want {
				t.Errorf("Truncate(%q, %v) = %q, want %q", test.text, test.width, got, test.want)
			}
		})
	}
}

func TestTruncateProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		style := Style{Face: Bold(), Size: rapid.Float64Range(1, 40).Draw(t, "size")}
		text := rapid.String().Draw(t, "text")
		width := rapid.Float64Range(0, 500).Draw(t, "width")
		got := style.Truncate(text, width)
		if style.Width(got) > width+1e-6 {
			t.Fatalf("Truncate(%q, %v) = %q is %v wide", text, width, got, style.Width(got))
		}
		if got != text && got != "" && !strings.HasPrefix(text, strings.TrimSuffix(got, ellipsis)) {
			t.Fatalf("Truncate(%q, %v) = %q is no beginning of it", text, width, got)
		}
	})
}
