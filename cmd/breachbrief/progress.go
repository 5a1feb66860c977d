package main

import (
	"fmt"
	"os"
	"time"

	"github.com/breachbrief/breachbrief/analysis/intake"
)

// patience is how long a run may take before it says how far it is, and how
// often it says so again.
const patience = time.Second

// progress shows on a terminal how much of the input has been read.
type progress struct {
	world *world
	total int64 // bytes; 0: not known
	last  time.Time
	shown bool
}

func (w *world) newProgress(sources []intake.Source) *progress {
	p := &progress{world: w, last: w.now()}
	for _, source := range sources {
		info, err := os.Stat(source.Name)
		if err != nil || !info.Mode().IsRegular() {
			p.total = 0
			break
		}
		p.total += info.Size()
	}
	return p
}

// show says how much has been read, if it is time to say so again.
func (p *progress) show(done int64) {
	if !p.world.terminal || p.world.manners.quiet || p.world.now().Sub(p.last) < patience {
		return
	}
	p.last, p.shown = p.world.now(), true
	text := fmt.Sprintf("reading: %d MB", done>>20)
	if p.total > 0 {
		text = fmt.Sprintf("reading: %3d %%", min(100, done*100/p.total))
	}
	fmt.Fprintf(p.world.stderr, "\rbreachbrief: %s", text)
}

// clear wipes the line again.
func (p *progress) clear() {
	if p.shown {
		fmt.Fprint(p.world.stderr, "\r\x1b[K")
	}
}
