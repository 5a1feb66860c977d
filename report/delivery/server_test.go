package delivery

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"log"
	"math/big"
	"net"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// post is a mail server that keeps what it is given. Its hooks, where set,
// decide about a recipient, about a mail read to its end, and about one of which
// nothing is read; they are called with the lock held.
type post struct {
	password string // of the user "reporter"; empty: nobody need sign in
	rcpt     func(address string) error
	taken    func() error
	begun    func() error
	capacity int64 // of a mail, as advertised

	mu    sync.Mutex
	mails []delivered
}

type delivered struct {
	from       string
	recipients []string
	content    string
}

// errHangUp makes a hook close the connection without a word; the mail counts
// as delivered if it was read.
var errHangUp = &smtp.SMTPError{Code: 421, Message: "never seen"}

func (p *post) NewSession(c *smtp.Conn) (smtp.Session, error) {
	return &session{post: p, conn: c, signedIn: p.password == ""}, nil
}

func (p *post) received() []delivered {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.mails)
}

// copies counts the mails to a recipient.
func (p *post) copies(recipient string) int {
	n := 0
	for _, m := range p.received() {
		if slices.Contains(m.recipients, recipient) {
			n++
		}
	}
	return n
}

type session struct {
	post       *post
	conn       *smtp.Conn
	signedIn   bool
	from       string
	recipients []string
}

func (s *session) AuthMechanisms() []string { return []string{sasl.Plain} }

func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != "reporter" || password != s.post.password {
			return smtp.ErrAuthFailed
		}
		s.signedIn = true
		return nil
	}), nil
}

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	if !s.signedIn {
		return smtp.ErrAuthRequired
	}
	s.from, s.recipients = from, nil
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	if err := s.ask(func() error {
		if s.post.rcpt == nil {
			return nil
		}
		return s.post.rcpt(to)
	}); err != nil {
		return err
	}
	s.recipients = append(s.recipients, to)
	return nil
}

func (s *session) Data(r io.Reader) error {
	if err := s.ask(func() error {
		if s.post.begun == nil {
			return nil
		}
		return s.post.begun()
	}); err != nil {
		return err
	}
	content, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	return s.ask(func() error {
		var err error
		if s.post.taken != nil {
			err = s.post.taken()
		}
		if err == nil || err == errHangUp {
			s.post.mails = append(s.post.mails, delivered{s.from, s.recipients, string(content)})
		}
		return err
	})
}

// ask runs a hook and hangs up if it says so.
func (s *session) ask(hook func() error) error {
	s.post.mu.Lock()
	defer s.post.mu.Unlock()
	err := hook()
	if err == errHangUp {
		s.conn.Conn().Close()
	}
	return err
}

func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }

// serve starts the server and returns a relay that reaches it.
func (p *post) serve(t *testing.T, security Security) Relay {
	t.Helper()
	server := smtp.NewServer(p)
	server.Domain = "mail.example"
	server.MaxMessageBytes = p.capacity
	server.ErrorLog = log.New(io.Discard, "", 0)
	authority := testAuthority(t)
	if security == StartTLS {
		server.TLSConfig = authority.config
	}
	listener := listen(t)
	relay := relayTo(listener, security)
	if security == TLS {
		listener = tls.NewListener(listener, authority.config)
	}
	server.AllowInsecureAuth = security == None
	go server.Serve(listener)
	t.Cleanup(func() { server.Close() })
	if p.password != "" {
		relay.Username, relay.Password = "reporter", Secret(p.password)
	}
	relay.RootCAs = authority.pem
	return relay
}

func listen(t *testing.T) net.Listener {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	return listener
}

func relayTo(listener net.Listener, security Security) Relay {
	return Relay{Host: "127.0.0.1", Port: listener.Addr().(*net.TCPAddr).Port, Security: security,
		Timeout: 5 * time.Second, Backoff: time.Millisecond}
}

// authority is a certificate of its own making for 127.0.0.1.
type authority struct {
	pem    []byte
	config *tls.Config
}

func testAuthority(t *testing.T) authority {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "mail.example"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	return authority{
		pem:    pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}),
		config: &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}},
	}
}

// report returns a message with everything in it.
func report() Message {
	return Message{
		Period: "2022-06", Group: "managers-ja", Content: "c0ffee",
		From: "情報セキュリティ室 <security@example.jp>",
		To:   []string{"山田 太郎 <yamada@example.jp>", "sato@example.jp"},
		CC:   []string{"Risk <risk@example.jp>"}, BCC: []string{"audit@example.jp"},
		Subject: "情報漏えい月次報告 2022年6月（社外秘）",
		Body:    "6月の事案は23件、漏えいは42万件以上です。\n.\nFrom the table: 不明は5件。\n",
		Attachments: []Attachment{
			{Name: "breachbrief-2022-06.ja.pdf", Type: "application/pdf", Content: []byte("%PDF-1.7 \x00\xff")},
			{Name: "breachbrief-2022-06.ja.xlsx", Type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Content: []byte("PK\x03\x04")},
		},
		Date:     time.Date(2022, 7, 2, 6, 17, 0, 0, time.FixedZone("JST", 9*60*60)),
		Language: "ja",
	}
}
