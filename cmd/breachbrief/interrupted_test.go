//go:build unix

// Windows has no signal that ends another process in order.

package main

import (
	"bufio"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
)

// A run that is interrupted ends at once, whatever it is at, even if it never
// would, and leaves the old report alone.
func TestInterruptedRunClearsUp(t *testing.T) {
	for i, place := range []string{"read", "store", "resolve", "analyse", "compose", "file", "publish"} {
		t.Run(place, func(t *testing.T) {
			t.Parallel() // most of the time passes in waiting
			folder := t.TempDir()
			writeFile(t, incidentsOf(2022, 3), folder, "incidents.csv")
			run := command(t, folder, "report", "--period", "2022-06,2022-07", "--lang", "en", "incidents.csv")
			run.Args[0], run.Env = "defective", append(os.Environ(), "STUCK="+place)
			took, said := interrupt(t, run, []os.Signal{os.Interrupt, syscall.SIGTERM}[i%2])
			if code := run.ProcessState.ExitCode(); code != exitInterrupted || said != "breachbrief: interrupted; nothing was published\n" {
				t.Errorf("exit code %d, says %q", code, said)
			}
			if took > graceTime+5*time.Second { // half a second, were the machine not shared
				t.Errorf("it takes %s", took)
			}
			if _, err := os.Stat(filepath.Join(folder, "out")); !os.IsNotExist(err) {
				t.Errorf("the output folder is left behind: %v", err)
			}
		})
	}
}

// interrupt starts a run, sends it a signal once it says that it is stuck, and
// returns what it says then and how long it takes to end.
func interrupt(t *testing.T, run *exec.Cmd, signal os.Signal) (took time.Duration, said string) {
	t.Helper()
	stderr, err := run.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(stderr)
	for line := ""; line != "stuck\n"; {
		if line, err = lines.ReadString('\n'); err != nil {
			t.Fatal(err)
		}
	}
	begin := time.Now()
	if err := run.Process.Signal(signal); err != nil {
		t.Fatal(err)
	}
	rest, err := io.ReadAll(lines)
	if err != nil {
		t.Fatal(err)
	}
	run.Wait()
	return time.Since(begin), string(rest)
}

// silentServer takes a mail and never says so.
type silentServer struct{ mails chan struct{} }

func (s silentServer) NewSession(*smtp.Conn) (smtp.Session, error) { return s, nil }
func (s silentServer) Mail(string, *smtp.MailOptions) error        { return nil }
func (s silentServer) Rcpt(string, *smtp.RcptOptions) error        { return nil }
func (s silentServer) Reset()                                      {}
func (s silentServer) Logout() error                               { return nil }

func (s silentServer) Data(r io.Reader) error {
	if _, err := io.Copy(io.Discard, r); err != nil {
		return err
	}
	s.mails <- struct{}{}
	select {}
}

// A run that is interrupted while the server has the mail and has not answered
// says that nobody knows, and no rerun mails again.
func TestInterruptedMailingIsUncertain(t *testing.T) {
	silent := silentServer{mails: make(chan struct{}, 10)}
	server := smtp.NewServer(silent)
	server.ErrorLog = log.New(io.Discard, "", 0)
	port, err := serveMail(server)
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	folder, configuration := publishedForMail(t, port)
	send := []string{"send", "--config", configuration, filepath.Join("out", "2022-07")}
	run := command(t, folder, send...)
	var said strings.Builder
	run.Stderr = &said
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	<-silent.mails
	begin := time.Now()
	if err := run.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	run.Wait()
	if took := time.Since(begin); took > graceTime+5*time.Second {
		t.Errorf("it takes %s", took)
	}
	if code := run.ProcessState.ExitCode(); code != exitInterrupted || !strings.Contains(said.String(), "perhaps not delivered to everyone") {
		t.Errorf("exit code %d, says %s", code, &said)
	}
	rerun := command(t, folder, send...)
	patience := time.AfterFunc(time.Minute, func() { rerun.Process.Kill() }) // the server never answers one that mails again
	defer patience.Stop()
	out, _ := rerun.CombinedOutput()
	if code := rerun.ProcessState.ExitCode(); code != exitUndelivered || !strings.Contains(string(out), "send again with --force") {
		t.Errorf("the rerun ends with %d and says %s", code, out)
	}
	if len(silent.mails) > 0 {
		t.Error("the rerun mailed again")
	}
}
