package intake

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
)

//go:embed vocabulary.toml
var vocabularyTOML string

// Vocabulary holds the words that lead to identifiers: attack vectors, impacts,
// kinds of supplier, sectors, prefectures, countries, yes and no.
type Vocabulary struct {
	columns map[column]*wordList
	negated wordContext
	hedged  wordContext
}

// wordContext is words beside a word that change what it says.
type wordContext struct{ before, after, bridges []string }

// wordList is the words of one column.
type wordList struct {
	identifiers map[string]string // by folded word
	order       map[string]int    // precedence of identifiers
	longest     int               // bytes
	words       []string          // sorted, for suggestions
	free        bool              // words are also looked for inside a text
}

// vocabularyFile is the form of a vocabulary in TOML.
type vocabularyFile struct {
	Negation, Hedge struct{ Before, After, Bridges []string }
	Order           map[string][]string

	Vector, Impact, Sector, Region, Country, Class map[string][]string
	LeakStatus                                     map[string][]string `toml:"leak_status"`
	SupplierKind                                   map[string][]string `toml:"supplier_kind"`
	SupplierCaused                                 map[string][]string `toml:"supplier_caused"`
}

func (f *vocabularyFile) tables() map[column]map[string][]string {
	return map[column]map[string][]string{columnVector: f.Vector, columnImpact: f.Impact, columnSector: f.Sector,
		columnRegion: f.Region, columnCountry: f.Country, columnClass: f.Class, columnLeakStatus: f.LeakStatus,
		columnSupplierKind: f.SupplierKind, columnSupplierCaused: f.SupplierCaused}
}

// identifierOf reports whether a column has that identifier.
func identifierOf(c column, id string) bool {
	if parse := parsers[c]; parse != nil {
		_, ok := parse(id)
		return ok
	}
	_, ok := builtIn().columns[c].order[id]
	return ok
}

// builtIn is the vocabulary that comes with the program.
var builtIn = sync.OnceValue(func() *Vocabulary {
	v := newVocabulary()
	var file vocabularyFile
	if _, err := toml.Decode(vocabularyTOML, &file); err == nil {
		v.extend(&file)
	}
	return v
})

func newVocabulary() *Vocabulary { return &Vocabulary{columns: map[column]*wordList{}} }

// ParseVocabulary reads a user's own words, which extend the built-in ones: a
// word that stands there already gets the user's meaning. The name is the
// file's and appears in messages.
func ParseVocabulary(name string, data []byte) (*Vocabulary, error) {
	var file vocabularyFile
	meta, err := toml.Decode(string(data), &file)
	if err != nil {
		return nil, fmt.Errorf("vocabulary %s: %w", name, err)
	}
	for _, key := range meta.Undecoded() {
		return nil, fmt.Errorf("vocabulary %s: there is no table %q%s", name, key, suggest(key[0], vocabularyKeys))
	}
	tables := file.tables()
	for c := column(0); c < canonicalColumns; c++ {
		for _, id := range sortedKeys(tables[c]) {
			if !identifierOf(c, id) {
				return nil, fmt.Errorf("vocabulary %s: %s has no identifier %q%s", name, c, id, suggest(id, identifiers(c)))
			}
		}
	}
	v := newVocabulary()
	var own vocabularyFile
	if _, err := toml.Decode(vocabularyTOML, &own); err != nil {
		return nil, err
	}
	v.extend(&own)
	v.extend(&file)
	return v, nil
}

var vocabularyKeys = []string{"negation", "hedge", "order", "vector", "impact", "sector", "region", "country", "class",
	"leak_status", "supplier_kind", "supplier_caused"}

// identifiers returns the identifiers of a column in their order.
func identifiers(c column) []string {
	list := builtIn().columns[c]
	names := make([]string, len(list.order))
	for id, i := range list.order {
		names[i] = id
	}
	return names
}

func (v *Vocabulary) extend(file *vocabularyFile) {
	v.negated.add(file.Negation.Before, file.Negation.After, file.Negation.Bridges)
	v.hedged.add(file.Hedge.Before, file.Hedge.After, file.Hedge.Bridges)
	for c, table := range file.tables() {
		list := v.columns[c]
		if list == nil {
			list = &wordList{identifiers: map[string]string{}, order: map[string]int{}}
			v.columns[c] = list
		}
		list.free = c != columnSupplierCaused && c != columnCountry && c != columnClass
		list.arrange(file.Order[c.String()], table)
		for _, id := range sortedKeys(table) {
			list.add(id, id)
			for _, word := range table[id] {
				list.add(foldWord(word), id)
			}
		}
		list.words = sortedKeys(list.identifiers)
	}
}

func (c *wordContext) add(before, after, bridges []string) {
	c.bridges = append(c.bridges, bridges...)
	for _, word := range before {
		c.before = append(c.before, strings.TrimRight(foldWord(word), " "))
	}
	for _, word := range after {
		c.after = append(c.after, strings.TrimLeft(foldWord(word), " "))
	}
}

func (l *wordList) arrange(order []string, table map[string][]string) {
	for _, id := range append(append([]string(nil), order...), sortedKeys(table)...) {
		if _, ok := l.order[id]; !ok {
			l.order[id] = len(l.order)
		}
	}
}

func (l *wordList) add(word, id string) {
	word = foldWord(word)
	l.identifiers[word] = id
	l.longest = max(l.longest, len(word))
}

// find returns the identifier that a cell's words lead to. An empty identifier
// with ok says that the words only deny what they name.
func (v *Vocabulary) find(c column, text string) (id string, ok bool) {
	list := v.columns[c]
	if list == nil {
		return "", false
	}
	folded := foldWord(beginning(text))
	if id, ok := list.identifiers[folded]; ok {
		return id, true
	}
	if !list.free {
		return list.stripped(folded)
	}
	return v.best(list, folded)
}

// longestText is how much of a long text is searched for words, in bytes.
const longestText = 4000

func beginning(text string) string {
	if len(text) <= longestText {
		return text
	}
	return strings.ToValidUTF8(text[:longestText], "")
}

// stripped looks a word up without the brackets and full stops around it.
func (l *wordList) stripped(folded string) (string, bool) {
	bare := strings.Trim(folded, "()[]「」。.、, ")
	if i := strings.IndexByte(bare, '('); i > 0 {
		bare = strings.TrimSpace(bare[:i])
	}
	id, ok := l.identifiers[bare]
	return id, ok && bare != ""
}

// found is a word met inside a text.
type found struct {
	id     string
	hedged bool
}

// best looks for words inside a text, the longest first at each place, and
// returns the identifier of highest precedence among those told outright, else
// among those told as possible.
func (v *Vocabulary) best(list *wordList, text string) (string, bool) {
	var chosen *found
	denied := false
	for at := 0; at < len(text); {
		id, end := list.longestAt(text, at)
		if end == at {
			_, size := utf8.DecodeRuneInString(text[at:])
			at += size
			continue
		}
		if v.negated.around(text, at, end) {
			denied = true
		} else if f := (found{id, v.hedged.around(text, at, end)}); chosen == nil || list.before(f, *chosen) {
			chosen = &f
		}
		at = end
	}
	if chosen == nil {
		return "", denied
	}
	return chosen.id, true
}

func (l *wordList) before(a, b found) bool {
	if a.hedged != b.hedged {
		return !a.hedged
	}
	return l.order[a.id] < l.order[b.id]
}

// longestAt returns the longest word at a place and its end. Latin words must
// stand whole, words of one sign are met only alone.
func (l *wordList) longestAt(text string, at int) (string, int) {
	if at > 0 && isLatin(text[at]) && isLatin(text[at-1]) {
		return "", at
	}
	for end := min(len(text), at+l.longest); end > at; end-- {
		if end < len(text) && (!utf8.RuneStart(text[end]) || isLatin(text[end]) && isLatin(text[end-1])) {
			continue
		}
		if utf8.RuneCountInString(text[at:end]) < 2 {
			break
		}
		if id, ok := l.identifiers[text[at:end]]; ok {
			return id, end
		}
	}
	return "", at
}

// around reports whether one of the context's words touches text[from:to], or
// stands behind a word that only carries it on (感染は確認されていない).
func (c *wordContext) around(text string, from, to int) bool {
	after := strings.TrimLeft(text[to:], " )」")
	for _, bridge := range c.bridges {
		after = strings.TrimPrefix(after, bridge)
	}
	for _, word := range c.after {
		if strings.HasPrefix(after, word) {
			return true
		}
	}
	before := strings.TrimRight(text[:from], " ")
	for _, word := range c.before {
		if strings.HasSuffix(before, word) && (len(before) == len(word) || !isLatin(before[len(before)-len(word)-1])) {
			return true
		}
	}
	return false
}

// suggestion returns the known word nearest to an unknown one.
func (v *Vocabulary) suggestion(c column, text string) string {
	list := v.columns[c]
	if list == nil {
		return ""
	}
	near := nearest(foldWord(text), list.words)
	if near == "" {
		return ""
	}
	return list.identifiers[near]
}

// nearest returns the candidate that the fewest edits turn the word into, if
// they are few for its length, else one that it begins; the first of equals.
func nearest(word string, candidates []string) string {
	best, limit := "", 1+utf8.RuneCountInString(word)/5
	if utf8.RuneCountInString(word) < 3 || len(word) > 200 {
		return ""
	}
	letters := []rune(word)
	for _, candidate := range candidates {
		// Most are too long or too short, which is cheap to see.
		if apart := utf8.RuneCountInString(candidate) - len(letters); apart > limit || -apart > limit {
			continue
		}
		if d := edits(letters, []rune(candidate), limit); d <= limit && (best == "" || d < limit) {
			best, limit = candidate, d
		}
	}
	for _, candidate := range candidates {
		if best == "" && strings.HasPrefix(candidate, word) {
			best = candidate
		}
	}
	return best
}

// edits is the Levenshtein distance, or any number above the limit.
func edits(a, b []rune, limit int) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		diagonal := row[0]
		row[0] = i + 1
		least := row[0]
		for j, y := range b {
			cost := diagonal
			if x != y {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
			least = min(least, row[j+1])
		}
		if least > limit {
			return least
		}
	}
	return row[len(b)]
}
