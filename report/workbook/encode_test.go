package workbook

import (
	"encoding/xml"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/breachbrief/breachbrief/report"
)

var escapes = regexp.MustCompile(`_x([0-9A-Fa-f]{4})_`)

// unescape reads _xHHHH_ as ECMA-376 says, part 1, 22.9.2.19.
func unescape(text string) string {
	return escapes.ReplaceAllStringFunc(text, func(escape string) string {
		code, _ := strconv.ParseUint(escape[2:6], 16, 16)
		return string(rune(code))
	})
}

// readBack returns the text of a cell as a program reads it from the XML.
func readBack(t interface{ Fatal(...any) }, e *encoder) string {
	var cell struct {
		Text string `xml:"is>t"`
	}
	if err := xml.Unmarshal(e.buf, &cell); err != nil {
		t.Fatal(err)
	}
	return unescape(cell.Text)
}

func newEncoder() *encoder {
	return &encoder{mark: func(units int) string { return "…[" + strconv.Itoa(units) + "]" }}
}

func TestTextSurvives(t *testing.T) {
	for _, text := range []string{
		"=HYPERLINK(\"x\")", "+1", "-1", "@a", "<b>&amp;\"'", " leading", "trailing\n", "a\tb", "a\r\nb", "_x000D_", "_x005F_x0041_",
		"_x41_", "\x00\x01\x1f\x7f", "\ufffe\uffff\ufffd", "髙﨑①～", "😀", "__x0041_", "］］>", "12345678901234567890", "2022-06", "TRUE",
	} {
		e := newEncoder()
		e.cell("A", 1, 0, textOf(text))
		if got := readBack(t, e); got != text {
			t.Errorf("%q came back as %q: %s", text, got, e.buf)
		}
	}
}

func TestAnyTextSurvives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`(_x[0-9A-F]{4}_|[\x00-\x20<>&_x0D]|[ぁ-ん]|\x{FFFE}){0,30}`)).Draw(t, "text")
		e := newEncoder()
		e.cell("A", 1, 3, textOf(text))
		if want := string([]rune(text)); text != "" && readBack(t, e) != want {
			t.Fatalf("%q came back as %q", want, readBack(t, e))
		}
	})
}

func FuzzTextSurvives(f *testing.F) {
	f.Add("a\x00b_x0041_\r\n")
	f.Fuzz(func(t *testing.T, text string) {
		e := newEncoder()
		e.cell("A", 1, 3, textOf(text))
		if want := string([]rune(text)); text != "" && len(text) < maxUnits && readBack(t, e) != want {
			t.Fatalf("%q came back as %q", want, readBack(t, e))
		}
	})
}

func TestLongTextIsCutWithAMark(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		cut  int
	}{
		"just fits":            {strings.Repeat("x", maxUnits), 0},
		"wide but short":       {strings.Repeat("漢", maxUnits), 0},
		"one too long":         {strings.Repeat("x", maxUnits+1), 1},
		"surrogates":           {strings.Repeat("😀", maxUnits/2+1), 1},
		"forty thousand":       {strings.Repeat("漢", 40_000), 1},
		"surrogates, fits":     {strings.Repeat("😀", maxUnits/2), 0},
		"escapes do not count": {strings.Repeat("\x01", maxUnits), 0},
	} {
		t.Run(name, func(t *testing.T) {
			e := newEncoder()
			e.cell("A", 1, 0, textOf(c.text))
			got := readBack(t, e)
			if e.cut != c.cut {
				t.Errorf("%d cells cut, want %d", e.cut, c.cut)
			}
			if c.cut == 0 && got != c.text {
				t.Error("the text was changed")
			}
			if clip(got, maxUnits) != got || !utf8.ValidString(got) {
				t.Error("the text is still too long, or broken")
			}
			if c.cut == 1 && !strings.HasSuffix(got, "]") {
				t.Errorf("no mark at the end: %q", got[len(got)-20:])
			}
		})
	}
}

func TestNumbersInXML(t *testing.T) {
	for want, n := range map[string]float64{"0": 0, "-3": -3, "1000000000": 1e9, "0.1": 0.1, "9007199254740991": 1<<53 - 1, "1e+20": 1e20} {
		e := newEncoder()
		e.number(n)
		if string(e.buf) != want {
			t.Errorf("number(%v) wrote %s, want %s", n, e.buf, want)
		}
	}
}

func TestColumnNames(t *testing.T) {
	for n, want := range map[int]string{1: "A", 26: "Z", 27: "AA", 52: "AZ", 53: "BA", 702: "ZZ", 703: "AAA", 16384: "XFD"} {
		if got := columnName(n); got != want {
			t.Errorf("columnName(%d) = %s, want %s", n, got, want)
		}
	}
}

// A workbook with hostile texts opens, and holds them as texts.
func TestHostileTextsInAWorkbook(t *testing.T) {
	hostile := []string{"=1+1", "=cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "<script>", "a\r\nb", "null\x00byte", strings.Repeat("長い", 20_000)}
	d := fixture(t, report.Japanese, len(hostile))
	rows := fixtureRows(len(hostile))
	for i := range rows {
		rows[i].organization = hostile[i]
	}
	d.Listing = fixtureListing(rows)
	file := written(t, d)
	book := opened(t, file)
	for i, text := range hostile[:6] {
		cell := cellName(2, firstListed(t, book)+i)
		got, err := book.GetCellValue("インシデント一覧", cell)
		if err != nil {
			t.Fatal(err)
		}
		formula, _ := book.GetCellFormula("インシデント一覧", cell)
		if got != text || formula != "" {
			t.Errorf("%q came back as %q with the formula %q", text, got, formula)
		}
	}
	_, parts := partsOf(t, file)
	if !strings.Contains(parts["xl/worksheets/sheet8.xml"], "1個のセル") {
		t.Error("the sheet does not say that a cell was cut")
	}
}
