package main

import "github.com/breachbrief/breachbrief/analysis"

// handover is how many rows are read before the store takes them in.
const handover = 512

// storing takes rows into the store on a goroutine of its own, while the next
// ones are read.
type storing struct {
	batch       []analysis.Incident
	full, empty chan []analysis.Incident // there are two batches: empty holds both in the end
	done        chan error
}

// newStoring starts to store what is added. The store must not be used before
// close returns.
func newStoring(store func(analysis.Incident)) *storing {
	s := &storing{batch: make([]analysis.Incident, 0, handover), done: make(chan error, 1),
		full: make(chan []analysis.Incident, 1), empty: make(chan []analysis.Incident, 2)}
	s.empty <- make([]analysis.Incident, 0, handover)
	go func() {
		var err error
		for batch := range s.full {
			if err == nil {
				err = guarded(func() error { storeAll(batch, store); return nil })
			}
			s.empty <- batch[:0]
		}
		s.done <- err
	}()
	return s
}

func storeAll(batch []analysis.Incident, store func(analysis.Incident)) {
	for i := range batch {
		store(batch[i])
	}
}

func (s *storing) add(incident analysis.Incident) {
	if s.batch = append(s.batch, incident); len(s.batch) == handover {
		s.full <- s.batch
		s.batch = <-s.empty
	}
}

// close hands over the last rows, waits until all are stored and returns what
// kept the store from it.
func (s *storing) close() error {
	s.full <- s.batch
	close(s.full)
	return <-s.done
}
