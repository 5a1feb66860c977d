package workbook

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/breachbrief/breachbrief/report"
)

// written returns a document as a workbook.
func written(t testing.TB, d *report.Document) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, d); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// partsOf returns the parts of a workbook in the order of the archive.
func partsOf(t testing.TB, file []byte) (names []string, parts map[string]string) {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	parts = map[string]string{}
	for _, part := range archive.File {
		reader, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(reader)
		if err != nil {
			t.Fatalf("%s: %v", part.Name, err)
		}
		names = append(names, part.Name)
		parts[part.Name] = string(content)
	}
	return names, parts
}

func opened(t testing.TB, file []byte) *excelize.File {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { book.Close() })
	return book
}

// documents are the fixtures: usual ones, and one with nothing in it.
func documents(t testing.TB) map[string]*report.Document {
	empty := fixture(t, report.Japanese, 10)
	for i := range empty.Sections {
		empty.Sections[i].Blocks = nil
	}
	empty.Listing = fixtureListing(nil)
	one := fixture(t, report.English, 1)
	return map[string]*report.Document{
		"japanese": fixture(t, report.Japanese, 200), "english": fixture(t, report.English, 200), "one event": one, "empty": empty,
	}
}

func TestEveryPartIsWellFormed(t *testing.T) {
	for name, document := range documents(t) {
		t.Run(name, func(t *testing.T) {
			names, parts := partsOf(t, written(t, document))
			if names[0] != "[Content_Types].xml" {
				t.Errorf("the archive begins with %s", names[0])
			}
			for name, text := range parts {
				decoder := xml.NewDecoder(strings.NewReader(text))
				for {
					if _, err := decoder.Token(); errors.Is(err, io.EOF) {
						break
					} else if err != nil {
						t.Fatalf("%s: %v", name, err)
					}
				}
				if strings.Contains(text, "NaN") || strings.Contains(text, "Inf<") {
					t.Errorf("%s holds a number that is none", name)
				}
			}
		})
	}
}

type relationships struct {
	Relationship []struct {
		ID     string `xml:"Id,attr"`
		Target string `xml:"Target,attr"`
		Mode   string `xml:"TargetMode,attr"`
	}
}

func TestRelationshipsLeadToParts(t *testing.T) {
	_, parts := partsOf(t, written(t, fixture(t, report.Japanese, 50)))
	for name, text := range parts {
		if !strings.HasSuffix(name, ".rels") {
			continue
		}
		var all relationships
		if err := xml.Unmarshal([]byte(text), &all); err != nil {
			t.Fatal(err)
		}
		owner := path.Join(path.Dir(path.Dir(name)), strings.TrimSuffix(path.Base(name), ".rels"))
		for _, r := range all.Relationship {
			target := strings.TrimPrefix(r.Target, "/")
			if !strings.HasPrefix(r.Target, "/") {
				target = path.Join(path.Dir(owner), r.Target)
			}
			if _, ok := parts[target]; !ok && r.Mode != "External" {
				t.Errorf("%s: %s leads to %s, which is missing", name, r.ID, target)
			}
			if strings.HasPrefix(owner, "xl/worksheets/") && !strings.Contains(parts[owner], `r:id="`+r.ID+`"`) {
				t.Errorf("%s: nothing uses %s", name, r.ID)
			}
		}
	}
}

func TestContentTypesNameEveryPart(t *testing.T) {
	_, parts := partsOf(t, written(t, fixture(t, report.Japanese, 50)))
	types := parts["[Content_Types].xml"]
	for name := range parts {
		if strings.HasSuffix(name, ".rels") || name == "[Content_Types].xml" {
			continue
		}
		if !strings.Contains(types, `PartName="/`+name+`"`) {
			t.Errorf("%s has no content type", name)
		}
	}
}

func TestDimensionHoldsEveryCell(t *testing.T) {
	_, parts := partsOf(t, written(t, fixture(t, report.Japanese, 200)))
	for name, text := range parts {
		if !strings.HasPrefix(name, "xl/worksheets/sheet") {
			continue
		}
		var s struct {
			Dimension struct {
				Ref string `xml:"ref,attr"`
			} `xml:"dimension"`
			Cells []struct {
				Ref string `xml:"r,attr"`
			} `xml:"sheetData>row>c"`
		}
		if err := xml.Unmarshal([]byte(text), &s); err != nil {
			t.Fatal(err)
		}
		_, corner, _ := strings.Cut(s.Dimension.Ref, ":")
		right, bottom, err := excelize.CellNameToCoordinates(corner)
		if err != nil {
			t.Fatalf("%s: dimension %s: %v", name, s.Dimension.Ref, err)
		}
		for _, cell := range s.Cells {
			column, row, err := excelize.CellNameToCoordinates(cell.Ref)
			if err != nil || column > right || row > bottom {
				t.Errorf("%s: cell %s lies outside %s (%v)", name, cell.Ref, s.Dimension.Ref, err)
			}
		}
	}
}

func TestSameDocumentGivesSameBytes(t *testing.T) {
	first := written(t, fixture(t, report.Japanese, 300))
	for range 4 {
		if !bytes.Equal(first, written(t, fixture(t, report.Japanese, 300))) {
			t.Fatal("two workbooks of one document differ")
		}
	}
}

func TestSheetsInOrder(t *testing.T) {
	book := opened(t, written(t, fixture(t, report.Japanese, 50)))
	want := []string{"要旨", "発生事案", "推移", "原因別", "規模", "委託先", "日数", "インシデント一覧", "データ品質", "照合"}
	if diff := cmp.Diff(want, book.GetSheetList()); diff != "" {
		t.Errorf("sheets (-want +got):\n%s", diff)
	}
}

func TestEverySheetPrintsItsContents(t *testing.T) {
	book := opened(t, written(t, fixture(t, report.Japanese, 50)))
	areas := map[string]bool{}
	for _, name := range book.GetDefinedName() {
		if name.Name == "_xlnm.Print_Area" {
			areas[name.Scope] = true
		}
	}
	for _, sheet := range book.GetSheetList() {
		if !areas[sheet] && sheet != "照合" {
			t.Errorf("sheet %s has no print area", sheet)
		}
		layout, err := book.GetPageLayout(sheet)
		if err != nil {
			t.Fatal(err)
		}
		if *layout.Size != paperA4 || *layout.Orientation != "landscape" || *layout.FitToWidth < 1 || *layout.FitToHeight != 0 {
			t.Errorf("sheet %s: page layout %+v", sheet, layout)
		}
		header, err := book.GetHeaderFooter(sheet)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(header.OddHeader, "社外秘") || !strings.Contains(header.OddFooter, "&P / &N") {
			t.Errorf("sheet %s: header %q, footer %q", sheet, header.OddHeader, header.OddFooter)
		}
	}
}

func TestLinksLeadToSheetsAndRows(t *testing.T) {
	_, parts := partsOf(t, written(t, fixture(t, report.Japanese, 50)))
	for _, part := range []string{"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"} {
		var s struct {
			Links []struct {
				Ref      string `xml:"ref,attr"`
				Location string `xml:"location,attr"`
			} `xml:"hyperlinks>hyperlink"`
		}
		if err := xml.Unmarshal([]byte(parts[part]), &s); err != nil {
			t.Fatal(err)
		}
		if len(s.Links) < 5 {
			t.Errorf("%s has %d links", part, len(s.Links))
		}
		for _, link := range s.Links {
			name, cell, _ := strings.Cut(link.Location, "!")
			if _, _, err := excelize.CellNameToCoordinates(cell); err != nil || !strings.Contains(parts["xl/workbook.xml"], `name="`+strings.Trim(name, "'")+`"`) {
				t.Errorf("%s: %s leads to %s", part, link.Ref, link.Location)
			}
		}
	}
}

func TestEventLinksToItsRow(t *testing.T) {
	book := opened(t, written(t, fixture(t, report.Japanese, 50)))
	rows, err := book.GetRows("発生事案")
	if err != nil {
		t.Fatal(err)
	}
	linked := 0
	for i := range rows {
		cell := cellName(2, i+1)
		ok, target, err := book.GetCellHyperLink("発生事案", cell)
		if err != nil {
			t.Fatal(err)
		}
		if !ok { // the link of a long name stands in the first cell
			ok, target, err = book.GetCellHyperLink("発生事案", cellName(1, i+1))
			if err != nil {
				t.Fatal(err)
			}
		}
		if _, place, found := strings.Cut(target, "!"); ok && found && strings.HasPrefix(place, "A") && i > 3 {
			_, row, _ := excelize.CellNameToCoordinates(place)
			there, err := book.GetCellValue("インシデント一覧", cellName(2, row))
			if err != nil {
				t.Fatal(err)
			}
			if there != rows[i][1] {
				t.Errorf("%s, %s, leads to the row of %s", cell, rows[i][1], there)
			}
			linked++
		}
	}
	if linked != 24 {
		t.Errorf("%d events lead to their rows, want 24", linked)
	}
}

func TestCellsAreTyped(t *testing.T) {
	_, parts := partsOf(t, written(t, fixture(t, report.Japanese, 50)))
	for name, want := range map[string]string{
		"a name is a text":          `t="inlineStr"><is><t>組織000</t></is></c>`,
		"an unknown size is a word": `<t>不明</t>`,
		"an open end is a word":     `<t>上限不明</t>`,
		"a day is a number":         `<v>44722</v>`, // 2022-06-10
	} {
		if !strings.Contains(parts["xl/worksheets/sheet2.xml"], want) {
			t.Errorf("%s: no %s", name, want)
		}
	}
}

func TestDocumentWithoutSheetsIsAnError(t *testing.T) {
	d := &report.Document{Words: speech(t, report.English), Language: report.English}
	if err := Write(io.Discard, d); err == nil {
		t.Error("no error")
	}
}

// failing accepts so many bytes and no more.
type failing struct{ room int }

func (f *failing) Write(p []byte) (int, error) {
	if f.room -= len(p); f.room < 0 {
		return 0, io.ErrShortWrite
	}
	return len(p), nil
}

func TestWriteReportsAFullDisk(t *testing.T) {
	d := fixture(t, report.English, 3_000)
	size := len(written(t, d))
	for _, room := range []int{0, 100, size / 2, size - 1} {
		err := Write(&failing{room: room}, d)
		if !errors.Is(err, io.ErrShortWrite) {
			t.Errorf("with room for %d of %d bytes: error %v", room, size, err)
		}
	}
}

func TestSheetNames(t *testing.T) {
	taken := map[string]bool{"Trend": true}
	for wanted, want := range map[string]string{
		"Sizes": "Sizes", "a/b:c": "a-b-c", "": "Sheet", "'quoted'": "quoted", "Trend": "Trend 2",
		strings.Repeat("長", 40): strings.Repeat("長", 31), strings.Repeat("😀", 20): strings.Repeat("😀", 15),
	} {
		if got := sheetName(wanted, func(name string) bool { return taken[name] }); got != want {
			t.Errorf("sheetName(%q) = %q, want %q", wanted, got, want)
		}
	}
}
