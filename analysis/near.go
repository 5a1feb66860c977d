package analysis

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Names are compared with each other only up to nearMost different ones, and
// only those of nearShortest to nearLongest characters: among very many names,
// and among short ones (秋田県 and 秋田市), a difference of one character says
// little, and a text is no name. Where more than nearAlike names have all but one
// character in common, that character tells them apart.
const (
	nearMost     = 50_000
	nearShortest = 5
	nearLongest  = 200
	nearAlike    = 20
	nearListed   = 200
)

// reportNearNames proposes pairs of organisations whose keys differ by one
// character put in, left out, changed or swapped with its neighbour: probably one
// name typed in two ways. Names are never merged for it.
func (r *Resolution) reportNearNames(names *nameKeys) {
	seen := map[uint32]bool{}
	first := map[string]*Case{}
	var keys []string
	for i := range r.Cases {
		c := &r.Cases[i]
		if seen[c.organization] {
			continue
		}
		seen[c.organization] = true
		key := names.key(c.Organization)
		if length := utf8.RuneCountInString(key); nearShortest <= length && length <= nearLongest {
			first[key] = c
			keys = append(keys, key)
		}
		if len(keys) > nearMost {
			return
		}
	}
	for _, pair := range nearPairs(keys) {
		a, b := first[pair[0]], first[pair[1]]
		r.raise(r.RowsOf(b)[0], Problem{Severity: Note, Field: "organization", Code: "near_name", Value: b.Organization, Detail: a.Organization})
	}
}

// nearPairs returns the pairs of keys one slip apart, in the order of the keys.
// Keys one slip apart share a form with one character left out, so that only
// such keys need to be compared.
func nearPairs(keys []string) [][2]string {
	shared := map[string][]int32{}
	for i, key := range keys {
		for _, form := range shortened(key) {
			shared[form] = append(shared[form], int32(i))
		}
	}
	found := map[[2]int32]bool{}
	for _, members := range shared {
		if len(members) > nearAlike {
			continue
		}
		for i, a := range members {
			for _, b := range members[i+1:] {
				if a != b && oneSlip(keys[a], keys[b]) {
					found[[2]int32{min(a, b), max(a, b)}] = true
				}
			}
		}
	}
	pairs := make([][2]int32, 0, len(found))
	for pair := range found {
		pairs = append(pairs, pair)
	}
	slices.SortFunc(pairs, func(a, b [2]int32) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	var named [][2]string
	for _, pair := range pairs[:min(len(pairs), nearListed)] {
		named = append(named, [2]string{keys[pair[0]], keys[pair[1]]})
	}
	return named
}

// shortened returns a key and all its forms with one character left out.
func shortened(key string) []string {
	forms := []string{key}
	for i, r := range key {
		forms = append(forms, key[:i]+key[i+utf8.RuneLen(r):])
	}
	slices.Sort(forms)
	return slices.Compact(forms)
}

// oneSlip reports whether two different keys are one slip of the hand apart.
// Numbers tell names apart (第一病院, 第二病院), and so does the kind of a public
// body (港区, 港町).
func oneSlip(a, b string) bool {
	x, y := []rune(a), []rune(b)
	start := 0
	for start < min(len(x), len(y)) && x[start] == y[start] {
		start++
	}
	end := 0
	for end < min(len(x), len(y))-start && x[len(x)-1-end] == y[len(y)-1-end] {
		end++
	}
	x, y = x[start:len(x)-end], y[start:len(y)-end]
	swapped := len(x) == 2 && len(y) == 2 && x[0] == y[1] && x[1] == y[0]
	if !swapped && max(len(x), len(y)) > 1 {
		return false
	}
	return !slices.ContainsFunc(append(x, y...), tellsApart)
}

func tellsApart(r rune) bool {
	return unicode.IsNumber(r) || strings.ContainsRune("〇一二三四五六七八九十百千東西南北新都道府県市区町村", r)
}
