package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/breachbrief/breachbrief/report/delivery"
)

// ledgerName is the file, beside the folders of the reports, that says what was
// mailed to whom.
const ledgerName = "mail-ledger.jsonl"

// post mails published reports.
type post struct {
	world    *world
	settings *mailSettings
	options  sendOptions
	relay    delivery.Relay
	time     time.Time
}

// newPost settles everything about mailing that can be known before there is a
// report, so that a mistake in it shows before the work begins.
func (w *world) newPost(settings *mailSettings, options sendOptions) (*post, error) {
	if settings == nil {
		return nil, misused(errors.New("the configuration does not say whom to mail"), "add a table [mail]; "+seeExample)
	}
	p := &post{world: w, settings: settings, options: options, time: w.now().UTC()}
	if epoch, found, err := w.epoch(); err != nil {
		return nil, err
	} else if found {
		p.time = epoch.UTC()
	}
	err := settings.check()
	if err == nil && !options.dryRun {
		p.relay, err = settings.relay(w)
	}
	if err != nil {
		return nil, misused(err, remedy(err, seeExample))
	}
	return p, nil
}

// deliver mails a report to all groups. What it returns beside an error still
// holds.
func (p *post) deliver(ctx context.Context, named string) ([]mailResult, error) {
	folder, err := findReport(named)
	if err != nil {
		return nil, err
	}
	drafts, err := p.drafts(folder)
	if err != nil {
		return nil, err
	}
	if p.options.dryRun {
		return p.rehearse(folder, drafts)
	}
	ledger, closeLedger, err := p.openLedger(folder)
	if err != nil {
		return nil, undelivered(named, []string{err.Error()})
	}
	defer closeLedger()
	var results []mailResult
	var causes []string
	for _, d := range drafts {
		result, err := p.hand(ctx, ledger, d)
		results = append(results, result)
		if err != nil {
			causes = append(causes, fmt.Sprintf("the mail in %s: %s", d.language, strings.ReplaceAll(err.Error(), "\n", "; ")))
		}
	}
	if len(causes) > 0 {
		return results, undelivered(named, causes)
	}
	return results, nil
}

// rehearse writes the mails instead of sending them.
func (p *post) rehearse(folder reportFolder, drafts []draft) ([]mailResult, error) {
	var results []mailResult
	for _, d := range drafts {
		name, err := p.writeEML(folder, d)
		if err != nil {
			return results, err
		}
		var planned delivery.Result
		for _, recipient := range slices.Concat(d.message.To, d.message.BCC) {
			planned.Outcomes = append(planned.Outcomes, delivery.Outcome{Recipient: recipient, State: delivery.Unsent})
		}
		result, err := d.result(planned)
		if err != nil {
			return results, failed(err, sendAgain(folder.named))
		}
		result.File = name
		results = append(results, result)
	}
	return results, nil
}

// hand hands one mail to the server, without its files if they are too large.
func (p *post) hand(ctx context.Context, ledger *delivery.Ledger, d draft) (mailResult, error) {
	order := delivery.Delivery{Message: d.message, Time: p.time, Force: p.options.force}
	sent, err := ledger.Deliver(ctx, p.relay, order)
	var tooLarge *delivery.TooLargeError
	large := errors.As(err, &tooLarge)
	if large {
		p.world.warn("the mail in %s goes without its files: %v", d.language, err)
		order.Message = d.withoutFiles
		sent, err = ledger.Deliver(ctx, p.relay, order)
	}
	result, failure := d.result(sent)
	result.WithoutAttachments = large
	p.say(d, sent)
	return result, errors.Join(err, failure, unreached(sent))
}

// say tells who was mailed, and who had the mail before.
func (p *post) say(d draft, sent delivery.Result) {
	var now, before []string
	for _, o := range sent.Outcomes {
		switch {
		case o.State == delivery.Sent && o.Earlier:
			before = append(before, o.Recipient)
		case o.State == delivery.Sent:
			now = append(now, o.Recipient)
		}
	}
	if len(now) > 0 {
		p.world.say("mailed in %s to %s", d.language, strings.Join(now, ", "))
	}
	if len(before) > 0 {
		p.world.say("not mailed again in %s to %s: they have it, says %s", d.language, strings.Join(before, ", "), ledgerName)
	}
}

// unreached names the recipients for whom the server was never asked.
func unreached(sent delivery.Result) error {
	if unsent := sent.Recipients(delivery.Unsent); len(unsent) > 0 {
		return fmt.Errorf("not reached: %s", strings.Join(unsent, ", "))
	}
	return nil
}

// openLedger opens and locks the ledger of a folder of reports.
func (p *post) openLedger(folder reportFolder) (*delivery.Ledger, func(), error) {
	lock, err := lockFile(filepath.Join(folder.parent, "."+ledgerName+".lock"))
	if errors.Is(err, errLocked) {
		return nil, nil, fmt.Errorf("another run is mailing reports of %s: wait until it has ended", folder.parent)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("%s cannot be locked: %w", ledgerName, err)
	}
	file, err := os.OpenFile(filepath.Join(folder.parent, ledgerName), os.O_CREATE|os.O_RDWR, 0o660) // it holds addresses
	if err != nil {
		unlockFile(lock)
		return nil, nil, fmt.Errorf("the ledger of sent mails cannot be opened: %w", err)
	}
	release := func() {
		file.Close()
		unlockFile(lock)
	}
	ledger, err := delivery.NewLedger(file)
	if err := errors.Join(err, syncFolder(folder.parent)); err != nil {
		release()
		return nil, nil, fmt.Errorf("%s: %w", file.Name(), err)
	}
	if ledger.Unfinished != "" {
		p.world.warn("%s ended in a line that a stopped run left unfinished, which was cut off: %s", file.Name(), ledger.Unfinished)
	}
	return ledger, release, nil
}
