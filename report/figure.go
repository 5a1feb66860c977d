package report

import "github.com/breachbrief/breachbrief/analysis"

// Figure is the data of a drawing with all its words. A renderer that cannot
// draw can print Alt instead.
type Figure struct {
	Place   Place
	ID      string // unique in the document, such as months
	Title   string // the statement, set as the caption above the drawing
	Unit    string // above the vertical axis
	Caption string // n, unknown, source, as-of date: below the drawing
	Alt     string // what the drawing shows, in words
	Empty   string // said instead of the drawing when there is too little to show

	// Exactly one of these is set, unless Empty is.
	Months *MonthsPlot
	Bars   *BarsPlot
	Sizes  *SizesPlot
	Shares *SharesPlot
	Heat   *HeatPlot
	Curve  *CurvePlot
	Delays *DelaysPlot
}

// MonthsPlot shows counts by month as columns, the same months a year before as
// a line.
type MonthsPlot struct {
	Series     string // name of the columns
	Comparison string // name of the line
	Months     []MonthColumn
}

// MonthColumn is one month of a MonthsPlot.
type MonthColumn struct {
	Month      analysis.Month
	Value      int
	LastYear   *int
	Low, High  float64 // expected range when HasRange
	HasRange   bool
	Unusual    bool
	Unfinished bool // hatched
	NoData     bool
	Current    bool // the period reported
}

// BarsPlot shows sorted bars with intervals.
type BarsPlot struct {
	Percent bool // values are shares
	Bars    []Bar
}

// Bar is one bar of a BarsPlot.
type Bar struct {
	Label       string
	Value       float64
	Low, High   float64
	HasInterval bool
	Note        string // beside the bar: 5 / 22
	Muted       bool   // unknown
	Strong      bool   // the one emphasis of the figure
}

// SizesPlot shows sizes as dots with whiskers on a logarithmic axis.
type SizesPlot struct {
	Dots       []SizeDot
	Thresholds []Threshold
}

// SizeDot is one size.
type SizeDot struct {
	Label   string
	Text    string // as the source wrote it
	Written float64
	Low     float64
	High    float64
	Open    bool // arrow to the right instead of an upper end
	Ceiling bool // only an upper end is known: arrow to the left
}

// Threshold is a line across a SizesPlot or DelaysPlot.
type Threshold struct {
	At    float64
	Label string
}

// SharesPlot shows yes, no and unknown by month, and the share with its
// interval.
type SharesPlot struct {
	Yes, No, Unknown string // words of the legend
	Columns          []ShareColumn
}

// ShareColumn is one month of a SharesPlot.
type ShareColumn struct {
	Month            analysis.Month
	Current          bool // the period reported
	Yes, No, Unknown int
	Share            float64
	Low, High        float64
	HasShare         bool
}

// HeatPlot shows counts in a grid.
type HeatPlot struct {
	Rows    []string
	Columns []analysis.Month
	Values  [][]int // by row, then column
}

// CurvePlot shows the share of events over a size: steps from the data, a
// fitted curve with its band.
type CurvePlot struct {
	Steps  []CurvePoint
	Fitted []CurvePoint // with Low and High; empty: no fit
	Marks  []Threshold
}

// CurvePoint is a point of a CurvePlot.
type CurvePoint struct {
	Size      float64
	Chance    float64
	Low, High float64
}

// DelaysPlot shows numbers of days as dots on a logarithmic axis of durations.
type DelaysPlot struct {
	Groups     []DelayGroup
	Thresholds []Threshold
}

// DelayGroup is one line of a DelaysPlot.
type DelayGroup struct {
	Label  string
	Days   []int
	Median *float64
}
