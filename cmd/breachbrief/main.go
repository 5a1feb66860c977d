// Command breachbrief turns incident CSVs into a workbook and a briefing for
// managers, in Japanese and in English.
//
// The package is the program's border: flags, configuration, files, clock,
// environment, standard streams and exit codes are dealt with here and nowhere
// else. Reading, computing, composing and drawing are the work of the packages
// it calls; it computes nothing itself. Standard output carries results only,
// standard error speaks to people, and a run either publishes a complete report
// or leaves everything as it was.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	_ "time/tzdata" // zones on machines that carry none

	"golang.org/x/term"
)

// garbagePercent is how much garbage may lie beside what is in use. Most of what
// a large run holds it holds to its end and without pointers, so that collecting
// often costs little: at a million rows 30 takes a quarter less memory than Go's
// 100, in the same time.
const garbagePercent = 30

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbagePercent)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	code := run(ctx, os.Args[1:], &world{
		stdin:     os.Stdin,
		stdout:    os.Stdout,
		stderr:    os.Stderr,
		lookupEnv: os.LookupEnv,
		now:       time.Now,
		terminal:  term.IsTerminal(int(os.Stderr.Fd())),
	})
	os.Exit(code)
}

// world is what lies outside of the program.
type world struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	lookupEnv      func(name string) (value string, found bool)
	now            func() time.Time
	terminal       bool // stderr is one
	manners        manners
}

// run carries out a command line and returns the exit code.
func run(ctx context.Context, arguments []string, w *world) (code int) {
	defer func() {
		if cause := recover(); cause != nil {
			code = w.conclude(&defect{cause: cause, stack: debug.Stack()})
		}
	}()
	command := newRootCommand(w)
	command.SetArgs(arguments)
	return w.conclude(command.ExecuteContext(ctx))
}

// defect is a panic: a mistake in the program, never in what it was given.
type defect struct {
	cause any
	stack []byte
}

func (d *defect) Error() string {
	return fmt.Sprintf("a defect of the program stopped it: %v", d.cause)
}
