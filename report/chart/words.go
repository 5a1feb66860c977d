package chart

import (
	_ "embed"
	"fmt"
	"sync"

	"github.com/BurntSushi/toml"

	"github.com/breachbrief/breachbrief/report"
)

//go:embed words.toml
var wordsFile string

// drawnWords are the words of one language that stand in drawings only.
type drawnWords struct {
	Months, Decades                []string
	Year                           string
	Current, Unusual, Unfinished   string
	NoData                         string `toml:"no_data"`
	Expected, Interval, Share      string
	Observed, Fitted, Band, Median string
	OneEvent                       string `toml:"one_event"`
	Exact, Span, Open, Ceiling     string
}

// duration is a tick of the axis of durations.
type duration struct {
	Days   float64
	En, Ja string
}

type wordList struct {
	En, Ja    drawnWords
	Durations []duration
}

var loadWords = sync.OnceValues(func() (wordList, error) {
	var list wordList
	_, err := toml.Decode(wordsFile, &list)
	return list, err
})

func wordsOf(language report.Language) (drawnWords, []tick, error) {
	list, err := loadWords()
	if err != nil {
		return drawnWords{}, nil, fmt.Errorf("reading the words of the charts: %w", err)
	}
	words := list.En
	if language == report.Japanese {
		words = list.Ja
	}
	var durations []tick
	for _, d := range list.Durations {
		label := d.En
		if language == report.Japanese {
			label = d.Ja
		}
		durations = append(durations, tick{d.Days, label})
	}
	return words, durations, nil
}
