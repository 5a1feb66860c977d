package delivery

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/textproto"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail/smtp"
)

const (
	// maxReplies bounds what a server may say in one conversation, in bytes. A
	// handshake and the replies to a thousand recipients are below.
	maxReplies = 256 << 10
	// finalPatience is how many timeouts long the answer to a whole mail may take. RFC 5321
	// section 4.5.3.2.6 gives it ten minutes: a late answer not awaited means a mail sent twice.
	finalPatience = 10
	// chunk is how much of a mail goes out within one timeout.
	chunk = 64 << 10
)

// connection is a conversation with a relay, encrypted and authenticated as the
// relay asks.
type connection struct {
	relay   Relay
	raw     net.Conn
	client  *smtp.Client
	release func() bool // stops watching the context
}

// boundedConn fails once more than left bytes were read from it.
type boundedConn struct {
	net.Conn
	left int
}

func (c *boundedConn) Read(p []byte) (int, error) {
	if c.left <= 0 {
		return 0, errTalkative
	}
	n, err := c.Conn.Read(p[:min(len(p), c.left)])
	c.left -= n
	return n, err
}

// connect opens a conversation. It ends when the context does.
func connect(ctx context.Context, relay Relay) (*connection, error) {
	dialer := net.Dialer{Timeout: relay.Timeout}
	raw, err := dialer.DialContext(ctx, "tcp", relay.address())
	if err != nil {
		return nil, relay.blame("connecting", err)
	}
	c := &connection{relay: relay, raw: raw}
	c.release = context.AfterFunc(ctx, func() { raw.Close() })
	if err := c.open(ctx); err != nil {
		c.close()
		return nil, err
	}
	return c, nil
}

func (c *connection) open(ctx context.Context) error {
	if peer, ok := c.raw.RemoteAddr().(*net.TCPAddr); c.relay.Security == None && (!ok || !peer.IP.IsLoopback()) {
		return &fault{relay: c.relay, doing: "connecting", words: "the name leads to another machine", advice: "use starttls or tls"}
	}
	config, err := c.relay.encryption()
	if err != nil {
		return err
	}
	c.extend(1)
	var conn net.Conn = &boundedConn{Conn: c.raw, left: maxReplies}
	if c.relay.Security == TLS {
		encrypted := tls.Client(conn, config)
		if err := encrypted.HandshakeContext(ctx); err != nil {
			return c.relay.blame("encrypting the connection", err)
		}
		conn = encrypted
	}
	if c.client, err = smtp.NewClient(conn, c.relay.Host); err != nil {
		return c.relay.blame("greeting", err)
	}
	c.client.SkipSMTPUTF8(true) // addresses are ASCII; the next server might not know the extension
	c.extend(1)
	if err := c.client.Hello(c.relay.Greeting); err != nil {
		return c.relay.blame("greeting", err)
	}
	if err := c.encrypt(config); err != nil {
		return err
	}
	return c.authenticate()
}

func (c *connection) encrypt(config *tls.Config) error {
	if c.relay.Security != StartTLS {
		return nil
	}
	const doing = "encrypting the connection"
	if offered, _ := c.client.Extension("STARTTLS"); !offered {
		return &fault{relay: c.relay, doing: doing, words: "the server does not offer STARTTLS on this port",
			advice: "ask for its port for encrypted mail (usually 587), or use tls (usually port 465)"}
	}
	c.extend(1)
	if err := c.client.StartTLS(config); err != nil {
		return c.relay.blame(doing, err)
	}
	return nil
}

// authenticate gives name and password by the safest method that both sides know.
func (c *connection) authenticate() error {
	if c.relay.Username == "" {
		return nil
	}
	const doing = "signing in"
	user, password, host := c.relay.Username, string(c.relay.Password), c.relay.Host
	local := c.relay.Security == None
	_, list := c.client.Extension("AUTH")
	offered := strings.Fields(list)
	var method smtp.Auth
	switch {
	case slices.Contains(offered, "SCRAM-SHA-256"):
		method = smtp.ScramSHA256Auth(user, password)
	case slices.Contains(offered, "PLAIN"):
		method = smtp.PlainAuth("", user, password, host, local)
	case slices.Contains(offered, "LOGIN"):
		method = smtp.LoginAuth(user, password, host, local)
	default:
		return &fault{relay: c.relay, doing: doing, words: fmt.Sprintf("the server offers no known way to sign in (%s)", oneLine(list)),
			advice: "it must offer SCRAM-SHA-256, PLAIN or LOGIN on this port; or remove user name and password"}
	}
	c.extend(1)
	if err := c.client.Auth(method); err != nil {
		f := c.relay.blame(doing, err)
		if f.code/100 == 5 {
			f.advice = "check user name and password"
		}
		return f
	}
	return nil
}

// extend gives the next step the given number of timeouts. A context computes
// the deadline, because only the program reads the clock.
func (c *connection) extend(timeouts int) {
	step, cancel := context.WithTimeout(context.Background(), time.Duration(timeouts)*c.relay.Timeout)
	defer cancel()
	deadline, _ := step.Deadline()
	c.raw.SetDeadline(deadline) // fails only if the connection is closed, which the next step notices
}

// sizeLimit returns the largest mail that the relay takes; 0 is no limit.
func (c *connection) sizeLimit() int64 {
	_, parameter := c.client.Extension("SIZE")
	limit, err := strconv.ParseInt(strings.TrimSpace(parameter), 10, 64)
	if err != nil || limit < 0 {
		return 0 // offered without a number or not at all: the server will say at the end
	}
	return limit
}

// mail announces a mail.
func (c *connection) mail(from string) error {
	c.extend(1)
	if err := c.client.Mail("<" + from + ">"); err != nil {
		f := c.relay.blame("naming the sender "+from, err)
		if f.code/100 == 5 {
			f.advice = "check the sender's address, and whether the server wants a user name and password"
		}
		return f
	}
	return nil
}

// recipient offers the mail to one recipient.
func (c *connection) recipient(address string) error {
	c.extend(1)
	if err := c.client.Rcpt("<" + address + ">"); err != nil {
		return c.relay.blame("naming the recipient "+address, err)
	}
	return nil
}

// data sends the mail itself and returns its fate. Until its end is sent, the
// server may not deliver it (RFC 5321 section 4.1.1.4), so a failure before is
// no uncertainty.
func (c *connection) data(ctx context.Context, content []byte) (State, error) {
	const doing = "handing over the mail"
	c.extend(1)
	body, err := c.client.Data()
	if err != nil {
		return c.before(doing, err)
	}
	for part := range slices.Chunk(content, chunk) {
		c.extend(1)
		if _, err := body.Write(part); err != nil {
			return c.before(doing, err)
		}
	}
	defer c.linger(ctx)()
	err = body.Close()
	var answer *textproto.Error
	switch {
	case err == nil:
		return Sent, nil
	case errors.As(err, &answer) && (answer.Code/100 == 4 || answer.Code/100 == 5):
		return c.before(doing, err)
	}
	return Uncertain, c.relay.blame("awaiting the answer to the mail", err)
}

// before returns the fate of a mail that the server did not take.
func (c *connection) before(doing string, err error) (State, error) {
	f := c.relay.blame(doing, err)
	if f.temporary {
		return Deferred, f
	}
	return Refused, f
}

// linger lets the answer to a mail take its time. An interruption no longer
// ends the conversation at once but leaves one timeout: without the answer
// nobody knows whether the mail went out. The returned function ends this.
func (c *connection) linger(ctx context.Context) func() bool {
	c.release()
	c.extend(finalPatience)
	c.release = context.AfterFunc(ctx, func() { c.extend(1) })
	return c.release
}

// quit says goodbye. What the server answers changes nothing.
func (c *connection) quit() {
	c.extend(1)
	c.client.Quit()
}

// close ends the conversation without a word, so that an unfinished mail stays unfinished.
func (c *connection) close() {
	c.release()
	c.raw.Close()
}
