package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
)

func TestParallelCarriesOutAllTasks(t *testing.T) {
	var done atomic.Int32
	wrong := errors.New("wrong")
	var tasks []func() error
	for i := range 50 {
		tasks = append(tasks, func() error {
			done.Add(1)
			if i == 7 {
				return wrong
			}
			return nil
		})
	}
	if err := parallel(tasks); !errors.Is(err, wrong) {
		t.Errorf("error %v, want %v", err, wrong)
	}
	if done.Load() != 50 {
		t.Errorf("%d tasks carried out, want 50", done.Load())
	}
}

// Whatever goes wrong, people get one line and a next step, never a trace.
func TestConclusions(t *testing.T) {
	panics := parallel([]func() error{func() error { panic("index out of range") }})
	for _, test := range []struct {
		name string
		err  error
		code int
		says string
	}{
		{"all is well", nil, exitDone, ""},
		{"a defect of the program", fmt.Errorf("writing: %w", panics), exitFailed, "please report it"},
		{"an interruption", fmt.Errorf("reading: %w", context.Canceled), exitInterrupted, "interrupted; nothing was published"},
		{"wrong usage", misused(errors.New("no such thing"), "try another"), exitUsage, "hint: try another"},
		{"any other error", errors.New("no such file"), exitFailed, "breachbrief: no such file"},
	} {
		t.Run(test.name, func(t *testing.T) {
			w, _, stderr := testWorld(nil)
			if code := w.conclude(test.err); code != test.code {
				t.Errorf("exit code %d, want %d", code, test.code)
			}
			if !strings.Contains(stderr.String(), test.says) || strings.Contains(stderr.String(), "goroutine") {
				t.Errorf("says %q, want %q", stderr, test.says)
			}
		})
	}
}
