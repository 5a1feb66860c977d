package workbook

import (
	"slices"
	"strconv"
	"strings"
	"testing"
)

// checkAnchors checks that no chart lies over another or over what is written.
func checkAnchors(t *testing.T, s openedSheet, drawing element) {
	var areas []area
	for _, anchor := range drawing.at("twoCellAnchor") {
		at := func(corner, name string) int {
			n, _ := strconv.Atoi(text(anchor.at(corner, name)))
			return n
		}
		a := area{at("from", "col") + 1, at("from", "row") + 1, at("to", "col"), at("to", "row")}
		if at("to", "colOff") > 0 {
			a.right++
		}
		if at("to", "rowOff") > 0 {
			a.bottom++
		}
		if slices.ContainsFunc(areas, a.touches) {
			t.Errorf("%s: the chart at %s lies over another", s.name, rangeName(a))
		}
		areas = append(areas, a)
	}
	for _, c := range s.at("sheetData", "row", "c") {
		if len(c.Children) == 0 {
			continue
		}
		cell := areaOf(t, c.attr("r"))
		if slices.ContainsFunc(areas, cell.touches) {
			t.Errorf("%s: a chart lies over %s", s.name, c.attr("r"))
		}
	}
}

func (a area) touches(b area) bool {
	return a.left <= b.right && b.left <= a.right && a.top <= b.bottom && b.top <= a.bottom
}

// labelPlaces are the places of data labels that Excel accepts: it calls a file
// with others damaged.
var labelPlaces = map[string][]string{
	"clustered": {"ctr", "inBase", "inEnd", "outEnd"}, "stacked": {"ctr", "inBase", "inEnd"},
	"percentStacked": {"ctr", "inBase", "inEnd"}, "points": {"b", "ctr", "l", "r", "t"},
}

func checkChart(t *testing.T, name string, c element) {
	area := c.at("chart", "plotArea")[0]
	var axes []string
	for _, kind := range []string{"catAx", "valAx"} {
		for _, axis := range area.at(kind) {
			axes = append(axes, axis.at("axId")[0].attr("val"))
		}
	}
	series := 0
	for _, plot := range area.Children {
		for _, id := range plot.at("axId") {
			if plot.XMLName.Local != "catAx" && plot.XMLName.Local != "valAx" && !slices.Contains(axes, id.attr("val")) {
				t.Errorf("%s has no axis %s", name, id.attr("val"))
			}
		}
		grouping := "points"
		if plot.XMLName.Local == "barChart" {
			grouping = plot.at("grouping")[0].attr("val")
		}
		for _, place := range plot.all("dLblPos") {
			if !slices.Contains(labelPlaces[grouping], place.attr("val")) {
				t.Errorf("%s: labels at %s of bars that are %s", name, place.attr("val"), grouping)
			}
		}
		series += len(plot.at("ser"))
	}
	if series == 0 || len(c.at("chart", "title")) == 0 {
		t.Errorf("%s has %d series, or does not name its unit", name, series)
	}
	for _, cache := range append(c.all("numCache"), c.all("strCache")...) {
		count, _ := strconv.Atoi(cache.at("ptCount")[0].attr("val"))
		if points := len(cache.at("pt")); count == 0 || points > count {
			t.Errorf("%s: %d values of %d", name, points, count)
		}
	}
}

// checkSeen checks what a reader sees first: that the sheet is no wall of
// nothing, that its columns are neither lost nor endless, that it is printed in
// a readable size.
func (b openedParts) checkSeen(t *testing.T, s openedSheet) {
	said := 0
	for _, c := range s.at("sheetData", "row", "c") {
		said += boolNumber(len(c.Children) > 0)
	}
	if said < 4 {
		t.Errorf("%s holds %d cells", s.name, said)
	}
	printed := 0.0
	for _, col := range s.at("cols", "col") {
		width, err := strconv.ParseFloat(col.attr("width"), 64)
		if err != nil || width < 5 || width > 100 {
			t.Errorf("%s: column %s is %s wide", s.name, col.attr("min"), col.attr("width"))
		}
		if n, _ := strconv.Atoi(col.attr("min")); n <= b.printedColumns(t, s) {
			printed += width
		}
	}
	if across, _ := strconv.Atoi(s.at("pageSetup")[0].attr("fitToWidth")); printed > 240*float64(across) || printed < 60 {
		t.Errorf("%s is %.0f digits wide on %d pages side by side", s.name, printed, across)
	}
}

// printedColumns returns how many columns of a sheet are printed.
func (b openedParts) printedColumns(t *testing.T, s openedSheet) int {
	t.Helper()
	for _, name := range b.workbook.at("definedNames", "definedName") {
		n, _ := strconv.Atoi(name.attr("localSheetId"))
		if name.attr("name") == "_xlnm.Print_Area" && b.sheets[n].name == s.name {
			_, cells, _ := strings.Cut(strings.ReplaceAll(name.Text, "$", ""), "!")
			return areaOf(t, cells).right
		}
	}
	return len(s.at("cols", "col"))
}
