package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// standing is what holds of a run however it ends: what it did that lasts, and
// what it has to clear up. The zero value is that of a run that has done nothing.
type standing struct {
	mutex sync.Mutex
	open  []*publication // in the making
	done  string         // empty: nothing was published
	hints []string
}

// begin takes note of a publication in the making.
func (s *standing) begin(p *publication) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.open = append(s.open, p)
}

// settle carries out a step that no interruption cuts. The step may say what is
// done, and hint at what is left to do.
func (s *standing) settle(step func() error) error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return step()
}

// mailing notes that mails of reports are about to go out.
func (s *standing) mailing(folders ...string) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.done, s.hints = "published, but perhaps not delivered to everyone: "+strings.Join(folders, ", "), nil
	for _, folder := range folders {
		s.hints = append(s.hints, sendAgain(folder))
	}
}

// abandon removes what is not published, though the run may still be at it. No
// step is settled from then on.
func (s *standing) abandon() {
	s.mutex.Lock()
	for _, p := range slices.Backward(s.open) {
		p.discard()
	}
}

// interrupted returns what an interrupted run says in place of its own end.
func (s *standing) interrupted(end *failure) *failure {
	said := &failure{code: exitInterrupted, hints: s.hints, err: errors.New("interrupted; nothing was published")}
	switch {
	case end.code == exitUndelivered:
		said.err, said.hints = fmt.Errorf("interrupted: %w", end.err), end.hints
	case s.done != "":
		said.err = errors.New("interrupted; " + s.done)
	}
	return said
}
