package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/breachbrief/breachbrief/report/delivery"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// sendOptions are the options of the command send.
type sendOptions struct {
	configuration string
	dryRun        bool
	emlFolder     string // of a dry run; empty: the folder of the reports
	force         bool
}

func (o *sendOptions) addFlags(flags *pflag.FlagSet) {
	flags.StringVar(&o.configuration, "config", "", "configuration `file` (default: breachbrief.toml, else the user's own)")
	flags.BoolVar(&o.dryRun, "dry-run", false, "mail nothing; write each mail as an .eml file instead")
	flags.StringVar(&o.emlFolder, "eml", "", "`folder` for the files of a dry run (default: the one that holds the report's folder)")
	flags.BoolVar(&o.force, "force", false, "mail also to recipients of whom an earlier run could not learn whether the mail arrived")
}

func newSendCommand(w *world) *cobra.Command {
	o := &sendOptions{}
	command := &cobra.Command{
		Use:   "send DIR",
		Short: "Mail a published report",
		Long: `Mail the workbook and the briefing of a published report to the recipients of
each language. Server, sender and recipients stand in the table [mail] of the
configuration, the password in a file or in ` + passwordVariable + `.

Only a report that passes 'breachbrief verify' is mailed. What went to whom is
kept in ` + ledgerName + ` beside the folders of the reports, so that nobody gets
the same report twice, however often this is run.

` + exitHelp,
		Example: `  breachbrief send out/2022-07
  breachbrief send --dry-run --eml drafts out/2022-07`,
		Args:              exactlyOne("the folder of a report"),
		ValidArgsFunction: completeFolder,
		RunE: func(command *cobra.Command, arguments []string) error {
			j, err := w.newJob(command, arguments)
			if err == nil {
				err = guarded(func() error { return o.run(command.Context(), w, j) })
			}
			if !o.dryRun {
				w.tellOperators(command.Context(), j.file.mail, notice{period: filepath.Base(arguments[0]), cause: err})
			}
			return err
		},
	}
	o.addFlags(command.Flags())
	return command
}

func (o *sendOptions) run(ctx context.Context, w *world, j job) error {
	post, err := w.newPost(j.file.mail, *o)
	if err != nil {
		return err
	}
	if !o.dryRun {
		w.standing.mailing(j.arguments[0])
	}
	mails, err := post.deliver(ctx, j.arguments[0])
	if printing := unprintable(w.printMails(j.arguments[0], mails)); printing != nil && err == nil {
		return printing
	}
	return err
}

// newPost prepares mailing for a run that is to mail its reports; nil: it is not.
func (o *reportOptions) newPost(w *world, j job) (*post, error) {
	if !o.send {
		return nil, nil
	}
	post, err := w.newPost(j.file.mail, sendOptions{})
	if err != nil {
		return nil, err
	}
	for _, language := range j.file.mail.groups() {
		if !slices.Contains(o.languages, language) {
			return nil, misused(fmt.Errorf("[mail.recipients] %s: no edition in that language is made", language), "add it to --lang, or remove the recipients")
		}
	}
	return post, nil
}

// mail mails the reports of a run, unless the options forbid anything about
// them: who gets a mail cannot be made to forget it.
func (p *press) mail(ctx context.Context, forbidden error) error {
	if forbidden != nil {
		p.world.warn("the report is not mailed; once you have looked at it, 'breachbrief send' does so")
		return forbidden
	}
	var causes, hints, folders []string
	for _, r := range p.reports {
		folders = append(folders, r.target())
	}
	p.world.standing.mailing(folders...)
	for _, r := range p.reports {
		mails, err := p.post.deliver(ctx, r.target())
		r.mails = mails
		if err != nil {
			causes, hints = append(causes, err.Error()), append(hints, sendAgain(r.target()))
		}
	}
	if len(causes) == 0 {
		return nil
	}
	return &failure{code: exitUndelivered, err: errors.New(strings.Join(causes, "; ")), hints: hints}
}

// mailResult is what became of the mail of one language.
type mailResult struct {
	Language           string            `json:"language"`
	MessageID          string            `json:"message_id"`
	WithoutAttachments bool              `json:"without_attachments"` // they were too large
	File               string            `json:"file,omitempty"`      // of a dry run
	Recipients         []recipientResult `json:"recipients"`
}

type recipientResult struct {
	Address string         `json:"address"`
	State   delivery.State `json:"state"`
	Earlier bool           `json:"earlier"` // by an earlier run
	Words   string         `json:"words"`   // of the mail server
}

// printMails prints the result of send: the files of a dry run, or all as JSON.
func (w *world) printMails(folder string, mails []mailResult) error {
	if w.manners.json {
		return json.NewEncoder(w.stdout).Encode(map[string]any{"directory": folder, "mails": append([]mailResult{}, mails...)})
	}
	for _, m := range mails {
		if m.File == "" {
			continue
		}
		if _, err := fmt.Fprintln(w.stdout, m.File); err != nil {
			return err
		}
	}
	return nil
}

// undelivered returns an error with exit code 4. An interruption is no longer
// one of those that publish nothing, so the causes are kept as words only.
func undelivered(folder string, causes []string) error {
	return &failure{code: exitUndelivered, hints: []string{sendAgain(folder)},
		err: fmt.Errorf("%s is published, but not delivered to everyone: %s", folder, strings.Join(causes, "; "))}
}

func sendAgain(folder string) string {
	return fmt.Sprintf("'breachbrief send %s' tries again; those who got the mail do not get it twice", folder)
}

// reportFolder is the folder of a published report, with links followed.
type reportFolder struct {
	named    string // as the user did
	path     string
	parent   string // holds the ledger
	manifest *manifest
}

func findReport(named string) (reportFolder, error) {
	path, err := filepath.Abs(named)
	if err == nil {
		path, err = filepath.EvalSymlinks(path)
	}
	if err != nil {
		return reportFolder{}, failed(fmt.Errorf("there is no report in %s: %w", named, err), "name the folder of a period, such as out/2022-07")
	}
	if faults := verifyReport(path); len(faults) > 0 {
		return reportFolder{}, failed(fmt.Errorf("%s is not as it was published and is not mailed: %w", named, faults[0]),
			"make the report again with 'breachbrief report'")
	}
	m, err := readManifest(path)
	if err != nil {
		return reportFolder{}, failed(err, sendAgain(named))
	}
	return reportFolder{named: named, path: path, parent: filepath.Dir(path), manifest: m}, nil
}

// writeEML writes a mail of a dry run and returns the file's name.
func (p *post) writeEML(f reportFolder, d draft) (string, error) {
	folder := p.options.emlFolder
	if folder == "" {
		folder = filepath.Join(f.named, "..")
	}
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return "", failed(fmt.Errorf("the folder for the mails cannot be made: %w", err), "choose another folder with --eml")
	}
	if same, err := isSameFolder(folder, f.path); same || err != nil {
		return "", misused(fmt.Errorf("%s is the report itself, which may hold nothing else", folder), "choose another folder with --eml")
	}
	name := filepath.Join(folder, fmt.Sprintf("breachbrief-%s.%s.eml", d.message.Period, d.language))
	file, err := os.Create(name)
	if err != nil {
		return "", failed(fmt.Errorf("the mail cannot be written: %w", err), "choose another folder with --eml")
	}
	if err := errors.Join(delivery.WriteEML(file, d.message), file.Close()); err != nil {
		return "", failed(fmt.Errorf("the mail cannot be written: %w", err), "choose another folder with --eml")
	}
	return name, nil
}

func isSameFolder(a, b string) (bool, error) {
	one, err := os.Stat(a)
	if err != nil {
		return false, err
	}
	other, err := os.Stat(b)
	return err == nil && os.SameFile(one, other), err
}
