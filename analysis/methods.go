package analysis

import (
	"embed"
	"fmt"
	"strings"
)

//go:embed METHODS.md METHODS.ja.md
var methodNotes embed.FS

// A Method is the note on one statistical method. Each part is plain text: one
// line, without Markdown marks.
type Method struct {
	ID     string // the same in both languages, such as share_of_events
	Title  string
	Short  string // what the method tells
	Holds  string // what it assumes, and the least sample that it takes
	How    string // how it is computed, without the executed example
	Source string // the literature, in English

	// Beside is set for methods that no report prints.
	Beside bool
}

// methodLabels are the words that open the parts of a note.
type methodLabels struct {
	short, holds, how, source string
}

// Methods returns the notes on the methods of the findings, in "en" or "ja".
// Both languages have the same methods in the same order. Any other language is
// an error.
func Methods(language string) ([]Method, error) {
	switch language {
	case "en":
		return readMethods("METHODS.md", methodLabels{"In short.", "Holds when.", "How.", "Source."})
	case "ja":
		return readMethods("METHODS.ja.md", methodLabels{"要点。", "前提。", "求め方。", "出典。"})
	}
	return nil, fmt.Errorf("no method notes in language %q: use en or ja", language)
}

func readMethods(file string, labels methodLabels) ([]Method, error) {
	text, err := methodNotes.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("reading the method notes: %w", err)
	}
	var methods []Method
	reported, beside, _ := strings.Cut(string(text), "\n# ")
	for i, section := range append(sectionsOf(reported), sectionsOf(beside)...) {
		title, body, _ := strings.Cut(section, "\n")
		methods = append(methods, Method{
			ID:     methodID(title, body),
			Beside: i >= len(sectionsOf(reported)),
			Title:  title,
			Short:  methodPart(body, labels.short),
			Holds:  methodPart(body, labels.holds),
			How:    methodPart(body, labels.how),
			Source: methodPart(body, labels.source),
		})
	}
	return methods, nil
}

func sectionsOf(text string) []string { return strings.Split(text, "\n## ")[1:] }

// methodID makes an identifier of the English title, which a Japanese section
// names in its first line.
func methodID(title, body string) string {
	if _, english, found := strings.Cut(body, "対応: "); found {
		title, _, _ = strings.Cut(english, "\n")
	}
	return strings.ReplaceAll(strings.ToLower(title), " ", "_")
}

// methodPart returns what follows a label, up to the next label or the example.
// What the English notes say about an example goes with it. Japanese paragraphs
// are joined without a space.
func methodPart(body, label string) string {
	_, text, _ := strings.Cut(body, "**"+label+"**")
	text, _, _ = strings.Cut(text, "\n**")
	text, _, _ = strings.Cut(text, "\n```")
	text = strings.Join(strings.Fields(text), " ")
	return strings.NewReplacer("`", "", "。 ", "。").Replace(text)
}
