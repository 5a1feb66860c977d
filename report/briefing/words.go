package briefing

import (
	_ "embed"
	"fmt"
	"sync"

	"github.com/BurntSushi/toml"

	"github.com/breachbrief/breachbrief/report"
)

//go:embed words.toml
var wordsFile string

// pageWords are the words of one language that stand on pages but in no document.
type pageWords struct {
	Page, See, Figure, Table, Continued, Caution string
	LinkOpen                                     string `toml:"link_open"`
	LinkClose                                    string `toml:"link_close"`
	Replaced, Replacement                        string
	ListComma                                    string `toml:"list_comma"`
	WithoutValue                                 string `toml:"without_value"`
}

var loadWords = sync.OnceValues(func() (map[report.Language]pageWords, error) {
	languages := make(map[report.Language]pageWords)
	_, err := toml.Decode(wordsFile, &languages)
	return languages, err
})

func wordsOf(language report.Language) (pageWords, error) {
	languages, err := loadWords()
	if err != nil {
		return pageWords{}, fmt.Errorf("reading the words of the briefing: %w", err)
	}
	words, ok := languages[language]
	if !ok {
		return pageWords{}, fmt.Errorf("the briefing has no words in language %q", language)
	}
	return words, nil
}
