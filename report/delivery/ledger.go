package delivery

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// Entry is a line of a ledger: what is about to become, or became, of a mail
// for some recipients.
type Entry struct {
	MessageID  string    `json:"message_id"`
	Period     string    `json:"period"`
	Group      string    `json:"group"`
	Recipients []string  `json:"recipients"`
	State      State     `json:"state"` // sending, sent, refused or uncertain
	Time       time.Time `json:"time"`
	Words      string    `json:"words,omitempty"` // of the server
}

// LedgerFile is what a ledger needs of a file, read from its start. An
// [os.File] open for reading and writing is one.
type LedgerFile interface {
	io.Reader
	io.WriterAt
	Truncate(size int64) error
	Sync() error
}

// Ledger remembers what was mailed to whom: a file of JSON, one [Entry] a line,
// to which lines are only added. Before a mail goes out, a line that it is being
// sent is on the disk; the line of its fate follows. A mail whose last line says
// that it is being sent may have arrived.
//
// Nobody else may use the file at the same time: the caller locks it.
type Ledger struct {
	// Unfinished is an incomplete last line that was cut off: a run stopped
	// while it wrote it. Nothing was sent on the strength of it.
	Unfinished string

	file    LedgerFile
	size    int64 // of the whole lines
	entries []Entry
	failed  error // of the first write that failed; none follows it
}

// DamagedLine is a line of a ledger that is no entry.
type DamagedLine struct {
	Number int // from 1
	Text   string
	Reason string
}

// DamagedLedgerError lists the lines of a ledger that are no entries. They may
// be about any mail, so none can be sent.
type DamagedLedgerError struct{ Lines []DamagedLine }

func (e *DamagedLedgerError) Error() string {
	var text strings.Builder
	text.WriteString("the ledger of sent mails is damaged, and what it no longer tells may have been sent: restore it, or correct these lines")
	for _, line := range e.Lines {
		fmt.Fprintf(&text, "\n  line %d: %s: %s", line.Number, line.Reason, line.Text)
	}
	return text.String()
}

// NewLedger reads a ledger. An empty file is a new one; whoever made it also
// brings its name to the disk. It fails with a [*DamagedLedgerError] if a line is
// no entry.
func NewLedger(file LedgerFile) (*Ledger, error) {
	content, err := io.ReadAll(file)
	if err != nil {
		return nil, fmt.Errorf("reading the ledger of sent mails: %w", err)
	}
	l := &Ledger{file: file, size: int64(len(content))}
	var damage DamagedLedgerError
	number := 0
	for line := range bytes.Lines(content) {
		number++
		entry, err := parseEntry(line)
		switch {
		case err == nil:
			l.entries = append(l.entries, entry)
		case isUnfinished(line):
			l.Unfinished = oneLine(string(line))
			l.size -= int64(len(line))
		default:
			damage.Lines = append(damage.Lines, DamagedLine{Number: number, Text: oneLine(string(line)), Reason: err.Error()})
		}
	}
	if len(damage.Lines) > 0 {
		return nil, &damage
	}
	return l, l.finish(content)
}

// finish brings the end of the file to the end of a line.
func (l *Ledger) finish(content []byte) error {
	switch {
	case l.size < int64(len(content)):
		if err := l.file.Truncate(l.size); err != nil {
			return fmt.Errorf("cutting an unfinished line off the ledger of sent mails: %w", err)
		}
	case len(content) > 0 && !bytes.HasSuffix(content, []byte("\n")): // edited by hand
		return l.write([]byte("\n"))
	}
	return nil
}

// isUnfinished reports whether a line is the last and only the beginning of an
// entry. Whole, but not an entry, it is damage.
func isUnfinished(line []byte) bool {
	err := json.NewDecoder(bytes.NewReader(line)).Decode(new(json.RawMessage))
	return !bytes.HasSuffix(line, []byte("\n")) && errors.Is(err, io.ErrUnexpectedEOF)
}

// parseEntry reads a line.
func parseEntry(line []byte) (Entry, error) {
	var entry Entry
	if err := json.Unmarshal(line, &entry); err != nil {
		return Entry{}, fmt.Errorf("not an entry in JSON (%s)", oneLine(err.Error()))
	}
	switch entry.State {
	case Sending, Sent, Refused, Uncertain:
	default:
		return Entry{}, fmt.Errorf("unknown state %q", oneLine(string(entry.State)))
	}
	switch {
	case entry.MessageID == "":
		return Entry{}, fmt.Errorf("no message_id")
	case len(entry.Recipients) == 0:
		return Entry{}, fmt.Errorf("no recipients")
	}
	return entry, nil
}

// State returns what became of a mail for a recipient: Unsent, Sent, Refused or
// Uncertain, which is also what an earlier run left being sent. Addresses are
// compared without regard to case.
func (l *Ledger) State(messageID, recipient string) State {
	state := Unsent
	for _, entry := range l.entries {
		if entry.MessageID != messageID {
			continue
		}
		for _, r := range entry.Recipients {
			if strings.EqualFold(r, recipient) {
				state = entry.State
			}
		}
	}
	if state == Sending {
		return Uncertain
	}
	return state
}

// add writes an entry and returns once it is on the disk.
func (l *Ledger) add(entry Entry) error {
	line, err := json.Marshal(entry)
	if err != nil {
		return fmt.Errorf("writing the ledger of sent mails: %w", err)
	}
	if err := l.write(append(line, '\n')); err != nil {
		return err
	}
	l.entries = append(l.entries, entry)
	return nil
}

// write adds bytes to the file, all of them or none.
func (l *Ledger) write(line []byte) error {
	if l.failed != nil {
		return l.failed
	}
	_, err := l.file.WriteAt(line, l.size)
	if err == nil {
		err = l.file.Sync()
	}
	if err != nil {
		l.failed = fmt.Errorf("writing the ledger of sent mails: %w", err)
		l.file.Truncate(l.size) // if this fails too, the next run cuts the line off
		return l.failed
	}
	l.size += int64(len(line))
	return nil
}
