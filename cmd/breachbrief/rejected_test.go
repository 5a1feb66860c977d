package main

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/breachbrief/breachbrief/analysis/intake"
	"github.com/google/go-cmp/cmp"
)

func TestRejectedRows(t *testing.T) {
	var out bytes.Buffer
	rows, err := newRejectedRows(&out)
	if err != nil {
		t.Fatal(err)
	}
	rows.add(intake.Rejected{File: "a.csv", Line: 3, Code: "c", Header: []string{"id", "size"}, Cells: []string{"1", "=1+1", "surplus"}})
	rows.add(intake.Rejected{File: "b.csv", Line: 9, Code: "c", Header: []string{"size", "when"}, Cells: []string{"5\n6"}})
	rows.add(intake.Rejected{File: "b.csv", Line: 12, Code: "c", Header: []string{"size", "when"}, Cells: []string{"", "May"}})
	if err := rows.close(); err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(&out).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, record := range records {
		record[3] = "" // the message is the business of another package
	}
	want := [][]string{
		{"file", "line", "code", "", "id", "size", "more"},
		{"a.csv", "3", "c", "", "1", "'=1+1", ": surplus"},
		{"b.csv", "9", "c", "", "", "5\n6", ""},
		{"b.csv", "12", "c", "", "", "", "when: May"},
	}
	if difference := cmp.Diff(want, records); difference != "" {
		t.Error(difference)
	}
}

func TestRejectedRowsWithoutAny(t *testing.T) {
	var out bytes.Buffer
	rows, err := newRejectedRows(&out)
	if err != nil {
		t.Fatal(err)
	}
	if err := rows.close(); err != nil {
		t.Fatal(err)
	}
	if got := out.String(); got != "file,line,code,message,more\n" {
		t.Errorf("%q", got)
	}
}

func TestDefuse(t *testing.T) {
	for cell, want := range map[string]string{
		"":                     "",
		"text":                 "text",
		"=HYPERLINK(\"x\")":    "'=HYPERLINK(\"x\")",
		"+1+cmd|' /C calc'!A0": "'+1+cmd|' /C calc'!A0",
		"-2+3":                 "'-2+3",
		"@SUM(1)":              "'@SUM(1)",
		"\t=1":                 "'\t=1",
		"\r=1":                 "'\r=1",
		"＝1":                   "'＝1",
		"-5":                   "-5",
		"+81":                  "+81",
		"-":                    "-",
		"a=b":                  "a=b",
	} {
		if got := defuse(cell); got != want {
			t.Errorf("%q becomes %q, want %q", cell, got, want)
		}
	}
}

func TestHarmless(t *testing.T) {
	for text, want := range map[string]string{
		"a.csv:3: 約42万件":     "a.csv:3: 約42万件",
		"x\n::error::y":      "x ::error::y",
		"x\x1b[31mred":       "x\uFFFD[31mred",
		"left\u202eright":    "left\uFFFDright",
		"zero\u200bwidth":    "zero\uFFFDwidth",
		"tab\tand\u2028line": "tab and line",
	} {
		if got := harmless(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

// Columns are as wide as a terminal shows them: kanji take two places.
func TestAlign(t *testing.T) {
	got := strings.Join(align([][]string{{"", "6月", "前月"}, {"件数", "12", "―"}, {"中央値", "1,234", "9"}}), "\n")
	want := "          6月  前月\n件数       12    ―\n中央値  1,234     9"
	if got != want {
		t.Errorf("\n%s\nwant\n%s", got, want)
	}
}
