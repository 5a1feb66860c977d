package delivery

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
	"github.com/google/go-cmp/cmp"
)

// openLedger opens the ledger at a path, as the program does.
func openLedger(t *testing.T, path string) *Ledger {
	t.Helper()
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { file.Close() })
	ledger, err := NewLedger(file)
	if err != nil {
		t.Fatal(err)
	}
	return ledger
}

var someTime = time.Date(2022, 7, 2, 6, 17, 0, 0, time.UTC)

func TestDeliverTwiceMailsOnce(t *testing.T) {
	p := &post{}
	relay := p.serve(t, StartTLS)
	path := filepath.Join(t.TempDir(), "ledger.jsonl")
	for run, attempts := range []int{1, 0, 0} {
		if run == 2 {
			relay.MaxSize = 1 // is of no matter to a mail that need not travel
		}
		result, err := openLedger(t, path).Deliver(t.Context(), relay, Delivery{Message: report(), Time: someTime})
		if err != nil || !result.Complete() || result.Attempts != attempts || result.Outcomes[0].Earlier != (run > 0) {
			t.Errorf("run %d: %+v, %v", run, result, err)
		}
	}
	if n := len(p.received()); n != 1 {
		t.Errorf("%d mails", n)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const line = `{"message_id":"\u003c2022-06.6acc525b1e6aa8dc12bb90bae3bbb2b5@example.jp\u003e","period":"2022-06","group":"managers-ja",` +
		`"recipients":["yamada@example.jp","sato@example.jp","risk@example.jp","audit@example.jp"],"state":"STATE","time":"2022-07-02T06:17:00Z"}` + "\n"
	if want := strings.Replace(line, "STATE", "sending", 1) + strings.Replace(line, "STATE", "sent", 1); string(content) != want {
		t.Errorf("ledger:\n%swant:\n%s", content, want)
	}
}

func TestDeliverServesOnlyWhomTheMailHasNotReached(t *testing.T) {
	refuse := true
	p := &post{rcpt: func(address string) error {
		if refuse && address == "sato@example.jp" {
			return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such user"}
		}
		return nil
	}}
	relay := p.serve(t, StartTLS)
	path := filepath.Join(t.TempDir(), "ledger.jsonl")
	ledger := openLedger(t, path)
	if _, err := ledger.Deliver(t.Context(), relay, Delivery{Message: report(), Time: someTime}); err == nil {
		t.Fatal("no error")
	}
	var states []State
	for _, entry := range ledger.entries {
		states = append(states, entry.State)
	}
	if want := []State{Refused, Sending, Sent}; !cmp.Equal(states, want) {
		t.Errorf("states = %v, want %v", states, want)
	}
	refuse = false
	larger := report()
	larger.BCC = append(larger.BCC, "new@example.jp")
	result, err := openLedger(t, path).Deliver(t.Context(), relay, Delivery{Message: larger, Time: someTime})
	if err != nil || !result.Complete() {
		t.Fatalf("second run: %+v, %v", result, err)
	}
	mails := p.received()
	if want := []string{"sato@example.jp", "new@example.jp"}; len(mails) != 2 || !cmp.Equal(mails[1].recipients, want) {
		t.Errorf("mails = %+v, want the second for %v", mails, want)
	}
}

func TestDeliverLeavesTheUncertainToPeople(t *testing.T) {
	tests := []struct{ name, left string }{
		{"an earlier run stopped while it sent", `"sending"`},
		{"an earlier run lost the connection", `"uncertain"`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := &post{}
			relay := p.serve(t, StartTLS)
			id, _ := MessageID(report())
			path := filepath.Join(t.TempDir(), "ledger.jsonl")
			line := `{"message_id":"` + id + `","recipients":["SATO@example.jp"],"state":` + test.left + `}` + "\n"
			if err := os.WriteFile(path, []byte(line), 0o600); err != nil {
				t.Fatal(err)
			}
			result, err := openLedger(t, path).Deliver(t.Context(), relay, Delivery{Message: report(), Time: someTime})
			if err == nil || !strings.Contains(err.Error(), "send again with --force") ||
				!cmp.Equal(result.Recipients(Uncertain), []string{"sato@example.jp"}) || len(result.Recipients(Sent)) != 3 {
				t.Errorf("%+v, %v", result, err)
			}
			result, err = openLedger(t, path).Deliver(t.Context(), relay, Delivery{Message: report(), Time: someTime, Force: true})
			if err != nil || !result.Complete() || p.copies("sato@example.jp") != 1 || p.copies("yamada@example.jp") != 1 {
				t.Errorf("forced: %+v, %v; mails %+v", result, err, p.received())
			}
		})
	}
}

// Without a line on the disk nothing is sent.
func TestDeliverStopsIfItCannotWrite(t *testing.T) {
	p := &post{}
	relay := p.serve(t, StartTLS)
	relay.Retries = 3
	disk := &disk{failAt: 1}
	ledger, err := NewLedger(disk.open())
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		result, err := ledger.Deliver(t.Context(), relay, Delivery{Message: report(), Time: someTime})
		if !errors.Is(err, errDisk) || result.Attempts != 1 || len(p.received()) != 0 {
			t.Errorf("%+v, %v; %d mails", result, err, len(p.received()))
		}
	}
}

func TestLedgerReportsDamage(t *testing.T) {
	const good = `{"message_id":"<a@b>","recipients":["x@y"],"state":"sent"}` + "\n"
	tests := []struct {
		name, content string
		lines         []int  // damaged
		unfinished    string // cut off
		entries       int
	}{
		{"empty", "", nil, "", 0},
		{"good", good + good, nil, "", 2},
		{"no line end", good + strings.TrimSuffix(good, "\n"), nil, "", 2},
		{"stopped while writing", good + `{"message_id":"<a@b`, nil, `{"message_id":"<a@b`, 1},
		{"stopped before its end", good + good[:len(good)-2], nil, good[:len(good)-2], 1},
		{"garbage in the middle", good + "garbage\n" + good, []int{2}, "", 0},
		{"half a line in the middle", `{"message_id":"<a@b` + "\n" + good, []int{1}, "", 0},
		{"garbage at the end", good + "garbage", []int{2}, "", 0},
		{"zeros at the end", good + "\x00\x00\x00", []int{2}, "", 0},
		{"two entries in a line", good[:len(good)-1] + good, []int{1}, "", 0},
		{"blank line", good + "\n" + good, []int{2}, "", 0},
		{"unknown state", good + strings.Replace(good, "sent", "posted", 1), []int{2}, "", 0},
		{"unknown state without line end", strings.TrimSuffix(strings.Replace(good, "sent", "Sent", 1), "\n"), []int{1}, "", 0},
		{"no recipients", `{"message_id":"<a@b>","state":"sent"}` + "\n", []int{1}, "", 0},
		{"no message_id", `{"recipients":["x@y"],"state":"sent"}` + "\n", []int{1}, "", 0},
		{"byte order mark", "\ufeff" + good, []int{1}, "", 0},
		{"several", "a\n" + good + "b\n", []int{1, 3}, "", 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := &disk{content: []byte(test.content)}
			ledger, err := NewLedger(d.open())
			var damage *DamagedLedgerError
			if errors.As(err, &damage) != (test.lines != nil) {
				t.Fatalf("error = %v", err)
			}
			if damage != nil {
				var lines []int
				for _, line := range damage.Lines {
					if !strings.Contains(err.Error(), fmt.Sprintf("\n  line %d: ", line.Number)) {
						t.Errorf("error %q does not name line %d", err, line.Number)
					}
					lines = append(lines, line.Number)
				}
				if !cmp.Equal(lines, test.lines) || string(d.content) != test.content {
					t.Errorf("damaged lines = %v, want %v; file %q", lines, test.lines, d.content)
				}
				return
			}
			if got := len(ledger.entries); got != test.entries || ledger.Unfinished != test.unfinished {
				t.Errorf("%d entries, unfinished %q; want %d, %q", got, ledger.Unfinished, test.entries, test.unfinished)
			}
			if len(d.content) > 0 && !bytes.HasSuffix(d.content, []byte("\n")) {
				t.Errorf("file ends within a line: %q", d.content)
			}
		})
	}
}

func FuzzLedger(f *testing.F) {
	f.Add([]byte(`{"message_id":"<a@b>","recipients":["x@y"],"state":"sent"}` + "\n{\"mess"))
	f.Add([]byte("garbage\n\n\x00"))
	f.Fuzz(func(t *testing.T, content []byte) {
		d := &disk{content: bytes.Clone(content)}
		ledger, err := NewLedger(d.open())
		if err != nil {
			if !bytes.Equal(d.content, content) {
				t.Error("a damaged ledger was changed")
			}
			return
		}
		if err := ledger.add(Entry{MessageID: "<c@d>", Recipients: []string{"x@y"}, State: Sending}); err != nil {
			t.Fatal(err)
		}
		again, err := NewLedger(d.open())
		if err != nil || again.Unfinished != "" {
			t.Fatalf("reading it back: %v, unfinished %q", err, again.Unfinished)
		}
		if diff := cmp.Diff(ledger.entries, again.entries); diff != "" {
			t.Errorf("entries (-written +read):\n%s", diff)
		}
		if again.State("<c@d>", "X@Y") != Uncertain {
			t.Error("a mail being sent is not uncertain")
		}
	})
}

var errDisk = errors.New("no space left on device")

// disk is a file that outlives crashes. At the write numbered failAt (from 1; 0:
// never) the power fails: nothing works any more, what was not synced is lost,
// and of that write only keep bytes stay.
type disk struct {
	content []byte
	failAt  int
	keep    int
}

func (d *disk) open() *diskFile { return &diskFile{disk: d, synced: len(d.content)} }

// diskFile is the file as one run sees it.
type diskFile struct {
	*disk
	read   int
	writes int
	synced int
}

func (f *diskFile) failed() bool { return f.failAt > 0 && f.writes >= f.failAt }

func (f *diskFile) Read(p []byte) (int, error) {
	n := copy(p, f.content[f.read:])
	f.read += n
	if n == 0 {
		return 0, io.EOF
	}
	return n, nil
}

func (f *diskFile) WriteAt(p []byte, offset int64) (int, error) {
	if f.failed() {
		return 0, errDisk
	}
	if f.writes++; !f.failed() {
		f.content = append(f.content[:offset], p...)
		return len(p), nil
	}
	if f.content = f.content[:f.synced]; f.synced == int(offset) {
		f.content = append(f.content, p[:min(f.keep, len(p))]...)
	}
	return 0, errDisk
}

func (f *diskFile) Truncate(size int64) error {
	if f.failed() {
		return errDisk
	}
	f.content = f.content[:size]
	f.synced = min(f.synced, int(size))
	return nil
}

func (f *diskFile) Sync() error {
	if f.failed() {
		return errDisk
	}
	f.synced = len(f.content)
	return nil
}
