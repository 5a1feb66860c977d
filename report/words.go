package report

import (
	"embed"
	"fmt"

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
// one place that formats numbers, dates and units.
type Words struct {
	Language  Language
	localizer *i18n.Localizer
}

// LoadWords returns the words of a language.
func LoadWords(l Language) (*Words, error) {
	tag, err := language.Parse(string(l))
	if err != nil || l != English && l != Japanese {
		return nil, fmt.Errorf("unknown language %q: use en or ja", l)
	}
	bundle := i18n.NewBundle(tag)
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	name := fmt.Sprintf("wording/messages.%s.toml", l)
	if _, err := bundle.LoadMessageFileFS(wordingFiles, name); err != nil {
		return nil, fmt.Errorf("reading the words of language %s: %w", l, err)
	}
	return &Words{Language: l, localizer: i18n.NewLocalizer(bundle, string(l))}, nil
}

// Values fills the placeholders of a message.
type Values map[string]any

// Say returns a message. A message that does not exist comes back as its key in
// angle brackets; a test keeps that from happening.
func (w *Words) Say(key string, values ...Values) string {
	config := &i18n.LocalizeConfig{MessageID: key}
	if len(values) > 0 {
		config.TemplateData = values[0]
		if n, ok := values[0]["Count"]; ok {
			config.PluralCount = n
		}
	}
	text, err := w.localizer.Localize(config)
	if err != nil {
		return "<" + key + ">"
	}
	return text
}
