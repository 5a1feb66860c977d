package analysis

import "github.com/breachbrief/breachbrief/analysis/stats"

// SchemaVersion is the version of findings.json. Fields may be added, never
// renamed or removed.
const SchemaVersion = "1"

// Findings is all that is computed about the incidents of one run. It is the
// contract of findings.json, and documents are made from nothing else.
//
// A statistic below its minimum sample is nil and stands beside a Reason.
type Findings struct {
	SchemaVersion string        `json:"schema_version"`
	Generator     Generator     `json:"generator"`
	Period        PeriodFinding `json:"period"`
	AsOf          Day           `json:"as_of"`
	TimeZone      string        `json:"time_zone"` // in which a day begins; Local: that of the machine
	Seed          uint64        `json:"seed"`      // of the random methods, derived from the data
	SizeRule      string        `json:"size_rule"` // by which 約 was read: last_nonzero_digit, unit_of_word or two_digits
	Inputs        []Input       `json:"inputs"`
	Problems      []Problem     `json:"problems"`
	Scopes        Scopes        `json:"scopes"`
	Trend         Trend         `json:"trend"`
	Comparisons   []Comparison  `json:"comparisons"`
	Previous      Previous      `json:"previous"`

	// Resolution holds the events with the rows behind them; findings.json
	// lists them under "events".
	Resolution *Resolution `json:"-"`
}

// Generator names the program that made the findings.
type Generator struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// PeriodFinding is the period reported.
type PeriodFinding struct {
	From  Day    `json:"from"`
	To    Day    `json:"to"`
	Label string `json:"label"` // 2022-06, or 2022-04..2022-06
}

// Scopes are the sets of months for which everything is computed.
type Scopes struct {
	Month             *Scope `json:"month"` // the period reported
	PreviousMonth     *Scope `json:"previous_month"`
	SameMonthLastYear *Scope `json:"same_month_last_year"`
	Last12Months      *Scope `json:"last_12_months"`
	FiscalYearToDate  *Scope `json:"fiscal_year_to_date"`
	All               *Scope `json:"all"` // every row read, dated or not
}

func (s Scopes) all() []*Scope {
	return []*Scope{s.Month, s.PreviousMonth, s.SameMonthLastYear, s.Last12Months, s.FiscalYearToDate, s.All}
}

// Scope is what one set of months says. An event belongs to the month of its
// first disclosure, else discovery, else occurrence; a case to the month of its
// own.
type Scope struct {
	From       Day              `json:"from"` // .. in scope all
	To         Day              `json:"to"`
	HasData    bool             `json:"has_data"` // false before the first dated event: there is no base to compare with
	Counts     Counts           `json:"counts"`
	Sizes      SizeFindings     `json:"sizes"`
	Vectors    VectorFindings   `json:"vectors"`
	Suppliers  SupplierFindings `json:"suppliers"`
	Disclosure DelayFinding     `json:"disclosure"` // days from first discovery to first disclosure
	Discovery  DelayFinding     `json:"discovery"`  // days from first occurrence to first discovery
	Sectors    []Tally          `json:"sectors"`
	Regions    []Tally          `json:"regions"`
	Impacts    []Tally          `json:"impacts"`
}

// Counts says how many there are, of everything that can be counted.
type Counts struct {
	Rows          int `json:"rows"` // rows used, of every class
	IncidentRows  int `json:"incident_rows"`
	HeadlineRows  int `json:"headline_rows"`
	NoticeRows    int `json:"notice_rows"`
	Events        int `json:"events"`
	Cases         int `json:"cases"`
	Organizations int `json:"organizations"`
	SurplusRows   int `json:"surplus_rows"`   // incident rows beyond the first of each case
	UndatedEvents int `json:"undated_events"` // only in scope all: no date gives a month
}

// Share is a proportion with its interval. Shown says how much of it a table
// shows: with few or dependent observations the value would claim more than the
// data hold, and only the interval stands.
type Share struct {
	Value  float64 `json:"value"`
	Low    float64 `json:"low"`
	High   float64 `json:"high"`
	Level  float64 `json:"level"`
	N      int     `json:"n"`
	Method string  `json:"method"`

	Shown stats.Presentation `json:"shown"` // point_and_interval or interval_only
}

// Interval is a range of a number, such as the bounds of a share when nothing
// is known about part of its denominator.
type Interval struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// Tally is one line of a frequency table: events and cases with one word.
type Tally struct {
	Word   string `json:"word"` // empty: not stated
	Events int    `json:"events"`
	Cases  int    `json:"cases"`
}

// VectorFindings is how the events and cases of a scope happened.
type VectorFindings struct {
	Events []VectorCount `json:"events"`
	Cases  []VectorTally `json:"cases"`
	Known  int           `json:"known"` // events with a known vector: the denominator of the shares
	Lead   VectorLead    `json:"lead"`
}

// VectorLead asks whether the most frequent vector is ahead of the second by
// more than chance.
type VectorLead struct {
	First      Vector    `json:"first"`
	Second     Vector    `json:"second"`
	Difference *Estimate `json:"difference"` // of the two shares
	PValue     *float64  `json:"p_value"`
	QValue     *float64  `json:"q_value"`
	Reason     string    `json:"reason,omitempty"`
}

// VectorCount counts the events of one vector.
type VectorCount struct {
	Vector Vector `json:"vector"`
	Count  int    `json:"count"`
	Share  *Share `json:"share"`
	Reason string `json:"reason,omitempty"`
}

// VectorTally counts the cases of one vector.
type VectorTally struct {
	Vector Vector `json:"vector"`
	Count  int    `json:"count"`
}

// SupplierFindings is what share of a scope suppliers caused. Narrow counts a
// failure at a party given the work; wide adds cloud services, product flaws
// and group companies.
type SupplierFindings struct {
	Narrow         SupplierCounts  `json:"narrow"`
	Wide           SupplierCounts  `json:"wide"`
	Kinds          []KindTally     `json:"kinds"`
	Ranking        []SupplierRank  `json:"ranking"`
	Concentration  Concentration   `json:"concentration"`
	WithoutLargest WithoutLargest  `json:"without_largest_event"`
	Linking        LinkingFindings `json:"linking_sensitivity"`
}

// WithoutLargest is the narrow share by case without the supplier-caused event
// that hit the most organisations.
type WithoutLargest struct {
	Event  string         `json:"event"`
	Cases  int            `json:"cases"` // of the event left out
	Share  *SupplierShare `json:"share"`
	Reason string         `json:"reason,omitempty"`
}

// SupplierCounts counts by event and by case.
type SupplierCounts struct {
	Events SupplierShare `json:"events"`
	Cases  SupplierShare `json:"cases"`
}

// SupplierShare is a share with unknown answers beside it. The intervals of
// shares by case allow for cases of one event being alike.
type SupplierShare struct {
	Yes          int       `json:"yes"`
	No           int       `json:"no"`
	Unknown      int       `json:"unknown"`
	ShareOfKnown *Share    `json:"share_of_known"`          // yes of yes and no
	ShareOfAll   *Share    `json:"share_of_all"`            // yes of all, unknown taken as not yes
	Bounds       *Interval `json:"bounds"`                  // if all unknown were no, if all were yes
	DesignEffect float64   `json:"design_effect,omitempty"` // of share_of_known by case: variance over that of independent cases
	EffectiveN   float64   `json:"effective_n,omitempty"`
	Reason       string    `json:"reason,omitempty"`
}

// LinkingFindings is the narrow share by event as linked, and as it would be if
// rows had been linked to events otherwise.
type LinkingFindings struct {
	NotLinked  SupplierShare `json:"not_linked"`       // every case an event of its own
	AsLinked   SupplierShare `json:"as_linked"`        // the narrow share by event
	AlsoLinked SupplierShare `json:"suspected_linked"` // likely duplicates linked as well
}

// KindTally counts events and cases of one supplier kind.
type KindTally struct {
	Kind   SupplierKind `json:"kind"`
	Events int          `json:"events"`
	Cases  int          `json:"cases"`
}

// SupplierRank is one supplier by the organisations its failures hit.
type SupplierRank struct {
	Supplier      string `json:"supplier"`
	Events        int    `json:"events"`
	Organizations int    `json:"organizations"`
}

// Concentration is how far the organisations hit through named suppliers gather
// on few of them.
type Concentration struct {
	Suppliers  int      `json:"suppliers"`
	Herfindahl *float64 `json:"herfindahl"`
	Simpson    *float64 `json:"simpson"` // chance that two organisations were hit through one supplier
	TopShare   *float64 `json:"top_share"`
	TopThree   *float64 `json:"top_three_share"`
	Gini       *float64 `json:"gini"`
	Reason     string   `json:"reason,omitempty"`
}

// DelayFinding is a number of days between two dates, over events that have
// both to the day and in order.
type DelayFinding struct {
	EventsComputable int      `json:"events_computable"`
	Median           *float64 `json:"median_days"`
	LowerQuartile    *float64 `json:"lower_quartile_days"`
	UpperQuartile    *float64 `json:"upper_quartile_days"`
	Longest          *int     `json:"longest_days"`
	Reason           string   `json:"reason,omitempty"`
	Days             []int    `json:"-"` // each number that occurs once, sorted, for the figure
}

// Trend is the course of the months up to the period. Tests of it use the
// finished months with data.
type Trend struct {
	Months      []MonthFinding `json:"months"` // the 24 months that end with the period
	FiscalYears []FiscalYear   `json:"fiscal_years"`
	Dispersion  *float64       `json:"dispersion"`       // variance over mean of monthly events: 1 is chance alone
	DispersionP *float64       `json:"dispersion_p"`     // Fisher's index test
	DispersionQ *float64       `json:"dispersion_q"`     // the same, corrected as Comparison.QValue
	Rate        *Estimate      `json:"rate_per_30_days"` // events, allowing for months that differ by more than chance
	Growth      *Estimate      `json:"growth"`           // relative change a month, quasi-Poisson
	Slope       *Estimate      `json:"slope"`            // Sen, events a month
	SlopeP      *float64       `json:"slope_p"`          // Mann-Kendall
	SlopeQ      *float64       `json:"slope_q"`          // the same, corrected as Comparison.QValue
	Reason      string         `json:"reason,omitempty"`
}

// MonthFinding is one month of the trend.
type MonthFinding struct {
	Month          Month         `json:"month"`
	HasData        bool          `json:"has_data"` // false before the first dated event
	Events         int           `json:"events"`
	Cases          int           `json:"cases"`
	EventsLastYear *int          `json:"events_last_year"`
	AtLeast        int64         `json:"size_at_least"`
	SizesKnown     int           `json:"events_size_known"`
	Supplier       SupplierShare `json:"supplier_narrow"`
	Vectors        []int         `json:"vectors"`  // events, in the order of Vectors
	Expected       *Interval     `json:"expected"` // where 95 % of such months lie, from up to 36 months before
	Unusual        bool          `json:"unusual"`
	Unfinished     bool          `json:"unfinished"` // not over on the as-of date, or reports are still coming in
	Reason         string        `json:"reason,omitempty"`
}

// FiscalYear is one fiscal year, the last one up to the period only.
type FiscalYear struct {
	Year       int   `json:"year"` // in which it begins
	ToDate     bool  `json:"to_date"`
	Events     int   `json:"events"`
	Cases      int   `json:"cases"`
	AtLeast    int64 `json:"size_at_least"`
	SizesKnown int   `json:"events_size_known"`
	Previous   *int  `json:"events_same_span_last_year"`
}

// Comparison tests whether two scopes differ by more than chance.
type Comparison struct {
	Measure string    `json:"measure"` // events, supplier_share, vector:ransomware …
	Against string    `json:"against"` // previous_month, same_month_last_year
	Now     int       `json:"now"`
	NowOf   int       `json:"now_of"` // denominator of a share; 0 for counts
	Then    int       `json:"then"`
	ThenOf  int       `json:"then_of"`
	Effect  *Estimate `json:"effect"` // ratio of counts, or difference of shares
	PValue  *float64  `json:"p_value"`
	QValue  *float64  `json:"q_value"` // Benjamini-Hochberg over all p-values that a report prints
	Reason  string    `json:"reason,omitempty"`
}
