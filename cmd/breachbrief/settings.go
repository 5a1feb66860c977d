package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/breachbrief/breachbrief/analysis"
	"github.com/breachbrief/breachbrief/analysis/intake"
	"github.com/breachbrief/breachbrief/report"
)

// periodsSetting is a list of periods; empty: the last complete month.
type periodsSetting []analysis.Period

func (s *periodsSetting) Set(text string) error {
	*s = nil
	for part := range strings.SplitSeq(text, ",") {
		period, err := analysis.ParsePeriod(strings.TrimSpace(part))
		if err != nil {
			return err
		}
		if !slices.Contains(*s, period) {
			*s = append(*s, period)
		}
	}
	return nil
}

func (s *periodsSetting) String() string {
	var labels []string
	for _, period := range *s {
		labels = append(labels, period.String())
	}
	return strings.Join(labels, ",")
}

func (s *periodsSetting) Type() string { return "month" }

// daySetting is a day that may be left open.
type daySetting struct {
	day   analysis.Day
	given bool
}

func (s *daySetting) Set(text string) error {
	var year, month, day int
	if n, _ := fmt.Sscanf(text, "%4d-%2d-%2d", &year, &month, &day); n != 3 || len(text) != len("2006-01-02") {
		return fmt.Errorf("%q is not a day: write year, month and day, such as 2022-07-01", text)
	}
	if !analysis.ValidDay(year, time.Month(month), day) {
		return fmt.Errorf("the calendar has no day %s", text)
	}
	s.day, s.given = analysis.NewDay(year, time.Month(month), day), true
	return nil
}

func (s *daySetting) String() string {
	if !s.given {
		return ""
	}
	return s.day.String()
}

func (s *daySetting) Type() string { return "day" }

// languagesSetting is a list of the report's editions.
type languagesSetting []report.Language

func (s *languagesSetting) Set(text string) error {
	*s = nil
	for part := range strings.SplitSeq(text, ",") {
		language := report.Language(strings.TrimSpace(part))
		if language != report.English && language != report.Japanese {
			return fmt.Errorf("there is no edition in %q: use en, ja or en,ja", part)
		}
		if !slices.Contains(*s, language) {
			*s = append(*s, language)
		}
	}
	return nil
}

func (s *languagesSetting) String() string {
	var names []string
	for _, language := range *s {
		names = append(names, string(language))
	}
	return strings.Join(names, ",")
}

func (s *languagesSetting) Type() string { return "languages" }

// monthSetting is a month of the year, 1 to 12.
type monthSetting time.Month

func (s *monthSetting) Set(text string) error {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > 12 {
		return fmt.Errorf("%q is not a month of the year: use 1 to 12", text)
	}
	*s = monthSetting(n)
	return nil
}

func (s *monthSetting) String() string { return strconv.Itoa(int(*s)) }
func (s *monthSetting) Type() string   { return "month" }

func (s monthSetting) month() time.Month { return time.Month(s) }

// approxSetting is how wide 約 is read.
type approxSetting intake.ApproxRule

func (s *approxSetting) Set(text string) error {
	rule, err := intake.ParseApproxRule(text)
	*s = approxSetting(rule)
	return err
}

func (s *approxSetting) String() string { return intake.ApproxRule(*s).String() }
func (s *approxSetting) Type() string   { return "rule" }

// encodingSetting is the name of an encoding; empty: it is found by rule.
type encodingSetting string

func (s *encodingSetting) Set(text string) error {
	if text == "" {
		*s = ""
		return nil
	}
	name, err := intake.ParseEncoding(text)
	*s = encodingSetting(name)
	return err
}

func (s *encodingSetting) String() string { return string(*s) }
func (s *encodingSetting) Type() string   { return "name" }

// thresholdSetting is the size from which the sources list incidents whose
// mapping does not say; empty: any.
type thresholdSetting struct{ threshold *analysis.ReportingThreshold }

func (s *thresholdSetting) Set(text string) error {
	size, unit, _ := strings.Cut(strings.TrimSpace(text), " ")
	n, err := strconv.ParseInt(size, 10, 64)
	u, known := analysis.ParseUnit(strings.TrimSpace(unit))
	if err != nil || n < 1 || !known || !u.IsLeak() {
		return fmt.Errorf("%q is not a size with the unit of leak sizes: write 500 persons", text)
	}
	s.threshold = &analysis.ReportingThreshold{Size: n, Unit: u}
	return nil
}

func (s *thresholdSetting) String() string {
	if s.threshold == nil {
		return ""
	}
	return strings.TrimSpace(fmt.Sprintf("%d %s", s.threshold.Size, s.threshold.Unit))
}

func (s *thresholdSetting) Type() string { return "size" }

// formatSetting is the form of a table that is printed.
type formatSetting intake.Format

func (s *formatSetting) Set(text string) error {
	switch text {
	case "csv":
		*s = formatSetting(intake.CSV)
	case "jsonl":
		*s = formatSetting(intake.JSONL)
	default:
		return fmt.Errorf("there is no format %q: use csv or jsonl", text)
	}
	return nil
}

func (s *formatSetting) String() string {
	if intake.Format(*s) == intake.JSONL {
		return "jsonl"
	}
	return "csv"
}

func (s *formatSetting) Type() string { return "format" }

// toleranceSetting is how many rows may be rejected: a number, or a share of
// the rows read. The zero value tolerates any number.
type toleranceSetting struct {
	text    string
	limit   float64
	percent bool
}

func (s *toleranceSetting) Set(text string) error {
	number, percent := strings.CutSuffix(text, "%")
	limit, err := strconv.ParseFloat(number, 64)
	if err != nil || !(limit >= 0) || percent && limit > 100 {
		return fmt.Errorf("%q is neither a number of rows nor a share of them: write 10 or 0.5%%", text)
	}
	*s = toleranceSetting{text: text, limit: limit, percent: percent}
	return nil
}

func (s *toleranceSetting) String() string { return s.text }
func (s *toleranceSetting) Type() string   { return "rows" }

// allows reports whether that many rejected rows are within the limit.
func (s *toleranceSetting) allows(rejected, rows int) bool {
	switch {
	case s.text == "":
		return true
	case s.percent:
		return float64(rejected)*100 <= s.limit*float64(rows)
	}
	return float64(rejected) <= s.limit
}
