package intake

import (
	"testing"

	"github.com/BurntSushi/toml"
)

// The accessors of the embedded tables cannot fail at run time, so the files
// must be sound.
func TestEmbeddedTables(t *testing.T) {
	for _, test := range []struct {
		name, content string
		form          any
	}{
		{"size.toml", sizeTOML, &sizeFile{}},
		{"date.toml", dateTOML, &dateFile{}},
		{"headers.toml", headersTOML, &headerFile{}},
		{"vocabulary.toml", vocabularyTOML, &vocabularyFile{}},
	} {
		meta, err := toml.Decode(test.content, test.form)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
		}
		for _, key := range meta.Undecoded() {
			t.Errorf("%s: key %s is not read", test.name, key)
		}
	}
}
