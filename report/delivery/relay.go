package delivery

import (
	"cmp"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"strconv"
	"strings"
	"time"
)

// Security is how the connection to a relay is encrypted.
type Security string

const (
	StartTLS Security = "starttls" // begins in the clear, encrypts before anything is said
	TLS      Security = "tls"      // encrypted from the first byte
	None     Security = "none"     // only to this machine itself
)

// port returns the port that RFC 6409, RFC 8314 and RFC 5321 give each; 0 for
// an unknown one.
func (s Security) port() int {
	switch s {
	case StartTLS:
		return 587
	case TLS:
		return 465
	case None:
		return 25
	}
	return 0
}

// Relay is the mail server that takes the mail and passes it on.
type Relay struct {
	Host     string
	Port     int      // 0: 587 with starttls, 465 with tls, 25 with none
	Security Security // empty: starttls
	Username string   // empty: no authentication
	Password Secret
	RootCAs  []byte // certificates in PEM that alone are trusted; empty: those of the system
	Greeting string // the name this machine gives itself; empty: localhost

	Timeout time.Duration // for each step; 0: one minute
	Retries int           // how often to try again what failed for the moment
	Backoff time.Duration // before the first retry, twice as long before each further one up to an hour; 0: one minute
	MaxSize int64         // of a mail in bytes as it travels; 0: what the server allows
}

// Secret is a password. It prints as ***, in whatever way it is printed.
type Secret string

func (s Secret) masked() string {
	if s == "" {
		return ""
	}
	return "***"
}

// String returns *** or, of an empty secret, nothing.
func (s Secret) String() string { return s.masked() }

// Format prints *** for every verb.
func (s Secret) Format(state fmt.State, _ rune) { fmt.Fprint(state, s.masked()) }

// MarshalText returns ***.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.masked()), nil }

const (
	defaultTimeout = time.Minute
	defaultBackoff = time.Minute
	maxBackoff     = time.Hour
	maxPort        = 1<<16 - 1
)

// Check returns what is wrong with the relay, as far as that shows before
// anything is sent.
func (r Relay) Check() error {
	_, err := r.complete()
	return err
}

// complete checks the relay and fills in what it leaves open.
func (r Relay) complete() (Relay, error) {
	r.Security = cmp.Or(r.Security, StartTLS)
	r.Port = cmp.Or(r.Port, r.Security.port())
	switch {
	case r.Security.port() == 0:
		return r, fmt.Errorf("mail server: unknown security %q: use starttls, tls or none", r.Security)
	case r.Host == "" || strings.ContainsFunc(r.Host, func(c rune) bool { return !isWord(c) && c != ':' }):
		return r, fmt.Errorf("mail server: %q is not a host name: name the server, such as smtp.example.com", r.Host)
	case r.Port < 1 || r.Port > maxPort:
		return r, fmt.Errorf("mail server: port %d is not between 1 and %d", r.Port, maxPort)
	case r.Security == None && !isLoopback(r.Host):
		return r, fmt.Errorf("mail server %s: without encryption everyone on the way can read the report: use starttls or tls; none is for this machine itself (localhost)", r.Host)
	case (r.Username == "") != (r.Password == ""):
		return r, fmt.Errorf("mail server %s: set both user name and password, or neither", r.Host)
	case r.Retries < 0 || r.Timeout < 0 || r.Backoff < 0 || r.MaxSize < 0:
		return r, fmt.Errorf("mail server %s: retries, timeout, backoff and largest size cannot be negative", r.Host)
	}
	if err := checkField("mail server: name of this machine", r.Greeting); err != nil {
		return r, err
	}
	r.Greeting = cmp.Or(r.Greeting, "localhost")
	r.Timeout = cmp.Or(r.Timeout, defaultTimeout)
	r.Backoff = cmp.Or(r.Backoff, defaultBackoff)
	_, err := r.encryption()
	return r, err
}

func (r Relay) address() string { return net.JoinHostPort(r.Host, strconv.Itoa(r.Port)) }

// encryption returns the terms on which TLS is spoken with the relay.
func (r Relay) encryption() (*tls.Config, error) {
	config := &tls.Config{ServerName: r.Host, MinVersion: tls.VersionTLS12}
	if len(r.RootCAs) > 0 {
		config.RootCAs = x509.NewCertPool()
		if !config.RootCAs.AppendCertsFromPEM(r.RootCAs) {
			return nil, fmt.Errorf("mail server %s: the file of trusted certificates holds none: it must be PEM, with lines BEGIN CERTIFICATE", r.Host)
		}
	}
	return config, nil
}

// isLoopback reports whether a host names this machine itself. The name
// localhost is checked again once connected.
func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// pause returns how long to wait after the attempts so far.
func (r Relay) pause(attempts int) time.Duration {
	pause := min(r.Backoff, maxBackoff)
	for range attempts - 1 {
		pause = min(2*pause, maxBackoff)
	}
	return pause
}
