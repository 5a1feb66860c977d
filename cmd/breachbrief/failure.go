package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
)

// The exit codes. Codes may be added; a code that a caller does not know is a
// failure.
const (
	exitDone        = 0
	exitFailed      = 1   // nothing was published
	exitUsage       = 2   // wrong options or configuration
	exitForbidden   = 3   // published, with problems that the options forbid
	exitUndelivered = 4   // published, but not delivered to everyone
	exitInterrupted = 130 // nothing was published
)

const exitHelp = `Exit status:
  0    done
  1    failed; nothing was published
  2    wrong options or configuration
  3    done, with problems that the options forbid
  4    published, but not delivered to everyone
  130  interrupted; nothing was published`

// failure is an error with its exit code and what to do about it.
type failure struct {
	code  int
	err   error
	hints []string
}

func (f *failure) Error() string { return f.err.Error() }
func (f *failure) Unwrap() error { return f.err }

// failed returns an error of running, with hints at the next step.
func failed(err error, hints ...string) error {
	return &failure{code: exitFailed, err: err, hints: hints}
}

// misused returns an error of usage, with hints at the next step.
func misused(err error, hints ...string) error {
	return &failure{code: exitUsage, err: err, hints: hints}
}

// conclude tells people how the run ended, unless it went well, and returns the
// exit code.
func (w *world) conclude(err error) int {
	if err == nil {
		return exitDone
	}
	end := &failure{code: exitFailed, err: err}
	var bug *defect
	switch {
	case errors.As(err, &bug):
		w.detail("stack", "trace", string(bug.stack))
		end.hints = []string{"please report it with the command line, the output of 'breachbrief version' and, if you may, the input"}
	case errors.Is(err, context.Canceled):
		end = &failure{code: exitInterrupted, err: errors.New("interrupted; nothing was published")}
	default:
		errors.As(err, &end)
	}
	w.complain(end)
	return end.code
}

func (w *world) complain(end *failure) {
	if w.manners.json {
		w.complainJSON(end)
		return
	}
	w.line(end.err.Error())
	for _, hint := range end.hints {
		w.line("hint: " + hint)
	}
}

func (w *world) complainJSON(end *failure) {
	text, err := json.Marshal(struct {
		Code    int      `json:"code"`
		Message string   `json:"message"`
		Hints   []string `json:"hints"`
	}{end.code, end.err.Error(), append([]string{}, end.hints...)})
	if err == nil {
		fmt.Fprintln(w.stderr, string(text))
	}
}
