package intake

import (
	_ "embed"
	"sync"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"github.com/breachbrief/breachbrief/analysis"
)

//go:embed size.toml
var sizeTOML string

// sizeTables are the words of leak sizes, ready for look-up.
type sizeTables struct {
	multipliers map[string]int64
	words       map[string]sizeWord
	longest     map[rune]int // runes of the longest word, by its first
	compatible  map[string][]analysis.Unit
	ditto       map[string]bool
	spreadsheet map[string]bool
}

// sizeWord says what a word of a size does. One word can have several roles;
// its place decides.
type sizeWord struct {
	before, after qualifiers
	total         analysis.SizeFlags
	counter, noun analysis.Unit
	any           bool   // a counter that stands for anything
	part          bool   // a part follows
	partOf        string // the counter inside 件中
	between       bool   // stands between the ends of a range
	notCount      bool
	refused       bool
	text          bool
	absent        analysis.Qualifier
	absentWord    bool
	many          bool
}

// qualifiers is a set of qualifiers around one figure.
type qualifiers uint16

func setOf(q analysis.Qualifier) qualifiers { return 1 << q }

func (s qualifiers) has(q analysis.Qualifier) bool { return s&setOf(q) != 0 }

// sizeFile is the form of size.toml.
type sizeFile struct {
	Multipliers   map[string]int64
	Before, After map[string][]string
	Totals        struct{ Sum, Cumulative []string }
	Parts         struct {
		Words   []string
		Counted map[string]string
	}
	Ranges, Refused, Spreadsheet, Ditto, Text struct{ Words []string }
	NotCounts                                 struct{ Words []string } `toml:"not_counts"`
	Counters, Nouns, Compatible, Absent       map[string][]string
}

// tables returns the embedded words. A fault in the embedded file shows in every
// test, so that it cannot reach a user.
var tables = sync.OnceValue(func() *sizeTables {
	var file sizeFile
	if _, err := toml.Decode(sizeTOML, &file); err != nil {
		return &sizeTables{}
	}
	t := &sizeTables{multipliers: file.Multipliers, words: map[string]sizeWord{}, longest: map[rune]int{}, compatible: map[string][]analysis.Unit{},
		ditto: map[string]bool{}, spreadsheet: map[string]bool{}}
	t.addQualifiers(file)
	t.addUnits(file)
	t.addOthers(file)
	return t
})

// change applies an edit to each word of a list.
func (t *sizeTables) change(list []string, edit func(*sizeWord)) {
	for _, text := range list {
		key := foldWidth(text)
		word := t.words[key]
		edit(&word)
		t.words[key] = word
		first, _ := utf8.DecodeRuneInString(key)
		t.longest[first] = max(t.longest[first], utf8.RuneCountInString(key))
	}
}

func (t *sizeTables) addQualifiers(file sizeFile) {
	for name, list := range file.Before {
		q, _ := analysis.ParseQualifier(name)
		t.change(list, func(w *sizeWord) { w.before |= setOf(q) })
	}
	for name, list := range file.After {
		q, _ := analysis.ParseQualifier(name)
		t.change(list, func(w *sizeWord) { w.after |= setOf(q) })
	}
	for name, list := range file.Absent {
		q, _ := analysis.ParseQualifier(name)
		many := name == "many"
		t.change(list, func(w *sizeWord) {
			if many {
				w.many = true
				return
			}
			w.absent, w.absentWord = q, true
		})
	}
	t.change(file.Totals.Sum, func(w *sizeWord) { w.total |= analysis.SumOfParts })
	t.change(file.Totals.Cumulative, func(w *sizeWord) { w.total |= analysis.CumulativeSum })
}

func (t *sizeTables) addUnits(file sizeFile) {
	for name, list := range file.Counters {
		unit, ok := analysis.ParseUnit(name)
		t.change(list, func(w *sizeWord) { w.counter, w.any = unit, !ok })
	}
	for name, list := range file.Nouns {
		unit, _ := analysis.ParseUnit(name)
		t.change(list, func(w *sizeWord) { w.noun = unit })
	}
	for word, names := range file.Compatible {
		for _, name := range names {
			unit, _ := analysis.ParseUnit(name)
			key := foldWidth(word)
			t.compatible[key] = append(t.compatible[key], unit)
		}
	}
}

func (t *sizeTables) addOthers(file sizeFile) {
	t.change(file.Parts.Words, func(w *sizeWord) { w.part = true })
	for word, counter := range file.Parts.Counted {
		t.change([]string{word}, func(w *sizeWord) { w.partOf = counter })
	}
	t.change(file.Ranges.Words, func(w *sizeWord) { w.between = true })
	t.change(file.NotCounts.Words, func(w *sizeWord) { w.notCount = true })
	t.change(file.Refused.Words, func(w *sizeWord) { w.refused = true })
	t.change(file.Text.Words, func(w *sizeWord) { w.text = true })
	for _, word := range file.Ditto.Words {
		t.ditto[word] = true
	}
	for _, word := range file.Spreadsheet.Words {
		t.spreadsheet[word] = true
	}
}

// match returns the longest word of the table that stands at a position, and
// its end. Latin words match whole.
func (t *sizeTables) match(text []rune, at int) (word sizeWord, end int, ok bool) {
	for n := min(t.longest[text[at]], len(text)-at); n > 0; n-- {
		word, ok := t.words[string(text[at:at+n])]
		if ok && wholeWord(text, at, at+n) {
			return word, at + n, true
		}
	}
	return sizeWord{}, at, false
}

// wholeWord reports whether no Latin word runs over either end.
func wholeWord(text []rune, from, to int) bool {
	isLetter := func(r rune) bool { return r >= 'a' && r <= 'z' }
	if isLetter(text[from]) && from > 0 && isLetter(text[from-1]) {
		return false
	}
	return !isLetter(text[to-1]) || to == len(text) || !isLetter(text[to])
}

// startsCounter reports whether a counter stands at a position.
func startsCounter(text []rune, at int) bool {
	if at >= len(text) {
		return false
	}
	word, _, ok := tables().match(text, at)
	return ok && (word.counter != 0 || word.any)
}
