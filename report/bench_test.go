package report

import "testing"

func BenchmarkCompose(b *testing.B) {
	findings := findingsOf(sampleIncidents(), "2022-06")
	words := wordsOf(b, Japanese)
	for b.Loop() {
		if _, err := Compose(findings, Style{Words: words}); err != nil {
			b.Fatal(err)
		}
	}
}
