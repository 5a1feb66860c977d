package main

import (
	"context"
	"fmt"

	"github.com/breachbrief/breachbrief/report/delivery"
)

// notice is why operators are told of a run.
type notice struct {
	period string
	cause  error
}

// tellOperators mails the operators, where the configuration names any, that an
// unattended run failed. Managers are not told: they cannot repair it. Nobody is
// told of an interruption, which somebody meant.
func (w *world) tellOperators(ctx context.Context, settings *mailSettings, n notice) {
	if n.cause == nil || ctx.Err() != nil || settings == nil || len(settings.Operators) == 0 {
		return
	}
	if err := w.mailNotice(ctx, settings, n); err != nil {
		w.warn("the operators could not be told: %v", err)
		return
	}
	w.say("the operators were told")
}

func (w *world) mailNotice(ctx context.Context, settings *mailSettings, n notice) error {
	relay, err := settings.relay(w)
	if err != nil {
		return err
	}
	end := failureOf(n.cause)
	if end.code == exitUndelivered {
		relay.Retries = 0 // the server was tried long enough
	}
	message := delivery.FailureNotice(n.words(end, w))
	message.From, message.To = settings.From, settings.Operators
	_, err = delivery.Send(ctx, relay, message)
	return err
}

// words puts a failure into words, in the operators' language: that of the
// program.
func (n notice) words(end *failure, w *world) delivery.Failure {
	what := "failed"
	switch end.code {
	case exitForbidden:
		what = "was published but held back"
	case exitUndelivered:
		what = "was published but not delivered"
	}
	f := delivery.Failure{Time: w.now(), Period: n.period, Subject: fmt.Sprintf("breachbrief: the report of %s %s", n.period, what),
		Opening: fmt.Sprintf("The report of %s %s (exit code %d):", n.period, what, end.code), Reasons: []string{end.err.Error()}}
	for _, hint := range end.hints {
		f.Closing += "Next: " + hint + "\n"
	}
	return f
}
