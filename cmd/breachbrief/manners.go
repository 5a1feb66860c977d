package main

import (
	"fmt"
	"log/slog"
	"strings"
	"time"
	"unicode"

	"github.com/spf13/pflag"
)

// manners are how the program speaks.
type manners struct {
	quiet, verbose, json bool
}

func (m *manners) addFlags(flags *pflag.FlagSet) {
	flags.BoolVarP(&m.quiet, "quiet", "q", false, "say nothing unless something is wrong")
	flags.BoolVarP(&m.verbose, "verbose", "v", false, "also say what each step takes")
	flags.BoolVar(&m.json, "json", false, "print the result on standard output as one JSON object")
}

// say tells people something they may want to know.
func (w *world) say(format string, values ...any) {
	if !w.manners.quiet {
		w.line(fmt.Sprintf(format, values...))
	}
}

// counted returns a number of things.
func counted(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// warn tells people something they should know, however quiet the run.
func (w *world) warn(format string, values ...any) {
	w.line("warning: " + fmt.Sprintf(format, values...))
}

// detail logs a step of the run when that was asked for.
func (w *world) detail(message string, attributes ...any) {
	if !w.manners.verbose {
		return
	}
	withoutTime := func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}
	handler := slog.NewTextHandler(w.stderr, &slog.HandlerOptions{ReplaceAttr: withoutTime})
	slog.New(handler).Info(message, attributes...)
}

// pass is called at the places of a run where tests let it meet a defect.
func (w *world) pass(place string) {
	if w.hurdle != nil {
		w.hurdle(place)
	}
}

// step logs, when the returned function is called, how long a step took.
func (w *world) step(name string, attributes ...any) (done func()) {
	w.pass(name)
	begin := w.now()
	return func() { w.detail(name, append(attributes, "took", w.now().Sub(begin).Round(time.Millisecond))...) }
}

// line writes one line for people. The text may hold cells of the input, so it
// must not be able to begin a line or steer a terminal.
func (w *world) line(text string) {
	fmt.Fprintln(w.stderr, "breachbrief: "+harmless(text))
}

// harmless returns the text on one line without characters that have no shape
// of their own: control, format and separator characters.
func harmless(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.In(r, unicode.Cf), r == unicode.ReplacementChar:
			return '\uFFFD'
		}
		return r
	}, text)
}
