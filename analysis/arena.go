package analysis

import (
	"bytes"
	"strings"
	"sync"

	"github.com/klauspost/compress/s2"
)

// arena keeps free texts one after another in blocks, which are compressed once
// they are full. Several goroutines may read it at the same time.
type arena struct {
	open    []byte   // the block being filled
	packed  [][]byte // the full ones
	scratch []byte

	reading sync.Mutex
	recent  [recentBlocks]unpacked
	oldest  int // of the recent ones
}

// unpacked is a block that was read, counted from 1.
type unpacked struct {
	block uint32
	bytes []byte
}

const (
	// blockSize is large against a row and small against the memory of a run.
	blockSize = 1 << 18
	// recentBlocks serve as many readers of rows in their order.
	recentBlocks = 4
)

// textRef is where a free text lies; block 0 means nowhere.
type textRef struct {
	block         uint32
	offset, width uint32
}

// fieldEnd separates the parts of a free text: a byte that valid UTF-8 never
// holds.
const fieldEnd = "\xff"

func (a *arena) put(id string, t FreeText) textRef {
	parts := [...]string{id, t.Items, t.Source, t.SourceURL, t.Notes, t.Extra}
	need := len(parts) - 1
	for _, part := range parts {
		need += len(part)
	}
	if len(a.open)+need > blockSize {
		a.pack()
	}
	start := len(a.open)
	for i, part := range parts {
		if i > 0 {
			a.open = append(a.open, fieldEnd...)
		}
		a.open = append(a.open, part...)
	}
	return textRef{block: uint32(len(a.packed) + 1), offset: uint32(start), width: uint32(len(a.open) - start)}
}

// pack compresses the open block.
func (a *arena) pack() {
	if len(a.open) == 0 {
		return
	}
	a.scratch = s2.Encode(a.scratch[:cap(a.scratch)], a.open)
	a.packed = append(a.packed, bytes.Clone(a.scratch))
	a.open = a.open[:0]
}

// complete compresses the last block.
func (a *arena) complete() {
	a.pack()
	a.open, a.scratch = nil, nil
}

func (a *arena) get(ref textRef) (id string, text FreeText) {
	if ref.block == 0 {
		return "", FreeText{}
	}
	rest := a.text(ref)
	for _, part := range []*string{&id, &text.Items, &text.Source, &text.SourceURL, &text.Notes, &text.Extra} {
		*part, rest, _ = strings.Cut(rest, fieldEnd)
	}
	return id, text
}

func (a *arena) text(ref textRef) string {
	a.reading.Lock()
	defer a.reading.Unlock()
	return string(a.block(ref.block)[ref.offset : ref.offset+ref.width])
}

// block returns the bytes of a block until the next call.
func (a *arena) block(n uint32) []byte {
	if int(n) > len(a.packed) {
		return a.open
	}
	for i := range a.recent {
		if a.recent[i].block == n {
			return a.recent[i].bytes
		}
	}
	r := &a.recent[a.oldest]
	a.oldest = (a.oldest + 1) % recentBlocks
	// A block that this arena has packed always unpacks.
	r.bytes, _ = s2.Decode(r.bytes[:cap(r.bytes)], a.packed[n-1])
	r.block = n
	return r.bytes
}
