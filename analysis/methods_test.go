package analysis

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
)

func methodsIn(t *testing.T, language string) []Method {
	t.Helper()
	methods, err := Methods(language)
	if err != nil {
		t.Fatal(err)
	}
	if len(methods) == 0 {
		t.Fatalf("no methods in %s", language)
	}
	return methods
}

// A methodText is one text of a note with its name.
type methodText struct{ name, text string }

func textsOf(m Method) []methodText {
	return []methodText{{"title", m.Title}, {"short", m.Short}, {"holds", m.Holds}, {"how", m.How}, {"source", m.Source}}
}

func TestMethodsOfOtherLanguages(t *testing.T) {
	for _, language := range []string{"", "de", "EN", "en,ja"} {
		if methods, err := Methods(language); err == nil || methods != nil {
			t.Errorf("Methods(%q) = %d notes, error %v; want an error", language, len(methods), err)
		}
	}
}

func TestMethodsArePlainText(t *testing.T) {
	for _, language := range []string{"en", "ja"} {
		for _, m := range methodsIn(t, language) {
			for _, part := range textsOf(m) {
				if strings.TrimSpace(part.text) == "" {
					t.Errorf("%s, %s: the part %q is empty", language, m.Title, part.name)
				}
				if i := strings.IndexAny(part.text, "`*#\n\r\t"); i >= 0 {
					t.Errorf("%s, %s: %q left in the part %q", language, m.Title, part.text[i], part.name)
				}
			}
		}
	}
}

func TestMethodWithoutItsExample(t *testing.T) {
	want := Method{
		ID:     "clustered_groups",
		Beside: true,
		Title:  "Clustered groups",
		Short:  "A test of whether two groups of events have the same share of victims.",
		Holds:  "Each group has at least 9 events and a share above 0 and below 1.",
		How:    "Each group's victims and successes are divided by its own design effect; then comes Pearson's χ².",
		Source: "Rao & Scott, Biometrics 48 (1992) 577.",
	}
	methods := methodsIn(t, "en")
	i := slices.IndexFunc(methods, func(m Method) bool { return m.Title == want.Title })
	if i < 0 {
		t.Fatalf("no method %q", want.Title)
	}
	if diff := cmp.Diff(want, methods[i]); diff != "" {
		t.Error(diff)
	}
}

// Each Japanese section names the English one that it renders.
func TestMethodsInBothLanguages(t *testing.T) {
	text, err := methodNotes.ReadFile("METHODS.ja.md")
	if err != nil {
		t.Fatal(err)
	}
	var rendered, english []string
	for _, match := range regexp.MustCompile(`(?m)^## .+\n\n対応: (.+)$`).FindAllStringSubmatch(string(text), -1) {
		rendered = append(rendered, match[1])
	}
	for _, m := range methodsIn(t, "en") {
		english = append(english, m.Title)
	}
	if diff := cmp.Diff(english, rendered); diff != "" {
		t.Errorf("METHODS.ja.md does not follow METHODS.md (-en +ja):\n%s", diff)
	}
	for i, m := range methodsIn(t, "ja") {
		if en := methodsIn(t, "en")[i]; m.ID != en.ID || m.Beside != en.Beside {
			t.Errorf("%s: identifier %q, beside the report %v; in English %q, %v", m.Title, m.ID, m.Beside, en.ID, en.Beside)
		}
	}
	if n := len(methodsIn(t, "ja")); n != len(rendered) {
		t.Errorf("METHODS.ja.md has %d sections, %d of them with an English one", n, len(rendered))
	}
}

// A minimum, a level or a constant that changes in English must change in
// Japanese too.
func TestMethodsAgreeInTheirNumbers(t *testing.T) {
	number := regexp.MustCompile(`\d+(?:[.,]\d+)*`)
	english, japanese := methodsIn(t, "en"), methodsIn(t, "ja")
	for i := range min(len(english), len(japanese)) {
		texts := textsOf(japanese[i])
		for k, part := range textsOf(english[i]) {
			found := number.FindAllString(texts[k].text, -1)
			for _, want := range number.FindAllString(part.text, -1) {
				if !slices.Contains(found, want) {
					t.Errorf("%s, part %q: %s is not in the Japanese: %s", english[i].Title, part.name, want, texts[k].text)
				}
			}
		}
	}
}

func TestJapaneseMethodsAreJapanese(t *testing.T) {
	for _, m := range methodsIn(t, "ja") {
		if !hasJapanese(m.Title) {
			t.Errorf("title %q is not Japanese", m.Title)
		}
		for _, part := range []string{m.Short, m.Holds, m.How} {
			for sentence := range strings.SplitAfterSeq(part, "。") {
				if sentence != "" && !hasJapanese(sentence) {
					t.Errorf("%s: the sentence %q is not Japanese", m.Title, sentence)
				}
			}
		}
	}
}

// hasJapanese reports whether a text holds a kana or a Chinese character.
func hasJapanese(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool {
		return unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Han)
	})
}
