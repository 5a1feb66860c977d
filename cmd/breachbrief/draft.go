package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/breachbrief/breachbrief/report"
	"github.com/breachbrief/breachbrief/report/delivery"
)

// draft is the mail of one language, with its files and without.
type draft struct {
	language              report.Language
	message, withoutFiles delivery.Message
}

// drafts composes the mails of a report.
func (p *post) drafts(folder reportFolder) ([]draft, error) {
	m, err := readManifest(folder.path)
	if err != nil {
		return nil, failed(err)
	}
	var drafts []draft
	for _, language := range p.settings.groups() {
		d, err := p.draft(folder, m, language)
		if err != nil {
			return nil, failed(fmt.Errorf("the mail in %s cannot be made: %w", language, err))
		}
		drafts = append(drafts, d)
	}
	return drafts, nil
}

func (p *post) draft(folder reportFolder, m *manifest, language report.Language) (draft, error) {
	words, err := report.LoadWords(language)
	if err != nil {
		return draft{}, err
	}
	attachments, err := attach(folder, m, language)
	if err != nil {
		return draft{}, err
	}
	message := delivery.Message{Period: m.Period, Group: string(language), Content: contentOf(attachments),
		From: p.settings.From, Attachments: attachments, Date: p.time, Language: string(language)}
	if recipients := p.settings.Recipients[language]; p.settings.BCC {
		message.BCC = recipients
	} else {
		message.To = recipients
	}
	style := report.Style{Words: words, Organization: m.Options[string(language)+".organization"], Marking: m.Options[string(language)+".marking"]}
	short := message
	if err := p.word(folder, &message, style, mailFiles(attachments)); err != nil {
		return draft{}, err
	}
	if err := p.word(folder, &short, style, nil); err != nil {
		return draft{}, err
	}
	short = delivery.WithoutAttachments(short, words.NotAttached(p.settings.FilesAt))
	return draft{language: language, message: message, withoutFiles: short}, nil
}

// word writes subject and body.
func (p *post) word(folder reportFolder, message *delivery.Message, style report.Style, files []report.MailFile) error {
	findings, err := os.Open(filepath.Join(folder.path, "findings.json"))
	if err != nil {
		return err
	}
	defer findings.Close()
	mail, err := report.ComposeMail(findings, style, files)
	message.Subject, message.Body = mail.Subject, mail.Body
	return err
}

// mediaTypes are the types of the files that are mailed, by their endings.
var mediaTypes = map[string]string{
	".pdf":  "application/pdf",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

// attach reads the briefing and the workbook of an edition. Their sums are
// checked on the bytes that are mailed: the report may be replaced meanwhile.
func attach(folder reportFolder, m *manifest, language report.Language) ([]delivery.Attachment, error) {
	var attachments []delivery.Attachment
	for _, ending := range []string{".pdf", ".xlsx"} {
		i := slices.IndexFunc(m.Outputs, func(f publishedFile) bool { return strings.HasSuffix(f.Name, "."+string(language)+ending) })
		if i < 0 {
			return nil, fmt.Errorf("the report has no edition in %s: publish it with --lang, or remove mail.recipients.%[1]s", language)
		}
		content, err := os.ReadFile(filepath.Join(folder.path, m.Outputs[i].Name))
		if err != nil {
			return nil, err
		}
		if sumOf(content) != m.Outputs[i].SHA256 {
			return nil, fmt.Errorf("%s was changed while it was read", m.Outputs[i].Name)
		}
		attachments = append(attachments, delivery.Attachment{Name: m.Outputs[i].Name, Type: mediaTypes[ending], Content: content})
	}
	return attachments, nil
}

func sumOf(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

func mailFiles(attachments []delivery.Attachment) []report.MailFile {
	var files []report.MailFile
	for _, a := range attachments {
		files = append(files, report.MailFile{Name: a.Name, SHA256: sumOf(a.Content)})
	}
	return files
}

// contentOf identifies what is delivered: the files of the edition, not the
// words around them, and so not the version that wrote these.
func contentOf(attachments []delivery.Attachment) string {
	var all bytes.Buffer
	for _, a := range attachments {
		fmt.Fprintf(&all, "%s %s\n", a.Name, sumOf(a.Content))
	}
	return sumOf(all.Bytes())
}

// result returns what became of a draft; of one that was not sent, its
// recipients as they would be.
func (d draft) result(sent delivery.Result) (mailResult, error) {
	id, err := delivery.MessageID(d.message)
	result := mailResult{Language: string(d.language), MessageID: id, Recipients: []recipientResult{}}
	for _, o := range sent.Outcomes {
		result.Recipients = append(result.Recipients, recipientResult{Address: o.Recipient, State: o.State, Earlier: o.Earlier, Words: o.Words})
	}
	return result, err
}
