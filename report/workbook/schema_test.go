package workbook

import (
	"encoding/xml"
	"slices"
	"strings"
	"testing"
)

// element is any element of a part.
type element struct {
	XMLName  xml.Name
	Attrs    []xml.Attr `xml:",any,attr"`
	Children []element  `xml:",any"`
	Text     string     `xml:",chardata"`
}

func parsed(t testing.TB, part string) element {
	t.Helper()
	var e element
	if err := xml.Unmarshal([]byte(part), &e); err != nil {
		t.Fatal(err)
	}
	return e
}

func (e element) attr(name string) string {
	for _, a := range e.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// all yields the elements below e, by names of a path from any of them on.
func (e element) all(path ...string) []element {
	var found []element
	for _, child := range e.Children {
		if child.XMLName.Local == path[0] {
			if len(path) == 1 {
				found = append(found, child)
			} else {
				found = append(found, child.at(path[1:]...)...)
			}
		}
		found = append(found, child.all(path...)...)
	}
	return found
}

// at returns the elements on a path that begins with a child of e.
func (e element) at(path ...string) []element {
	found := []element{e}
	for _, name := range path {
		var next []element
		for _, parent := range found {
			for _, child := range parent.Children {
				if child.XMLName.Local == name {
					next = append(next, child)
				}
			}
		}
		found = next
	}
	return found
}

// sequences are the children of elements in the order that ECMA-376 part 1,
// 5th edition, annex A, wants: Excel refuses a part that has another. Those of
// a ser and of other elements that differ by their parents are named with it.
var sequences = map[string]string{
	"worksheet": "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetProtection autoFilter mergeCells conditionalFormatting " +
		"dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks drawing legacyDrawing tableParts extLst",
	"sheetPr":          "tabColor outlinePr pageSetUpPr",
	"sheetView":        "pane selection",
	"row":              "c",
	"c":                "f v is",
	"is":               "t",
	"si":               "t",
	"cfRule":           "formula colorScale dataBar iconSet",
	"colorScale":       "cfvo color",
	"workbook":         "fileVersion workbookPr workbookProtection bookViews sheets definedNames calcPr extLst",
	"styleSheet":       "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst",
	"border":           "left right top bottom diagonal",
	"xf":               "alignment protection",
	"wsDr":             "twoCellAnchor",
	"twoCellAnchor":    "from to graphicFrame clientData",
	"from":             "col colOff row rowOff",
	"to":               "col colOff row rowOff",
	"graphicFrame":     "nvGraphicFramePr xfrm graphic",
	"chartSpace":       "date1904 lang roundedCorners AlternateContent style clrMapOvr chart spPr txPr printSettings",
	"chart":            "title autoTitleDeleted plotArea legend plotVisOnly dispBlanksAs",
	"title":            "tx layout overlay spPr txPr",
	"plotArea":         "layout barChart lineChart scatterChart catAx valAx spPr",
	"legend":           "legendPos legendEntry layout overlay spPr txPr",
	"legendEntry":      "idx delete txPr",
	"barChart":         "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId",
	"lineChart":        "grouping varyColors ser dLbls dropLines hiLowLines marker axId",
	"scatterChart":     "scatterStyle varyColors ser dLbls axId",
	"barChart ser":     "idx order tx spPr invertIfNegative pictureOptions dPt dLbls trendline errBars cat val shape",
	"lineChart ser":    "idx order tx spPr marker dPt dLbls trendline errBars cat val smooth",
	"scatterChart ser": "idx order tx spPr marker dPt dLbls trendline errBars xVal yVal smooth",
	"dPt":              "idx invertIfNegative marker bubble3D explosion spPr",
	"dLbls":            "dLbl delete numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize separator",
	"dLbl":             "idx delete layout tx numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize separator",
	"errBars":          "errDir errBarType errValType noEndCap plus minus val spPr",
	"ser marker":       "symbol size spPr",
	"catAx": "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr crossAx " +
		"crosses crossesAt auto lblAlgn lblOffset tickLblSkip tickMarkSkip noMultiLvlLbl",
	"valAx": "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr crossAx " +
		"crosses crossesAt crossBetween majorUnit minorUnit dispUnits",
	"scaling":    "logBase orientation max min",
	"numRef":     "f numCache",
	"strRef":     "f strCache",
	"numCache":   "formatCode ptCount pt",
	"strCache":   "ptCount pt",
	"ln":         "noFill solidFill gradFill pattFill prstDash custDash round bevel miter headEnd tailEnd",
	"chart spPr": "xfrm prstGeom noFill solidFill gradFill pattFill ln effectLst",
	"bodyPr":     "",
	"defRPr":     "ln noFill solidFill latin ea cs",
	"rPr":        "ln noFill solidFill latin ea cs",
}

// checkOrder checks the children of e, and theirs, against their sequence.
func checkOrder(t *testing.T, part, parent string, e element) {
	t.Helper()
	name := e.XMLName.Local
	sequence, ok := sequences[parent+" "+name]
	if !ok {
		sequence, ok = sequences[name]
	}
	order, last := strings.Fields(sequence), 0
	for _, child := range e.Children {
		at := slices.Index(order, child.XMLName.Local)
		switch {
		case !ok:
		case at < 0:
			t.Errorf("%s: %s has the child %s, which the schema does not know", part, name, child.XMLName.Local)
		case at < last:
			t.Errorf("%s: in %s, %s stands after %s", part, name, child.XMLName.Local, order[last])
		default:
			last = at
		}
		checkOrder(t, part, name, child)
	}
}

func TestOrderCheckFinds(t *testing.T) {
	for name, text := range map[string]string{
		"order":   `<worksheet><sheetData/><cols/></worksheet>`,
		"unknown": `<worksheet><nothing/></worksheet>`,
		"parent":  `<lineChart><ser><invertIfNegative/></ser></lineChart>`,
	} {
		inner := &testing.T{}
		if checkOrder(inner, name, "", parsed(t, text)); !inner.Failed() {
			t.Errorf("%s: nothing is found", name)
		}
	}
}
