package intake

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/transform"
)

// lineReader gives the lines of a file as UTF-8, one by one, and takes lines
// back to give them again.
type lineReader struct {
	reader   *bufio.Reader // nil: only lines taken back
	encoding string
	end      byte
	limit    int

	number   int // of the line given last, counted from 1
	again    []takenLine
	long     []byte // a line that did not fit the buffer
	decoded  []byte
	euc      transform.Transformer
	findings lineFindings
}

// takenLine is a line to be read again.
type takenLine struct {
	text    string
	tooLong bool
}

// lineFindings is what decoding has met.
type lineFindings struct {
	replaced     []lineCount // lines with characters that had to be replaced
	replacedMore int         // lines beyond those listed
	mixed, nul   int         // lines in another encoding, with NUL bytes
	mixedFirst   int
	nulFirst     int
	mixedName    string
}

type lineCount struct{ line, count int }

// listedLines bounds how many broken lines are reported one by one.
const listedLines = 100

// errLineTooLong is given with the beginning of a line that exceeds the limit.
var errLineTooLong = errors.New("line too long")

func newLineReader(raw *bufio.Reader, encoding string, limit int) *lineReader {
	l := &lineReader{reader: raw, encoding: encoding, end: '\n', limit: limit}
	if decoder := streamed(encoding); decoder != nil {
		l.reader = bufio.NewReaderSize(transform.NewReader(raw, decoder), bufferSize)
	}
	if encoding == encodingEUCJP {
		l.euc = japanese.EUCJP.NewDecoder()
	}
	return l
}

// setLineEnd takes a carriage return for the end of a line where the sample has
// no other (a file of an old Macintosh).
func (l *lineReader) setLineEnd(sample []byte) {
	if bytes.IndexByte(sample, '\n') < 0 && bytes.IndexByte(sample, '\r') >= 0 {
		l.end = '\r'
	}
}

// next returns the next line without its end. The bytes hold until the next
// call. At the end of the file the error is io.EOF.
func (l *lineReader) next() ([]byte, error) {
	if len(l.again) > 0 {
		line := l.again[0]
		l.again = l.again[1:]
		l.number++
		if line.tooLong {
			return []byte(line.text), errLineTooLong
		}
		return []byte(line.text), nil
	}
	if l.reader == nil {
		return nil, io.EOF
	}
	line, err := l.read()
	if err != nil && !errors.Is(err, errLineTooLong) {
		return nil, err
	}
	l.number++
	return l.clean(line), err
}

// read returns the raw bytes of the next line.
func (l *lineReader) read() ([]byte, error) {
	line, err := l.reader.ReadSlice(l.end)
	if errors.Is(err, bufio.ErrBufferFull) {
		line, err = l.readLong(line)
	}
	if err != nil && (!errors.Is(err, io.EOF) || len(line) == 0) {
		if errors.Is(err, errLineTooLong) || errors.Is(err, io.EOF) {
			return line, err
		}
		return nil, fmt.Errorf("cannot be read after line %d: %w", l.number, err)
	}
	line = bytes.TrimSuffix(line, []byte{l.end})
	return bytes.TrimRight(line, "\r"), nil
}

// readLong collects a line that is longer than the buffer and passes over what
// exceeds the limit.
func (l *lineReader) readLong(part []byte) ([]byte, error) {
	l.long = append(l.long[:0], part...)
	tooLong := false
	for {
		part, err := l.reader.ReadSlice(l.end)
		if len(l.long)+len(part) > l.limit {
			tooLong = true
		} else {
			l.long = append(l.long, part...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if tooLong && (err == nil || errors.Is(err, io.EOF)) {
			return l.long[:min(len(l.long), sampleSize)], errLineTooLong
		}
		return l.long, err
	}
}

// clean drops NUL bytes and decodes.
func (l *lineReader) clean(line []byte) []byte {
	if bytes.IndexByte(line, 0) >= 0 {
		line = bytes.ReplaceAll(line, []byte{0}, nil)
		l.findings.nul++
		if l.findings.nulFirst == 0 {
			l.findings.nulFirst = l.number
		}
	}
	replaced := 0
	switch l.encoding {
	case encodingCP932:
		line, replaced = l.cp932(line)
	case encodingEUCJP:
		if !isASCIIBytes(line) {
			line, _, _ = transform.Bytes(l.euc, line)
			replaced = bytes.Count(line, replacement)
		}
	default:
		line, replaced = l.utf8(line)
	}
	if replaced > 0 {
		l.findings.replace(l.number, replaced)
	}
	return line
}

var replacement = []byte(string(utf8.RuneError))

func (f *lineFindings) replace(line, count int) {
	if len(f.replaced) == listedLines {
		f.replacedMore++
		return
	}
	f.replaced = append(f.replaced, lineCount{line, count})
}

func (f *lineFindings) mix(line int, encoding string) {
	if f.mixed == 0 {
		f.mixedFirst, f.mixedName = line, encoding
	}
	f.mixed++
}

// cp932 decodes a line of a CP932 file, unless the line is UTF-8 pasted into it.
func (l *lineReader) cp932(line []byte) ([]byte, int) {
	switch {
	case !utf8.Valid(line):
		return l.table(line)
	case isASCIIBytes(line):
		return line, 0
	case isJapaneseUTF8(line):
		l.findings.mix(l.number, encodingUTF8)
		return line, 0
	}
	return l.table(line)
}

func (l *lineReader) table(line []byte) ([]byte, int) {
	var replaced int
	l.decoded, replaced = decodeCP932(l.decoded[:0], line)
	return l.decoded, replaced
}

// utf8 checks a line of a UTF-8 file. A line that is not valid is taken for
// CP932 where that leaves no broken character.
func (l *lineReader) utf8(line []byte) ([]byte, int) {
	if utf8.Valid(line) {
		return line, bytes.Count(line, replacement)
	}
	if !mostlyUTF8(line) {
		if decoded, replaced := l.table(line); replaced == 0 {
			l.findings.mix(l.number, encodingCP932)
			return decoded, 0
		}
	}
	line = bytes.ToValidUTF8(line, replacement)
	return line, bytes.Count(line, replacement)
}

func isASCIIBytes(line []byte) bool {
	for _, b := range line {
		if b >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// giveBack puts lines back that were read last, to be read again.
func (l *lineReader) giveBack(lines []takenLine) {
	l.again = append(append(make([]takenLine, 0, len(lines)+len(l.again)), lines...), l.again...)
	l.number -= len(lines)
}
