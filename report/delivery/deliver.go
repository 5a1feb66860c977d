package delivery

import (
	"context"
	"time"
)

// Delivery is a message to be mailed once.
type Delivery struct {
	Message Message
	Time    time.Time // of this run, for the ledger
	Force   bool      // also to recipients whom an earlier mail may have reached
}

// Deliver mails a message as [Send] does, but only to recipients for whom the
// ledger does not say that it was sent. Where the ledger cannot tell whether it
// arrived, the outcome is Uncertain and nothing is sent unless the delivery is
// forced. Recipients refused earlier are tried again.
func (l *Ledger) Deliver(ctx context.Context, relay Relay, d Delivery) (Result, error) {
	letter, err := compose(d.Message)
	if err != nil {
		return Result{}, err
	}
	t := newTransmission(relay, letter)
	for i := range t.outcomes {
		o := &t.outcomes[i]
		switch l.State(letter.id, o.Recipient) {
		case Sent:
			o.State, o.Earlier = Sent, true
		case Uncertain:
			if !d.Force {
				o.State, o.Words, o.Earlier = Uncertain, "an earlier run ended without knowing whether the mail arrived", true
			}
		}
	}
	t.record = func(state State, recipients []string, words string) error {
		return l.add(Entry{MessageID: letter.id, Period: letter.period, Group: letter.group,
			Recipients: recipients, State: state, Time: d.Time, Words: words})
	}
	return t.run(ctx)
}
