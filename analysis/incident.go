package analysis

// Incident is one row of the input: what one source says about one organisation
// in one event, as read. Text fields stand as written.
type Incident struct {
	Place Place
	ID    string
	Class Class
	Event string // key of the root event; empty: the row is an event of its own

	Organization   string
	OrganizationEN string
	Sector         string // JSIC letter where the word was recognised, else as written
	Region         string // prefecture or state
	Country        string // ISO 3166-1 alpha-2 where the word was recognised, else as written

	OccurredFrom Date
	OccurredTo   Date
	Discovered   Date
	Notified     Date // the contractor told the victim
	Disclosed    Date
	DocumentDate Date // of the text the row was taken from

	Vector         Vector
	Impact         Impact
	Size           Size // this organisation's own figure
	EventSize      Size // the whole event's total, where the source tells it
	LeakStatus     LeakStatus
	SupplierCaused Answer
	SupplierKind   SupplierKind
	Supplier       string

	Text FreeText
}

// Place is where a row stands in the input.
type Place struct {
	File int // index into the list of inputs
	Line int // line of the file on which the row begins, counted from 1
}

// FreeText is the part of a row that no statistic reads. It is kept only as
// long as a report may print it.
type FreeText struct {
	Items     string // what leaked
	Source    string
	SourceURL string
	Notes     string
	Extra     string // cells of unknown columns, as "name: value" joined by "; "
}

// Input says what became of one input file.
type Input struct {
	File     string `json:"file"`
	SHA256   string `json:"sha256"`
	Encoding string `json:"encoding"`
	Rows     int    `json:"rows"` // rows read = Used + Rejected
	Used     int    `json:"used"`
	Rejected int    `json:"rejected"`

	// Threshold is nil for a source that lists incidents of any size.
	Threshold *ReportingThreshold `json:"reporting_threshold,omitempty"`
}

// ReportingThreshold is the size from which a source lists incidents at all, as
// by a duty to report: the smaller ones are not in the data.
type ReportingThreshold struct {
	Size int64 `json:"size"`
	Unit Unit  `json:"unit"` // empty: any
}

// Hides reports whether a source with the threshold would not list the size,
// whatever it is exactly.
func (t ReportingThreshold) Hides(size Size) bool {
	return t.limits(&size) && size.Bounds == Closed && size.High < t.Size
}

// limits reports whether the threshold is one of sizes like this one.
func (t ReportingThreshold) limits(size *Size) bool {
	return size.IsLeak() && (t.Unit == UnitNotStated || size.Unit == UnitNotStated || size.Unit == t.Unit)
}

// Problem is something wrong with the input, or a doubt about how it was read.
// The codes are listed with their words in both languages in report/wording.
type Problem struct {
	File     string   `json:"file"`
	Line     int      `json:"line"`   // 0: the whole file
	Column   int      `json:"column"` // counted from 1; 0: the whole row
	Field    string   `json:"field"`  // canonical column
	Value    string   `json:"value"`  // the cell as written
	Code     string   `json:"code"`
	Severity Severity `json:"severity"`
	Detail   string   `json:"detail,omitempty"` // what the code leaves open: the likely reading, the other value
	Message  string   `json:"message"`          // in English; set by package report from code, value and detail
}

// Severity is how much a problem matters.
type Severity uint8

const (
	Note    Severity = iota // repaired or read with a flag: nothing is missing
	Warning                 // the row is used without that cell, or sources disagree
	Failure                 // the row is rejected
)

var severityWords = words{"note", "warning", "error"}

func (s Severity) String() string               { return severityWords.name(uint8(s)) }
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }
