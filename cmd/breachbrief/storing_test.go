package main

import (
	"errors"
	"testing"

	"github.com/breachbrief/breachbrief/analysis"
)

func TestStoringKeepsEveryRowInOrder(t *testing.T) {
	for _, rows := range []int{0, 1, handover - 1, handover, handover + 1, 5*handover + 7} {
		var lines []int
		s := newStoring(func(in analysis.Incident) { lines = append(lines, in.Place.Line) })
		for i := range rows {
			s.add(analysis.Incident{Place: analysis.Place{Line: i}})
		}
		if err := s.close(); err != nil {
			t.Fatal(err)
		}
		if len(lines) != rows {
			t.Fatalf("%d of %d rows were stored", len(lines), rows)
		}
		for i, line := range lines {
			if line != i {
				t.Fatalf("row %d stands at place %d", line, i)
			}
		}
	}
}

// A defect of the store ends neither the reading nor the program.
func TestStoringSurvivesADefect(t *testing.T) {
	s := newStoring(func(analysis.Incident) { panic("out of order") })
	for range 5 * handover {
		s.add(analysis.Incident{})
	}
	var bug *defect
	if err := s.close(); !errors.As(err, &bug) {
		t.Errorf("close ends with %v, want the defect", err)
	}
}
