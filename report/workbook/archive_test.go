package workbook

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"io"
	"testing"
)

// A part of more than 4 GiB, and one after it, can be found and read again: the
// archive has their sizes in the fields of zip64 (PKWARE, APPNOTE.TXT 6.3.10,
// 4.3.9.2 and 4.5.3).
func TestPartOfMoreThanFourGigabytes(t *testing.T) {
	const chunks = 1<<32/chunkSize + 1
	var file bytes.Buffer
	out := zip.NewWriter(&file)
	part, err := beginStream(out, "large.xml", zip64Rows)
	if err != nil {
		t.Fatal(err)
	}
	zeros := &chunk{raw: make([]byte, chunkSize)}
	if err := zeros.deflate(newDeflater(streamLevel)); err != nil {
		t.Fatal(err)
	}
	for range chunks {
		if err := part.add(zeros); err != nil {
			t.Fatal(err)
		}
	}
	if err := part.deflate(newDeflater(streamLevel), []byte("</end>"), true); err != nil {
		t.Fatal(err)
	}
	part.end()
	a := newArchive()
	if err := a.addPart(out, "small.xml", []byte("<small/>")); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	checkLargePart(t, file.Bytes(), chunks*chunkSize+6)
}

func checkLargePart(t *testing.T, file []byte, size uint64) {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	large, small := in.File[0], in.File[1]
	// Excel wants the version before the part to be that of the list of parts.
	if local := binary.LittleEndian.Uint16(file[4:]); large.UncompressedSize64 != size || large.ReaderVersion != 45 || local != 45 {
		t.Errorf("the archive says %d bytes, version %d, before the part %d; want %d, version 45", large.UncompressedSize64, large.ReaderVersion, local, size)
	}
	if small.ReaderVersion != 20 {
		t.Errorf("a small part needs version %d", small.ReaderVersion)
	}
	start, err := large.DataOffset()
	if err != nil {
		t.Fatal(err)
	}
	// The data descriptor: signature, checksum, sizes of 64 bits.
	descriptor := file[start+int64(large.CompressedSize64):]
	if got := binary.LittleEndian.Uint64(descriptor[16:]); binary.LittleEndian.Uint32(descriptor) != 0x08074b50 || got != size {
		t.Errorf("after the part stands %x", descriptor[:24])
	}
	reader, err := small.Open()
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(reader)
	if err != nil || string(content) != "<small/>" || small.CRC32 != crc32.ChecksumIEEE(content) {
		t.Errorf("the part after it reads %q: %v", content, err)
	}
}
