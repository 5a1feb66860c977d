package workbook

import (
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"github.com/breachbrief/breachbrief/report"
)

// openedParts is a workbook as its parts.
type openedParts struct {
	parts    map[string]element
	workbook element
	styles   element
	sheets   []openedSheet
}

type openedSheet struct {
	name, path string
	element
}

func openParts(t *testing.T, d *report.Document) openedParts {
	t.Helper()
	_, texts := partsOf(t, written(t, d))
	b := openedParts{parts: map[string]element{}}
	for name, text := range texts {
		b.parts[name] = parsed(t, text)
	}
	b.workbook, b.styles = b.parts["xl/workbook.xml"], b.parts["xl/styles.xml"]
	for i, s := range b.workbook.at("sheets", "sheet") {
		name := "xl/worksheets/sheet" + strconv.Itoa(i+1) + ".xml"
		b.sheets = append(b.sheets, openedSheet{s.attr("name"), name, b.parts[name]})
	}
	return b
}

// What Excel demands, and other programs do not: Microsoft, Excel specifications
// and limits; [MS-OI29500], the notes of Office on the standard.
func TestWorkbooksAsExcelWantsThem(t *testing.T) {
	for name, d := range allDocuments(t) {
		t.Run(name, func(t *testing.T) {
			b := openParts(t, d)
			for name, part := range b.parts {
				if path.Ext(name) == ".xml" && name != contentTypes {
					checkOrder(t, name, "", part)
				}
				if strings.HasPrefix(name, "xl/charts/chart") {
					checkChart(t, name, part)
				}
			}
			b.checkNames(t)
			b.checkStyles(t)
			for _, s := range b.sheets {
				b.checkCells(t, s)
				b.checkFormulas(t, s)
				checkMerges(t, s)
				b.checkLinks(t, s)
				checkPage(t, s)
				b.checkDrawing(t, s)
				b.checkSeen(t, s)
			}
		})
	}
}

func units(text string) int { return len(utf16.Encode([]rune(text))) }

func (b openedParts) checkNames(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range b.sheets {
		if key := strings.ToLower(s.name); units(s.name) > maxSheetName || strings.ContainsAny(s.name, `:\/?*[]`) || strings.Trim(s.name, "'") != s.name || seen[key] {
			t.Errorf("sheet name %q", s.name)
		} else {
			seen[key] = true
		}
	}
	for _, name := range b.workbook.at("definedNames", "definedName") {
		key := strings.ToLower(name.attr("name") + "|" + name.attr("localSheetId"))
		if seen[key] || !definedName.MatchString(name.attr("name")) || cellLike.MatchString(name.attr("name")) {
			t.Errorf("defined name %q", key)
		}
		seen[key] = true
		for _, reference := range strings.Split(name.Text, ",") {
			b.checkPlace(t, "name "+key, strings.ReplaceAll(reference, "$", ""))
		}
	}
}

var (
	definedName = regexp.MustCompile(`^[\pL_][\pL\pN_.]{0,254}$`)
	cellLike    = regexp.MustCompile(`(?i)^([a-z]{1,3}\d+|r\d*c?\d*)$`)
)

// checkPlace checks that a reference such as 'Trend'!A1 leads to a sheet.
func (b openedParts) checkPlace(t *testing.T, from, reference string) {
	t.Helper()
	i := strings.LastIndex(reference, "!")
	sheet := strings.ReplaceAll(strings.Trim(reference[:max(i, 0)], "'"), "''", "'")
	if !slices.ContainsFunc(b.sheets, func(s openedSheet) bool { return s.name == sheet }) {
		t.Errorf("%s leads to %q, which is no sheet", from, reference)
	}
}

func (b openedParts) checkStyles(t *testing.T) {
	if n := len(b.styles.at("cellXfs", "xf")); n > 64_000 {
		t.Errorf("%d cell styles", n)
	}
	ids := map[string]bool{}
	for _, f := range b.styles.at("numFmts", "numFmt") {
		id, _ := strconv.Atoi(f.attr("numFmtId"))
		if code := f.attr("formatCode"); id < 164 || ids[f.attr("numFmtId")] || units(code) > 255 || strings.Count(code, ";") > 3 || dangling.MatchString(code) || unquoted(code) {
			t.Errorf("number format %d %q", id, code)
		}
		ids[f.attr("numFmtId")] = true
	}
}

// dangling is a point that all digits may leave alone: 3 would print as "3.".
var dangling = regexp.MustCompile(`\.#`)

// unquoted reports whether a number format holds a letter that stands for itself
// outside of quotes, of which Excel knows only some.
func unquoted(code string) bool {
	return strings.ContainsFunc(quotedText.ReplaceAllString(code, ""), func(r rune) bool { return r > unicode.MaxASCII })
}

func (b openedParts) checkCells(t *testing.T, s openedSheet) {
	table, long := b.parts[sharedPart]
	styles, shared := len(b.styles.at("cellXfs", "xf")), len(table.at("si"))
	if said := table.attr("uniqueCount"); long && said != strconv.Itoa(shared) {
		t.Errorf("%d shared strings, the table says %s", shared, said)
	}
	row := 0
	for _, r := range s.at("sheetData", "row") {
		n, _ := strconv.Atoi(r.attr("r"))
		if height, _ := strconv.ParseFloat(r.attr("ht"), 64); n <= row || height > maxHeight {
			t.Errorf("%s: row %d after %d, %v points high", s.name, n, row, height)
		}
		row = n
		column := 0
		for _, c := range r.Children {
			x, y, err := excelize.CellNameToCoordinates(c.attr("r"))
			style, _ := strconv.Atoi(c.attr("s"))
			if err != nil || y != row || x <= column || style >= styles {
				t.Errorf("%s: cell %s with style %d stands in row %d after column %d", s.name, c.attr("r"), style, row, column)
			}
			column = x
			if n, err := strconv.Atoi(text(c.at("v"))); c.attr("t") == "s" && (err != nil || n >= shared) {
				t.Errorf("%s: cell %s points to the shared string %d of %d", s.name, c.attr("r"), n, shared)
			}
			if said := text(c.at("is", "t")); units(unescape(said)) > maxUnits {
				t.Errorf("%s: cell %s is too long", s.name, c.attr("r"))
			}
		}
	}
}

func text(elements []element) string {
	var all strings.Builder
	for _, e := range elements {
		all.WriteString(e.Text)
	}
	return all.String()
}

var (
	quotedText = regexp.MustCompile(`"(?:[^"]|"")*"`)
	function   = regexp.MustCompile(`([A-Z][A-Z0-9.]*)\(`)
	rowsName   = regexp.MustCompile(`rows_\w+`)
)

// plainFunctions are those that formulas may use: all of them older than the
// prefix _xlfn, without which newer ones are not understood in a file.
var plainFunctions = []string{"ABS", "COUNTIF", "COUNTIFS", "IF", "IFERROR", "ISNUMBER", "MAX", "ROWS", "SUBTOTAL", "SUM", "SUMIFS"}

func (b openedParts) checkFormulas(t *testing.T, s openedSheet) {
	names := map[string]bool{}
	for _, name := range b.workbook.at("definedNames", "definedName") {
		names[name.attr("name")] = true
	}
	for _, c := range s.at("sheetData", "row", "c") {
		formula := text(c.at("f"))
		if formula == "" {
			continue
		}
		if units(formula) > 8192 || text(c.at("v")) == "" {
			t.Errorf("%s!%s: a formula of %d characters with the value %q", s.name, c.attr("r"), units(formula), text(c.at("v")))
		}
		for _, said := range quotedText.FindAllString(formula, -1) {
			if units(strings.ReplaceAll(said[1:len(said)-1], `""`, `"`)) > maxLiteral {
				t.Errorf("%s!%s: a text of more than %d characters: %s", s.name, c.attr("r"), maxLiteral, said)
			}
		}
		bare := quotedText.ReplaceAllString(formula, "")
		for _, f := range function.FindAllStringSubmatch(bare, -1) {
			if !slices.Contains(plainFunctions, f[1]) {
				t.Errorf("%s!%s uses the function %s", s.name, c.attr("r"), f[1])
			}
		}
		for _, name := range rowsName.FindAllString(bare, -1) {
			if !names[name] {
				t.Errorf("%s!%s uses the name %s, which is not defined", s.name, c.attr("r"), name)
			}
		}
	}
}

// areaOf reads a reference such as A1:B2.
func areaOf(t *testing.T, ref string) area {
	t.Helper()
	first, last, ok := strings.Cut(ref, ":")
	if !ok {
		last = first
	}
	left, top, err := excelize.CellNameToCoordinates(first)
	if err != nil {
		t.Fatal(err)
	}
	right, bottom, err := excelize.CellNameToCoordinates(last)
	if err != nil {
		t.Fatal(err)
	}
	return area{left, top, right, bottom}
}

func checkMerges(t *testing.T, s openedSheet) {
	taken := map[[2]int]bool{}
	for _, merged := range s.at("mergeCells", "mergeCell") {
		a := areaOf(t, merged.attr("ref"))
		if a.left == a.right && a.top == a.bottom {
			t.Errorf("%s: one cell is merged: %s", s.name, merged.attr("ref"))
		}
		for x := a.left; x <= a.right; x++ {
			for y := a.top; y <= a.bottom; y++ {
				if taken[[2]int{x, y}] {
					t.Fatalf("%s: %s overlaps another merged area", s.name, merged.attr("ref"))
				}
				taken[[2]int{x, y}] = true
			}
		}
	}
}

func (b openedParts) checkLinks(t *testing.T, s openedSheet) {
	links := s.at("hyperlinks", "hyperlink")
	if len(links) > maxLinks {
		t.Errorf("%s: %d links", s.name, len(links))
	}
	seen := map[string]bool{}
	for _, link := range links {
		if ref := link.attr("ref"); seen[ref] || units(link.attr("tooltip")) > 255 {
			t.Errorf("%s: a second link at %s, or a long tip: %q", s.name, ref, link.attr("tooltip"))
		}
		seen[link.attr("ref")] = true
		if location := link.attr("location"); location != "" {
			b.checkPlace(t, s.name+"!"+link.attr("ref"), location)
		} else if b.target(s.path, link.attr("id")) == "" {
			t.Errorf("%s: %s leads nowhere", s.name, link.attr("ref"))
		}
	}
}

// target returns where a relationship of a part leads.
func (b openedParts) target(part, id string) string {
	for _, r := range b.parts[path.Dir(part)+"/_rels/"+path.Base(part)+".rels"].Children {
		if r.attr("Id") == id {
			return r.attr("Target")
		}
	}
	return ""
}

func checkPage(t *testing.T, s openedSheet) {
	for _, part := range []string{"oddHeader", "oddFooter"} {
		if said := text(s.at("headerFooter", part)); said == "" || units(said) > 255 {
			t.Errorf("%s: the %s is %q", s.name, part, said)
		}
	}
	last := 0
	breaks := s.at("rowBreaks", "brk")
	for _, brk := range breaks {
		id, _ := strconv.Atoi(brk.attr("id"))
		if id <= last {
			t.Errorf("%s: a page ends after row %d and then after %d", s.name, last, id)
		}
		last = id
	}
	if n := text(s.at("rowBreaks")); len(breaks) > maxBreaks || len(breaks) > 0 && s.at("rowBreaks")[0].attr("count") != strconv.Itoa(len(breaks)) {
		t.Errorf("%s: %d page ends %s", s.name, len(breaks), n)
	}
}

// checkDrawing checks where the charts of a sheet stand.
func (b openedParts) checkDrawing(t *testing.T, s openedSheet) {
	for _, d := range s.at("drawing") {
		target := b.target(s.path, d.attr("id"))
		drawing, ok := b.parts[path.Join(path.Dir(s.path), target)]
		if !ok {
			t.Fatalf("%s: the drawing %s is missing", s.name, target)
		}
		ids := map[string]bool{}
		for _, p := range drawing.all("nvGraphicFramePr", "cNvPr") {
			if ids[p.attr("id")] || p.attr("descr") == "" {
				t.Errorf("%s: the drawing %s has an id twice, or no alternative text %q", s.name, p.attr("id"), p.attr("descr"))
			}
			ids[p.attr("id")] = true
		}
		checkAnchors(t, s, drawing)
	}
}
