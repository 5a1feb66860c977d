package main

import (
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
)

// command returns the program, as the test binary plays it, in a folder.
func command(t testing.TB, folder string, arguments ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return &exec.Cmd{Path: self, Args: append([]string{"breachbrief"}, arguments...), Dir: folder}
}

func incidentsOf(year int, rows int) string {
	var text strings.Builder
	text.WriteString("organization,disclosed,vector,size\n")
	for i := range rows {
		fmt.Fprintf(&text, "Organisation %d,%d-07-%02d,ransomware,%d人\n", i, year, i%28+1, i+1)
	}
	return text.String()
}

// A run that is killed at any instant leaves the old report or the new one,
// whole, and the next run clears up behind it.
func TestKilledRunLeavesAWholeReport(t *testing.T) {
	folder := t.TempDir()
	report := []string{"report", "--quiet", "--json", "--lang", "en", "--period", "2022-06,2022-07", "incidents.csv"}
	writeFile(t, incidentsOf(2022, 2), folder, "incidents.csv")
	begin := time.Now()
	if out, err := command(t, folder, report...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	whole := time.Since(begin)

	const kills = 12
	for i := range kills {
		writeFile(t, incidentsOf(2022, i%2+3), folder, "incidents.csv") // a new report each time
		killed := command(t, folder, report...)
		if err := killed.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(whole * time.Duration(i+1) / kills)
		killed.Process.Kill()
		killed.Wait()
		for _, period := range []string{"2022-06", "2022-07"} {
			if faults := verifyReport(filepath.Join(folder, "out", period)); len(faults) > 0 {
				t.Fatalf("killed after %d/%d of its time, a run left of %s: %v", i+1, kills, period, faults)
			}
		}
	}

	if out, err := command(t, folder, report...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	entries, err := os.ReadDir(filepath.Join(folder, "out"))
	if err != nil || len(entries) != 2 {
		t.Errorf("after a run that ended well the folder holds %v (%v)", entries, err)
	}
}

// Of two runs at once one publishes; the other says so or finds it unchanged.
func TestTwoRunsAtOnce(t *testing.T) {
	folder := t.TempDir()
	writeFile(t, incidentsOf(2022, 2000), folder, "incidents.csv")
	var runs []*exec.Cmd
	var said []*strings.Builder
	for range 4 {
		run := command(t, folder, "report", "--period", "2022-07", "incidents.csv")
		out := &strings.Builder{}
		run.Stderr = out
		if err := run.Start(); err != nil {
			t.Fatal(err)
		}
		runs, said = append(runs, run), append(said, out)
	}
	published := 0
	for i, run := range runs {
		err := run.Wait()
		switch {
		case err == nil:
			published++
		case !strings.Contains(said[i].String(), "another run is writing"):
			t.Errorf("%v: %s", err, said[i])
		}
	}
	if published == 0 {
		t.Error("no run published")
	}
	if faults := verifyReport(filepath.Join(folder, "out", "2022-07")); len(faults) > 0 {
		t.Error(faults)
	}
}

// A run that is killed at any instant while it mails, and all its reruns, mail
// once: where the ledger cannot tell, the run says so and mails nothing.
func TestKilledMailingNeverMailsTwice(t *testing.T) {
	mailbox := t.TempDir()
	server := smtp.NewServer(&mailServer{folder: mailbox, pause: 100 * time.Millisecond}) // many a run is killed meanwhile
	server.ErrorLog = log.New(io.Discard, "", 0)                                          // of connections that die
	port, err := serveMail(server)
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	folder, configuration := publishedForMail(t, port)
	send := []string{"send", "--quiet", "--config", configuration, filepath.Join("out", "2022-07")}
	begin := time.Now()
	if out, err := command(t, folder, send...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	whole := time.Since(begin)

	const kills = 20
	known := 0
	for i := range kills {
		before := countFiles(t, mailbox)
		if err := os.Remove(filepath.Join(folder, "out", ledgerName)); err != nil { // as if never mailed
			t.Fatal(err)
		}
		killed := command(t, folder, send...)
		if err := killed.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(whole * time.Duration(i+1) / kills)
		killed.Process.Kill()
		killed.Wait()
		out, err := command(t, folder, send...).CombinedOutput()
		if err == nil {
			known++
		} else if !strings.Contains(string(out), "send again with --force") {
			t.Errorf("killed after %d/%d of its time, the next run says %s", i+1, kills, out)
		}
		if copies := countFiles(t, mailbox) - before; copies > 1 || err == nil && copies != 1 {
			t.Errorf("killed after %d/%d of its time, a run and its rerun (%v) mailed %d times", i+1, kills, err, copies)
		}
	}
	if known == 0 {
		t.Error("no rerun knew what became of the mail")
	}
}

func countFiles(t *testing.T, folder string) int {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	return len(entries)
}
