package workbook

import (
	"testing"

	"github.com/breachbrief/breachbrief/report"
)

// A share that is neither none nor all never reads 0.0% or 100.0%, as in the
// briefing; the conditions keep the format right when an edited row makes it so.
func TestSharesNextToNoneAndAll(t *testing.T) {
	const usual = "0.0%"
	b := newBook(&report.Document{Words: speech(t, report.English), Language: report.English})
	defer b.file.Close()
	for _, c := range []struct {
		share float64
		want  string
	}{
		{0, usual}, {1, usual}, {0.227, usual}, {0.0005, usual}, {0.9994, usual},
		{0.0004, `[=0]0.0%;[<0.0005]"<0.1%";0.0%`},
		{0.99999, `[=1]0.0%;[>=0.9995]">99.9%";0.0%`},
	} {
		if got := b.numberFormat(sheetColumn{kind: report.ShareKind}, report.ShareKind, c.share); got != c.want {
			t.Errorf("%v has the format %s, want %s", c.share, got, c.want)
		}
	}
	relative := sheetColumn{kind: report.ShareKind, part: relativePart}
	if got := b.numberFormat(relative, report.ShareKind, 0.99999); got == b.numberFormat(sheetColumn{}, report.ShareKind, 0.99999) {
		t.Errorf("a relative change has the format of a share: %s", got)
	}
}
