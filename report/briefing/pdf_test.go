package briefing

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/breachbrief/breachbrief/analysis"
	"github.com/breachbrief/breachbrief/report"
)

// utf16Of returns text as PDF strings hold it, with their escapes.
func utf16Of(text string) string {
	encoded := []byte{0xFE, 0xFF}
	for _, unit := range utf16.Encode([]rune(text)) {
		encoded = append(encoded, byte(unit>>8), byte(unit))
	}
	escaped := strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`, "\r", `\r`)
	return escaped.Replace(string(encoded))
}

func TestFile(t *testing.T) {
	for _, language := range languages {
		t.Run(string(language), func(t *testing.T) {
			f := fixture{language}
			document := f.full(t)
			file := write(t, document)
			pages := len(sheetsOf(t, document))
			if got := len(regexp.MustCompile(`/Type /Page\n`).FindAll(file, -1)); got != pages {
				t.Errorf("%d pages, want %d", got, pages)
			}
			for name, want := range map[string]string{
				"language":           "/Lang (" + string(language) + ")",
				"title":              "/Title (" + utf16Of(document.Title+" "+document.Period) + ")",
				"author":             "/Author (" + utf16Of(document.Organization) + ")",
				"date":               "/CreationDate (D:20220705000000)",
				"date of change":     "/ModDate (D:20220705000000)",
				"first bookmark":     "/Title (" + utf16Of(f.say("Summary", "要旨")) + ")",
				"bookmark":           "/Title (" + utf16Of(f.say("4 Leak sizes", "4 規模")) + ")",
				"nested bookmark":    "/Title (" + utf16Of(f.say("Restated months", "改定された月")) + ")",
				"link to an address": "/URI (https://example.jp/news?id=3)",
				"link to a section":  "/Dest [",
				"embedded font":      "/FontFile2",
				"text for search":    "/ToUnicode",
			} {
				if !bytes.Contains(file, []byte(want)) {
					t.Errorf("%s: the file lacks %q", name, want)
				}
			}
			if len(file) > 500_000 {
				t.Errorf("%d bytes", len(file))
			}
		})
	}
}

func TestSameDocumentSameBytes(t *testing.T) {
	for _, language := range languages {
		first := write(t, fixture{language}.full(t))
		for range 3 {
			if !bytes.Equal(first, write(t, fixture{language}.full(t))) {
				t.Fatalf("%s: bytes differ between runs", language)
			}
		}
	}
}

func TestPageNumbers(t *testing.T) {
	for _, test := range []struct {
		language           report.Language
		page, reference    string
		total, quality, at int
	}{
		{language: report.English, page: "page%d/%d", reference: "(p.%d)"},
		{language: report.Japanese, page: "ページ%d/%d", reference: "（→%dページ）"},
	} {
		sheets := sheetsOf(t, fixture{test.language}.full(t))
		quality := pagesOf(sheets)["quality"]
		if quality < 2 {
			t.Fatalf("%s: section quality begins on page %d", test.language, quality)
		}
		if want := fmt.Sprintf(test.reference, quality); !strings.Contains(textOf(sheets), want) {
			t.Errorf("%s: no reference %q", test.language, want)
		}
		for i, page := range sheets {
			if want := fmt.Sprintf(test.page, i+1, len(sheets)); !strings.Contains(textOf([]sheet{page}), want) {
				t.Errorf("%s: page %d does not say %q", test.language, i+1, want)
			}
		}
	}
}

func TestWhatIsNotForTheBriefingIsLeftOut(t *testing.T) {
	f := fixture{report.English}
	got := textOf(sheetsOf(t, f.full(t)))
	for _, absent := range []string{"onlyintheworkbook", "hidden", "notshown"} {
		if strings.Contains(got, absent) {
			t.Errorf("%q is printed", absent)
		}
	}
}

func TestReplacedCharactersAreReported(t *testing.T) {
	for language, want := range map[report.Language]string{
		report.English:  "werereplaced:U+20BB7by吉,U+1F44Dby〓.",
		report.Japanese: "次のとおり置き換えています：U+20BB7→吉、U+20B9F→叱、U+1F44D→〓。",
	} {
		if got := textOf(sheetsOf(t, fixture{language}.full(t))); !strings.Contains(got, want) {
			t.Errorf("%s: the pages do not say %q", language, want)
		}
	}
}

func TestMarkingOnEveryPage(t *testing.T) {
	f := fixture{report.Japanese}
	for i, page := range sheetsOf(t, f.full(t)) {
		if !strings.Contains(textOf([]sheet{page}), "社外秘") {
			t.Errorf("page %d has no marking", i+1)
		}
	}
}

func TestSafeAddress(t *testing.T) {
	for _, test := range []struct{ name, address, want string }{
		{"page", "https://example.jp/news?id=3", "https://example.jp/news?id=3"},
		{"mailbox", "mailto:csirt@example.jp", "mailto:csirt@example.jp"},
		{"Japanese path", "http://example.jp/お知らせ", "http://example.jp/%E3%81%8A%E7%9F%A5%E3%82%89%E3%81%9B"},
		{"Japanese query", "http://example.jp/?q=語 句", "http://example.jp/?q=%E8%AA%9E%20%E5%8F%A5"},
		{"script", "javascript:alert(1)", ""},
		{"file", "file:///etc/passwd", ""},
		{"no scheme", "example.jp", ""},
		{"no host", "https:///x", ""},
		{"broken", "http://[", ""},
		{"empty", "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := safeAddress(test.address); got != test.want {
				t.Errorf("safeAddress(%q) = %q, want %q", test.address, got, test.want)
			}
		})
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestWriteError(t *testing.T) {
	if err := Write(brokenWriter{}, fixture{report.English}.full(t)); err == nil || !strings.Contains(err.Error(), "disk full") {
		t.Errorf("error %v", err)
	}
}

func TestDateOfOpenDay(t *testing.T) {
	for _, day := range []analysis.Day{analysis.FirstDay, analysis.LastDay, 0} {
		if got := dateOf(day).Format("2006-01-02"); got != "1970-01-01" {
			t.Errorf("dateOf(%d) = %s", day, got)
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	for _, language := range languages {
		document := fixture{language}.full(b)
		b.Run(string(language), func(b *testing.B) {
			for b.Loop() {
				write(b, document)
			}
		})
	}
}
