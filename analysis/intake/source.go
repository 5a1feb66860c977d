package intake

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"

	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Source is one input file. Name is what messages call it: the path as the user
// typed it.
type Source struct {
	Name     string
	Open     func() (io.ReadCloser, error)
	Encoding string   // empty: that of the options
	Mapping  *Mapping // nil: that of the options
}

// sampleSize is what the encoding, the separator and the header are found from.
const sampleSize = 64 << 10

// bufferSize keeps system calls rare; a line longer than it costs a copy.
const bufferSize = 256 << 10

// opened is a file being read.
type opened struct {
	lines    *lineReader
	encoding string
	guessed  bool
	digest   *digest
	closer   io.Closer
}

// digest hashes and counts the raw bytes that pass.
type digest struct {
	reader   io.Reader
	hash     hash.Hash
	done     int64
	progress func(int64)
}

// progressStep is how many bytes pass between two calls of Options.Progress.
const progressStep = 1 << 20

func (d *digest) Read(p []byte) (int, error) {
	n, err := d.reader.Read(p)
	d.hash.Write(p[:n])
	before := d.done
	d.done += int64(n)
	if d.progress != nil && before/progressStep != d.done/progressStep {
		d.progress(d.done)
	}
	return n, err
}

// sum returns the SHA-256 of the whole file, reading on where reading stopped.
func (d *digest) sum() (string, error) {
	_, err := io.Copy(io.Discard, d)
	return hex.EncodeToString(d.hash.Sum(nil)), err
}

// open opens a source and makes its lines readable as UTF-8.
func open(source Source, options *Options) (*opened, error) {
	file, err := source.Open()
	if err != nil {
		return nil, err
	}
	o := &opened{closer: file, digest: &digest{reader: file, hash: sha256.New(), progress: options.Progress}}
	if err := o.decode(options); err != nil {
		file.Close()
		return nil, fmt.Errorf("%s: %w", source.Name, err)
	}
	return o, nil
}

func (o *opened) decode(options *Options) error {
	raw, sample, err := sampled(o.digest)
	if err != nil {
		return fmt.Errorf("cannot be read: %w", err)
	}
	if bytes.HasPrefix(sample, []byte("\x1F\x8B")) {
		unzip, err := gzip.NewReader(raw)
		if err != nil {
			return fmt.Errorf("begins like a gzip file and is none: %w", err)
		}
		if raw, sample, err = sampled(unzip); err != nil {
			return fmt.Errorf("cannot be unpacked: %w", err)
		}
	}
	if err := refuse(sample); err != nil {
		return err
	}
	found := detect(sample)
	o.encoding, o.guessed = found.encoding, found.encoding != encodingUTF8 && found.bom == 0
	if options.Encoding != "" {
		if o.encoding, err = ParseEncoding(options.Encoding); err != nil {
			return err
		}
		if o.encoding == encodingUTF16LE && found.encoding == encodingUTF16BE {
			o.encoding = encodingUTF16BE
		}
		o.guessed = false
	}
	if found.encoding == o.encoding {
		raw.Discard(found.bom) // the bytes are in the buffer
		sample = sample[found.bom:]
	}
	o.lines = newLineReader(raw, o.encoding, options.Limits.RowBytes)
	o.lines.setLineEnd(sample)
	return nil
}

func sampled(r io.Reader) (*bufio.Reader, []byte, error) {
	buffered := bufio.NewReaderSize(r, bufferSize)
	sample, err := buffered.Peek(sampleSize)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, nil, err
	}
	return buffered, sample, nil
}

// streamed returns a decoder for the encodings whose bytes must be decoded
// before lines can be told apart; nil for the others.
func streamed(encoding string) transform.Transformer {
	switch encoding {
	case encodingUTF16LE:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder()
	case encodingUTF16BE:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder()
	case encodingISO2022JP:
		return japanese.ISO2022JP.NewDecoder()
	}
	return nil
}

// foreignFormats are files that people hand over in place of a CSV, by their
// first bytes.
var foreignFormats = []struct{ magic, what string }{
	{"PK\x03\x04", "is an Excel workbook or another zip archive: save the sheet as CSV UTF-8"},
	{"\xD0\xCF\x11\xE0", "is an old Excel or Word file: save the sheet as CSV UTF-8"},
	{"\x1F\x8B", "is packed with gzip twice: unpack it once"},
	{"%PDF", "is a PDF, not a table: save the data as CSV UTF-8"},
	{"\x89PNG", "is a picture, not a table"},
	{"\xFF\xD8\xFF", "is a picture, not a table"},
	{"\x7FELF", "is a program, not a table"},
	{"<!DOCTYPE", "is a web page: download the table as CSV"},
	{"<!doctype", "is a web page: download the table as CSV"},
	{"<html", "is a web page: download the table as CSV"},
}

// refuse tells in the user's words why a file is no table.
func refuse(sample []byte) error {
	if len(bytes.Trim(sample, " \t\r\n\xEF\xBB\xBF\x00")) == 0 {
		return errors.New("is empty: it needs a header row and one row for each incident")
	}
	for _, f := range foreignFormats {
		if bytes.HasPrefix(sample, []byte(f.magic)) {
			return errors.New(f.what)
		}
	}
	if detectUTF16(sample) == "" && !bytes.HasPrefix(sample, []byte("\xFF\xFE")) && !bytes.HasPrefix(sample, []byte("\xFE\xFF")) {
		controls := 0
		for _, b := range sample {
			if b < 0x20 && b != '\t' && b != '\n' && b != '\r' && b != 0x1B {
				controls++
			}
		}
		if controls*10 > len(sample) {
			return errors.New("holds binary data, not a table: save it as CSV UTF-8")
		}
	}
	return nil
}
