package delivery

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
	"pgregory.net/rapid"
)

// The heart of delivery: whatever goes wrong at the server, on the line and on
// the disk, in whatever order and over however many reruns, nobody gets a
// report twice, nobody is told it was sent who did not get it, and nobody who
// might not have got it is forgotten.
func TestNoSequenceOfCrashesMailsTwice(t *testing.T) {
	w := &world{post: &post{}}
	w.post.rcpt, w.post.begun, w.post.taken = w.meet("rcpt"), w.meetAny("begun"), w.meetAny("taken")
	relay := w.post.serve(t, None)
	relay.Backoff = time.Nanosecond
	periods := 0
	rapid.Check(t, func(t *rapid.T) {
		periods++
		m := report()
		m.Period = fmt.Sprint(periods)
		m.Attachments = nil
		w.disk = &disk{}
		for range rapid.IntRange(1, 4).Draw(t, "runs") {
			relay.Retries = rapid.IntRange(0, 2).Draw(t, "retries")
			w.draw(t)
			w.run(t, relay, m)
		}
		w.faults, w.disk.failAt = nil, 0
		w.run(t, relay, m)
	})
}

// world is a mail server, a disk and what is about to go wrong with them.
type world struct {
	post   *post
	disk   *disk
	faults []mishap
}

// mishap happens when the conversation comes to its place for the nth time.
type mishap struct {
	place  string
	nth    int
	answer error
}

// draw chooses what goes wrong in the next run.
func (w *world) draw(t *rapid.T) {
	w.disk.failAt = rapid.IntRange(0, 4).Draw(t, "write that fails")
	w.disk.keep = rapid.IntRange(0, 400).Draw(t, "bytes of it that stay")
	later := &smtp.SMTPError{Code: 451, Message: "later"}
	never := &smtp.SMTPError{Code: 550, Message: "never"}
	w.faults = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) mishap {
		return mishap{
			place:  rapid.SampledFrom([]string{"rcpt", "begun", "taken"}).Draw(t, "place"),
			nth:    rapid.IntRange(1, 6).Draw(t, "nth"),
			answer: rapid.SampledFrom([]error{later, never, errHangUp}).Draw(t, "answer"),
		}
	}), 0, 4).Draw(t, "faults")
}

func (w *world) meet(place string) func(string) error {
	ask := w.meetAny(place)
	return func(string) error { return ask() }
}

func (w *world) meetAny(place string) func() error {
	return func() error {
		for i := range w.faults {
			if f := &w.faults[i]; f.place == place {
				if f.nth--; f.nth == 0 {
					return f.answer
				}
			}
		}
		return nil
	}
}

// run is one start of the program, up to its end or its crash.
func (w *world) run(t *rapid.T, relay Relay, m Message) {
	ledger, err := NewLedger(w.disk.open())
	if err != nil {
		t.Fatalf("the ledger is damaged: %v\n%s", err, w.disk.content)
	}
	result, err := ledger.Deliver(t.Context(), relay, Delivery{Message: m, Time: someTime})
	if (err == nil) != result.Complete() && w.disk.failAt == 0 {
		t.Errorf("error %v, but complete: %t", err, result.Complete())
	}
	for _, o := range result.Outcomes {
		copies := w.copies(result.MessageID, o.Recipient)
		switch {
		case copies > 1:
			t.Errorf("%s got %d copies\n%s", o.Recipient, copies, w.disk.content)
		case o.State == Sent && copies != 1, o.State != Sent && o.State != Uncertain && copies != 0:
			t.Errorf("%s is %s with %d copies\n%s", o.Recipient, o.State, copies, w.disk.content)
		}
		if w.faults == nil && w.disk.failAt == 0 && o.State != Sent && o.State != Uncertain {
			t.Errorf("%s is %s though nothing went wrong", o.Recipient, o.State)
		}
	}
}

// copies counts the mails of one Message-ID to a recipient.
func (w *world) copies(id, recipient string) int {
	w.post.mu.Lock()
	defer w.post.mu.Unlock()
	n := 0
	for _, m := range w.post.mails {
		for _, r := range m.recipients {
			if r == recipient && strings.Contains(m.content, "Message-ID: "+id) {
				n++
			}
		}
	}
	return n
}
