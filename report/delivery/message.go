package delivery

import (
	"fmt"
	"mime"
	"net/mail"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Message is a mail to one group of recipients, in the caller's words.
type Message struct {
	Period  string // of the report, such as 2022-06
	Group   string // the name of the recipients, such as managers-ja
	Content string // identifies what is delivered, such as the hash of a manifest; empty: the hash of subject, body and attachments

	From        string   // one address, with or without a name before it
	To, CC, BCC []string // one address each; BCC is in no header
	Subject     string
	Body        string // plain text
	Attachments []Attachment
	Date        time.Time
	Language    string // a tag of RFC 5646 such as ja; empty: not told
}

// Attachment is a file of a message.
type Attachment struct {
	Name    string // ASCII letters, digits, dots, hyphens and underscores
	Type    string // media type, such as application/pdf
	Content []byte
}

const (
	// maxField bounds a header value, in characters. Without a space in it, it
	// stays one line, and RFC 5322 section 2.1.1 ends a line at 998 bytes.
	maxField = 250
	// maxAddress bounds an address in bytes: RFC 5321 section 4.5.3.1.3, less the brackets.
	maxAddress = 254
)

// envelope holds the parsed addresses of a message.
type envelope struct {
	from       *mail.Address
	to, cc     []*mail.Address
	recipients []string // of to, cc and bcc, each once
}

// envelope checks the message and parses its addresses.
func (m Message) envelope() (envelope, error) {
	for _, field := range []struct{ name, value string }{
		{"Subject", m.Subject}, {"Language", m.Language}, {"Period", m.Period}, {"Group", m.Group},
	} {
		if err := checkField(field.name, field.value); err != nil {
			return envelope{}, err
		}
	}
	switch {
	case m.Subject == "":
		return envelope{}, fmt.Errorf("the mail has no Subject")
	case m.Date.IsZero():
		return envelope{}, fmt.Errorf("the mail has no Date")
	case !utf8.ValidString(m.Body):
		return envelope{}, fmt.Errorf("the Body is not valid UTF-8")
	}
	if err := checkAttachments(m.Attachments); err != nil {
		return envelope{}, err
	}
	return m.addresses()
}

func (m Message) addresses() (envelope, error) {
	from, err := parseAddress("From", m.From)
	if err != nil {
		return envelope{}, err
	}
	e := envelope{from: from}
	for _, list := range []struct {
		field     string
		addresses []string
		header    *[]*mail.Address
	}{{"To", m.To, &e.to}, {"CC", m.CC, &e.cc}, {"BCC", m.BCC, new([]*mail.Address)}} {
		for _, text := range list.addresses {
			address, err := parseAddress(list.field, text)
			if err != nil {
				return envelope{}, err
			}
			*list.header = append(*list.header, address)
			if !slices.ContainsFunc(e.recipients, func(r string) bool { return strings.EqualFold(r, address.Address) }) {
				e.recipients = append(e.recipients, address.Address)
			}
		}
	}
	if len(e.recipients) == 0 {
		return envelope{}, fmt.Errorf("the mail has no recipient: name at least one in To, CC or BCC")
	}
	return e, nil
}

// checkField refuses what could end a header or does not fit in one.
func checkField(field, value string) error {
	if !utf8.ValidString(value) {
		return fmt.Errorf("%s: %.60q is not valid UTF-8", field, value)
	}
	for _, r := range value {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return fmt.Errorf("%s: %.60q holds a line break or another control character (%U): remove it", field, value, r)
		}
	}
	if n := utf8.RuneCountInString(value); n > maxField {
		return fmt.Errorf("%s: %d characters; at most %d are allowed", field, n, maxField)
	}
	return nil
}

// parseAddress reads one address that any mail server understands.
func parseAddress(field, text string) (*mail.Address, error) {
	if err := checkField(field, text); err != nil {
		return nil, err
	}
	address, err := mail.ParseAddress(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %q is not a mail address: write name@example.com or Name <name@example.com>", field, text)
	}
	if err := checkField(field, address.Name); err != nil { // as decoded
		return nil, err
	}
	if strings.ContainsFunc(address.Address, notInAddress) || len(address.Address) > maxAddress {
		return nil, fmt.Errorf("%s: %q: an address is at most %d ASCII letters, digits and signs; write a domain in another script as xn--…",
			field, text, maxAddress)
	}
	return address, nil
}

// notInAddress reports what needs quotes or an extension of SMTP. The signs are
// those of an atom in RFC 5322 section 3.2.3, and those of a domain literal.
func notInAddress(r rune) bool {
	return !isWord(r) && !strings.ContainsRune("!#$%&'*+/=?^`{|}~@[]:", r)
}

// isWord reports the characters of attachment names.
func isWord(r rune) bool {
	return r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)) || strings.ContainsRune("._-", r)
}

func checkAttachments(attachments []Attachment) error {
	seen := map[string]bool{}
	for _, a := range attachments {
		// Mail programs disagree on how to write any other name in a header.
		if a.Name == "" || strings.ContainsFunc(a.Name, func(r rune) bool { return !isWord(r) }) || len(a.Name) > maxField {
			return fmt.Errorf("attachment %.60q: a name is ASCII letters, digits, dots, hyphens and underscores", a.Name)
		}
		if seen[a.Name] {
			return fmt.Errorf("attachment %s: there are two of that name", a.Name)
		}
		seen[a.Name] = true
		if err := checkField("type of attachment "+a.Name, a.Type); err != nil {
			return err
		}
		if _, _, err := mime.ParseMediaType(a.Type); err != nil {
			return fmt.Errorf("attachment %s: %q is not a media type such as application/pdf", a.Name, a.Type)
		}
	}
	return nil
}
