package workbook

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
)

// The parts of a sheet's XML around its rows, in the order that the schema
// wants (ECMA-376 part 1, 18.3.1.99).

const sheetNamespaces = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ` +
	`xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

// head returns the XML before the rows.
func (b *book) head(s *sheet) string {
	var x strings.Builder
	x.WriteString(xml.Header + `<worksheet ` + sheetNamespaces + `><sheetPr>`)
	fmt.Fprintf(&x, `<tabColor rgb="FF%s"/><pageSetUpPr fitToPage="1"/></sheetPr>`, tabColor(s.id))
	fmt.Fprintf(&x, `<dimension ref="%s"/>`, s.dimension())
	x.WriteString(b.view(s))
	fmt.Fprintf(&x, `<sheetFormatPr defaultRowHeight="%d" customHeight="1"/><cols>`, usualHeight)
	for i, width := range s.widths {
		fmt.Fprintf(&x, `<col min="%d" max="%d" width="%s" customWidth="1"/>`, i+1, i+1,
			strconv.FormatFloat(width, 'f', -1, 64))
	}
	x.WriteString(`</cols><sheetData>`)
	return x.String()
}

// view sets zoom, frozen rows and the cell that is active when the sheet opens.
func (b *book) view(s *sheet) string {
	selected := ""
	if s == b.sheets[0] {
		selected = ` tabSelected="1"`
	}
	view := fmt.Sprintf(`<sheetViews><sheetView showGridLines="0"%s zoomScale="%d" zoomScaleNormal="%d" workbookViewId="0">`,
		selected, s.zoom, s.zoom)
	if s.frozen == 0 {
		return view + `<selection activeCell="A1" sqref="A1"/></sheetView></sheetViews>`
	}
	first := cellName(1, s.frozen+1)
	return view + fmt.Sprintf(`<pane ySplit="%d" topLeftCell="%s" activePane="bottomLeft" state="frozen"/>`+
		`<selection pane="bottomLeft" activeCell="%s" sqref="%s"/></sheetView></sheetViews>`, s.frozen, first, first, first)
}

// tail returns the XML after the rows.
func (b *book) tail(s *sheet) string {
	var x strings.Builder
	x.WriteString(`</sheetData>`)
	if s.filter.top > 0 {
		fmt.Fprintf(&x, `<autoFilter ref="%s"/>`, rangeName(s.filter))
	}
	if len(s.merges) > 0 {
		fmt.Fprintf(&x, `<mergeCells count="%d">`, len(s.merges))
		for _, merged := range s.merges {
			fmt.Fprintf(&x, `<mergeCell ref="%s"/>`, rangeName(merged))
		}
		x.WriteString(`</mergeCells>`)
	}
	for i, shaded := range s.scales {
		fmt.Fprintf(&x, `<conditionalFormatting sqref="%s"><cfRule type="colorScale" priority="%d"><colorScale>`+
			`<cfvo type="num" val="0"/><cfvo type="max"/><color rgb="FF%s"/><color rgb="FF%s"/></colorScale></cfRule>`+
			`</conditionalFormatting>`, rangeName(shaded), i+1, whiteColor, paleColor)
	}
	x.WriteString(hyperlinks(s.links))
	x.WriteString(b.page(s))
	x.WriteString(s.breaks())
	if len(s.charts) > 0 {
		x.WriteString(`<drawing r:id="rId1"/>`)
	}
	x.WriteString(`</worksheet>`)
	return x.String()
}

func hyperlinks(links []hyperlink) string {
	if len(links) == 0 {
		return ""
	}
	var x strings.Builder
	x.WriteString(`<hyperlinks>`)
	external := 0
	for _, link := range links {
		fmt.Fprintf(&x, `<hyperlink ref="%s"`, link.cell)
		if link.url != "" {
			external++
			fmt.Fprintf(&x, ` r:id="%s"`, linkID(external))
		} else {
			fmt.Fprintf(&x, ` location="%s"`, escaped(link.location))
		}
		if link.tip != "" {
			fmt.Fprintf(&x, ` tooltip="%s"`, escaped(link.tip))
		}
		x.WriteString(`/>`)
	}
	x.WriteString(`</hyperlinks>`)
	return x.String()
}

// linkID names the relationship of the n-th external link of a sheet.
func linkID(n int) string { return "link" + strconv.Itoa(n) }

// escaped returns text for an XML attribute or element.
func escaped(text string) string {
	var x strings.Builder
	// A strings.Builder never fails.
	_ = xml.EscapeText(&x, []byte(text))
	return x.String()
}

const (
	relationshipsHead = xml.Header + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	relationshipsTail = `</Relationships>`
	linkType          = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
)

// relate adds the external links of a sheet to its relationships part.
func (b *book) relate(s *sheet) {
	var x strings.Builder
	external := 0
	for _, link := range s.links {
		if link.url == "" {
			continue
		}
		external++
		fmt.Fprintf(&x, `<Relationship Id="%s" Type="%s" Target="%s" TargetMode="External"/>`,
			linkID(external), linkType, escaped(link.url))
	}
	if external == 0 {
		return
	}
	name := strings.Replace(s.path, "worksheets/", "worksheets/_rels/", 1) + ".rels"
	before := relationshipsHead
	if part, ok := b.archive.parts[name]; ok {
		before = strings.TrimSuffix(part.String(), relationshipsTail)
	}
	b.archive.replace(name, before+x.String()+relationshipsTail)
}
