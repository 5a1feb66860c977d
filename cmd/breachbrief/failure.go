package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"syscall"
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
  1    failed; nothing was published, unless the message names it
  2    wrong options or configuration
  3    done, with problems that the options forbid
  4    published, but not delivered to everyone
  130  interrupted; nothing was published, unless the message names it`

// failure is an error with its exit code and what to do about it.
type failure struct {
	code  int
	err   error
	hints []string
	stack []string // of a defect
}

func (f *failure) Error() string { return f.err.Error() }
func (f *failure) Unwrap() error { return f.err }

// failed returns an error of running, with a hint at the next step, or several.
func failed(err error, hint string, more ...string) error {
	return &failure{code: exitFailed, err: err, hints: append([]string{hint}, more...)}
}

// misused returns an error of usage, with a hint at the next step, or several.
func misused(err error, hint string, more ...string) error {
	return &failure{code: exitUsage, err: err, hints: append([]string{hint}, more...)}
}

// Next steps that several errors have in common.
const (
	seeExample   = "'breachbrief init DIR' writes an example with comments"
	seeOutput    = "look at where standard output goes"
	chooseOutput = "choose another folder with --out"
)

// remedy returns the next step after an error of the file system, else the one
// given.
func remedy(err error, otherwise string) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "paths count from the current folder, those in a configuration from its own"
	case errors.Is(err, fs.ErrPermission):
		return "the user who runs breachbrief needs the right to it"
	case errors.Is(err, syscall.ENOSPC):
		return "make room on the disk and run it again"
	}
	return otherwise
}

// conclude tells people how the run ended, unless it went well, and returns the
// exit code.
func (w *world) conclude(ctx context.Context, err error) int {
	if err == nil {
		return exitDone
	}
	end := failureOf(err)
	if ctx.Err() != nil {
		end = w.standing.interrupted(end)
	}
	w.complain(end)
	return end.code
}

// failureOf returns an error as a failure; one that is none is a failure of
// running that nobody foresaw.
func failureOf(err error) *failure {
	if bug, ok := errors.AsType[*defect](err); ok {
		return &failure{code: exitFailed, err: bug, stack: bug.stack, hints: []string{
			fmt.Sprintf("please report it with all these lines, the command line and, if you may, the input: breachbrief %s, %s", version, build())}}
	}
	if end, ok := errors.AsType[*failure](err); ok {
		return end
	}
	return &failure{code: exitFailed, err: err, hints: []string{
		remedy(err, fmt.Sprintf("run it again; should it fail again, please report it: breachbrief %s, %s", version, build()))}}
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
	for _, line := range end.stack {
		w.line("stack: " + line)
	}
}

func (w *world) complainJSON(end *failure) {
	text, err := json.Marshal(struct {
		Code    int      `json:"code"`
		Message string   `json:"message"`
		Hints   []string `json:"hints"`
		Stack   []string `json:"stack,omitempty"`
	}{end.code, end.err.Error(), append([]string{}, end.hints...), end.stack})
	if err == nil {
		fmt.Fprintln(w.stderr, string(text))
	}
}
