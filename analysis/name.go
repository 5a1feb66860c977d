package analysis

import (
	_ "embed"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// nameVariants lists character variants of names, each line the variant and the
// form it is folded to; nameForms lists legal forms of organisations.
var (
	//go:embed names/variants.txt
	nameVariants string
	//go:embed names/forms.txt
	nameForms string
)

// nameKeys makes the keys under which organisation and supplier names match. It
// is read-only once made.
type nameKeys struct {
	variants *strings.Replacer
	japanese []string // legal forms written without a space
	english  map[string]bool
}

// newNameKeys returns the folding rules.
func newNameKeys() *nameKeys {
	n := &nameKeys{english: map[string]bool{}}
	var pairs []string
	for line := range strings.Lines(nameVariants) {
		runes := []rune(strings.TrimSpace(line))
		if len(runes) == 2 {
			pairs = append(pairs, string(runes[0]), string(runes[1]))
		}
	}
	n.variants = strings.NewReplacer(pairs...)
	for line := range strings.Lines(nameForms) {
		form := strings.TrimSpace(line)
		if form[0] < 0x80 && form[0] != '(' {
			n.english[form] = true
		} else {
			n.japanese = append(n.japanese, form)
		}
	}
	return n
}

// key returns the key under which a name matches its other spellings: widths,
// case, spaces, punctuation, character variants and the legal form (株式会社, ㈱,
// Inc.) make no difference. The key serves to compare; names print as written.
// A name that is nothing but a legal form is its own key.
func (n *nameKeys) key(name string) string {
	folded := n.variants.Replace(strings.ToLower(norm.NFKC.String(name)))
	if key := squeeze(n.withoutForm(folded)); key != "" {
		return key
	}
	return squeeze(folded)
}

func (n *nameKeys) withoutForm(name string) string {
	name = strings.TrimSpace(name)
	for _, form := range n.japanese {
		if rest, found := strings.CutPrefix(name, form); found {
			name = rest
			break
		}
		if rest, found := strings.CutSuffix(name, form); found {
			name = rest
			break
		}
	}
	fields := strings.FieldsFunc(name, func(r rune) bool { return unicode.IsSpace(r) || r == ',' || r == '.' })
	for len(fields) > 1 && n.english[fields[len(fields)-1]] {
		fields = fields[:len(fields)-1]
	}
	return strings.Join(fields, " ")
}

// squeeze drops everything but letters, digits and marks.
func squeeze(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) || r == 'ー' {
			return r
		}
		return -1
	}, name)
}
