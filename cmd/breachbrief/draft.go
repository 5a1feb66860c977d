package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
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
	var drafts []draft
	for _, language := range p.settings.groups() {
		d, err := p.draft(folder, language)
		if err != nil {
			return nil, failed(fmt.Errorf("the mail in %s cannot be made: %w", language, err), sendAgain(folder.named))
		}
		drafts = append(drafts, d)
	}
	return drafts, nil
}

func (p *post) draft(folder reportFolder, language report.Language) (draft, error) {
	words, err := report.LoadWords(language)
	if err != nil {
		return draft{}, err
	}
	attachments, err := folder.edition(language)
	if err != nil {
		return draft{}, err
	}
	options, own := folder.manifest.Options, string(language)+"."
	style := report.Style{Words: words, Organization: options[own+"organization"], Marking: options[own+"marking"]}
	whole, err := folder.words(style, mailFiles(attachments))
	if err != nil {
		return draft{}, err
	}
	bare, err := folder.words(style, nil)
	if err != nil {
		return draft{}, err
	}
	message := delivery.Message{Period: folder.manifest.Period, Group: string(language), Content: contentOf(attachments),
		From: p.settings.From, Subject: whole.Subject, Body: whole.Body, Attachments: attachments, Date: p.time, Language: string(language)}
	if recipients := p.settings.Recipients[language]; p.settings.BCC {
		message.BCC = recipients
	} else {
		message.To = recipients
	}
	short := message
	short.Body = bare.Body
	return draft{language: language, message: message,
		withoutFiles: delivery.WithoutAttachments(short, words.NotAttached(p.settings.FilesAt))}, nil
}

// errReplaced says that a file does not have the sum of the manifest read before:
// another run published meanwhile.
var errReplaced = errors.New("it was replaced while it was read")

// words composes what a mail says from the published findings.
func (f reportFolder) words(style report.Style, files []report.MailFile) (report.Mail, error) {
	file, err := os.Open(filepath.Join(f.path, findingsName))
	if err != nil {
		return report.Mail{}, err
	}
	defer file.Close()
	sum := sha256.New()
	findings := io.TeeReader(file, sum) // they may be large
	mail, err := report.ComposeMail(findings, style, files)
	if err != nil {
		return report.Mail{}, err
	}
	if _, err := io.Copy(io.Discard, findings); err != nil {
		return report.Mail{}, err
	}
	if hex.EncodeToString(sum.Sum(nil)) != f.manifest.sumOf(findingsName) {
		return report.Mail{}, fmt.Errorf("%s: %w", findingsName, errReplaced)
	}
	return mail, nil
}

// mediaTypes are the types of the files that are mailed, by their endings.
var mediaTypes = map[string]string{
	".pdf":  "application/pdf",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

// edition reads the briefing and the workbook in a language.
func (f reportFolder) edition(language report.Language) ([]delivery.Attachment, error) {
	var attachments []delivery.Attachment
	for _, ending := range []string{".pdf", ".xlsx"} {
		i := slices.IndexFunc(f.manifest.Outputs, func(file publishedFile) bool {
			return strings.HasSuffix(file.Name, "."+string(language)+ending)
		})
		if i < 0 {
			return nil, fmt.Errorf("the report has no edition in %s: publish it with --lang, or remove mail.recipients.%[1]s", language)
		}
		name := f.manifest.Outputs[i].Name
		content, err := os.ReadFile(filepath.Join(f.path, name))
		if err != nil {
			return nil, err
		}
		if sumOf(content) != f.manifest.Outputs[i].SHA256 {
			return nil, fmt.Errorf("%s: %w", name, errReplaced)
		}
		attachments = append(attachments, delivery.Attachment{Name: name, Type: mediaTypes[ending], Content: content})
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

// result returns what became of a draft.
func (d draft) result(sent delivery.Result) (mailResult, error) {
	id, err := delivery.MessageID(d.message)
	result := mailResult{Language: string(d.language), MessageID: id, Recipients: []recipientResult{}}
	for _, o := range sent.Outcomes {
		result.Recipients = append(result.Recipients, recipientResult{Address: o.Recipient, State: o.State, Earlier: o.Earlier, Words: o.Words})
	}
	return result, err
}
