package main

import (
	"bytes"
	"crypto/tls"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"net/http/httptest"
	"net/mail"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
	"github.com/rogpeppe/go-internal/testscript"
)

// mailServer writes the mails that it takes into a folder: 1.txt, 2.txt …
type mailServer struct {
	folder   string
	refuse   string        // address of a recipient that it does not know
	busy     string        // address that it refuses for the moment, once
	password string        // of the user "reporter"; empty: nobody need sign in
	pause    time.Duration // between taking a mail and saying so

	mutex sync.Mutex
	mails int
}

var portSetting = regexp.MustCompile(`(?m)^port = .*$`)

// startMailServer starts a mail server on this machine and enters its port into
// a configuration; its certificate is in ca.pem:
// mailserver breachbrief.toml [refuse=ADDRESS] [busy=ADDRESS] [size=BYTES] [password=WORD]
func startMailServer(script *testscript.TestScript, _ bool, arguments []string) {
	server := &mailServer{folder: script.MkAbs("mail")}
	script.Check(os.MkdirAll(server.folder, 0o777))
	smtpServer := smtp.NewServer(server)
	smtpServer.Domain = "mail.example"
	smtpServer.ErrorLog = log.New(io.Discard, "", 0)
	for _, argument := range arguments[1:] {
		name, value, _ := strings.Cut(argument, "=")
		switch name {
		case "refuse":
			server.refuse = value
		case "busy":
			server.busy = value
		case "password":
			server.password = value
		case "size":
			size, err := strconv.ParseInt(value, 10, 64)
			script.Check(err)
			smtpServer.MaxMessageBytes = size
		default:
			script.Fatalf("unknown behaviour %s", argument)
		}
	}
	web := httptest.NewTLSServer(nil) // for its certificate
	web.Close()
	smtpServer.TLSConfig = &tls.Config{Certificates: web.TLS.Certificates}
	authority := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: web.Certificate().Raw})
	script.Check(os.WriteFile(script.MkAbs("ca.pem"), authority, 0o666))

	port, err := serveMail(smtpServer)
	script.Check(err)
	script.Defer(func() { smtpServer.Close() })
	configuration := script.ReadFile(arguments[0])
	script.Check(os.WriteFile(script.MkAbs(arguments[0]), []byte(portSetting.ReplaceAllString(configuration, fmt.Sprintf("port = %d", port))), 0o666))
}

// serveMail starts a server on a free port of this machine.
func serveMail(server *smtp.Server) (port int, err error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	go server.Serve(listener)
	return listener.Addr().(*net.TCPAddr).Port, nil
}

func (s *mailServer) NewSession(*smtp.Conn) (smtp.Session, error) {
	return &mailSession{server: s, signedIn: s.password == ""}, nil
}

type mailSession struct {
	server     *mailServer
	signedIn   bool
	recipients []string
}

func (s *mailSession) AuthMechanisms() []string { return []string{sasl.Plain} }

func (s *mailSession) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != "reporter" || password != s.server.password {
			return smtp.ErrAuthFailed
		}
		s.signedIn = true
		return nil
	}), nil
}

func (s *mailSession) Mail(string, *smtp.MailOptions) error {
	if !s.signedIn {
		return smtp.ErrAuthRequired
	}
	s.recipients = nil
	return nil
}

func (s *mailSession) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.server.mutex.Lock()
	defer s.server.mutex.Unlock()
	switch to {
	case s.server.refuse:
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such person here"}
	case s.server.busy:
		s.server.busy = ""
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 7, 1}, Message: "come back later"}
	}
	s.recipients = append(s.recipients, to)
	return nil
}

func (s *mailSession) Data(r io.Reader) error {
	content, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	text, err := readableMail(content)
	if err != nil {
		return &smtp.SMTPError{Code: 554, Message: err.Error()}
	}
	s.server.mutex.Lock()
	defer s.server.mutex.Unlock()
	s.server.mails++
	name := filepath.Join(s.server.folder, fmt.Sprintf("%d.txt", s.server.mails))
	defer time.Sleep(s.server.pause)
	return os.WriteFile(name, []byte("Envelope: "+strings.Join(s.recipients, " ")+"\n"+text), 0o666)
}

func (s *mailSession) Reset()        {}
func (s *mailSession) Logout() error { return nil }

// readMail writes a mail as a mail program shows it: readmail draft.eml draft.txt
func readMail(script *testscript.TestScript, _ bool, arguments []string) {
	text, err := readableMail([]byte(script.ReadFile(arguments[0])))
	script.Check(err)
	script.Check(os.WriteFile(script.MkAbs(arguments[1]), []byte(text), 0o666))
}

// readableMail returns the headers, the text and a line for each attachment.
func readableMail(content []byte) (string, error) {
	message, err := mail.ReadMessage(bytes.NewReader(content))
	if err != nil {
		return "", err
	}
	var text strings.Builder
	for _, header := range []string{"From", "To", "Subject", "Message-ID", "Content-Language", "Auto-Submitted"} {
		value, err := new(mime.WordDecoder).DecodeHeader(message.Header.Get(header))
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&text, "%s: %s\n", header, value)
	}
	kind, parameters, err := mime.ParseMediaType(message.Header.Get("Content-Type"))
	if err != nil {
		return "", err
	}
	if !strings.HasPrefix(kind, "multipart/") {
		body, err := readablePart(message.Body, message.Header.Get("Content-Transfer-Encoding"))
		return text.String() + "\n" + unixLines(body), err
	}
	parts := multipart.NewReader(message.Body, parameters["boundary"])
	for {
		part, err := parts.NextRawPart()
		if err == io.EOF {
			return text.String(), nil
		}
		if err != nil {
			return "", err
		}
		body, err := readablePart(part, part.Header.Get("Content-Transfer-Encoding"))
		if err != nil {
			return "", err
		}
		if name := part.FileName(); name != "" {
			fmt.Fprintf(&text, "Attachment: %s, %s\n", name, sumOf(body))
			continue
		}
		fmt.Fprintf(&text, "\n%s", unixLines(body))
	}
}

func unixLines(text []byte) string { return strings.ReplaceAll(string(text), "\r\n", "\n") }

func readablePart(body io.Reader, encoding string) ([]byte, error) {
	if encoding == "base64" {
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	if encoding == "quoted-printable" {
		body = quotedprintable.NewReader(body)
	}
	return io.ReadAll(body)
}
