package workbook

import (
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

// Whatever the length, what was packed unpacks to the same.
func TestPackedStreamUnpacks(t *testing.T) {
	for _, length := range []int{0, 1, chunkSize - 1, chunkSize, chunkSize + 1, 5*chunkSize + 7} {
		text := bytes.Repeat([]byte("0123456789abcde\n"), length/16+1)[:length]
		var packed, copied bytes.Buffer
		part, other := &streamedPart{out: &packed}, &streamedPart{out: &copied}
		p := newPacker([]*streamedPart{part, other})
		if _, err := p.Write(text); err != nil {
			t.Fatal(err)
		}
		if err := p.finish(); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(packed.Bytes(), copied.Bytes()) {
			t.Errorf("%d bytes: the parts differ", length)
		}
		if err := part.deflate(newDeflater(streamLevel), nil, true); err != nil {
			t.Fatal(err)
		}
		if part.size != uint64(length) || part.packed != uint64(packed.Len()) {
			t.Errorf("%d bytes: counted %d, packed %d of %d", length, part.size, part.packed, packed.Len())
		}
		got, err := io.ReadAll(flate.NewReader(&packed))
		if err != nil || !bytes.Equal(got, text) {
			t.Errorf("%d bytes unpack to %d: %v", length, len(got), err)
		}
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(b []byte) (int, error) { return f(b) }

// What goes wrong on a goroutine of the packer reaches the caller of finish.
func TestPackerFailsWithItsWriter(t *testing.T) {
	full := errors.New("no space left")
	for _, test := range []struct {
		name   string
		writer writerFunc
		want   string
	}{
		{"an error", func([]byte) (int, error) { return 0, full }, "no space left"},
		{"a panic", func([]byte) (int, error) { panic("out of order") }, "panic: out of order"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := packInto(test.writer); !strings.HasPrefix(got, test.want) {
				t.Errorf("finish ends with %q, want %q", got, test.want)
			}
		})
	}
}

// packInto packs more than is kept in flight and returns how finish ends.
func packInto(writer io.Writer) (end string) {
	defer func() {
		if cause := recover(); cause != nil {
			end = fmt.Sprint("panic: ", cause)
		}
	}()
	p := newPacker([]*streamedPart{{out: writer}})
	// What Write says is less than what finish does.
	_, _ = p.Write(make([]byte, 20*chunkSize))
	return fmt.Sprint(p.finish())
}
