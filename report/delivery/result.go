package delivery

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// State is what became of a mail for a recipient.
type State string

const (
	Unsent    State = "unsent"    // not offered to a server
	Sending   State = "sending"   // about to go out; only in a ledger
	Sent      State = "sent"      // the server took it
	Refused   State = "refused"   // the server refused it for good; in a ledger, for good or for the moment
	Deferred  State = "deferred"  // the server refused it for the moment, until the last retry
	Uncertain State = "uncertain" // may have arrived
)

// Outcome is what became of a mail for one recipient.
type Outcome struct {
	Recipient string
	State     State
	Words     string // of the server or about the connection; one line
	Earlier   bool   // by an earlier run, as the ledger tells
}

func (o Outcome) String() string {
	text := fmt.Sprintf("%s: %s", o.Recipient, o.State)
	if o.Words != "" {
		text += ": " + o.Words
	}
	switch o.State {
	case Refused:
		text += " (check the address, or ask the mail server's operators)"
	case Deferred:
		text += " (send again later)"
	case Uncertain:
		text += " (ask the recipient; if it did not arrive, send again with --force)"
	}
	return text
}

// Result is what became of a mail.
type Result struct {
	MessageID string
	Attempts  int       // conversations with the server; 0: none was needed
	Outcomes  []Outcome // in the order To, CC, BCC, each recipient once
}

// Recipients returns those with the outcome.
func (r Result) Recipients(state State) []string {
	var recipients []string
	for _, o := range r.Outcomes {
		if o.State == state {
			recipients = append(recipients, o.Recipient)
		}
	}
	return recipients
}

// Complete reports whether the mail was sent to every recipient, by this run or
// an earlier one.
func (r Result) Complete() bool { return len(r.Recipients(Sent)) == len(r.Outcomes) }

// maxWords bounds what is repeated of a server's words, in characters.
const maxWords = 200

// oneLine makes foreign text safe to print: one line of printable characters of
// bounded length.
func oneLine(text string) string {
	text = text[:min(len(text), maxWords*utf8.UTFMax)]
	text = strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) || r == utf8.RuneError {
			return r
		}
		return ' '
	}, strings.ToValidUTF8(text, "\uFFFD"))
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) > maxWords {
		return string(runes[:maxWords]) + "…"
	}
	return string(runes)
}
