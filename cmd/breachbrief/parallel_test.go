package main

import (
	"errors"
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
