package delivery

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	netmail "net/mail"
	"strings"
	"unicode/utf8"

	"github.com/wneessen/go-mail"
)

// MessageID returns the Message-ID of a message, in angle brackets. It depends
// on the period, the content, the name of the group and the sender's domain, so
// the same report to the same group keeps its ID in every run, and mail programs
// and the ledger know it again.
func MessageID(m Message) (string, error) {
	from, err := parseAddress("From", m.From)
	if err != nil {
		return "", err
	}
	_, domain, _ := strings.Cut(from.Address, "@")
	label := strings.Trim(strings.Map(func(r rune) rune {
		if isWord(r) && r != '.' { // an atom holds no two dots in a row
			return r
		}
		return '-'
	}, m.Period), "-")
	if label == "" {
		label = "report"
	}
	return fmt.Sprintf("<%s.%.32s@%s>", label, digest(m.Period, m.content(), m.Group, domain), domain), nil
}

// content identifies what the message delivers.
func (m Message) content() string {
	if m.Content != "" {
		return m.Content
	}
	parts := []string{m.Subject, m.Body}
	for _, a := range m.Attachments {
		parts = append(parts, a.Name, sum(a.Content))
	}
	return digest(parts...)
}

// digest returns the SHA-256 of the parts, in hexadecimal. Their lengths count,
// so that moving a character from one to the next changes it.
func digest(parts ...string) string {
	var text strings.Builder
	for _, part := range parts {
		fmt.Fprintf(&text, "%d:%s", len(part), part)
	}
	return sum([]byte(text.String()))
}

func sum(content []byte) string {
	hash := sha256.Sum256(content)
	return hex.EncodeToString(hash[:])
}

// letter is a message as it travels.
type letter struct {
	id, period, group string
	from              string
	recipients        []string
	content           []byte
}

// WriteEML writes the message as it would be sent: an .eml file. Recipients in
// BCC are not in it.
func WriteEML(w io.Writer, m Message) error {
	l, err := compose(m)
	if err != nil {
		return err
	}
	if _, err := w.Write(l.content); err != nil {
		return fmt.Errorf("writing the mail: %w", err)
	}
	return nil
}

func compose(m Message) (letter, error) {
	e, err := m.envelope()
	if err != nil {
		return letter{}, err
	}
	id, err := MessageID(m)
	if err != nil {
		return letter{}, err
	}
	msg := mail.NewMsg(
		mail.WithNoDefaultUserAgent(),
		mail.WithBoundary(digest("boundary", id, m.Body, m.content())),
	)
	setHeaders(msg, m, e)
	msg.SetMessageIDWithValue(strings.Trim(id, "<>"))
	setParts(msg, m)
	var content bytes.Buffer
	if _, err := msg.WriteTo(&content); err != nil {
		return letter{}, fmt.Errorf("composing the mail: %w", err)
	}
	return letter{id: id, period: m.Period, group: m.Group,
		from: e.from.Address, recipients: e.recipients, content: content.Bytes()}, nil
}

// setHeaders writes all headers as finished text: go-mail only folds them.
func setHeaders(msg *mail.Msg, m Message, e envelope) {
	msg.SetGenHeader("From", headerAddress(e.from))
	for _, list := range []struct {
		field     mail.Header
		addresses []*netmail.Address
	}{{"To", e.to}, {"Cc", e.cc}} {
		var values []string
		for _, address := range list.addresses {
			values = append(values, headerAddress(address))
		}
		if len(values) > 0 {
			msg.SetGenHeader(list.field, values...)
		}
	}
	if len(e.to)+len(e.cc) == 0 { // filters suspect a mail to nobody
		msg.SetGenHeader("To", "undisclosed-recipients:;")
	}
	msg.SetGenHeader("Subject", headerText(m.Subject))
	msg.SetDateWithValue(m.Date)
	msg.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: no out-of-office replies
	if m.Language != "" {
		msg.SetGenHeader("Content-Language", m.Language)
	}
}

func headerAddress(address *netmail.Address) string {
	if isPlain(address.Name) {
		return address.String()
	}
	return headerText(address.Name) + " <" + address.Address + ">"
}

// wordBytes is how much text goes into an encoded word: as much as fits beside
// the name of the header, since some programs show a fold between the two as a
// space.
const wordBytes = 36

// headerText writes text as encoded words (RFC 2047) unless it is ASCII and does
// not look like one.
func headerText(text string) string {
	if isPlain(text) {
		return text
	}
	var words []string
	start := 0
	for i, r := range text {
		if i+utf8.RuneLen(r)-start > wordBytes {
			words = append(words, encodedWord(text[start:i]))
			start = i
		}
	}
	return strings.Join(append(words, encodedWord(text[start:])), " ")
}

func isPlain(text string) bool {
	return !strings.ContainsFunc(text, notASCII) && !strings.Contains(text, "=?")
}

func notASCII(r rune) bool { return r >= utf8.RuneSelf }

func encodedWord(text string) string {
	return "=?UTF-8?B?" + base64.StdEncoding.EncodeToString([]byte(text)) + "?="
}

func setParts(msg *mail.Msg, m Message) {
	encoding := mail.EncodingQP
	if strings.ContainsFunc(m.Body, notASCII) {
		encoding = mail.EncodingB64
	}
	msg.SetBodyString(mail.TypeTextPlain, wireLines(m.Body), mail.WithPartEncoding(encoding))
	for _, a := range m.Attachments {
		msg.AttachReadSeeker(a.Name, bytes.NewReader(a.Content), mail.WithFileContentType(mail.ContentType(a.Type)))
	}
}

// wireLines ends every line, the last included, as text in mail must.
func wireLines(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	return strings.ReplaceAll(strings.TrimRight(text, "\n")+"\n", "\n", "\r\n")
}
