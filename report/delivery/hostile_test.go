package delivery

import (
	"bufio"
	"net"
	"runtime"
	"strings"
	"testing"
	"time"
)

// serveRaw answers every connection with the function. Its relay is impatient.
func serveRaw(t *testing.T, answer func(net.Conn)) Relay {
	t.Helper()
	listener := listen(t)
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				answer(conn)
			}()
		}
	}()
	relay := relayTo(listener, None)
	relay.Timeout = 50 * time.Millisecond
	return relay
}

// script answers line by line: what it says first, then one answer to each line.
func script(answers ...string) func(net.Conn) {
	return func(conn net.Conn) {
		in := bufio.NewScanner(conn)
		for _, answer := range answers {
			if _, err := conn.Write([]byte(answer)); err != nil || !in.Scan() {
				return
			}
		}
		for in.Scan() { // and never again a word
		}
	}
}

func flood(text string) func(net.Conn) {
	return func(conn net.Conn) {
		for {
			if _, err := conn.Write([]byte(text)); err != nil {
				return
			}
		}
	}
}

func TestSendSurvivesHostileServers(t *testing.T) {
	const hello = "220 mail.example\r\n"
	tests := []struct {
		name     string
		security Security
		answer   func(net.Conn)
		want     string
	}{
		{"never answers", None, script(""), "greeting: no answer in time"},
		{"never answers, TLS", TLS, script(""), "encrypting the connection: no answer in time"},
		{"hangs up at once", None, func(net.Conn) {}, "greeting: the server hung up"},
		{"another protocol", None, script("HTTP/1.1 400 Bad Request\r\n\r\n"), "the answer is not SMTP"},
		{"garbage", None, script("\x00\xff\x1b[2J\r\n"), "the answer is not SMTP"},
		{"garbage, TLS", TLS, script("\x00\xff\x1b[2J\r\n"), "does not speak TLS on this port"},
		{"an endless line", None, flood(strings.Repeat("2", 1<<16)), "the server said more than a mail server has to say"},
		{"endless lines", None, flood("220-" + strings.Repeat("x", 1000) + "\r\n"), "the server said more"},
		{"refuses everybody", None, script("554 go away\r\n"), "greeting: 554 go away"},
		{"is busy", None, script("421 come back\r\n"), "greeting: 421 come back"},
		{"knows neither EHLO nor HELO", None, script(hello, "502 what\r\n", "502 what\r\n"), "greeting: 502 what"},
		{"has no STARTTLS", StartTLS, script(hello, "250 mail.example\r\n"), "does not offer STARTTLS"},
		{"strips STARTTLS by HELO", StartTLS, script(hello, "500 what\r\n", "250 hi\r\n"), "does not offer STARTTLS"},
		{"never starts TLS", StartTLS, script(hello, "250-mail.example\r\n250 STARTTLS\r\n", "220 go\r\n"), "encrypting the connection: no answer in time"},
		{"says more after STARTTLS", StartTLS, script(hello, "250-mail.example\r\n250 STARTTLS\r\n", "220 go\r\n250 AUTH PLAIN\r\n"), "encrypting the connection"},
		{"answers for ever", None, script(hello, "250 hi\r\n", "250"+strings.Repeat(" x", 300)+"\r\n", "999 \x1b[31m"+strings.Repeat("y", 5000)+"\r\n"), "999 [31myyy"},
		{"silent after the mail", None, script(hello, "250 hi\r\n", "250 ok\r\n", "250 ok\r\n", "250 ok\r\n", "250 ok\r\n", "250 ok\r\n", "354 go\r\n"), "uncertain: no answer in time"},
		{"garbage after the mail", None, afterMail("hello?\r\n"), "uncertain: the answer is not SMTP"},
		{"half an answer after the mail", None, afterMail("250-ok\r\n"), "uncertain: the server hung up"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			relay := serveRaw(t, test.answer)
			relay.Security = test.security
			if strings.Contains(test.want, "said more") { // not a matter of time
				relay.Timeout = time.Second
			}
			started := time.Now()
			result, err := Send(t.Context(), relay, report())
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error = %v, want %q", err, test.want)
			}
			if err != nil && strings.ContainsAny(err.Error(), "\x1b\r\x00") {
				t.Errorf("error %q holds control characters", err)
			}
			if len(result.Recipients(Sent)) != 0 || len(result.Outcomes) != 4 {
				t.Errorf("result = %+v", result)
			}
			if spent := time.Since(started); spent > 5*time.Second {
				t.Errorf("took %s", spent)
			}
		})
	}
}

// afterMail takes the mail and answers with the text and nothing else.
func afterMail(answer string) func(net.Conn) {
	return func(conn net.Conn) {
		in := bufio.NewScanner(conn)
		conn.Write([]byte("220 mail.example\r\n"))
		for in.Scan() {
			switch {
			case in.Text() == "DATA":
				conn.Write([]byte("354 go\r\n"))
				for in.Scan() && in.Text() != "." {
				}
				conn.Write([]byte(answer))
				return
			default:
				conn.Write([]byte("250 ok\r\n"))
			}
		}
	}
}

func TestSendChoosesHowToSignIn(t *testing.T) {
	tests := []struct {
		name    string
		offered string
		answers []string
		want    string
	}{
		{"LOGIN", "LOGIN CRAM-MD5", []string{"334 VXNlcm5hbWU6\r\n", "334 UGFzc3dvcmQ6\r\n", "235 ok\r\n", "554 far enough\r\n"}, "naming the sender"},
		{"PLAIN before LOGIN", "LOGIN PLAIN", []string{"235 ok\r\n", "554 far enough\r\n"}, "naming the sender"},
		{"SCRAM before PLAIN", "PLAIN SCRAM-SHA-256", []string{"535 no\r\n", "500 what\r\n", "221 bye\r\n"}, "signing in: 535 no"},
		{"for the moment not", "PLAIN", []string{"454 later\r\n", "500 what\r\n", "221 bye\r\n"}, "signing in: 454 later"},
		{"nothing known", "GSSAPI NTLM", nil, "no known way to sign in (GSSAPI NTLM)"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			answers := append([]string{"220 mail.example\r\n", "250-mail.example\r\n250 AUTH " + test.offered + "\r\n"}, test.answers...)
			relay := serveRaw(t, script(answers...))
			relay.Username, relay.Password = "reporter", "correct horse"
			if _, err := Send(t.Context(), relay, report()); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error = %v, want %q", err, test.want)
			}
		})
	}
}

func TestSendKeepsNoConversationOpen(t *testing.T) {
	before := runtime.NumGoroutine()
	relay := serveRaw(t, script("220 mail.example\r\n"))
	for range 5 {
		if _, err := Send(t.Context(), relay, report()); err == nil {
			t.Fatal("no error")
		}
	}
	for wait := time.Millisecond; runtime.NumGoroutine() > before+1; wait *= 2 { // the listener
		if wait > time.Second {
			t.Fatalf("%d goroutines, %d before", runtime.NumGoroutine(), before)
		}
		time.Sleep(wait)
	}
}

func TestRelayIsChecked(t *testing.T) {
	tests := []struct {
		name  string
		relay Relay
		want  string // empty: accepted
	}{
		{"only a host", Relay{Host: "smtp.example.com"}, ""},
		{"no host", Relay{}, "name the server"},
		{"host with a line break", Relay{Host: "smtp.example.com\r\nx"}, "is not a host name"},
		{"unencrypted to a name", Relay{Host: "smtp.example.com", Security: None}, "use starttls or tls"},
		{"unencrypted to an address", Relay{Host: "192.0.2.1", Security: None}, "use starttls or tls"},
		{"unencrypted to a name like localhost", Relay{Host: "localhost.example.com", Security: None}, "use starttls or tls"},
		{"unencrypted within the machine", Relay{Host: "localhost", Security: None}, ""},
		{"unencrypted within the machine, IPv6", Relay{Host: "::1", Security: None}, ""},
		{"unknown security", Relay{Host: "smtp.example.com", Security: "ssl"}, "use starttls, tls or none"},
		{"port too high", Relay{Host: "smtp.example.com", Port: 65536}, "not between 1 and 65535"},
		{"user without password", Relay{Host: "smtp.example.com", Username: "x"}, "both user name and password"},
		{"password without user", Relay{Host: "smtp.example.com", Password: "x"}, "both user name and password"},
		{"no certificate in the file", Relay{Host: "smtp.example.com", RootCAs: []byte("hello")}, "holds none"},
		{"greeting with a line break", Relay{Host: "smtp.example.com", Greeting: "x\r\nMAIL"}, "line break"},
		{"negative retries", Relay{Host: "smtp.example.com", Retries: -1}, "negative"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := test.relay.complete()
			if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
				t.Errorf("error = %v, want %q", err, test.want)
			}
		})
	}
}

func TestRelayFillsInThePort(t *testing.T) {
	for security, want := range map[Security]int{"": 587, StartTLS: 587, TLS: 465, None: 25} {
		relay, err := Relay{Host: "localhost", Security: security}.complete()
		if err != nil || relay.Port != want {
			t.Errorf("port with security %q = %d, %v; want %d", security, relay.Port, err, want)
		}
	}
}

func TestPauseDoublesUpToAnHour(t *testing.T) {
	relay := Relay{Backoff: time.Minute}
	for attempts, want := range map[int]time.Duration{1: time.Minute, 2: 2 * time.Minute, 6: 32 * time.Minute, 7: time.Hour, 1000: time.Hour} {
		if got := relay.pause(attempts); got != want {
			t.Errorf("pause after %d attempts = %s, want %s", attempts, got, want)
		}
	}
}
