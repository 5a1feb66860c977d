package main

import (
	"context"
	"net"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// What is wrong with the settings shows before the work begins.
func TestMailSettingsAreRefused(t *testing.T) {
	const whole = "[mail]\nhost = 'smtp.example.com'\nfrom = 'a@example.com'\n"
	const recipients = "[mail.recipients]\nen = ['b@example.com']\n"
	for _, test := range []struct{ name, text, want string }{
		{"no table", "", "does not say whom to mail"},
		{"no server", "[mail]\nfrom = 'a@example.com'\n" + recipients, "names no server"},
		{"no sender", "[mail]\nhost = 'smtp.example.com'\n" + recipients, "names no sender"},
		{"no recipients", whole, "names nobody"},
		{"a recipient without a domain", whole + "[mail.recipients]\nen = ['bob']\n", `"bob" is not a mail address`},
		{"an operator with a line break", whole + "operators = [\"c@example.com\\nBcc: d@example.com\"]\n" + recipients, "line break"},
		{"no encryption to another machine", whole + "security = 'none'\n" + recipients, "use starttls or tls"},
		{"an unknown encryption", whole + "security = 'ssl'\n" + recipients, `unknown security "ssl"`},
		{"a name without a password", whole + "username = 'reporter'\n" + recipients, "set both user name and password"},
		{"a password file that does not exist", whole + "username = 'reporter'\npassword_file = 'nowhere'\n" + recipients, "password_file cannot be read"},
		{"a certificate file that does not exist", whole + "ca_file = 'nowhere'\n" + recipients, "ca_file cannot be read"},
		{"less than no wait", whole + "retry_after = '-1s'\n" + recipients, "cannot be negative"},
	} {
		t.Run(test.name, func(t *testing.T) {
			folder := t.TempDir()
			file := writeFile(t, test.text, folder, configurationName)
			input := writeFile(t, incidentsOf(2022, 1), folder, "incidents.csv")
			w, _, stderr := testWorld(nil)
			out := filepath.Join(folder, "out")
			code := run(context.Background(), []string{"report", "--send", "--period", "2022-07", "--config", file, "--out", out, input}, w)
			if code != exitUsage || !strings.Contains(stderr.String(), test.want) {
				t.Errorf("exit code %d, says %q, want %d and %q", code, stderr, exitUsage, test.want)
			}
			if _, err := readManifest(filepath.Join(out, "2022-07")); err == nil {
				t.Error("the report was published")
			}
		})
	}
}

// publishedForMail publishes a report in a folder with a configuration for a
// mail server.
func publishedForMail(t *testing.T, port int) (folder, configuration string) {
	t.Helper()
	folder = t.TempDir()
	configuration = writeFile(t, "[mail]\nhost = 'localhost'\nsecurity = 'none'\nfrom = 'a@example.com'\nport = "+
		strconv.Itoa(port)+"\n[mail.recipients]\nen = ['b@example.com']\n", folder, configurationName)
	input := writeFile(t, incidentsOf(2022, 1), folder, "incidents.csv")
	w, _, stderr := testWorld(nil)
	if code := run(context.Background(), []string{"report", "--period", "2022-07", "--lang", "en", "--out", filepath.Join(folder, "out"), input}, w); code != exitDone {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	return folder, configuration
}

// A run that mails keeps others from mailing, for they cannot know what it sends.
func TestTwoRunsDoNotMailAtOnce(t *testing.T) {
	folder, configuration := publishedForMail(t, 1)
	lock, err := lockFile(filepath.Join(folder, "out", "."+ledgerName+".lock"))
	if err != nil {
		t.Fatal(err)
	}
	defer unlockFile(lock)
	w, _, stderr := testWorld(nil)
	code := run(context.Background(), []string{"send", "--config", configuration, filepath.Join(folder, "out", "2022-07")}, w)
	if code != exitUndelivered || !strings.Contains(stderr.String(), "another run is mailing") {
		t.Errorf("exit code %d, says %q", code, stderr)
	}
}

// An interruption while mailing does not say that nothing was published.
func TestInterruptedMailing(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	folder, configuration := publishedForMail(t, listener.Addr().(*net.TCPAddr).Port)
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		cancel() // and never a word
		defer conn.Close()
		<-ctx.Done()
	}()
	w, _, stderr := testWorld(nil)
	code := run(ctx, []string{"send", "--config", configuration, filepath.Join(folder, "out", "2022-07")}, w)
	if code != exitInterrupted || !strings.Contains(stderr.String(), "is published, but not delivered") {
		t.Errorf("exit code %d, says %q", code, stderr)
	}
}

// The example that init writes can be used once its marks of comment are gone.
func TestExampleOfMailSettings(t *testing.T) {
	_, example, found := strings.Cut(configurationTemplate, "\n# [mail]\n")
	if !found {
		t.Fatal("there is none")
	}
	text := "[mail]\n" + strings.ReplaceAll("\n"+example, "\n# ", "\n")
	text = strings.ReplaceAll(text, "\n#\n", "\n")
	file, err := readConfiguration(writeFile(t, text, t.TempDir(), configurationName))
	if err != nil {
		t.Fatal(err)
	}
	if err := file.mail.check(); err != nil {
		t.Error(err)
	}
	if len(file.mail.table) < 8 {
		t.Errorf("only %d keys", len(file.mail.table))
	}
}
