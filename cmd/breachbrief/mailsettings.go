package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/breachbrief/breachbrief/report"
	"github.com/breachbrief/breachbrief/report/delivery"
)

const (
	mailKey          = "mail"
	passwordVariable = environmentPrefix + "SMTP_PASSWORD"
)

// mailSettings is the table [mail] of the configuration: the server that takes
// the mail, and who gets it. It holds no secret.
type mailSettings struct {
	Host         string                       `toml:"host"`
	Port         int                          `toml:"port"`
	Security     delivery.Security            `toml:"security"`
	Username     string                       `toml:"username"`
	PasswordFile string                       `toml:"password_file"`
	CAFile       string                       `toml:"ca_file"`
	From         string                       `toml:"from"`
	Recipients   map[report.Language][]string `toml:"recipients"`
	BCC          bool                         `toml:"bcc"` // recipients do not see one another
	Operators    []string                     `toml:"operators"`
	MaxMegabytes float64                      `toml:"max_megabytes"`
	FilesAt      string                       `toml:"files_at"`
	Retries      int                          `toml:"retries"`
	RetryAfter   time.Duration                `toml:"retry_after"`

	table map[string]any // as the file holds it
}

// mailKeys are the keys of [mail] besides its table of recipients, in the order
// in which they are printed.
var mailKeys = []string{"host", "port", "security", "username", "password_file", "ca_file", "from", "bcc", "operators",
	"max_megabytes", "files_at", "retries", "retry_after"}

// mailLanguages are the keys of [mail.recipients].
var mailLanguages = []string{string(report.English), string(report.Japanese)}

// defaultRetries bridges a server that is away for some minutes: it waits one,
// two and four.
const defaultRetries = 3

// takeMail reads the table [mail].
func (c *configuration) takeMail(text string) error {
	var raw struct{ Mail map[string]any }
	tables := struct{ Mail mailSettings }{mailSettings{Retries: defaultRetries}}
	meta, err := toml.Decode(text, &tables)
	if err != nil {
		return configurationError(c.file, err)
	}
	if !meta.IsDefined(mailKey) {
		return nil
	}
	for _, key := range meta.Undecoded() {
		if len(key) == 2 && key[0] == mailKey {
			return c.unknownMailKey(key)
		}
	}
	for language := range tables.Mail.Recipients {
		if !slices.Contains(mailLanguages, string(language)) {
			return unknownKey(c.file, "mail.recipients."+string(language), mailLanguages)
		}
	}
	if _, err := toml.Decode(text, &raw); err != nil {
		return configurationError(c.file, err)
	}
	c.mail = &tables.Mail
	c.mail.table = raw.Mail
	for key, path := range map[string]*string{"password_file": &c.mail.PasswordFile, "ca_file": &c.mail.CAFile} {
		if *path != "" {
			*path = c.resolve(*path)
			c.mail.table[key] = *path
		}
	}
	return nil
}

func (c *configuration) unknownMailKey(key toml.Key) error {
	if key[1] == "password" {
		return misused(fmt.Errorf("%s: a password does not belong in the configuration", c.file),
			"put it into a file of its own and name that as password_file, or set "+passwordVariable)
	}
	return unknownKey(c.file, key.String(), append([]string{"recipients"}, mailKeys...))
}

// relay returns the mail server, with the password that the environment or the
// file holds.
func (m *mailSettings) relay(w *world) (delivery.Relay, error) {
	const megabyte = 1e6
	relay := delivery.Relay{Host: m.Host, Port: m.Port, Security: m.Security, Username: m.Username,
		MaxSize: int64(m.MaxMegabytes * megabyte), Retries: m.Retries, Backoff: m.RetryAfter}
	if m.Host == "" {
		return relay, errors.New("[mail] names no server: set host")
	}
	if m.CAFile != "" {
		var err error
		if relay.RootCAs, err = os.ReadFile(m.CAFile); err != nil {
			return relay, fmt.Errorf("ca_file cannot be read: %w", err)
		}
	}
	password, err := m.password(w)
	relay.Password = delivery.Secret(password)
	return relay, cmp.Or(err, relay.Check())
}

func (m *mailSettings) password(w *world) (string, error) {
	switch origin := m.passwordOrigin(w); origin {
	case "":
		return "", nil
	case passwordVariable:
		password, _ := w.lookupEnv(passwordVariable)
		return password, nil
	default:
		text, err := os.ReadFile(origin)
		if err != nil {
			return "", fmt.Errorf("password_file cannot be read: %w", err)
		}
		return strings.TrimRight(string(text), "\r\n"), nil
	}
}

// passwordOrigin returns the environment variable or the file that holds the
// password; empty: there is none.
func (m *mailSettings) passwordOrigin(w *world) string {
	if password, found := w.lookupEnv(passwordVariable); found && password != "" {
		return passwordVariable
	}
	return m.PasswordFile
}

// groups returns the languages that have recipients.
func (m *mailSettings) groups() []report.Language {
	var groups []report.Language
	for _, language := range []report.Language{report.English, report.Japanese} {
		if len(m.Recipients[language]) > 0 {
			groups = append(groups, language)
		}
	}
	return groups
}

// check tries the addresses on a mail that is not sent.
func (m *mailSettings) check() error {
	lists := [][]string{}
	for _, language := range m.groups() {
		lists = append(lists, m.Recipients[language])
	}
	switch {
	case m.From == "":
		return errors.New("[mail] names no sender: set from")
	case len(lists) == 0:
		return errors.New("[mail.recipients] names nobody: set en, ja or both to lists of addresses")
	}
	if len(m.Operators) > 0 {
		lists = append(lists, m.Operators)
	}
	for _, list := range lists {
		trial := delivery.Message{From: m.From, To: list, Subject: "trial", Date: time.Unix(0, 0)}
		if err := delivery.WriteEML(io.Discard, trial); err != nil {
			return fmt.Errorf("[mail]: %w", err)
		}
	}
	return nil
}

// print writes the settings as the file holds them.
func (m *mailSettings) print(line func(key, value string)) {
	for _, key := range mailKeys {
		switch value := m.table[key].(type) {
		case nil:
		case string:
			line(key, tomlText(value))
		case []any:
			line(key, tomlList(m.Operators)) // the only list
		default:
			line(key, fmt.Sprint(value))
		}
	}
}
