package delivery

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// eml returns the message as written.
func eml(t interface{ Fatal(...any) }, m Message) string {
	var b bytes.Buffer
	if err := WriteEML(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// readPart decodes a body by its headers.
func readPart(t interface{ Fatal(...any) }, encoding string, r io.Reader) string {
	switch encoding {
	case "base64":
		r = base64.NewDecoder(base64.StdEncoding, r)
	case "quoted-printable":
		r = quotedprintable.NewReader(r)
	}
	content, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// The standard library reads what go-mail wrote.
func TestMailReadsBackAsItWasMeant(t *testing.T) {
	m := report()
	read, err := mail.ReadMessage(strings.NewReader(eml(t, m)))
	if err != nil {
		t.Fatal(err)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(read.Header.Get("Subject"))
	if err != nil || subject != m.Subject {
		t.Errorf("Subject = %q, %v; want %q", subject, err, m.Subject)
	}
	for field, want := range map[string][]string{"From": {m.From}, "To": m.To, "Cc": m.CC} {
		addresses, err := read.Header.AddressList(field)
		if err != nil || len(addresses) != len(want) {
			t.Errorf("%s = %v, %v", field, addresses, err)
			continue
		}
		for i, address := range addresses {
			if parsed, _ := mail.ParseAddress(want[i]); *parsed != *address {
				t.Errorf("%s = %v, want %v", field, address, parsed)
			}
		}
	}
	if date, err := read.Header.Date(); err != nil || !date.Equal(m.Date) {
		t.Errorf("Date = %s, %v; want %s", date, err, m.Date)
	}
	for field, want := range map[string]string{"Content-Language": "ja", "Auto-Submitted": "auto-generated", "Mime-Version": "1.0",
		"Bcc": "", "X-Mailer": "", "User-Agent": ""} {
		if got := read.Header.Get(field); got != want {
			t.Errorf("%s = %q, want %q", field, got, want)
		}
	}
	checkParts(t, m, read)
}

func checkParts(t *testing.T, m Message, read *mail.Message) {
	t.Helper()
	_, parameters, err := mime.ParseMediaType(read.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	type part struct{ Name, Type, Content string }
	want := []part{{"", "text/plain", strings.ReplaceAll(m.Body, "\n", "\r\n")}}
	for _, a := range m.Attachments {
		want = append(want, part{a.Name, a.Type, string(a.Content)})
	}
	var got []part
	for parts := multipart.NewReader(read.Body, parameters["boundary"]); ; {
		p, err := parts.NextRawPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		media, _, err := mime.ParseMediaType(p.Header.Get("Content-Type"))
		if err != nil {
			t.Error(err)
		}
		got = append(got, part{p.FileName(), media, readPart(t, p.Header.Get("Content-Transfer-Encoding"), p)})
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("parts (-want +got):\n%s", diff)
	}
}

func TestSameMessageGivesTheSameBytes(t *testing.T) {
	first := eml(t, report())
	for range 3 {
		if again := eml(t, report()); again != first {
			t.Fatal("the bytes differ")
		}
	}
}

func TestMailToHiddenRecipientsOnlyNamesNobody(t *testing.T) {
	m := report()
	m.To, m.CC = nil, nil
	text := eml(t, m)
	if !strings.Contains(text, "To: undisclosed-recipients:;\r\n") || strings.Contains(text, "audit@example.jp") {
		t.Errorf("mail = %s", text)
	}
}

func TestHeadersCannotBeInjected(t *testing.T) {
	fields := map[string]func(*Message, string){
		"From":       func(m *Message, s string) { m.From = "a" + s + " <a@example.com>" },
		"To":         func(m *Message, s string) { m.To[1] = "a@example.com" + s },
		"CC":         func(m *Message, s string) { m.CC[0] = s + "a@example.com" },
		"BCC":        func(m *Message, s string) { m.BCC[0] = "a@example.com" + s },
		"Subject":    func(m *Message, s string) { m.Subject += s },
		"Language":   func(m *Message, s string) { m.Language += s },
		"Period":     func(m *Message, s string) { m.Period += s },
		"Group":      func(m *Message, s string) { m.Group += s },
		"attachment": func(m *Message, s string) { m.Attachments[0].Name += s },
		"type of attachment breachbrief-2022-06.ja.pdf": func(m *Message, s string) { m.Attachments[0].Type += s },
	}
	for field, inject := range fields {
		for _, injected := range []string{"\r\nBcc: thief@example.com", "\nX: y", "\rX: y", "\x00", "\u0085", "\u2028X: y"} {
			m := report()
			inject(&m, injected)
			err := WriteEML(io.Discard, m)
			if err == nil || !strings.HasPrefix(err.Error(), field) {
				t.Errorf("%s with %q: error = %v, want one that names it", field, injected, err)
			}
		}
	}
}

// An encoded word may decode to what is not allowed in the clear.
func TestNamesAreCheckedAsDecoded(t *testing.T) {
	m := report()
	m.To[0] = "=?utf-8?q?a=0D=0ABcc:_x?= <a@example.com>"
	if err := WriteEML(io.Discard, m); err == nil || !strings.HasPrefix(err.Error(), "To: ") {
		t.Errorf("error = %v", err)
	}
}

func TestMessageIsChecked(t *testing.T) {
	tests := []struct {
		name   string
		change func(*Message)
		want   string
	}{
		{"no sender", func(m *Message) { m.From = "" }, `From: "" is not a mail address`},
		{"two senders", func(m *Message) { m.From = "a@example.com, b@example.com" }, "From: "},
		{"no recipient", func(m *Message) { m.To, m.CC, m.BCC = nil, nil, nil }, "no recipient"},
		{"not an address", func(m *Message) { m.To[0] = "yamada" }, "write name@example.com"},
		{"Japanese domain", func(m *Message) { m.To[0] = "yamada@例え.jp" }, "xn--"},
		{"quoted local part", func(m *Message) { m.To[0] = `"a b"@example.com` }, "ASCII letters"},
		{"address too long", func(m *Message) { m.To[0] = strings.Repeat("a", 240) + "@example.com" }, "at most"},
		{"no subject", func(m *Message) { m.Subject = "" }, "no Subject"},
		{"subject too long", func(m *Message) { m.Subject = strings.Repeat("あ", 251) }, "Subject: 251 characters"},
		{"subject not UTF-8", func(m *Message) { m.Subject = "\x8a\xb1" }, "Subject: "},
		{"body not UTF-8", func(m *Message) { m.Body = "\x8a\xb1" }, "the Body is not valid"},
		{"no date", func(m *Message) { m.Date = time.Time{} }, "no Date"},
		{"Japanese attachment name", func(m *Message) { m.Attachments[0].Name = "月報.pdf" }, `attachment "月報.pdf": a name is ASCII`},
		{"attachment name with a folder", func(m *Message) { m.Attachments[0].Name = "../x.pdf" }, "a name is ASCII"},
		{"no attachment name", func(m *Message) { m.Attachments[0].Name = "" }, "a name is ASCII"},
		{"attachment twice", func(m *Message) { m.Attachments[1].Name = m.Attachments[0].Name }, "two of that name"},
		{"no attachment type", func(m *Message) { m.Attachments[0].Type = "" }, "is not a media type"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m := report()
			test.change(&m)
			err := WriteEML(io.Discard, m)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error = %v, want %q", err, test.want)
			}
		})
	}
}

func TestRecipientsCountOnce(t *testing.T) {
	m := report()
	m.CC, m.BCC = []string{"Sato <SATO@example.jp>"}, []string{"yamada@example.jp"}
	l, err := compose(m)
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"yamada@example.jp", "sato@example.jp"}; !cmp.Equal(l.recipients, want) {
		t.Errorf("recipients = %v, want %v", l.recipients, want)
	}
}

func TestMessageIDFollowsWhatIsDelivered(t *testing.T) {
	id := func(change func(*Message)) string {
		m := report()
		change(&m)
		id, err := MessageID(m)
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	first := id(func(*Message) {})
	if want := "<2022-06.6acc525b1e6aa8dc12bb90bae3bbb2b5@example.jp>"; first != want {
		t.Errorf("MessageID = %s, want %s as in every release", first, want)
	}
	for name, change := range map[string]func(*Message){
		"body":       func(m *Message) { m.Body += "x" },
		"recipients": func(m *Message) { m.To = m.To[:1] },
		"date":       func(m *Message) { m.Date = m.Date.Add(time.Hour) },
		"sender":     func(m *Message) { m.From = "other@example.jp" },
		"files left": func(m *Message) { *m = WithoutAttachments(*m, "see out") },
	} {
		if got := id(change); got != first {
			t.Errorf("another %s: MessageID = %s, want %s", name, got, first)
		}
	}
	seen := map[string]string{first: "nothing"}
	for name, change := range map[string]func(*Message){
		"period":         func(m *Message) { m.Period = "2022-07" },
		"group":          func(m *Message) { m.Group = "managers-en" },
		"content":        func(m *Message) { m.Content = "decade" },
		"domain":         func(m *Message) { m.From = "security@example.com" },
		"no content":     func(m *Message) { m.Content = "" },
		"another file":   func(m *Message) { m.Content = ""; m.Attachments[0].Content = nil },
		"another name":   func(m *Message) { m.Content = ""; m.Attachments[0].Name = "x.pdf" },
		"shifted fields": func(m *Message) { m.Content = "c0ffeem"; m.Group = "anagers-ja" },
	} {
		got := id(change)
		if other, known := seen[got]; known {
			t.Errorf("another %s: the MessageID of %s", name, other)
		}
		seen[got] = name
	}
}

func TestMessageIDIsOneToken(t *testing.T) {
	for _, period := range []string{"", "2022-04..2022-06", "…", "a b", "上期", "-"} {
		m := report()
		m.Period = period
		id, err := MessageID(m)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(id, "..") || strings.ContainsAny(id[1:], " <-.") && strings.HasPrefix(id, "<.") || strings.ContainsFunc(id, func(r rune) bool { return r > unicode.MaxASCII }) {
			t.Errorf("period %q: %s", period, id)
		}
	}
}

// Any words go through: the mail is ASCII in lines of at most 998 bytes (RFC
// 5322 section 2.1.1), and reads back.
func TestAnyWordsReadBack(t *testing.T) {
	letters := rapid.RuneFrom([]rune("aZ09 .=?_\"<>\\:;,\u3000情報、漏髙①ｶﾞ😀é%"), unicode.Letter)
	words := rapid.StringOf(letters)
	rapid.Check(t, func(t *rapid.T) {
		m := report()
		m.Subject = "x" + strings.Join(strings.Fields(words.Filter(short).Draw(t, "subject")), " ")
		m.Body = words.Draw(t, "body") + rapid.SampledFrom([]string{"", "\n", "\r\n.\r\n", "\n\n..\n", "\r", "\n--x\n"}).Draw(t, "end")
		m.Attachments = nil
		name := strings.Join(strings.Fields(strings.NewReplacer(`"`, "", `\`, "").Replace(rapid.StringOfN(letters, 0, 60, -1).Draw(t, "name"))), " ")
		m.From = `"` + name + `" <security@example.jp>`
		text := eml(t, m)
		for line := range strings.SplitSeq(text, "\r\n") {
			if len(line) > 998 || strings.ContainsFunc(line, func(r rune) bool { return r > unicode.MaxASCII || r == '\n' || r == '\r' }) {
				t.Fatalf("line %q", line)
			}
		}
		read, err := mail.ReadMessage(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := new(mime.WordDecoder).DecodeHeader(read.Header.Get("Subject")); err != nil || got != m.Subject {
			t.Fatalf("Subject = %q, %v; want %q", got, err, m.Subject)
		}
		if got, err := read.Header.AddressList("From"); err != nil || got[0].Name != name {
			t.Fatalf("From = %v, %v; want %q", got, err, name)
		}
		if got := readPart(t, read.Header.Get("Content-Transfer-Encoding"), read.Body); got != wireLines(m.Body) {
			t.Fatalf("body = %q, want %q", got, wireLines(m.Body))
		}
	})
}

func short(s string) bool { return len([]rune(s)) < maxField }

func FuzzComposing(f *testing.F) {
	f.Add("Risk <risk@example.com>", "Report", "Hello", "report.pdf", "application/pdf")
	f.Add("=?utf-8?q?a=0A?= <a@b>", "=?utf-8?b?44GC?=", ".\r\n", "a\"b.pdf", "text/plain; charset=\"x\r\ny\"")
	f.Fuzz(func(t *testing.T, address, subject, body, name, media string) {
		m := Message{From: address, To: []string{address}, Subject: subject, Body: body, Date: time.Unix(0, 0),
			Attachments: []Attachment{{Name: name, Type: media}}}
		var b bytes.Buffer
		if WriteEML(&b, m) != nil {
			return
		}
		read, err := mail.ReadMessage(&b)
		if err != nil {
			t.Fatal(err)
		}
		for field := range read.Header {
			switch field {
			case "From", "To", "Subject", "Date", "Message-Id", "Mime-Version", "Auto-Submitted", "Content-Type", "Content-Transfer-Encoding":
			default:
				t.Errorf("header %s was injected", field)
			}
		}
	})
}
