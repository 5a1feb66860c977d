package main

import (
	"strings"
	"testing"
	"time"

	"github.com/breachbrief/breachbrief/analysis/intake"
)

// How far a run is shows on a terminal alone, once the run takes its time, and
// is wiped in the end.
func TestProgress(t *testing.T) {
	big := writeFile(t, strings.Repeat("x", 1000), t.TempDir(), "big.csv")
	for _, test := range []struct {
		name   string
		adjust func(*world)
		source string
		pace   time.Duration // between two looks
		want   string
	}{
		{"on a terminal", func(w *world) { w.terminal = true }, big, time.Second, "\rbreachbrief: reading:  50 %\r\x1b[K"},
		{"of standard input", func(w *world) { w.terminal = true }, standardInput, time.Second, "\rbreachbrief: reading: 0 MB\r\x1b[K"},
		{"quick", func(w *world) { w.terminal = true }, big, time.Millisecond, ""},
		{"quiet", func(w *world) { w.terminal, w.manners.quiet = true, true }, big, time.Second, ""},
		{"into a file", func(*world) {}, big, time.Second, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			w, stdout, stderr := testWorld(nil)
			now := w.now()
			w.now = func() time.Time { now = now.Add(test.pace / 2); return now }
			test.adjust(w)
			bar := w.newProgress([]intake.Source{{Name: test.source}})
			bar.show(400)
			bar.show(500)
			bar.clear()
			if stderr.String() != test.want || stdout.Len() > 0 {
				t.Errorf("shows %q, want %q", stderr, test.want)
			}
		})
	}
}
