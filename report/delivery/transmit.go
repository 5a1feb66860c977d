package delivery

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Send mails a message, however often it was mailed before; see
// [Ledger.Deliver]. What fails for the moment is tried again as the relay says:
// a connection that breaks before the mail is over, an answer 4xx. What the
// server took for some recipients goes to the others alone.
//
// The error is nil only if the server took the mail for every recipient; the
// result tells them apart. A mail that is too large is a [*TooLargeError].
func Send(ctx context.Context, relay Relay, m Message) (Result, error) {
	l, err := compose(m)
	if err != nil {
		return Result{}, err
	}
	t := newTransmission(relay, l)
	return t.run(ctx)
}

// transmission is the delivery of one letter.
type transmission struct {
	relay    Relay
	letter   letter
	outcomes []Outcome // one for each recipient of the letter, in their order
	attempts int
	// record writes what is about to happen to the recipients, or has happened.
	// Nothing is sent if it fails.
	record func(state State, recipients []string, words string) error
}

func newTransmission(relay Relay, l letter) *transmission {
	t := &transmission{relay: relay, letter: l, record: func(State, []string, string) error { return nil }}
	for _, recipient := range l.recipients {
		t.outcomes = append(t.outcomes, Outcome{Recipient: recipient, State: Unsent})
	}
	return t
}

// open returns the outcomes that a further attempt may change.
func (t *transmission) open() []*Outcome {
	var open []*Outcome
	for i := range t.outcomes {
		if state := t.outcomes[i].State; state == Unsent || state == Deferred {
			open = append(open, &t.outcomes[i])
		}
	}
	return open
}

// run makes attempts until nothing is left to try.
func (t *transmission) run(ctx context.Context) (Result, error) {
	relay, err := t.relay.complete()
	if err != nil {
		return t.result(err)
	}
	t.relay = relay
	if size := int64(len(t.letter.content)); len(t.open()) > 0 && relay.MaxSize > 0 && size > relay.MaxSize {
		return t.result(&TooLargeError{Size: size, Limit: relay.MaxSize})
	}
	for len(t.open()) > 0 {
		if ctx.Err() != nil {
			return t.result(fmt.Errorf("sending was interrupted: %w", ctx.Err()))
		}
		if t.attempts > 0 {
			wait(ctx, relay, t.attempts)
			if ctx.Err() != nil {
				continue
			}
		}
		t.attempts++
		err = t.attempt(ctx)
		if ctx.Err() == nil && (t.attempts > relay.Retries || err != nil && !isTemporary(err)) {
			return t.result(err)
		}
	}
	return t.result(err)
}

func wait(ctx context.Context, relay Relay, attempts int) {
	pause, cancel := context.WithTimeout(ctx, relay.pause(attempts))
	defer cancel()
	<-pause.Done()
}

func isTemporary(err error) bool {
	var f *fault
	return errors.As(err, &f) && f.temporary
}

// attempt holds one conversation about all open recipients. Its error is what
// kept the conversation from its end.
func (t *transmission) attempt(ctx context.Context) error {
	c, err := connect(ctx, t.relay)
	if err != nil {
		return err
	}
	defer c.close()
	size := int64(len(t.letter.content))
	if limit := c.sizeLimit(); limit > 0 && size > limit {
		return &TooLargeError{Size: size, Limit: limit}
	}
	if err := c.mail(t.letter.from); err != nil {
		return cmp.Or(t.tooLarge(err), err)
	}
	accepted, err := t.offer(c)
	if err != nil {
		return err
	}
	if len(accepted) == 0 {
		c.quit()
		return nil
	}
	return t.transmit(ctx, c, accepted)
}

// offer names the open recipients to the server and returns those it accepts.
func (t *transmission) offer(c *connection) ([]*Outcome, error) {
	var accepted []*Outcome
	for _, o := range t.open() {
		err := c.recipient(o.Recipient)
		var f *fault
		switch {
		case err == nil:
			accepted = append(accepted, o)
		case !errors.As(err, &f) || f.code == 0:
			return nil, err
		case f.temporary:
			o.State, o.Words = Deferred, f.words
		default:
			o.State, o.Words = Refused, f.words
			if err := t.record(Refused, []string{o.Recipient}, f.words); err != nil {
				return nil, err
			}
		}
	}
	return accepted, nil
}

// transmit sends the mail to recipients that the server accepted. The record
// says so before, so that a crash at any instant leaves a trace of what may
// have been sent.
func (t *transmission) transmit(ctx context.Context, c *connection, accepted []*Outcome) error {
	var recipients []string
	for _, o := range accepted {
		recipients = append(recipients, o.Recipient)
	}
	if err := t.record(Sending, recipients, ""); err != nil {
		return err
	}
	state, err := c.data(ctx, t.letter.content)
	words := ""
	if f := (*fault)(nil); errors.As(err, &f) {
		words = f.words
	}
	for _, o := range accepted {
		o.State, o.Words = state, words
	}
	if err := t.record(inLedger(state), recipients, words); err != nil {
		return fmt.Errorf("the mail is %s for %s, but that could not be noted: %w", state, strings.Join(recipients, ", "), err)
	}
	if state == Sent {
		c.quit()
	}
	return t.tooLarge(err) // the outcomes tell the rest
}

// inLedger returns the state as a ledger knows it.
func inLedger(state State) State {
	if state == Deferred {
		return Refused
	}
	return state
}

// tooLarge returns the server's complaint about the size as an error of its own,
// and nil for any other.
func (t *transmission) tooLarge(err error) error {
	var f *fault
	if errors.As(err, &f) && f.isTooLarge() {
		return &TooLargeError{Size: int64(len(t.letter.content))}
	}
	return nil
}

// result sums up. The error joins what ended the last conversation and the
// recipients that the mail did not reach.
func (t *transmission) result(cause error) (Result, error) {
	result := Result{MessageID: t.letter.id, Attempts: t.attempts, Outcomes: slices.Clone(t.outcomes)}
	problems := []error{cause}
	for _, o := range result.Outcomes {
		if o.State != Sent && o.State != Unsent {
			problems = append(problems, errors.New(o.String()))
		}
	}
	return result, errors.Join(problems...)
}
