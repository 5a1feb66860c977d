package main

import (
	"bytes"
	"compress/zlib"
	"io"
	"regexp"
	"strings"
	"unicode/utf16"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"
)

// printed fails unless a briefing says every text, spaces aside:
// printed out/2022-07/breachbrief-2022-07.en.pdf 'Key figures'
func printed(script *testscript.TestScript, negated bool, arguments []string) {
	text := withoutSpaces(briefingText([]byte(script.ReadFile(arguments[0]))))
	for _, want := range arguments[1:] {
		if strings.Contains(text, withoutSpaces(want)) == negated {
			script.Fatalf("%s: said or not, against what is wanted: %q", arguments[0], want)
		}
	}
}

// sheet fails unless a sheet of a workbook has every line, its cells joined by
// bars: sheet out/2022-07/breachbrief-2022-07.en.xlsx Quality 'Beta | Size | 27人 | 72人'
func sheet(script *testscript.TestScript, negated bool, arguments []string) {
	book, err := excelize.OpenFile(script.MkAbs(arguments[0]))
	script.Check(err)
	defer book.Close()
	rows, err := book.GetRows(arguments[1])
	script.Check(err)
	var text strings.Builder
	for _, row := range rows {
		text.WriteString(strings.Join(row, " | ") + "\n")
	}
	for _, want := range arguments[2:] {
		if strings.Contains(text.String(), want) == negated {
			script.Fatalf("%s: there or not, against what is wanted: %q in\n%s", arguments[0], want, text.String())
		}
	}
}

var (
	drawnText = regexp.MustCompile(`(?s) Td \((.*?[^\\])\) Tj`)
	escape    = regexp.MustCompile(`(?s)\\(.)`)
)

// briefingText returns the text that a PDF of the program draws, which stands in
// its streams as UTF-16.
func briefingText(pdf []byte) string {
	var text strings.Builder
	for _, part := range bytes.Split(pdf, []byte("stream\n"))[1:] {
		content, err := zlib.NewReader(bytes.NewReader(part))
		if err != nil {
			continue
		}
		page, err := io.ReadAll(content)
		if err != nil {
			continue
		}
		for _, match := range drawnText.FindAllSubmatch(page, -1) {
			text.WriteString(fromUTF16(escape.ReplaceAll(match[1], []byte("$1"))))
		}
	}
	return text.String()
}

func fromUTF16(text []byte) string {
	var units []uint16
	for i := 0; i+1 < len(text); i += 2 {
		units = append(units, uint16(text[i])<<8|uint16(text[i+1]))
	}
	return string(utf16.Decode(units))
}

func withoutSpaces(text string) string { return strings.Join(strings.Fields(text), "") }
