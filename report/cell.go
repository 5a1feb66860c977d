package report

import (
	"slices"

	"github.com/breachbrief/breachbrief/analysis"
)

// Cells of one value each. None of them formats; [Words.Format] does.

func textCell(text string) Cell { return Cell{Kind: Text, Text: text} }

func absent(kind Kind, reason string) Cell { return Cell{Kind: kind, Reason: reason} }

func countCell(n int) Cell { return Cell{Kind: Count, Value: float64(n)} }

func numberCell(n int64) Cell { return Cell{Kind: Count, Value: float64(n)} }

func monthCell(m analysis.Month) Cell {
	if m == 0 {
		return absent(MonthKind, "none")
	}
	return Cell{Kind: MonthKind, Month: m}
}

func dateCell(d analysis.Date) Cell {
	if !d.Known() {
		return absent(DateKind, "unknown")
	}
	return Cell{Kind: DateKind, Date: d}
}

// lowCell and highCell are the ends of a size in columns of their own.
func lowCell(s *analysis.Size) Cell {
	if s == nil || !s.Known() {
		return absent(Count, "unknown")
	}
	return numberCell(s.Low)
}

func highCell(s *analysis.Size) Cell {
	switch {
	case s == nil || !s.Known():
		return absent(Count, "unknown")
	case s.Bounds == analysis.OpenAbove:
		return absent(Count, "open")
	}
	return numberCell(s.High)
}

// intervalCell prints the interval of a size in one column.
func intervalCell(s *analysis.Size) Cell {
	c := sizeCell(s)
	c.Text = ""
	return c
}

// endCell is an end of an interval that may be absent.
func endCell(end *int64, reason string) Cell {
	if end == nil {
		return absent(Count, reason)
	}
	return numberCell(*end)
}

// totalCell is a sum of sizes: at least so many.
func totalCell(atLeast int64, atMost *int64) Cell {
	cell := Cell{Kind: SizeKind, Value: float64(atLeast), Low: float64(atLeast), HasInterval: true, OpenHigh: atMost == nil}
	if atMost != nil {
		cell.High = float64(*atMost)
	}
	return cell
}

// shareCells are a share and the ends of its interval.
func shareCells(s *analysis.Share, reason string) [3]Cell {
	if s == nil {
		reason = orReason(reason, "too_few")
		return [3]Cell{absent(ShareKind, reason), absent(ShareKind, reason), absent(ShareKind, reason)}
	}
	value := Cell{Kind: ShareKind, Value: s.Value}
	if !pointShown(s) {
		value = absent(ShareKind, "interval_only")
	}
	return [3]Cell{
		value,
		{Kind: ShareKind, Value: s.Low},
		{Kind: ShareKind, Value: s.High},
	}
}

// pointShown reports whether a share may stand as one number.
func pointShown(s *analysis.Share) bool { return s.Shown == "point_and_interval" }

// estimateCells are an estimate and the ends of its interval.
func estimateCells(e *analysis.Estimate, kind Kind, reason string) [3]Cell {
	if e == nil {
		reason = orReason(reason, "too_few")
		return [3]Cell{absent(kind, reason), absent(kind, reason), absent(kind, reason)}
	}
	high := Cell{Kind: kind, Value: e.High}
	if e.OpenHigh {
		high = absent(kind, "open")
	}
	value := Cell{Kind: kind, Value: e.Value}
	if slices.Contains(e.Doubts, analysis.DoubtIntervalOnly) {
		value = absent(kind, "interval_only")
	}
	return [3]Cell{value, {Kind: kind, Value: e.Low}, high}
}

func numberOr(kind Kind, value *float64, reason string) Cell {
	if value == nil {
		return absent(kind, orReason(reason, "too_few"))
	}
	return Cell{Kind: kind, Value: *value}
}

func orReason(reason, other string) string {
	if reason == "" {
		return other
	}
	return reason
}

// smallestBase is the count from which a relative change is printed.
const smallestBase = 5

// changeCell compares two counts. Without a base, or on a base of zero, there
// is nothing to say; on a small one only the counts.
func changeCell(now, then int, hasBase bool) Cell {
	if !hasBase || then == 0 {
		return absent(ChangeKind, "no_base")
	}
	cell := Cell{Kind: ChangeKind, Value: float64(now - then)}
	if then >= smallestBase && now != then {
		cell.Low, cell.HasInterval = float64(now-then)/float64(then), true
	}
	return cell
}

// smallestDifference is the size of each group from which the difference of two
// shares is printed.
const smallestDifference = 10

// pointsCell compares two shares.
func pointsCell(now, then *analysis.Share, hasBase bool) Cell {
	switch {
	case !hasBase:
		return absent(PointsKind, "no_base")
	case now == nil || then == nil || now.N < smallestDifference || then.N < smallestDifference:
		return absent(PointsKind, "too_few")
	}
	return Cell{Kind: PointsKind, Value: now.Value - then.Value}
}

func live(cell Cell, query *Query) Cell {
	if cell.Reason == "" {
		cell.Live = query
	}
	return cell
}

// ReasonNotes explains the words that stand in place of missing values in the
// columns of a table that are printed; nil prints all.
func (w *Words) ReasonNotes(t Table, printed []int) []string {
	var notes []string
	for _, row := range t.Rows {
		for i, cell := range row.Cells {
			if cell.Reason == "" || !w.Has("reason."+cell.Reason) || printed != nil && !slices.Contains(printed, i) {
				continue
			}
			note := w.Say("note.reason", Values{"Mark": w.ShortReason(cell.Reason), "Reason": w.Reason(cell.Reason)})
			if !slices.Contains(notes, note) {
				notes = append(notes, note)
			}
		}
	}
	slices.Sort(notes)
	return notes
}
