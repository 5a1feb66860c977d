package intake

import (
	_ "embed"
	"sort"
	"sync"
	"time"

	"github.com/BurntSushi/toml"

	"github.com/breachbrief/breachbrief/analysis"
)

//go:embed date.toml
var dateTOML string

// dateTables are the words of dates.
type dateTables struct {
	months, weekdays map[string]int
	seasons          map[string][2]int
	eras             []era
	parts, english   map[string]datePart
	relatives        map[string]relativeWord

	between, openEnd, openStart, beforeOpenEnd, beforeOpenStart wordSet
	about, beforeAbout, foreign, ignored, times, afterTimes     wordSet
	absent, excelZero                                           wordSet
}

type era struct {
	words    []string
	before   int // year + before is the Western year
	from, to analysis.Day
}

type relativeWord struct {
	relative relative
	offset   int
}

// wordSet is words sorted from the longest.
type wordSet []string

func newWordSet(words []string) wordSet {
	set := make(wordSet, len(words))
	for i, word := range words {
		set[i] = foldWidth(word)
	}
	sort.SliceStable(set, func(i, j int) bool { return len(set[i]) > len(set[j]) })
	return set
}

func (s wordSet) has(text string) bool {
	for _, word := range s {
		if word == text {
			return true
		}
	}
	return false
}

// dateFile is the form of date.toml.
type dateFile struct {
	Months, Weekdays map[string]int
	Seasons          map[string][2]int
	Eras             []struct {
		Words    []string
		Before   int
		From, To string
	}
	Parts        map[string][]string
	EnglishParts map[string][]string `toml:"english_parts"`
	Words        map[string][]string
	Relatives    map[string][2]any
}

var partNames = map[string]datePart{"early": earlyPart, "middle": middlePart, "late": latePart, "first_half": firstHalf,
	"second_half": secondHalf}

var relativeNames = map[string]relative{"same_day": sameDay, "same_month": sameMonth, "same_year": sameYear,
	"next_year": nextYear, "before_year": beforeYear, "next_month": nextMonth, "before_month": beforeMonth,
	"document_day": documentDay, "document_year": documentYear, "year_before_document": yearBeforeDocument,
	"document_month": documentMonth, "month_before_document": monthBeforeDocument}

var dateWords = sync.OnceValue(func() *dateTables {
	var file dateFile
	if _, err := toml.Decode(dateTOML, &file); err != nil {
		return &dateTables{}
	}
	t := &dateTables{months: file.Months, weekdays: file.Weekdays, seasons: file.Seasons, parts: map[string]datePart{},
		english: map[string]datePart{}, relatives: map[string]relativeWord{}}
	for name, words := range file.Parts {
		for _, word := range words {
			t.parts[word] = partNames[name]
		}
	}
	for name, words := range file.EnglishParts {
		for _, word := range words {
			t.english[word] = partNames[name]
		}
	}
	for word, value := range file.Relatives {
		name, _ := value[0].(string)
		offset, _ := value[1].(int64)
		t.relatives[word] = relativeWord{relativeNames[name], int(offset)}
	}
	for _, e := range file.Eras {
		t.eras = append(t.eras, era{e.Words, e.Before, dayOf(e.From, analysis.FirstDay), dayOf(e.To, analysis.LastDay)})
	}
	for name, set := range map[string]*wordSet{"between": &t.between, "open_end": &t.openEnd, "open_start": &t.openStart,
		"before_open_end": &t.beforeOpenEnd, "before_open_start": &t.beforeOpenStart, "about": &t.about,
		"before_about": &t.beforeAbout, "foreign": &t.foreign, "ignored": &t.ignored, "times_of_day": &t.times,
		"after_times": &t.afterTimes, "absent": &t.absent, "excel_zero": &t.excelZero} {
		*set = newWordSet(file.Words[name])
	}
	return t
})

func dayOf(text string, otherwise analysis.Day) analysis.Day {
	t, err := time.Parse("2006-01-02", text)
	if err != nil {
		return otherwise
	}
	return analysis.NewDay(t.Year(), t.Month(), t.Day())
}
