package workbook

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime/debug"

	"github.com/klauspost/compress/flate"
)

// chunkSize is how much is deflated at a time: large against the 32 KiB window
// that each chunk has to fill anew, small against the memory of a run.
const chunkSize = 1 << 20

// packWorkers deflate chunks at the same time. The chunks and so the bytes do
// not depend on it.
const packWorkers = 2

// packer deflates a stream in chunks of fixed size on several goroutines and
// adds it to one or more parts.
type packer struct {
	parts  []*streamedPart
	chunk  []byte
	free   chan *chunk
	work   chan *chunk
	order  chan *chunk
	done   chan error // what the goroutine that writes met
	failed chan struct{}
}

// chunk is a piece of the stream on its way.
type chunk struct {
	raw    []byte
	packed bytes.Buffer
	last   bool // of its part
	ready  chan error
}

func newPacker(parts []*streamedPart) *packer {
	const inFlight = 2*packWorkers + 2
	p := &packer{parts: parts, free: make(chan *chunk, inFlight), work: make(chan *chunk, inFlight),
		order: make(chan *chunk, inFlight), done: make(chan error, 1), failed: make(chan struct{})}
	for range inFlight {
		p.free <- &chunk{ready: make(chan error, 1)}
	}
	for range packWorkers {
		go p.deflate()
	}
	go p.write()
	return p
}

// Write adds to the stream.
func (p *packer) Write(data []byte) (int, error) {
	for rest := data; len(rest) > 0; {
		if p.chunk == nil {
			p.chunk = make([]byte, 0, chunkSize)
		}
		n := min(len(rest), chunkSize-len(p.chunk))
		p.chunk = append(p.chunk, rest[:n]...)
		rest = rest[n:]
		if len(p.chunk) == chunkSize {
			if err := p.send(); err != nil {
				return 0, err
			}
		}
	}
	return len(data), nil
}

// send hands the chunk to the goroutines and takes the buffer of another back.
func (p *packer) send() error {
	select {
	case c := <-p.free:
		c.raw, p.chunk = p.chunk, c.raw[:0]
		p.order <- c
		p.work <- c
		return nil
	case <-p.failed:
		return io.ErrClosedPipe
	}
}

// finish waits until all is written and returns the error that came of it. A
// panic of a goroutine becomes one of finish.
func (p *packer) finish() error {
	// The error of send says only that writing has failed; the reason is in
	// done.
	_ = p.send()
	close(p.work)
	close(p.order)
	err := <-p.done
	var panicked *panicError
	if errors.As(err, &panicked) {
		panic(panicked)
	}
	return err
}

// panicError is the panic of a goroutine on its way to the caller, who alone can
// recover from it.
type panicError struct {
	cause any
	stack []byte
}

func (e *panicError) Error() string { return fmt.Sprintf("%v\n%s", e.cause, e.stack) }

func recovered(err *error) {
	if cause := recover(); cause != nil {
		*err = &panicError{cause: cause, stack: debug.Stack()}
	}
}

// deflate packs chunks until there are no more.
func (p *packer) deflate() {
	deflater := newDeflater(streamLevel)
	for c := range p.work {
		c.ready <- c.deflate(deflater)
	}
}

func (c *chunk) deflate(deflater *flate.Writer) (err error) {
	defer recovered(&err)
	c.packed.Reset()
	deflater.Reset(&c.packed)
	if _, err := deflater.Write(c.raw); err != nil {
		return err
	}
	if c.last {
		return deflater.Close()
	}
	return deflater.Flush()
}

// write adds the packed chunks to the parts in their order.
func (p *packer) write() {
	var failure error
	for c := range p.order {
		err := <-c.ready
		if err == nil && failure == nil {
			err = p.add(c)
		}
		if err != nil && failure == nil {
			failure = err
			close(p.failed)
		}
		p.free <- c
	}
	p.done <- failure
}

func (p *packer) add(c *chunk) (err error) {
	defer recovered(&err)
	for _, part := range p.parts {
		if err := part.add(c); err != nil {
			return err
		}
	}
	return nil
}

func newDeflater(level int) *flate.Writer {
	// NewWriter fails only on a level that does not exist.
	deflater, _ := flate.NewWriter(io.Discard, level)
	return deflater
}
