package report

import (
	"fmt"
	"io"
	"strings"
)

// Mail is what the mail that carries a report says, in one language. It can be
// read alone, without the files.
type Mail struct {
	Subject, Body string
}

// MailFile is a file that a mail tells of.
type MailFile struct {
	Name   string
	SHA256 string
}

// ComposeMail makes the mail of a published report from its findings.json: the
// sentences and key figures of the briefing's first page, the doubts, the rows,
// and the sums of the files, if any. The sentence on an event that governs the
// month stays in the briefing, for findings.json does not hold the names of the
// English edition.
func ComposeMail(findings io.Reader, style Style, files []MailFile) (Mail, error) {
	part, err := readPublished(findings)
	if err != nil {
		return Mail{}, fmt.Errorf("findings.json cannot be read: %w", err)
	}
	all, err := part.findings()
	if err != nil {
		return Mail{}, fmt.Errorf("findings.json cannot be read: %w", err)
	}
	c := newComposer(all, style)
	d := c.document()
	return Mail{
		Subject: c.Say("mail.subject", Values{"Title": d.Title, "Period": d.Period}),
		Body:    c.mailBody(d, files),
	}, nil
}

// NotAttached says that the files are too large for the mail, and where they
// are, if a place is given.
func (w *Words) NotAttached(place string) string {
	if place == "" {
		return w.Say("mail.too_large")
	}
	return w.Say("mail.too_large_at", Values{"Place": place})
}

func (c *composer) mailBody(d *Document, files []MailFile) string {
	parts := []string{c.mailHead(d)}
	parts = append(parts, c.mailStory()...)
	parts = append(parts, c.mailFigures(), c.mailDoubts(), c.sayQuality())
	if len(files) > 0 {
		lines := []string{c.Say("mail.files")}
		for _, file := range files {
			lines = append(lines, file.Name, "  "+file.SHA256)
		}
		parts = append(parts, strings.Join(lines, "\n"))
	}
	parts = append(parts, c.Say("mail.made_by", Values{"Program": c.findings.Generator.Name, "Version": c.findings.Generator.Version}))
	return strings.Join(parts, "\n\n") + "\n"
}

func (c *composer) mailHead(d *Document) string {
	lines := []string{d.Marking, c.Say("mail.subject", Values{"Title": d.Title, "Period": d.Period})}
	if d.Organization != "" {
		lines = append(lines, d.Organization)
	}
	return strings.Join(append(lines, d.AsOf), "\n")
}

// mailStory tells what happened and how far it can be trusted.
func (c *composer) mailStory() []string {
	if c.month.Counts.Events == 0 {
		return c.emptyStory()
	}
	story := []string{c.sayResult(), c.sayChange()}
	if suppliers := c.saySupplier(scoped{"period", c.month}); suppliers != "" {
		story = append(story, suppliers)
	}
	return story
}

// mailFigures lists the key figures, one a line: columns do not line up in every
// mail program.
func (c *composer) mailFigures() string {
	lines := []string{c.Say("mail.figures", Values{"Period": c.Months(c.period),
		"Previous": c.Months(scopePeriod(c.previous)), "LastYear": c.Months(scopePeriod(c.lastYear))})}
	const now, previous, lastYear = 1, 2, 4 // columns of the table
	for _, row := range c.keyFigures().Rows {
		lines = append(lines, c.Say("mail.figure", Values{"Title": c.Format(row.Cells[0]), "Now": c.Format(row.Cells[now]),
			"Previous": c.Format(row.Cells[previous]), "LastYear": c.Format(row.Cells[lastYear])}))
	}
	return strings.Join(lines, "\n")
}

func (c *composer) mailDoubts() string {
	doubts := c.warnings()
	if attention := c.sayAttention(); attention != "" {
		doubts = append(doubts, attention)
	}
	if len(doubts) == 0 {
		return c.Say("mail.no_doubts")
	}
	lines := []string{c.Say("mail.doubts")}
	for _, doubt := range doubts {
		lines = append(lines, c.Say("mail.doubt", Values{"Doubt": doubt}))
	}
	return strings.Join(lines, "\n")
}
