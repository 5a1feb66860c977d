package briefing

import (
	"bytes"
	"testing"

	"github.com/breachbrief/breachbrief/report"
)

var languages = []report.Language{report.English, report.Japanese}

func write(t testing.TB, document *report.Document) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, document); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestSameDocumentSameBytes(t *testing.T) {
	for _, language := range languages {
		first := write(t, fixture{language}.full(t))
		for range 3 {
			if !bytes.Equal(first, write(t, fixture{language}.full(t))) {
				t.Fatalf("%s: bytes differ between runs", language)
			}
		}
	}
}
