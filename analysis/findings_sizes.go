package analysis

import "github.com/breachbrief/breachbrief/analysis/stats"

// SizeFindings is what is known of the leak sizes of the events of a scope.
// Mails sent, logins and the like are not leak sizes: their events count as
// unknown here.
type SizeFindings struct {
	EventsKnown   int `json:"events_known"` // either end is known
	EventsUnknown int `json:"events_unknown"`
	Exact         int `json:"exact"`        // of the known: one number
	Between       int `json:"between"`      // a closed interval of several numbers
	Open          int `json:"open"`         // only a lower end
	CeilingOnly   int `json:"ceiling_only"` // only an upper end
	OtherUnit     int `json:"other_unit"`   // of the unknown: a figure that is no leak size

	// Threshold is the size from which the sources list incidents, nil if they
	// list those of any size. Quantiles, model, tail and sensitivity are then of
	// sizes from it on, and the chances are shares of those.
	Threshold *ReportingThreshold `json:"reporting_threshold,omitempty"`

	Total     SizeTotal      `json:"total"`
	ByUnit    []UnitTotal    `json:"by_unit"`
	Median    SizeMedian     `json:"median"`
	Quantiles []SizeQuantile `json:"quantiles"`
	Model     SizeModel      `json:"model"`
	Tail      SizeTail       `json:"tail"`
	Bands     []SizeBand     `json:"bands"`
	Over      []SizeOver     `json:"over"`
	Top       []TopEvent     `json:"top"`
	Unknowns  Sensitivity    `json:"unknown_sensitivity"`
	Supplied  SizeRatio      `json:"supplier_caused_to_others"`
	Doubts    []string       `json:"doubts"` // units_differ, cumulative …

	rows         []stats.Interval    // the known sizes, for the models
	answered     [3][]stats.Interval // the same by the narrow answer
	distribution stats.Distribution  // of the sizes from the threshold on
}

// SizeTotal adds the sizes of events.
type SizeTotal struct {
	AtLeast   int64  `json:"at_least"`
	AtMost    *int64 `json:"at_most"` // nil while a size is unknown or open above
	AsWritten int64  `json:"as_written"`
	Reason    string `json:"reason,omitempty"`
}

// UnitTotal adds the sizes of one unit.
type UnitTotal struct {
	Unit        Unit   `json:"unit"`
	EventsKnown int    `json:"events_known"`
	AtLeast     int64  `json:"at_least"`
	AtMost      *int64 `json:"at_most"`
	AsWritten   int64  `json:"as_written"`
	Reason      string `json:"reason,omitempty"`
}

// SizeMedian is the median over events with a known leak size: of the numbers
// as written, of the lower ends, and of the upper ends.
type SizeMedian struct {
	AsWritten *float64 `json:"as_written"`
	Low       *float64 `json:"low"`
	High      *float64 `json:"high"` // nil when it falls on an open end
	N         int      `json:"n"`
	Reason    string   `json:"reason,omitempty"`
}

// SizeQuantile is a quantile of the Turnbull estimate: the interval of sizes in
// which the estimated distribution reaches P.
type SizeQuantile struct {
	P      float64  `json:"p"`
	Low    *float64 `json:"low"`
	High   *float64 `json:"high"` // nil: at least Low
	N      int      `json:"n"`
	Method string   `json:"method"`
	Reason string   `json:"reason,omitempty"`
}

// SizeModel is the interval-censored lognormal fit, with the families it was
// compared with. It is made for the last 12 months and for all data: a month is
// too short.
type SizeModel struct {
	Median     *Estimate    `json:"median"`
	P90        *Estimate    `json:"p90"`
	Mu         *Estimate    `json:"mu"`    // of natural logarithms
	Sigma      *Estimate    `json:"sigma"` // of natural logarithms
	Exceedance []Exceedance `json:"exceedance"`
	NextYear   []Exceedance `json:"next_12_months"` // chance of at least one event over the threshold
	Families   []FamilyFit  `json:"families"`
	N          int          `json:"n"`
	Reason     string       `json:"reason,omitempty"`
	Curve      []CurvePoint `json:"-"` // by the Turnbull estimate, for the figure
	Fitted     []CurvePoint `json:"-"` // by the model, with its pointwise interval
}

// Estimate is a value with its interval. With OpenHigh the interval has no upper
// end and High is 0.
type Estimate struct {
	Value    float64  `json:"value"`
	Low      float64  `json:"low"`
	High     float64  `json:"high"`
	OpenHigh bool     `json:"open_high,omitempty"`
	Level    float64  `json:"level"`
	N        int      `json:"n"`
	Method   string   `json:"method"`
	Doubts   []string `json:"doubts,omitempty"`
}

// Exceedance is the chance of a size over a threshold.
type Exceedance struct {
	Threshold int64     `json:"threshold"`
	Chance    *Estimate `json:"chance"`
	Reason    string    `json:"reason,omitempty"`
}

// FamilyFit is the log-likelihood of one family of distributions; the largest
// fits best.
type FamilyFit struct {
	Family        string   `json:"family"`
	LogLikelihood *float64 `json:"log_likelihood"`
	Reason        string   `json:"reason,omitempty"`
}

// CurvePoint is the share of events over a size and the interval in which it
// lies. Where only the interval is known, Share is its middle.
type CurvePoint struct {
	Size, Share, Low, High float64
}

// SizeTail is how the largest sizes fall off, from the last 12 months and from
// all data. All exponents are of the sizes, whatever their units.
type SizeTail struct {
	PowerLaw PowerLaw `json:"power_law"`
	Pareto   Pareto   `json:"generalised_pareto"`
	// MeanExists says whether sizes of this tail have a mean: no, where the shape
	// is at least 1 with its whole interval. nil: the data cannot tell.
	MeanExists *bool  `json:"mean_exists"`
	Reason     string `json:"reason,omitempty"`
}

// PowerLaw is the fit of a power law to the largest sizes.
type PowerLaw struct {
	Minimum     *float64     `json:"minimum"`       // size from which it is fitted
	Exponent    *Estimate    `json:"exponent"`      // alpha of the density
	PValue      *float64     `json:"p_value"`       // of a tail at least as unlike one; above 0.1 it is not ruled out
	PValueError *float64     `json:"p_value_error"` // Monte-Carlo standard error
	QValue      *float64     `json:"q_value"`
	Replicates  int          `json:"replicates"`
	N           int          `json:"n"` // in the tail
	Against     []TailFamily `json:"against"`
	Reason      string       `json:"reason,omitempty"`
}

// TailFamily compares the power law with another family by Vuong's test.
type TailFamily struct {
	Family    string   `json:"family"`
	Statistic *float64 `json:"statistic"` // positive: the power law is nearer
	PValue    *float64 `json:"p_value"`   // above 0.1: cannot tell
	QValue    *float64 `json:"q_value"`
	Reason    string   `json:"reason,omitempty"`
}

// Pareto is the fit of a generalised Pareto distribution to the sizes over a
// threshold.
type Pareto struct {
	Threshold *float64  `json:"threshold"`
	Shape     *Estimate `json:"shape"` // xi
	N         int       `json:"n"`     // over the threshold
	Reason    string    `json:"reason,omitempty"`
}

// SizeRatio compares the sizes of supplier-caused events (narrow) with those of
// the events that no supplier caused, from the last 12 months and from all data.
type SizeRatio struct {
	Ratio  *Estimate `json:"ratio"` // of the medians, and of any other quantiles
	PValue *float64  `json:"p_value"`
	QValue *float64  `json:"q_value"`
	Reason string    `json:"reason,omitempty"`
}

// SizeBand counts the events whose interval lies within a band, and those whose
// interval only touches it.
type SizeBand struct {
	From     int64  `json:"from"`
	To       *int64 `json:"to"` // nil: no upper end
	Certain  int    `json:"certain"`
	Possible int    `json:"possible"` // certain ones included
}

// SizeOver counts the events over a threshold: certainly, and possibly (certain
// ones included). Over is strict, as the law's words are: 1,000 is not over
// 1,000.
type SizeOver struct {
	Threshold int64 `json:"threshold"`
	Certain   int   `json:"certain"`
	Possible  int   `json:"possible"`
}

// TopEvent is one of the largest events by the number as written.
type TopEvent struct {
	Event        string `json:"event"`
	Organization string `json:"organization"`
	Cases        int    `json:"cases"`
	Text         string `json:"text"`
	Low          *int64 `json:"low"`
	High         *int64 `json:"high"`
	Unit         Unit   `json:"unit"`
	Reason       string `json:"reason,omitempty"`
	Index        int    `json:"-"` // in Resolution.Events
}

// Sensitivity shows how the median would move if unknown sizes were not like
// the known ones.
type Sensitivity struct {
	MedianIfLarge *float64 `json:"median_if_unknown_are_large"` // all unknown at or above the median
	MedianIfSmall *float64 `json:"median_if_unknown_are_small"`
	Reason        string   `json:"reason,omitempty"`
}
