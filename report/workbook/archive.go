package workbook

import (
	"archive/zip"
	"bytes"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"maps"
	"math"
	"slices"

	"github.com/klauspost/compress/flate"
	"github.com/xuri/excelize/v2"
)

// archive takes the parts of a workbook from excelize, which would write them
// in an order that differs from run to run, and writes them sorted and without
// times.
type archive struct {
	parts    map[string]*bytes.Buffer
	deflater *flate.Writer // of parts in memory
}

// newArchive returns an archive without parts.
func newArchive() *archive {
	return &archive{parts: map[string]*bytes.Buffer{}, deflater: newDeflater(smallLevel)}
}

var _ excelize.ZipWriter = (*archive)(nil)

// Create begins a part.
func (a *archive) Create(name string) (io.Writer, error) {
	part := new(bytes.Buffer)
	a.parts[name] = part
	return part, nil
}

// AddFS is part of excelize's interface; excelize does not call it.
func (a *archive) AddFS(fs.FS) error {
	return fmt.Errorf("adding a file tree to a workbook: %w", fs.ErrInvalid)
}

// Close leaves the parts to be written later.
func (a *archive) Close() error { return nil }

// replace makes a part from its text.
func (a *archive) replace(name, text string) { a.parts[name] = bytes.NewBufferString(text) }

// edit changes the text of a part.
func (a *archive) edit(name string, change func(string) string) {
	a.replace(name, change(a.parts[name].String()))
}

// Levels of compression. For the listing, 4 is the level at which deflating on
// two cores keeps pace with the making of its rows.
const (
	smallLevel  = 6
	streamLevel = 4
)

// writeRest writes all parts that are left, sorted by name.
func (a *archive) writeRest(out *zip.Writer) error {
	for _, name := range slices.Sorted(maps.Keys(a.parts)) {
		if err := a.writePart(out, name); err != nil {
			return err
		}
	}
	return nil
}

// writePart writes one part and forgets it.
func (a *archive) writePart(out *zip.Writer, name string) error {
	if err := a.addPart(out, name, a.parts[name].Bytes()); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	delete(a.parts, name)
	return nil
}

// firstDate is 1980-01-01, the earliest day that a zip archive can name.
const firstDate = 1<<5 | 1

// Versions of the format that a reader must know: of deflated parts, and of
// parts of more than 4 GiB. Excel wants the latter before such a part, where its
// size is not known yet, and not only in the list of parts.
const (
	deflateVersion = 20
	zip64Version   = 45
)

// zip64Rows is from how many rows on a listing may take more than 4 GiB.
const zip64Rows = 500_000

func newHeader(name string) *zip.FileHeader {
	header := &zip.FileHeader{Name: name, Method: zip.Deflate, CreatorVersion: deflateVersion, ReaderVersion: deflateVersion}
	//lint:ignore SA1019 CreateRaw does not read Modified
	header.ModifiedDate = firstDate
	return header
}

// addPart writes a part that is in memory.
func (a *archive) addPart(out *zip.Writer, name string, content []byte) error {
	var packed bytes.Buffer
	a.deflater.Reset(&packed)
	if _, err := a.deflater.Write(content); err != nil {
		return err
	}
	if err := a.deflater.Close(); err != nil {
		return err
	}
	header := newHeader(name)
	header.CRC32 = crc32.ChecksumIEEE(content)
	header.CompressedSize64, header.UncompressedSize64 = uint64(packed.Len()), uint64(len(content))
	part, err := out.CreateRaw(header)
	if err != nil {
		return err
	}
	_, err = part.Write(packed.Bytes())
	return err
}

// dataDescriptor says that sizes and checksum follow the part.
const dataDescriptor = 0x8

// streamedPart is a part whose size is known only at its end. It is one deflate
// stream of chunks that end on byte boundaries.
type streamedPart struct {
	header   *zip.FileHeader
	out      io.Writer
	checksum uint32
	size     uint64
	packed   uint64
}

// beginStream begins a part that holds so many rows.
func beginStream(out *zip.Writer, name string, rows int) (*streamedPart, error) {
	header := newHeader(name)
	header.Flags = dataDescriptor
	if rows >= zip64Rows {
		header.ReaderVersion = zip64Version
	}
	part, err := out.CreateRaw(header)
	return &streamedPart{header: header, out: part}, err
}

// add adds a chunk.
func (p *streamedPart) add(c *chunk) error {
	p.checksum = crc32.Update(p.checksum, crc32.IEEETable, c.raw)
	p.size += uint64(len(c.raw))
	p.packed += uint64(c.packed.Len())
	_, err := p.out.Write(c.packed.Bytes())
	return err
}

// deflate adds text that only this part has.
func (p *streamedPart) deflate(deflater *flate.Writer, text []byte, last bool) error {
	c := chunk{raw: text, last: last}
	if err := c.deflate(deflater); err != nil {
		return err
	}
	return p.add(&c)
}

// end notes the sizes of the complete part.
func (p *streamedPart) end() {
	p.header.CRC32 = p.checksum
	p.header.UncompressedSize64, p.header.CompressedSize64 = p.size, p.packed
	//lint:ignore SA1019 the list of parts is written from this field
	p.header.UncompressedSize = uint32(min(p.size, math.MaxUint32))
	//lint:ignore SA1019 the list of parts is written from this field
	p.header.CompressedSize = uint32(min(p.packed, math.MaxUint32))
}
