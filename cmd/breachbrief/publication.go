package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/breachbrief/breachbrief/analysis/intake"
)

// publication is a report in the making. Its files are built aside, in a hidden
// folder beside the one they are published in, and put in place by one rename.
// The lock keeps a second run away; the system frees it however a run ends.
type publication struct {
	parent  string // the folder of all reports
	label   string // the period: the name of the report's folder
	aside   string
	lock    *os.File
	created bool            // parent did not exist before
	mutex   sync.Mutex      // an interrupted run is discarded while it writes
	files   []publishedFile // finished ones; guarded by mutex
}

// publishedFile is one finished file of a report.
type publishedFile struct {
	Name   string `json:"name"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// outcome says what became of a publication.
type outcome string

const (
	published outcome = "published"
	unchanged outcome = "unchanged" // the same report was already there
)

// openPublication prepares the folder of a report. Whatever stands in the way
// of publishing is found here, before the work begins. The caller must discard
// the publication in the end, published or not.
func openPublication(parent, label string) (*publication, error) {
	p := &publication{parent: parent, label: label}
	_, err := os.Stat(parent)
	p.created = errors.Is(err, fs.ErrNotExist)
	if err := os.MkdirAll(parent, 0o777); err != nil {
		return nil, failed(fmt.Errorf("the output folder cannot be made: %w", err), chooseOutput)
	}
	if err := p.prepare(); err != nil {
		p.discard()
		return nil, err
	}
	return p, nil
}

func (p *publication) prepare() (err error) {
	if p.lock, err = lockFile(p.hidden("lock")); err != nil {
		if errors.Is(err, errLocked) {
			return failed(fmt.Errorf("another run is writing %s", p.target()), "wait until it has ended")
		}
		return unwritable(err)
	}
	if err := p.recover(); err != nil {
		return failed(fmt.Errorf("what an earlier run left in %s cannot be cleared: %w", p.parent, err), remedy(err, chooseOutput))
	}
	if err := p.checkTarget(); err != nil {
		return err
	}
	if err := os.Mkdir(p.hidden("tmp"), 0o777); err != nil {
		return unwritable(err)
	}
	p.aside = p.hidden("tmp")
	return nil
}

func unwritable(err error) error {
	return failed(fmt.Errorf("the output folder cannot be written: %w", err), chooseOutput)
}

// target returns the folder that the report is published in.
func (p *publication) target() string { return filepath.Join(p.parent, p.label) }

func (p *publication) hidden(ending string) string {
	return filepath.Join(p.parent, "."+p.label+"."+ending)
}

// recover clears what a killed run left behind: a report that was set aside
// comes back unless the new one took its place. The lock must be held.
func (p *publication) recover() error {
	if _, err := os.Stat(p.target()); errors.Is(err, fs.ErrNotExist) {
		if err := os.Rename(p.hidden("old"), p.target()); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return errors.Join(os.RemoveAll(p.hidden("old")), os.RemoveAll(p.hidden("tmp")))
}

// checkTarget refuses a folder that holds anything but a report, for
// publishing replaces the folder.
func (p *publication) checkTarget() error {
	entries, err := os.ReadDir(p.target())
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil
	}
	if err != nil {
		return failed(fmt.Errorf("the folder of the report cannot be read: %w", err), remedy(err, chooseOutput))
	}
	old, err := readManifest(p.target())
	if err != nil {
		return failed(fmt.Errorf("%s is in the way: it is no report of breachbrief", p.target()), "move it away or choose another folder with --out")
	}
	for _, entry := range entries {
		if !old.lists(entry.Name()) {
			return failed(fmt.Errorf("%s would be lost: a report replaces the whole folder", filepath.Join(p.target(), entry.Name())),
				"move the file out of the folder, or choose another folder with --out")
		}
	}
	return nil
}

// write adds a file to the publication and returns once it is on the disk.
func (p *publication) write(name string, content func(io.Writer) error) error {
	file, err := p.create(name)
	if err != nil {
		return err
	}
	if err := content(file); err != nil {
		file.Close()
		return fmt.Errorf("%s: %w", name, err)
	}
	return file.Close()
}

// errDiscarded says that a run goes on with a report that is already discarded.
var errDiscarded = errors.New("the report was discarded")

// create begins a file of the publication, which belongs to it once closed.
func (p *publication) create(name string) (*output, error) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.aside == "" {
		return nil, errDiscarded
	}
	file, err := os.OpenFile(filepath.Join(p.aside, name), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o666)
	if err != nil {
		return nil, err
	}
	return &output{file: file, name: name, sum: sha256.New(), publication: p}, nil
}

// output is a file that is summed while it is written.
type output struct {
	file        *os.File
	name        string
	bytes       int64
	sum         hash.Hash
	publication *publication
}

func (o *output) Write(b []byte) (int, error) {
	n, err := o.file.Write(b)
	o.sum.Write(b[:n])
	o.bytes += int64(n)
	return n, err
}

// Close returns once the file is on the disk.
func (o *output) Close() error {
	if err := errors.Join(o.file.Sync(), o.file.Close()); err != nil {
		return err
	}
	p := o.publication
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.files = append(p.files, publishedFile{Name: o.name, Bytes: o.bytes, SHA256: hex.EncodeToString(o.sum.Sum(nil))})
	return nil
}

// refuseAsInput refuses to read what the publication is about to replace.
func (p *publication) refuseAsInput(sources []intake.Source) error {
	target, err := os.Stat(p.target())
	if err != nil {
		return nil // there is nothing to read yet
	}
	for _, source := range sources {
		folder, err := os.Stat(filepath.Dir(source.Name))
		if err == nil && source.Name != standardInput && os.SameFile(target, folder) {
			return misused(fmt.Errorf("%s is an input and would be replaced by the output", source.Name),
				chooseOutput)
		}
	}
	return nil
}

// put puts the finished report in place, unless the very same is there already.
func (p *publication) put() (outcome, error) {
	if p.same() {
		return unchanged, nil
	}
	if err := syncFolder(p.aside); err != nil {
		return "", err
	}
	if err := p.swap(); err != nil {
		return "", err
	}
	return published, syncFolder(p.parent)
}

// same reports whether the folder of the report already holds what was built.
func (p *publication) same() bool {
	before, err := os.ReadFile(filepath.Join(p.target(), manifestName))
	if err != nil {
		return false
	}
	now, err := os.ReadFile(filepath.Join(p.aside, manifestName))
	return err == nil && bytes.Equal(before, now) && len(verifyReport(p.target())) == 0
}

// swap replaces the old report by the new one in one step where the system can,
// else in two, of which the first is undone when the second fails.
func (p *publication) swap() error {
	err := os.Rename(p.aside, p.target())
	if err == nil {
		p.aside = ""
		return nil
	}
	if exchange(p.aside, p.target()) == nil {
		return nil // the old report is aside now, and goes with it
	}
	if err := os.Rename(p.target(), p.hidden("old")); err != nil {
		return err
	}
	if err := os.Rename(p.aside, p.target()); err != nil {
		return errors.Join(err, os.Rename(p.hidden("old"), p.target()))
	}
	p.aside = ""
	return os.RemoveAll(p.hidden("old"))
}

// discard removes what is not published and frees the lock.
func (p *publication) discard() {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.aside != "" {
		os.RemoveAll(p.aside)
		p.aside = ""
	}
	if p.lock != nil {
		unlockFile(p.lock)
		p.lock = nil
	}
	if p.created {
		os.Remove(p.parent) // only when nothing was published
	}
}
