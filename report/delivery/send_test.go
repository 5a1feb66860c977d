package delivery

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
	"github.com/google/go-cmp/cmp"
)

func TestSendOverEachKindOfConnection(t *testing.T) {
	for _, security := range []Security{StartTLS, TLS, None} {
		t.Run(string(security), func(t *testing.T) {
			p := &post{password: "correct horse"}
			relay := p.serve(t, security)
			result, err := Send(t.Context(), relay, report())
			if err != nil {
				t.Fatal(err)
			}
			everyone := []string{"yamada@example.jp", "sato@example.jp", "risk@example.jp", "audit@example.jp"}
			if got := result.Recipients(Sent); !cmp.Equal(got, everyone) || !result.Complete() || result.Attempts != 1 {
				t.Errorf("result = %+v, want all four sent at once", result)
			}
			var eml strings.Builder
			if err := WriteEML(&eml, report()); err != nil {
				t.Fatal(err)
			}
			want := []delivered{{"security@example.jp", everyone, eml.String()}}
			if diff := cmp.Diff(want, p.received(), cmp.AllowUnexported(delivered{})); diff != "" {
				t.Errorf("the server got another mail than WriteEML writes (-want +got):\n%s", diff)
			}
		})
	}
}

func TestSendExplainsWhatStopsIt(t *testing.T) {
	tests := []struct {
		name   string
		post   *post
		change func(*Relay)
		want   []string
	}{
		{"wrong password", &post{password: "correct horse"}, func(r *Relay) { r.Password = "battery staple" },
			[]string{"signing in", "535", "check user name and password"}},
		{"no password", &post{password: "correct horse"}, func(r *Relay) { r.Username, r.Password = "", "" },
			[]string{"naming the sender", "Please authenticate first", "user name and password"}},
		{"another authority", &post{}, func(r *Relay) { r.RootCAs = nil },
			[]string{"encrypting", "certificate", "authority's certificate file"}},
		{"another host name", &post{}, func(r *Relay) { r.Host = "localhost" },
			[]string{"encrypting", "certificate", "check the host name"}},
		{"TLS instead of STARTTLS", &post{}, func(r *Relay) { r.Security = TLS },
			[]string{"does not speak TLS on this port", "starttls"}},
		{"no server", &post{}, func(r *Relay) { r.Port = 1 },
			[]string{"127.0.0.1:1", "connecting", "check host, port and firewall"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			relay := test.post.serve(t, StartTLS)
			test.change(&relay)
			result, err := Send(t.Context(), relay, report())
			if err == nil {
				t.Fatal("no error")
			}
			for _, want := range test.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("error %q lacks %q", err, want)
				}
			}
			if strings.Contains(err.Error(), "battery") {
				t.Errorf("error tells the password: %v", err)
			}
			if got := len(result.Recipients(Unsent)); got != 4 || result.Attempts != 1 {
				t.Errorf("%d recipients unsent after %d attempts, want 4 after 1", got, result.Attempts)
			}
		})
	}
}

func TestSendTriesAgainWhatFailedForTheMoment(t *testing.T) {
	busy := &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 7, 1}, Message: "greylisted"}
	tests := []struct {
		name  string
		hooks func(p *post, first func() error)
	}{
		{"451 to a recipient", func(p *post, first func() error) {
			p.rcpt = func(address string) error {
				if address == "sato@example.jp" {
					return first()
				}
				return nil
			}
		}},
		{"451 to the mail", func(p *post, first func() error) { p.taken = first }},
		{"hanging up at the recipients", func(p *post, first func() error) {
			p.rcpt = func(string) error {
				if first() != nil {
					return errHangUp
				}
				return nil
			}
		}},
		{"hanging up within the mail", func(p *post, first func() error) {
			p.begun = func() error {
				if first() != nil {
					return errHangUp
				}
				return nil
			}
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p, called := &post{}, 0
			test.hooks(p, func() error {
				if called++; called == 1 {
					return busy
				}
				return nil
			})
			relay := p.serve(t, StartTLS)
			relay.Retries = 2
			m := report()
			if p.begun != nil {
				m.Attachments[0].Content = make([]byte, 8<<20) // more than a connection buffers
			}
			result, err := Send(t.Context(), relay, m)
			if err != nil || !result.Complete() || result.Attempts != 2 {
				t.Fatalf("result = %+v, %v; want sent by the second attempt", result, err)
			}
			for _, recipient := range result.Recipients(Sent) {
				if n := p.copies(recipient); n != 1 {
					t.Errorf("%s got %d copies", recipient, n)
				}
			}
		})
	}
}

func TestSendGivesUpAfterTheLastRetry(t *testing.T) {
	p := &post{rcpt: func(address string) error {
		if address == "sato@example.jp" {
			return &smtp.SMTPError{Code: 452, EnhancedCode: smtp.EnhancedCode{4, 2, 2}, Message: "mailbox full"}
		}
		return nil
	}}
	relay := p.serve(t, StartTLS)
	relay.Retries = 2
	result, err := Send(t.Context(), relay, report())
	if want := "sato@example.jp: deferred: 452 4.2.2 mailbox full (send again later)"; err == nil || err.Error() != want {
		t.Errorf("error = %v, want %s", err, want)
	}
	if got := result.Recipients(Deferred); result.Attempts != 3 || !cmp.Equal(got, []string{"sato@example.jp"}) {
		t.Errorf("deferred = %v after %d attempts", got, result.Attempts)
	}
	if n := len(p.received()); n != 1 {
		t.Errorf("%d mails were sent for the others, want 1", n)
	}
}

func TestSendNamesARecipientRefusedForGood(t *testing.T) {
	p := &post{rcpt: func(address string) error {
		if address == "sato@example.jp" {
			return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such\tuser\x1b[31m here"}
		}
		return nil
	}}
	relay := p.serve(t, StartTLS)
	relay.Retries = 5
	m := report()
	m.BCC = nil
	result, err := Send(t.Context(), relay, m)
	want := Result{MessageID: result.MessageID, Attempts: 1, Outcomes: []Outcome{
		{Recipient: "yamada@example.jp", State: Sent},
		{Recipient: "sato@example.jp", State: Refused, Words: "550 5.1.1 no such user [31m here"},
		{Recipient: "risk@example.jp", State: Sent},
	}}
	if diff := cmp.Diff(want, result); diff != "" {
		t.Errorf("result (-want +got):\n%s", diff)
	}
	if err == nil || !strings.Contains(err.Error(), "sato@example.jp: refused: 550 5.1.1") || strings.Contains(err.Error(), "yamada") {
		t.Errorf("error = %v", err)
	}
	if got := p.received(); len(got) != 1 || len(got[0].recipients) != 2 {
		t.Errorf("mails = %+v, want one for two", got)
	}
}

func TestSendDoesNotRepeatWhatMayHaveArrived(t *testing.T) {
	p := &post{taken: func() error { return errHangUp }}
	relay := p.serve(t, StartTLS)
	relay.Retries = 5
	result, err := Send(t.Context(), relay, report())
	if err == nil || !strings.Contains(err.Error(), "ask the recipient; if it did not arrive, send again with --force") {
		t.Errorf("error = %v", err)
	}
	if got := len(result.Recipients(Uncertain)); got != 4 || result.Attempts != 1 || len(p.received()) != 1 {
		t.Errorf("%d uncertain after %d attempts and %d mails, want 4 after 1 and 1", got, result.Attempts, len(p.received()))
	}
}

func TestSendFindsTheMailTooLarge(t *testing.T) {
	tests := []struct {
		name  string
		post  *post
		limit int64
		want  TooLargeError
		words string
	}{
		{"for the configuration", &post{}, 5000, TooLargeError{Limit: 5000}, "more than the 5,000 bytes allowed"},
		{"for what the server advertises", &post{capacity: 6000}, 0, TooLargeError{Limit: 6000}, "more than the 6,000 bytes allowed"},
		{"for the server in the end", &post{taken: tooLargeAt(8000)}, 0, TooLargeError{}, "more than the mail server takes"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			relay := test.post.serve(t, StartTLS)
			relay.MaxSize, relay.Retries = test.limit, 3
			m := report()
			m.Attachments[0].Content = make([]byte, 9000)
			_, err := Send(t.Context(), relay, m)
			var got *TooLargeError
			if !errors.As(err, &got) {
				t.Fatalf("error = %v", err)
			}
			test.want.Size = got.Size
			if *got != test.want || got.Size < 12000 || !strings.Contains(err.Error(), test.words) {
				t.Errorf("error = %+v: %v; want %+v: %s", *got, err, test.want, test.words)
			}
			test.post.taken = nil
			result, err := Send(t.Context(), relay, WithoutAttachments(m, "The files are in out/2022-06."))
			if err != nil || !result.Complete() {
				t.Errorf("without attachments: %+v, %v", result, err)
			}
		})
	}
}

func tooLargeAt(limit int) func() error {
	return func() error {
		return &smtp.SMTPError{Code: 552, EnhancedCode: smtp.EnhancedCode{5, 3, 4}, Message: fmt.Sprintf("more than %d bytes", limit)}
	}
}

func TestSendIsInterrupted(t *testing.T) {
	t.Run("while it waits to try again", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		p := &post{rcpt: func(string) error {
			cancel()
			return &smtp.SMTPError{Code: 451, Message: "later"}
		}}
		relay := p.serve(t, None)
		relay.Retries, relay.Backoff = 1, time.Hour
		if _, err := Send(ctx, relay, report()); !errors.Is(err, context.Canceled) {
			t.Errorf("error = %v", err)
		}
	})
	t.Run("while the server takes its time", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		p := &post{begun: func() error {
			cancel()
			time.Sleep(20 * time.Millisecond)
			return nil
		}}
		m := report()
		m.Attachments[0].Content = make([]byte, 8<<20)
		if _, err := Send(ctx, p.serve(t, None), m); !errors.Is(err, context.Canceled) {
			t.Errorf("error = %v", err)
		}
		if n := len(p.received()); n != 0 {
			t.Errorf("%d mails arrived", n)
		}
	})
	t.Run("while the answer to the mail is under way", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		p := &post{taken: func() error {
			cancel()
			time.Sleep(20 * time.Millisecond)
			return nil
		}}
		if result, err := Send(ctx, p.serve(t, None), report()); err != nil || !result.Complete() {
			t.Errorf("result = %+v, %v; the answer was worth waiting for", result, err)
		}
	})
}
