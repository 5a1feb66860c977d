package workbook

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/breachbrief/breachbrief/analysis"
	"github.com/breachbrief/breachbrief/report"
)

func TestSharedTexts(t *testing.T) {
	shared := sharedWords{texts: map[string]int{}}
	var causes, impacts, names sharedColumn
	first, ok := shared.text(&causes, "不明", false)
	if !ok {
		t.Fatal("the first text of a column is not shared")
	}
	if again, _ := shared.text(&impacts, "不明", false); again != first {
		t.Errorf("the text of another column is number %d, want %d", again, first)
	}
	for i := range sharedMost {
		shared.text(&names, strconv.Itoa(i), false)
	}
	if _, ok := shared.text(&names, "one more", false); ok {
		t.Error("a column of rare texts is shared")
	}
	if _, ok := shared.text(&names, "one more", true); !ok {
		t.Error("a text that must be shared is not")
	}
	if n, ok := shared.text(&causes, "紛失", false); !ok || n != sharedMost+2 {
		t.Errorf("the next text is number %d, %v", n, ok)
	}
}

// Both editions of a long listing have the same rows, and each its own words.
func TestEditionsShareRows(t *testing.T) {
	for name, rows := range map[string]int{"short": 50, "long": mostWrapped + 5, "with a tally": mostFormulaRows + 5} {
		t.Run(name, func(t *testing.T) {
			var alone, together [2]strings.Builder
			var editions []Edition
			var books []*book
			for i, language := range []report.Language{report.Japanese, report.English} {
				d := fixture(t, language, rows)
				d.Listing = spokenIn(language, d.Listing)
				if err := Write(&alone[i], d); err != nil {
					t.Fatal(err)
				}
				editions = append(editions, Edition{d, &together[i]})
				b := newBook(d)
				defer b.file.Close()
				if err := b.prepare(); err != nil {
					t.Fatal(err)
				}
				books = append(books, b)
			}
			if want := 2 - boolNumber(rows > mostWrapped); len(grouped(books)) != want {
				t.Errorf("the rows are made %d times, want %d", len(grouped(books)), want)
			}
			if err := WriteEditions(editions); err != nil {
				t.Fatal(err)
			}
			for i := range editions {
				if alone[i].String() != together[i].String() {
					t.Errorf("edition %d differs from the one written alone", i)
				}
			}
		})
	}
}

// spokenIn makes the vectors of a listing words of a language, some dates less
// precise than a day, and some numbers absent for a reason.
func spokenIn(language report.Language, l *report.Listing) *report.Listing {
	japanese := []string{"", "ランサムウェア", "誤送信", "設定不備", "紛失"}
	spoken := *l
	spoken.Words = japanese
	if language == report.English {
		spoken.Words = []string{"", "Ransomware", "Misdelivery", "Misconfiguration", "Loss"}
	}
	spoken.Rows = func(yield func(int, []report.Cell) bool) {
		for i, cells := range l.Rows {
			for j := range cells {
				if word := slices.Index(japanese, cells[j].Text); word > 0 {
					cells[j].Word, cells[j].Text = int32(word), spoken.Words[word]
				}
			}
			if i%10 == 0 {
				cells[2].Date = analysis.Date{First: june.First(), Last: june.Last(), Precision: analysis.PrecisionMonth}
				cells[8].Reason = "unknown"
			}
			if !yield(i, cells) {
				return
			}
		}
	}
	return &spoken
}

// The documents of both languages are laid out so that long listings share
// their rows: these begin on the same row, in the same styles.
func TestEditionsOfSamplesWouldShareRows(t *testing.T) {
	english := samples(t, report.English)
	for name, japanese := range samples(t, report.Japanese) {
		t.Run(name, func(t *testing.T) {
			var books []*book
			for _, d := range []*report.Document{japanese, english[name]} {
				long := *d.Listing
				long.Len = mostFormulaRows + 1
				d.Listing = &long
				b := newBook(d)
				defer b.file.Close()
				if err := b.prepare(); err != nil {
					t.Fatal(err)
				}
				books = append(books, b)
			}
			if len(grouped(books)) != 1 {
				t.Errorf("the rows begin on %d and %d, in the styles %v and %v", books[0].listing.first, books[1].listing.first,
					books[0].listing.styles, books[1].listing.styles)
			}
		})
	}
}
