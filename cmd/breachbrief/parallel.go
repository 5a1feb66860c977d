package main

import (
	"errors"
	"runtime"
	"sync"
)

// parallel carries out all tasks, as many at once as there are processors, and
// returns their errors. A task that panics fails alone, so that what the caller
// holds is released in order.
func parallel(tasks []func() error) error {
	errs := make([]error, len(tasks))
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	var group sync.WaitGroup
	for i, task := range tasks {
		slots <- struct{}{}
		group.Go(func() {
			defer func() { <-slots }()
			errs[i] = guarded(task)
		})
	}
	group.Wait()
	return errors.Join(errs...)
}
