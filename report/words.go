package report

import (
	"embed"
	"fmt"
	"io/fs"
	"sync"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// Language is an edition of the report.
type Language string

const (
	English  Language = "en"
	Japanese Language = "ja"
)

//go:embed wording/*.toml
var wordingFiles embed.FS

// Words speaks one language: it holds every message of the reports and is the
// one place that formats numbers, dates and units. It never changes once
// loaded, so it may be shared.
type Words struct {
	Language  Language
	localizer *i18n.Localizer
	keys      map[string]bool
}

var (
	loadEnglish  = sync.OnceValues(func() (*Words, error) { return readWords(English) })
	loadJapanese = sync.OnceValues(func() (*Words, error) { return readWords(Japanese) })
)

// LoadWords returns the words of a language. The files are read once.
func LoadWords(l Language) (*Words, error) {
	switch l {
	case English:
		return loadEnglish()
	case Japanese:
		return loadJapanese()
	}
	return nil, fmt.Errorf("unknown language %q: use en or ja", l)
}

// readWords reads all message files of a language: wording/SUBJECT.LANGUAGE.toml.
func readWords(l Language) (*Words, error) {
	bundle := i18n.NewBundle(language.Make(string(l)))
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	names, err := fs.Glob(wordingFiles, "wording/*."+string(l)+".toml")
	if err != nil {
		return nil, fmt.Errorf("listing the words of language %s: %w", l, err)
	}
	words := &Words{Language: l, keys: map[string]bool{}}
	for _, name := range names {
		file, err := bundle.LoadMessageFileFS(wordingFiles, name)
		if err != nil {
			return nil, fmt.Errorf("reading the words of language %s: %w", l, err)
		}
		for _, message := range file.Messages {
			words.keys[message.ID] = true
		}
	}
	words.localizer = i18n.NewLocalizer(bundle, string(l))
	return words, nil
}

// Values fills the placeholders of a message. The value Count, a whole number,
// also chooses between singular and plural where the message has both.
type Values map[string]any

// Say returns a message. A message that does not exist comes back as its key in
// angle brackets; a test keeps that from happening.
func (w *Words) Say(key string, values ...Values) string {
	config := &i18n.LocalizeConfig{MessageID: key}
	if len(values) > 0 {
		config.TemplateData = map[string]any(values[0])
		if n, ok := values[0]["Count"]; ok {
			config.PluralCount = n
		}
	}
	text, err := w.localizer.Localize(config)
	if err != nil && config.PluralCount != nil {
		config.PluralCount = nil // one form serves both numbers
		text, err = w.localizer.Localize(config)
	}
	if err != nil {
		return "<" + key + ">"
	}
	return text
}

// Has reports whether there is such a message.
func (w *Words) Has(key string) bool { return w.keys[key] }
