package main

import (
	"fmt"
	"runtime/debug"
	"strings"
)

// defect is a panic: a mistake in the program, never in what it was given.
type defect struct {
	cause string // one line
	stack []string
}

func (d *defect) Error() string { return "a defect of the program stopped it: " + d.cause }

// guarded carries out a task; its panic becomes a defect. A goroutine whose
// panic nobody recovers ends the program at once, with nothing cleared up and
// nobody told, so each one that is started here is guarded.
func guarded(task func() error) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = newDefect(fmt.Sprint(cause), debug.Stack())
		}
	}()
	return task()
}

// newDefect keeps the first line of a cause; below it may stand the stack of a
// goroutine that panicked first.
func newDefect(cause string, stack []byte) *defect {
	first, origin, _ := strings.Cut(cause, "\n")
	return &defect{cause: first, stack: strings.FieldsFunc(origin+"\n"+string(stack), func(r rune) bool { return r == '\n' })}
}
