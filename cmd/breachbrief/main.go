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
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
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

func main() { os.Exit(runUntilSignal(nil)) }

// runUntilSignal carries out the command line of the process and returns the
// exit code. It heeds signals from its first line on.
func runUntilSignal(hurdle func(place string)) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbagePercent)
	}
	w := theWorld()
	w.hurdle = hurdle
	return run(ctx, os.Args[1:], w)
}

func theWorld() *world {
	return &world{
		stdin:     os.Stdin,
		stdout:    os.Stdout,
		stderr:    os.Stderr,
		lookupEnv: os.LookupEnv,
		environ:   os.Environ,
		now:       time.Now,
		terminal:  term.IsTerminal(int(os.Stderr.Fd())) && os.Getenv("TERM") != "dumb",
	}
}

// world is what lies outside of the program.
type world struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	lookupEnv      func(name string) (value string, found bool)
	environ        func() []string // NAME=VALUE
	now            func() time.Time
	terminal       bool // stderr is one that can wipe a line
	manners        manners
	standing       standing
	hurdle         func(place string) // nil; tests of defects make it panic
}

// graceTime is how long an interrupted command may take to end by itself: a
// conversation with a mail server can then come to its end.
const graceTime = 500 * time.Millisecond

// run carries out a command line and returns the exit code. A command that does
// not heed an interruption is left behind: what it has not published is removed,
// and with the program it ends.
func run(ctx context.Context, arguments []string, w *world) int {
	command := newRootCommand(w)
	command.SetArgs(arguments)
	w.manners.json = slices.Contains(arguments, "--json") // also for what is wrong with the options before it
	ended, overdue := make(chan error, 1), make(chan struct{})
	go func() {
		ended <- guarded(func() error { return command.ExecuteContext(ctx) })
	}()
	defer context.AfterFunc(ctx, func() {
		time.Sleep(graceTime)
		close(overdue)
	})()
	select {
	case err := <-ended:
		return w.conclude(ctx, err)
	case <-overdue:
		w.standing.abandon()
		return w.conclude(ctx, ctx.Err())
	}
}
