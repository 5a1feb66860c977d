package delivery

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// WithoutAttachments returns the message with a list of its attachments, names,
// sizes and SHA-256, in place of the files. The note comes before the list and
// says where the files are. The message keeps its Message-ID, so that whoever
// gets it does not get the large one too.
func WithoutAttachments(m Message, note string) Message {
	if len(m.Attachments) == 0 {
		return m
	}
	m.Content = m.content()
	var body strings.Builder
	fmt.Fprintf(&body, "%s\n\n%s\n", strings.TrimRight(m.Body, "\r\n"), note)
	for _, a := range m.Attachments {
		fmt.Fprintf(&body, "\n%s\n  %s B\n  SHA-256 %s\n", a.Name, grouped(len(a.Content)), sum(a.Content))
	}
	m.Body = body.String()
	m.Attachments = nil
	return m
}

// grouped writes a number with a comma before every third digit.
func grouped(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// Failure is a run that failed, for [FailureNotice].
type Failure struct {
	Time    time.Time
	Period  string
	Subject string
	Opening string   // what failed
	Reasons []string // one paragraph each
	Closing string   // what to do
}

// maxReasons bounds the reasons listed in a failure notice: a mail is for
// reading, the log has them all.
const maxReasons = 20

// FailureNotice returns a mail in plain text that tells operators why a run
// failed. Reasons may quote the input or a server: each is one line of printable
// text, cut at 200 characters, and those beyond the twentieth are counted. Each
// failure has a Message-ID of its own, by its time. From and To are left to the
// caller.
func FailureNotice(f Failure) Message {
	var body strings.Builder
	fmt.Fprintf(&body, "%s\n\n", f.Opening)
	for _, reason := range f.Reasons[:min(len(f.Reasons), maxReasons)] {
		fmt.Fprintf(&body, "- %s\n", oneLine(reason))
	}
	if more := len(f.Reasons) - maxReasons; more > 0 {
		fmt.Fprintf(&body, "- … (+%d)\n", more)
	}
	if f.Closing != "" {
		fmt.Fprintf(&body, "\n%s\n", f.Closing)
	}
	return Message{Period: f.Period, Group: "operators", Content: digest(f.Time.Format(time.RFC3339Nano), body.String()),
		Subject: oneLine(f.Subject), Body: body.String(), Date: f.Time}
}
