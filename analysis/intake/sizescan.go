package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/breachbrief/breachbrief/analysis"
)

// figure is one number of a size cell with the words that belong to it.
type figure struct {
	number     number
	text       string // as folded, for messages
	qualifiers qualifiers
	flags      analysis.SizeFlags
	strong     bool // 強: up to the upper end of 約
	unit       analysis.Unit
	counter    string // the counter's word
	counted    bool   // it has a counter
	any        bool   // a counter that stands for anything: 件
	notCount   bool
	code       string // why the number cannot be trusted
	part       bool
	depth      int  // brackets around it
	linked     bool // a range mark stands between the figure before and this one
	start, end int
}

// sizeScan splits a folded size cell into figures and the words around them.
type sizeScan struct {
	text             []rune
	decimalThousands bool

	at      int
	depth   int
	figures []figure
	pending figure // words that wait for their figure
	noun    analysis.Unit
	link    bool // a range mark has been read
	absent  analysis.Qualifier
	missing bool // a word stands in place of a figure
	many    bool
	refused bool
	ignored []rune // words that say nothing known
}

// cleanSize folds a cell and removes what only numbers or annotates.
func cleanSize(text string) string {
	return stripEnumerator(squeeze(foldWidth(stripNotes(text))))
}

// squeeze drops spaces except one between two ASCII signs: 2 万 人 is 2万人.
func squeeze(text string) string {
	var b strings.Builder
	gap, last := false, rune(0)
	for _, r := range text {
		if unicode.IsSpace(r) {
			gap = last != 0
			continue
		}
		if gap && last < utf8.RuneSelf && r < utf8.RuneSelf {
			b.WriteByte(' ')
		}
		gap, last = false, r
		b.WriteRune(r)
	}
	return b.String()
}

// stripNotes removes footnote marks: ※2 before a figure that stands apart, ※
// alone where the digits after it are the figure.
func stripNotes(text string) string {
	for _, mark := range []string{"※", "＊", "*"} {
		for from := strings.Index(text, mark); from >= 0; from = strings.Index(text, mark) {
			end := from + len(mark)
			digits := end
			for _, r := range text[end:] {
				if !isDigit(r) && (r < '０' || r > '９') {
					break
				}
				digits += len(string(r))
			}
			if digits > end && isNoteNumber(text[digits:]) {
				end = digits
			}
			text = text[:from] + " " + text[end:]
		}
	}
	return text
}

// isNoteNumber reports whether what follows the digits after ※ shows that they
// number the note.
func isNoteNumber(rest string) bool {
	if rest == "" {
		return true
	}
	runes := []rune(foldWidth(rest))
	if strings.ContainsRune(" )]、。:", runes[0]) {
		return true
	}
	word, _, ok := tables().match(runes, 0)
	return ok && word.before != 0
}

// stripEnumerator removes (1), 1. and [2] before or behind a figure.
func stripEnumerator(folded string) string {
	folded = strings.ReplaceAll(folded, "( )", "")
	folded = strings.ReplaceAll(folded, "()", "")
	for _, pair := range []string{"()", "[]", "<>"} {
		if rest, ok := cutEnumerator(folded, pair[0], pair[1]); ok && rest != "" {
			folded = rest
		}
	}
	if i := strings.IndexAny(folded, ".)"); i > 0 && i <= 2 && i+1 < len(folded) && strings.Trim(folded[:i], "0123456789") == "" &&
		(folded[i+1] == ' ' || folded[i] == ')') {
		folded = strings.TrimSpace(folded[i+1:])
	}
	if i := strings.LastIndexByte(folded, '['); i > 0 && strings.HasSuffix(folded, "]") &&
		strings.Trim(folded[i:], "[]0123456789") == "" {
		folded = strings.TrimSpace(folded[:i])
	}
	return folded
}

// cutEnumerator removes a bracketed number of one or two digits that stands
// first and is not the whole cell.
func cutEnumerator(s string, opening, closing byte) (string, bool) {
	if s == "" || s[0] != opening {
		return "", false
	}
	end := strings.IndexByte(s, closing)
	if end < 2 || end > 3 || strings.Trim(s[1:end], "0123456789") != "" {
		return "", false
	}
	return strings.TrimSpace(s[end+1:]), true
}

// run reads the whole cell.
func (s *sizeScan) run() {
	for s.at < len(s.text) {
		switch r := s.text[s.at]; {
		case r == ' ':
			s.at++
		case strings.ContainsRune("(「【[『〔", r):
			s.depth++
			s.at++
		case strings.ContainsRune(")」】]』〕", r):
			s.closeBracket()
			s.at++
		case strings.ContainsRune("、,;。:・", r):
			s.link = false
			s.at++
		default:
			s.piece()
		}
	}
	s.closeBracket()
}

// closeBracket gives words that waited for a figure in the bracket to the
// figure before it: 1,000件(最大).
func (s *sizeScan) closeBracket() {
	if len(s.figures) > 0 {
		last := &s.figures[len(s.figures)-1]
		last.qualifiers |= s.pending.qualifiers
		last.flags |= s.pending.flags
	}
	s.pending = figure{}
	s.depth = max(0, s.depth-1)
}

// piece reads one figure, one word or one sign.
func (s *sizeScan) piece() {
	word, end, isWord := tables().match(s.text, s.at)
	if isWord && word.text {
		s.at = end
		return
	}
	if s.figure() {
		return
	}
	if isWord {
		from := s.at
		s.at = end
		s.word(word, string(s.text[from:end]))
		return
	}
	if s.text[s.at] == '.' && s.at+1 < len(s.text) && isDigit(s.text[s.at+1]) {
		s.refused = true // .5万
	}
	s.ignore(s.text[s.at])
	s.at++
}

// ignore keeps words beside the figures that say nothing known. Words in
// brackets and words that name a part are comments anyway.
func (s *sizeScan) ignore(words ...rune) {
	if last := s.last(); s.depth == 0 && !s.pending.part && (last == nil || !last.part) {
		s.ignored = append(s.ignored, words...)
	}
}

// figure reads a number. Kanji numerals count only where a counter or a
// qualifier follows, for they are part of many names.
func (s *sizeScan) figure() bool {
	n, end, code := scanNumber(s.text, s.at, s.decimalThousands)
	if end == s.at {
		return false
	}
	if !s.hasDigit(s.at, end) && !s.endsNumeral(end) {
		return false
	}
	f := s.pending
	f.code = code
	f.number, f.depth, f.linked, f.start, f.end = n, s.depth, s.link && len(s.figures) > 0, s.at, end
	f.text = string(s.text[s.at:end])
	s.pending = figure{part: f.part && s.depth > 0}
	f.unit = s.noun
	s.link = false
	s.figures = append(s.figures, f)
	s.at = end
	return true
}

func (s *sizeScan) hasDigit(from, to int) bool {
	for _, r := range s.text[from:to] {
		if isDigit(r) {
			return true
		}
	}
	return false
}

// endsNumeral reports whether a kanji numeral may end at a position.
func (s *sizeScan) endsNumeral(at int) bool {
	if at == len(s.text) || strings.ContainsRune(" )],、~-", s.text[at]) {
		return true
	}
	word, _, ok := tables().match(s.text, at)
	return ok && (word.counter != 0 || word.any || word.after != 0 || word.between || word.notCount || word.partOf != "")
}

// word applies a known word to the figure before it or keeps it for the next.
func (s *sizeScan) word(w sizeWord, text string) {
	last := s.last()
	direct := last != nil && strings.TrimSpace(string(s.text[last.end:s.at-len([]rune(text))])) == ""
	switch {
	case w.partOf != "" && last != nil:
		part, _, _ := tables().match([]rune(w.partOf), 0)
		s.count(last, part, w.partOf)
		s.pending.part = true
	case w.notCount && direct && !last.counted:
		last.notCount = true
	case (w.counter != 0 || w.any) && last != nil && !last.counted && !s.link:
		s.count(last, w, text)
		last.end = s.at
	case w.between && last != nil && s.figureAhead():
		s.link = true
	case w.between && last != nil && s.onlyBrackets() && openRange[text]:
		last.qualifiers |= setOf(analysis.AtLeast) // 100件〜
	case w.between && last != nil && w.after == 0:
	case w.after != 0 && last != nil && !s.link && s.pending.qualifiers == 0 && !(w.before != 0 && !direct):
		last.qualifiers |= w.after
		last.strong = last.strong || text == "強"
		last.end = s.at
	case w.part:
		s.pending.part = true
	case w.before != 0:
		s.pending.qualifiers |= w.before
	case w.total != 0:
		s.totals(w, last)
	default:
		s.other(w, text)
	}
	if w.noun != 0 && s.noun == 0 && !s.pending.part && (last == nil || last.any) {
		s.applyNoun(w.noun, last)
	}
}

// openRange holds the range marks that also stand at the end: from 100 on.
var openRange = map[string]bool{"~": true, "から": true, "..": true, "…": true}

// figureAhead reports whether a figure follows, perhaps after a qualifier.
func (s *sizeScan) figureAhead() bool {
	at := s.at
	for at < len(s.text) {
		word, end, ok := tables().match(s.text, at)
		if s.text[at] != ' ' && !(ok && word.before != 0) {
			break
		}
		at = max(at+1, end)
	}
	if at == len(s.text) {
		return false
	}
	_, end, _ := scanNumber(s.text, at, false)
	return end > at
}

func (s *sizeScan) onlyBrackets() bool {
	return strings.Trim(string(s.text[s.at:]), " )") == ""
}

func (s *sizeScan) last() *figure {
	if len(s.figures) == 0 {
		return nil
	}
	return &s.figures[len(s.figures)-1]
}

// count gives a figure its counter.
func (s *sizeScan) count(f *figure, w sizeWord, text string) {
	f.counted, f.any, f.counter = true, w.any, text
	if !w.any && (f.unit == 0 || text != "通" && text != "回") {
		f.unit = w.counter
	}
}

func (s *sizeScan) totals(w sizeWord, last *figure) {
	if last != nil && s.depth > last.depth && s.at < len(s.text) && s.text[s.at] == ')' {
		last.flags |= w.total
		return
	}
	s.pending.flags |= w.total
}

// applyNoun says what 件 counts: メールアドレス75件, 75件のメールアドレス.
func (s *sizeScan) applyNoun(unit analysis.Unit, last *figure) {
	if last == nil {
		s.noun = unit
	} else if last.any && last.unit == 0 {
		last.unit = unit
	}
}

func (s *sizeScan) other(w sizeWord, text string) {
	switch {
	case w.refused:
		s.refused = true
	case w.many:
		s.many = true
	case w.absentWord && !s.missing:
		s.absent, s.missing = w.absent, true
	case w.noun == 0 && w.counter == 0 && !w.any:
		s.ignore([]rune(text)...)
	}
}

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if isDigit(r) {
			return r
		}
		return -1
	}, s)
}
