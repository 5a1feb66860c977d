package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// Whatever goes wrong, people get one line and a next step.
func TestConclusions(t *testing.T) {
	interrupted, interrupt := context.WithCancel(t.Context())
	interrupt()
	undelivered := undelivered("out/2022-07", []string{"no answer"})
	for _, test := range []struct {
		name string
		ctx  context.Context
		done string
		err  error
		code int
		says string
	}{
		{"all is well", t.Context(), "", nil, exitDone, ""},
		{"all is well in spite of an interruption", interrupted, "", nil, exitDone, ""},
		{"an interruption", interrupted, "", fmt.Errorf("reading: %w", context.Canceled), exitInterrupted, "interrupted; nothing was published"},
		{"what follows from an interruption", interrupted, "", errDiscarded, exitInterrupted, "interrupted; nothing was published"},
		{"an interruption after publishing", interrupted, "published: out/2022-07", context.Canceled, exitInterrupted, "interrupted; published: out/2022-07"},
		{"an interruption of mailing", interrupted, "", undelivered, exitInterrupted, "interrupted: out/2022-07 is published, but not delivered to everyone: no answer"},
		{"wrong usage", t.Context(), "", misused(errors.New("no such thing"), "try another"), exitUsage, "hint: try another"},
		{"any other error", t.Context(), "", errors.New("no such file"), exitFailed, "breachbrief: no such file"},
	} {
		t.Run(test.name, func(t *testing.T) {
			w, _, stderr := testWorld(nil)
			w.standing.done = test.done
			if code := w.conclude(test.ctx, test.err); code != test.code {
				t.Errorf("exit code %d, want %d", code, test.code)
			}
			if !strings.Contains(stderr.String(), test.says) || strings.Contains(stderr.String(), "stack") {
				t.Errorf("says %q, want %q", stderr, test.says)
			}
		})
	}
}

// A defect says what to report. The cause may quote a cell, which begins no line.
func TestDefectsAskToBeReported(t *testing.T) {
	err := fmt.Errorf("writing: %w", parallel([]func() error{func() error { panic("no room for\n::error::x\x1b[2J") }}))
	w, _, stderr := testWorld(nil)
	if code := w.conclude(t.Context(), err); code != exitFailed {
		t.Errorf("exit code %d, want %d", code, exitFailed)
	}
	for _, want := range []string{"a defect of the program stopped it: no room for\n", "hint: please report it", "breachbrief " + version + ", revision",
		"failure_test.go"} {
		if !strings.Contains(stderr.String(), want) {
			t.Errorf("says %q, want %q", stderr, want)
		}
	}
	for line := range strings.Lines(stderr.String()) {
		if !strings.HasPrefix(line, "breachbrief: ") || strings.Contains(line, "\x1b") {
			t.Errorf("the line %q is not the program's own", line)
		}
	}

	stderr.Reset()
	w.manners.json = true
	w.conclude(t.Context(), err)
	var end struct{ Stack []string }
	if err := json.Unmarshal(stderr.Bytes(), &end); err != nil || len(end.Stack) < 3 {
		t.Errorf("%v: a stack of %d lines", err, len(end.Stack))
	}
}
