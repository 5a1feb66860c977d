package typeface

import (
	_ "embed"
	"sync"
)

//go:embed fonts/NotoSansJP-Regular.ttf
var regularTTF []byte

//go:embed fonts/NotoSansJP-Bold.ttf
var boldTTF []byte

var (
	regular = sync.OnceValue(func() *Face { return mustNew(regularTTF) })
	bold    = sync.OnceValue(func() *Face { return mustNew(boldTTF) })
)

// Regular returns the text weight. It is parsed on first use.
func Regular() *Face { return regular() }

// Bold returns the weight of headings. It is parsed on first use and covers
// the same characters as [Regular].
func Bold() *Face { return bold() }

// mustNew parses a font of this package. The bytes are compiled in and their
// checksum is tested, so it panics only if the program itself is damaged.
func mustNew(ttf []byte) *Face {
	face, err := New(ttf)
	if err != nil {
		panic(err)
	}
	return face
}
