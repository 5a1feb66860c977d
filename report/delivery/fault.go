package delivery

import (
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"os"
	"strings"
)

// TooLargeError says that a mail is larger than the relay takes. The mail can
// still go [WithoutAttachments].
type TooLargeError struct {
	Size  int64 // of the mail in bytes, as it travels
	Limit int64 // 0: the server did not tell
}

func (e *TooLargeError) Error() string {
	limit := "the mail server takes"
	if e.Limit > 0 {
		limit = fmt.Sprintf("the %s bytes allowed", grouped(int(e.Limit)))
	}
	return fmt.Sprintf("the mail has %s bytes, more than %s: send it without attachments, or fewer files", grouped(int(e.Size)), limit)
}

// errTalkative ends the conversation with a server that never stops.
var errTalkative = errors.New("the server said more than a mail server has to say")

// fault is why a conversation with the relay ended early.
type fault struct {
	relay     Relay
	doing     string
	words     string // what happened, in one line
	advice    string // the next step
	code      int    // of the server's answer; 0: there was none
	temporary bool
	err       error
}

func (f *fault) Error() string {
	text := fmt.Sprintf("mail server %s: %s: %s", f.relay.address(), f.doing, f.words)
	if f.advice != "" {
		text += ": " + f.advice
	}
	return text
}

func (f *fault) Unwrap() error { return f.err }

// blame explains an error that the relay caused while something was being done.
func (r Relay) blame(doing string, err error) *fault {
	var known *fault
	if errors.As(err, &known) {
		return known
	}
	f := &fault{relay: r, doing: doing, err: err, words: oneLine(err.Error())}
	var answer *textproto.Error
	if errors.As(err, &answer) {
		f.code = answer.Code
		f.words = oneLine(fmt.Sprintf("%d %s", answer.Code, answer.Msg))
		f.temporary = answer.Code/100 == 4
		return f
	}
	f.explain()
	return f
}

// explain tells the failures of the network and of encryption apart.
func (f *fault) explain() {
	var (
		certificate *tls.CertificateVerificationError
		record      tls.RecordHeaderError
		garbage     textproto.ProtocolError
		name        *net.DNSError
	)
	switch {
	case errors.As(f.err, &certificate):
		f.advice = "check the host name; if your own authority signed the certificate, name the authority's certificate file"
	case errors.As(f.err, &record):
		f.words, f.advice = "the server does not speak TLS on this port", "use starttls (usually port 587), or check the port (tls: usually 465)"
	case errors.As(f.err, &garbage):
		f.words, f.advice = "the answer is not SMTP: "+f.words, "check host and port"
	case errors.Is(f.err, errTalkative):
		f.advice = "check host and port"
	case errors.As(f.err, &name) && name.IsNotFound:
		f.words, f.advice = "there is no such host", "check the host name"
	case errors.Is(f.err, os.ErrDeadlineExceeded) || isTimeout(f.err):
		f.temporary = true
		f.words, f.advice = "no answer in time", "check host, port and firewall; port 465 needs tls, port 587 starttls"
	default:
		f.temporary = true
		f.words, f.advice = breakage(f.err), "check host, port and firewall, or send again later"
	}
}

// breakage tells how a connection broke, without the addresses that the error
// of the network repeats.
func breakage(err error) string {
	var operation *net.OpError
	switch {
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		return "the server hung up"
	case errors.As(err, &operation):
		err = operation.Err
	}
	return oneLine("the connection failed: " + err.Error())
}

func isTimeout(err error) bool {
	var network net.Error
	return errors.As(err, &network) && network.Timeout()
}

// isTooLarge reports an answer about the size of the mail. Code 552 is also that
// of a full mailbox, which only the enhanced code of RFC 3463 tells apart.
func (f *fault) isTooLarge() bool {
	return f.code == 552 && strings.Contains(f.words, "5.3.4")
}
