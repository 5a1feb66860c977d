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
