package typeface

import (
	"crypto/sha256"
	"encoding/hex"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/go-pdf/fpdf"
)

func TestEmbeddedFonts(t *testing.T) {
	readme, err := os.ReadFile("fonts/README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name   string
		face   *Face
		sha256 string
	}{
		{"regular", Regular(), "d930d5d52d15231c283089760f84584272ad5e37e14607ba0d19c798e7a9caec"},
		{"bold", Bold(), "c5b7b9d6a6eb682b0d4e6bbb38509575fd2759a28f147daa74714d1359a7909e"},
	} {
		t.Run(test.name, func(t *testing.T) {
			sum := sha256.Sum256(test.face.Bytes())
			if got := hex.EncodeToString(sum[:]); got != test.sha256 {
				t.Errorf("sha256 = %s, want %s", got, test.sha256)
			}
			if !strings.Contains(string(readme), test.sha256) {
				t.Errorf("fonts/README.md does not name %s", test.sha256)
			}
		})
	}
	license, err := os.ReadFile("fonts/OFL.txt") // a release passes it on
	if err != nil || !strings.Contains(string(license), "SIL OPEN FONT LICENSE Version 1.1") {
		t.Errorf("the licence of the fonts is not beside them: %v", err)
	}
}

func TestWeightsCoverTheSameCharacters(t *testing.T) {
	for r := range rune(planeSize) {
		if Regular().Has(r) != Bold().Has(r) {
			t.Errorf("%U: regular %t, bold %t", r, Regular().Has(r), Bold().Has(r))
		}
	}
}

func TestNewRefusesWhatIsNoFont(t *testing.T) {
	for _, data := range []string{"", "no font", string(regularTTF[:2000])} {
		if _, err := New([]byte(data)); err == nil {
			t.Errorf("New accepted %d bytes that are no font", len(data))
		}
	}
}

// The PDF writer reads the same file with its own code: both must agree on
// every character, or right-aligned columns would not line up.
func TestWidthAgreesWithFpdf(t *testing.T) {
	for name, face := range map[string]*Face{"regular": Regular(), "bold": Bold()} {
		pdf := fpdf.New("P", "pt", "A4", "")
		pdf.AddUTF8FontFromBytes(name, "", face.Bytes())
		pdf.SetFont(name, "", 10.5)
		for r := rune(0x20); r < planeSize; r++ {
			if !face.Has(r) || 0x7F <= r && r < 0xA0 || 0xD800 <= r && r < 0xE000 {
				continue
			}
			got, want := face.Width(string(r), 10.5), pdf.GetStringWidth(string(r))
			if math.Abs(got-want) > 1e-9 {
				t.Errorf("%s %U: width %v, fpdf %v", name, r, got, want)
			}
		}
		const text = "2022年7月、㈱山田商事で約42万件（1,234 records）が漏えい。"
		if got, want := face.Width(text, 10.5), pdf.GetStringWidth(text); math.Abs(got-want) > 1e-9 {
			t.Errorf("%s: width %v, fpdf %v", name, got, want)
		}
	}
}

// Expected values: head, hhea and OS/2 tables of Noto Sans JP (1000 units per
// em, ascender 1160, descender -288, sCapHeight 733, sxHeight 543).
func TestMetrics(t *testing.T) {
	face := Regular()
	for _, test := range []struct {
		name      string
		got, want float64
	}{
		{"ascent", face.Ascent(10), 11.60},
		{"descent", face.Descent(10), 2.88},
		{"cap height", face.CapHeight(10), 7.33},
		{"x-height", face.XHeight(10), 5.43},
		{"digit", face.Width("0", 10), 5.55},
		{"kanji", face.Width("漢", 10), 10},
		{"control characters", face.Width("\n\t\x00", 10), 0},
		{"empty", face.Width("", 10), 0},
	} {
		if math.Abs(test.got-test.want) > 1e-9 {
			t.Errorf("%s = %v, want %v", test.name, test.got, test.want)
		}
	}
}

func TestDigitsAreTabular(t *testing.T) {
	for _, face := range []*Face{Regular(), Bold()} {
		for digit := '1'; digit <= '9'; digit++ {
			if face.advance(digit) != face.advance('0') {
				t.Errorf("digit %c is not as wide as 0", digit)
			}
		}
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := New(regularTTF); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWidth(b *testing.B) {
	text := strings.Repeat("2022年7月に約42万件の個人情報が漏えいした。", 50)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Regular().Width(text, 9)
	}
}
