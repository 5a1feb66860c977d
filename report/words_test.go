package report

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"

	"github.com/breachbrief/breachbrief/analysis"
)

var placeholder = regexp.MustCompile(`{{\s*\.(\w+)\s*}}`)

// messages reads the message files of a language: the forms of each key.
func messages(t *testing.T, language Language) map[string][]string {
	t.Helper()
	names, err := fs.Glob(wordingFiles, "wording/*."+string(language)+".toml")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]string{}
	for _, name := range names {
		var file map[string]any
		if _, err := toml.DecodeFS(wordingFiles, name, &file); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for key, value := range file {
			if all[key] != nil {
				t.Errorf("%s: the key %s stands in two files", name, key)
			}
			all[key] = formsOf(value)
		}
	}
	return all
}

func formsOf(value any) []string {
	forms, ok := value.(map[string]any)
	if !ok {
		return []string{fmt.Sprint(value)}
	}
	var list []string
	for _, form := range slices.Sorted(maps.Keys(forms)) {
		list = append(list, fmt.Sprint(forms[form]))
	}
	return list
}

func placeholders(forms []string) []string {
	var names []string
	for _, match := range placeholder.FindAllStringSubmatch(strings.Join(forms, " "), -1) {
		names = append(names, match[1])
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func TestLanguagesHaveTheSameKeysAndPlaceholders(t *testing.T) {
	english, japanese := messages(t, English), messages(t, Japanese)
	for _, key := range slices.Sorted(maps.Keys(english)) {
		if japanese[key] == nil {
			t.Errorf("%s has no Japanese words", key)
			continue
		}
		// A singular may do without its number, so all forms are taken together.
		if diff := cmp.Diff(placeholders(english[key]), placeholders(japanese[key])); diff != "" {
			t.Errorf("%s: the languages have other placeholders (-English +Japanese):\n%s", key, diff)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(japanese)) {
		if english[key] == nil {
			t.Errorf("%s has no English words", key)
		}
	}
}

// source is the Go code of the package and the packages below it.
func source(t *testing.T) string {
	t.Helper()
	var text strings.Builder
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		content, err := os.ReadFile(path)
		text.Write(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return text.String()
}

func TestKeysInTheCodeExist(t *testing.T) {
	words, code := wordsOf(t, English), source(t)
	for _, use := range []struct{ call, form string }{
		{`(?:Say|Has)\("([a-z_0-9.]*[a-z_0-9])"[,)]`, "%s"},
		{`spanWord\("([a-z_.]+)"\)`, "%s.month"},
		{`spanWord\("([a-z_.]+)"\)`, "%s.span"},
		{`Quantity\("([a-z_.]+)",`, "count.%s"},
	} {
		for _, match := range regexp.MustCompile(use.call).FindAllStringSubmatch(code, -1) {
			if key := fmt.Sprintf(use.form, match[1]); !words.Has(key) {
				t.Errorf("the code says %s, which has no words", key)
			}
		}
	}
}

func TestEveryKeyIsUsed(t *testing.T) {
	code := source(t)
	literals := map[string]bool{}
	for _, match := range regexp.MustCompile(`"([a-z_0-9.]+)"`).FindAllStringSubmatch(code, -1) {
		literals[strings.TrimSuffix(match[1], ".")] = true
	}
	for _, key := range slices.Sorted(maps.Keys(messages(t, English))) {
		if !usedKey(literals, key) {
			t.Errorf("nothing says %s", key)
		}
	}
}

// usedKey reports whether the code names a key or a beginning of it that ends at
// a dot. The beginning may also end at an underscore, as in workbook.control_.
func usedKey(literals map[string]bool, key string) bool {
	if literals[key] {
		return true
	}
	for i, r := range key {
		if r == '.' && literals[key[:i]] && !oneByOne[key[:i]] || r == '_' && literals[key[:i+1]] {
			return true
		}
	}
	return false
}

// oneByOne are the groups whose keys the code names one by one, though their
// name is also a word of its own.
var oneByOne = map[string]bool{"summary": true, "trend": true, "vectors": true, "sizes": true, "suppliers": true,
	"sectors": true, "timeliness": true, "quality": true, "events": true, "incidents": true, "event": true, "column": true, "table": true}

func TestEveryIdentifierHasALabel(t *testing.T) {
	for _, language := range []Language{English, Japanese} {
		words := wordsOf(t, language)
		for i := range 20 {
			for _, id := range []fmt.Stringer{
				analysis.Vector(i), analysis.Impact(i), analysis.SupplierKind(i), analysis.LeakStatus(i), analysis.Class(i),
				analysis.Answer(i), analysis.Severity(i), analysis.Basis(i), analysis.Unit(i),
			} {
				if strings.HasPrefix(id.String(), "invalid(") {
					continue
				}
				if label := words.Label(id); label == id.String() && label != "unit not stated" && !isEnglishUnit(language, id) {
					t.Errorf("%s: %T %q has no label", language, id, id)
				}
			}
		}
		for letter := 'A'; letter <= 'T'; letter++ {
			if words.Sector(string(letter)) == string(letter) {
				t.Errorf("%s: sector %c has no name", language, letter)
			}
		}
	}
}

// isEnglishUnit reports a unit whose English label is its identifier.
func isEnglishUnit(language Language, id fmt.Stringer) bool {
	_, unit := id.(analysis.Unit)
	return unit && language == English
}

// TestLabelsAreDistinct keeps the conditions of live formulas apart: they
// compare labels.
func TestLabelsAreDistinct(t *testing.T) {
	for _, language := range []Language{English, Japanese} {
		all := messages(t, language)
		for _, group := range []string{"vector.", "impact.", "supplier_kind.", "answer.", "unit.", "sector.", "class."} {
			seen := map[string]string{}
			for _, key := range slices.Sorted(maps.Keys(all)) {
				if !strings.HasPrefix(key, group) {
					continue
				}
				label := strings.ToLower(all[key][0])
				if seen[label] != "" {
					t.Errorf("%s: %s and %s are both %q", language, key, seen[label], label)
				}
				if strings.ContainsAny(label, `*?~<>="`) {
					t.Errorf("%s: %s holds a sign that spreadsheets give a meaning", language, label)
				}
				seen[label] = key
			}
		}
	}
}

// allowedLatin are the Latin words that a Japanese report writes so.
var allowedLatin = map[string]bool{"Web": true, "SHA": true, "Excel": true, "URL": true, "SQL": true, "USB": true,
	"breachbrief": true, "findings": true, "json": true, "incidents": true, "csv": true, "data": true, "utf": true,
	"last": true, "nonzero": true, "digit": true}

// withoutStatistics leaves out the notes on statistics: their formulas and the
// titles of literature are Latin, and package analysis tests their words.
func withoutStatistics(d *Document) *Document {
	for i := range d.Sections {
		s := &d.Sections[i]
		s.Blocks = slices.DeleteFunc(s.Blocks, func(b Block) bool {
			t, ok := b.(Table)
			return ok && t.ID == "statistics"
		})
	}
	return d
}

func TestTheJapaneseEditionIsInJapanese(t *testing.T) {
	latin := regexp.MustCompile(`[A-Za-z]{2,}`)
	for _, period := range []string{"2022-06", "2022-07", "2021-06"} {
		d := withoutStatistics(composed(t, sampleIncidents(), period, Japanese))
		keys := map[string]bool{}
		for _, row := range sampleIncidents() {
			for _, word := range latin.FindAllString(row.Event, -1) {
				keys[word] = true
			}
		}
		for _, line := range strings.Split(dump(d), "\n") {
			if strings.HasPrefix(line, "## ") || strings.HasPrefix(line, "[") || strings.HasPrefix(line, "warning: ") ||
				strings.HasPrefix(line, "note: ") {
				_, line, _ = strings.Cut(line, ": ")
			}
			for _, word := range latin.FindAllString(line, -1) {
				if !allowedLatin[word] && !keys[word] {
					t.Errorf("%q in %q", word, line)
				}
			}
		}
	}
}
