package main

import (
	"fmt"
	"strconv"
	"time"

	"github.com/breachbrief/breachbrief/analysis"
	"github.com/breachbrief/breachbrief/report"
	"github.com/spf13/pflag"
)

// readingOptions say how input is read.
type readingOptions struct {
	configuration string
	mapping       string
	vocabulary    string
	encoding      encodingSetting
	approx        approxSetting
	threshold     thresholdSetting
}

func (o *readingOptions) addFlags(flags *pflag.FlagSet) {
	flags.StringVar(&o.configuration, "config", "", "configuration `file` (default: breachbrief.toml, else the user's own)")
	flags.StringVar(&o.mapping, "mapping", "", "`file` that says how another program's columns are read")
	flags.StringVar(&o.vocabulary, "vocabulary", "", "`file` with words of your own for vectors, sectors and other values")
	flags.Var(&o.encoding, "encoding", "`name` of the encoding (default: found by rule): utf-8, cp932, euc-jp, utf-16, iso-2022-jp")
	flags.Var(&o.approx, "approx", "how wide 約 is read: last_nonzero_digit, unit_of_word or two_digits")
	flags.Var(&o.threshold, "reporting-threshold", "smallest `size` that the sources list, such as \"500 persons\", where their mapping does not say")
}

// gateOptions say which problems make a run fail, though it was done.
type gateOptions struct {
	strict      bool
	maxRejected toleranceSetting
}

func (o *gateOptions) addFlags(flags *pflag.FlagSet) {
	flags.BoolVar(&o.strict, "strict", false, "exit with 3 if the input has any warning or error")
	flags.Var(&o.maxRejected, "max-rejected", "exit with 3 if more rows are rejected: a number, or a share such as 1%")
}

// reportOptions are the options of the main job.
type reportOptions struct {
	reading readingOptions
	gates   gateOptions

	periods         periodsSetting
	asOf            daySetting
	timeZone        string
	fiscalYearStart monthSetting
	countHeadlines  bool

	languages       languagesSetting
	out             string
	previous        string // folder of a report; empty: found in out; noPrevious
	organization    string
	marking         string
	recommendations string
	send            bool
}

func newReportOptions() *reportOptions {
	return &reportOptions{
		timeZone:        "Local",
		fiscalYearStart: monthSetting(time.April),
		languages:       languagesSetting{report.English, report.Japanese},
		out:             "out",
	}
}

func (o *reportOptions) addFlags(flags *pflag.FlagSet) {
	o.reading.addFlags(flags)
	o.gates.addFlags(flags)
	flags.Var(&o.periods, "period", "month such as 2022-07, span 2022-04..2022-06, or several with commas (default: the last complete month)")
	flags.Var(&o.asOf, "as-of", "day up to which the input reaches, such as 2022-08-01 (default: found in the input)")
	flags.StringVar(&o.timeZone, "time-zone", o.timeZone, "`zone` in which a day begins, such as Asia/Tokyo")
	flags.Var(&o.fiscalYearStart, "fiscal-year-start", "first month of the fiscal year, 1 to 12")
	flags.BoolVar(&o.countHeadlines, "count-headlines", false, "count headlines without particulars as incidents")
	flags.Var(&o.languages, "lang", "editions to write: en, ja or en,ja")
	flags.StringVarP(&o.out, "out", "o", o.out, "`folder` of the reports; each has a folder of its own in it")
	flags.StringVar(&o.previous, "previous", "", "`folder` of the report to compare with, or none (default: the newest of an earlier period in --out)")
	flags.StringVar(&o.organization, "organization", "", "`name` of who publishes the report")
	flags.StringVar(&o.marking, "marking", "", "`words` on every page (default: Internal use only, 社外秘)")
	flags.StringVar(&o.recommendations, "recommendations", "", "`text` of the recommendations, one paragraph a line")
	flags.BoolVar(&o.send, "send", false, "mail the report once it is published, to the recipients in the configuration")
}

// reportSettings returns the flags that a configuration file may set.
func reportSettings() *pflag.FlagSet {
	flags := pflag.NewFlagSet("", pflag.ContinueOnError)
	newReportOptions().addFlags(flags)
	new(manners).addFlags(flags)
	settings := pflag.NewFlagSet("", pflag.ContinueOnError)
	flags.VisitAll(func(flag *pflag.Flag) {
		if flag.Name != "config" {
			settings.AddFlag(flag)
		}
	})
	return settings
}

// chosenPeriods returns the periods to report: those asked for, else the last
// complete month before the as-of day, else before today.
func (w *world) chosenPeriods(o *reportOptions) ([]analysis.Period, error) {
	if len(o.periods) > 0 {
		return o.periods, nil
	}
	if o.asOf.given {
		return []analysis.Period{analysis.MonthBefore(o.asOf.day)}, nil
	}
	today, err := w.today(o.timeZone)
	if err != nil {
		return nil, err
	}
	return []analysis.Period{analysis.MonthBefore(today)}, nil
}

// periodNames names the periods to report, as far as they are known.
func (w *world) periodNames(o *reportOptions) string {
	periods, err := w.chosenPeriods(o)
	if err != nil {
		return ""
	}
	names := periodsSetting(periods)
	return names.String()
}

// statedDay returns the as-of day of the options, else that of
// SOURCE_DATE_EPOCH.
func (w *world) statedDay(o *reportOptions) (daySetting, error) {
	_, found, err := w.epoch()
	if o.asOf.given || !found || err != nil {
		return o.asOf, err
	}
	day, err := w.today(o.timeZone)
	return daySetting{day: day, given: true}, err
}

// today returns the present day in a zone, or the day of SOURCE_DATE_EPOCH.
func (w *world) today(zone string) (analysis.Day, error) {
	location, err := time.LoadLocation(zone)
	if err != nil {
		return 0, misused(fmt.Errorf("there is no time zone %q", zone), "use a name such as Asia/Tokyo, UTC or Local")
	}
	now := w.now()
	if epoch, found, err := w.epoch(); err != nil {
		return 0, err
	} else if found {
		now = epoch
	}
	year, month, day := now.In(location).Date()
	return analysis.NewDay(year, month, day), nil
}

// epoch returns the time that SOURCE_DATE_EPOCH puts in the clock's place.
func (w *world) epoch() (time.Time, bool, error) {
	text, found := w.lookupEnv("SOURCE_DATE_EPOCH")
	if !found || text == "" {
		return time.Time{}, false, nil
	}
	seconds, err := strconv.ParseInt(text, 10, 64)
	if err != nil || seconds < 0 || seconds > maxEpoch {
		return time.Time{}, false, misused(fmt.Errorf("environment variable SOURCE_DATE_EPOCH: %q is not a number of seconds since 1970", text),
			"set it to a number such as 1656633600, or unset it")
	}
	return time.Unix(seconds, 0), true, nil
}

// maxEpoch is the last second of the year 9999, beyond which dates have no
// four-digit year.
const maxEpoch = 253402300799
