package main

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
)

// What a figure of a briefing holds at least, or it is blank: axes and something
// drawn on them.
const leastStrokes = 3

// maxStream bounds what is unpacked of one stream of a PDF, in bytes.
const maxStream = 64 << 20

var (
	packedStream = regexp.MustCompile(`/Filter /FlateDecode /Length (\d+)>>\nstream\n`)
	figureMark   = regexp.MustCompile(`(?s)/Span <</Alt <[0-9A-F]+>>> BDC\n(.*?)\nEMC\n`)
	paintMark    = regexp.MustCompile(`(?m)(^|\s)(f\*?|S|s|B\*?|b\*?)$`)
)

// briefingContents is what a PDF shows.
type briefingContents struct{ pages, written, figures, blank int }

// verifyBriefing looks for the head, the end and the pages of a PDF, for text on
// each page, and for something drawn in each figure.
func verifyBriefing(file io.ReaderAt, size int64) error {
	text := make([]byte, size)
	if _, err := file.ReadAt(text, 0); err != nil {
		return err
	}
	whole := bytes.HasPrefix(text, []byte("%PDF-")) && bytes.HasSuffix(bytes.TrimSpace(text), []byte("%%EOF"))
	contents, err := readBriefing(text)
	switch {
	case !whole || contents.pages == 0:
		return fmt.Errorf("no whole PDF: %d pages", contents.pages)
	case err != nil:
		return fmt.Errorf("no whole PDF: %w", err)
	case contents.written < contents.pages:
		return fmt.Errorf("of %d pages %d are blank", contents.pages, contents.pages-contents.written)
	case contents.blank > 0:
		return fmt.Errorf("of %d figures %d are blank", contents.figures, contents.blank)
	}
	return nil
}

func readBriefing(text []byte) (briefingContents, error) {
	contents := briefingContents{pages: bytes.Count(text, []byte("/Type /Page\n"))}
	for _, found := range packedStream.FindAllSubmatchIndex(text, -1) {
		length, err := strconv.Atoi(string(text[found[2]:found[3]]))
		if err != nil || length > len(text)-found[1] {
			return contents, errors.New("it is cut off")
		}
		stream, err := unpack(text[found[1] : found[1]+length])
		if err != nil {
			return contents, err
		}
		if bytes.Contains(stream, []byte(" Tj")) {
			contents.written++
		}
		for _, figure := range figureMark.FindAllSubmatch(stream, -1) {
			contents.figures++
			if len(paintMark.FindAll(figure[1], leastStrokes)) < leastStrokes {
				contents.blank++
			}
		}
	}
	return contents, nil
}

func unpack(packed []byte) ([]byte, error) {
	unpacked, err := zlib.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(unpacked, maxStream))
}
