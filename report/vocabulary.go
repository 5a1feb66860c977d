package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/breachbrief/breachbrief/analysis"
)

// vocabulary is the words of a language that cells of the listing hold. Each has
// a number, which is the same in every language.
type vocabulary struct {
	words []string // by number; the first is empty

	// Cells by the value of the identifier.
	classes, vectors, impacts, statuses, answers, kinds, units []Cell

	sectors map[string]Cell
}

func newVocabulary(w *Words) *vocabulary {
	v := &vocabulary{words: []string{""}, sectors: map[string]Cell{}}
	v.classes = labelCells(v, w, analysis.Classes())
	v.vectors = labelCells(v, w, analysis.Vectors())
	v.impacts = labelCells(v, w, analysis.Impacts())
	v.statuses = labelCells(v, w, analysis.LeakStatuses())
	v.answers = labelCells(v, w, analysis.Answers())
	v.kinds = labelCells(v, w, analysis.SupplierKinds())
	v.units = labelCells(v, w, analysis.Units())
	for _, code := range w.identifiers("sector") {
		v.sectors[code] = v.cell(w.Sector(code))
	}
	return v
}

// labelCells returns the cells with the labels of identifiers, by value.
func labelCells[T interface {
	~uint8
	fmt.Stringer
}](v *vocabulary, w *Words, ids []T) []Cell {
	cells := make([]Cell, len(ids))
	for _, id := range slices.Sorted(slices.Values(ids)) {
		cells[id] = v.cell(w.Label(id))
	}
	return cells
}

// cell returns a cell with the next word.
func (v *vocabulary) cell(text string) Cell {
	v.words = append(v.words, text)
	return Cell{Kind: Text, Text: text, Word: int32(len(v.words) - 1)}
}

// sector returns the cell of a sector, which may be any text.
func (v *vocabulary) sector(code string) Cell {
	if cell, ok := v.sectors[code]; ok {
		return cell
	}
	return textCell(code)
}

// identifiers returns the identifiers, sorted, that have a message in a group of
// labels.
func (w *Words) identifiers(group string) []string {
	var ids []string
	for key := range w.keys {
		if id, ok := strings.CutPrefix(key, group+"."); ok {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}
