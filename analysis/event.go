package analysis

// Resolution is the incidents of one run gathered into events and cases.
// Events stand in the order of their first rows, the cases of an event next to
// each other, the rows of a case in the order of the input.
type Resolution struct {
	Incidents *Incidents
	Inputs    []Input
	Events    []Event
	Cases     []Case
	Problems  []Problem   // sources that disagree, dates out of order, likely duplicates
	Likely    []Duplicate // events proposed as one, never merged

	countHeadlines bool
	rows           []int32 // row numbers, grouped by case
	caseOf         []int32 // case of each row, -1 for rows that are not counted
}

// Event is one root cause with all organisations it hit.
type Event struct {
	Key            string // as the rows name it; empty: a row of its own
	Month          Month  // 0: no date gives a month
	Basis          Basis
	Vector         Vector
	Impact         Impact
	LeakStatus     LeakStatus
	SupplierCaused Answer
	SupplierKind   SupplierKind
	Narrow, Wide   Answer // supplier-caused in the narrow and the wide sense
	Conflicts      Conflicts
	Supplier       string
	Size           *Size // never nil
	Occurred       Date  // the first its rows tell
	Discovered     Date
	Disclosed      Date
	FirstCase      int32 // index into Resolution.Cases
	CaseCount      int32
}

// Case is one organisation hit by one event, its sources reconciled.
type Case struct {
	Event        int32 // index into Resolution.Events
	organization uint32
	Organization string
	Size         *Size // never nil
	Month        Month
	Basis        Basis
	Conflicts    Conflicts
	Narrow, Wide Answer
	Disclosed    Date
	FirstRow     int32 // index into the rows grouped by case
	RowCount     int32
}

// Basis is the date that gave an event or case its month.
type Basis uint8

const (
	NoBasis Basis = iota
	ByDisclosure
	ByDiscovery
	ByOccurrence
)

var basisWords = words{"", "disclosed", "discovered", "occurred"}

func (b Basis) String() string               { return basisWords.name(uint8(b)) }
func (b Basis) MarshalText() ([]byte, error) { return []byte(b.String()), nil }

// Conflicts says on what the sources of an event or case contradict each other.
type Conflicts uint8

const (
	SizesDisagree Conflicts = 1 << iota
	VectorsDisagree
	SuppliersDisagree
	DatesOutOfOrder
)

// Duplicate is a pair of events that look like one: for a person to decide.
type Duplicate struct {
	First, Second int    // indexes into Resolution.Events
	Reason        string // same_victim or same_supplier
}

// CasesOf returns the cases of an event.
func (r *Resolution) CasesOf(e *Event) []Case {
	return r.Cases[e.FirstCase : e.FirstCase+e.CaseCount]
}

// RowsOf returns the numbers of the rows behind a case, for Incidents.At.
func (r *Resolution) RowsOf(c *Case) []int32 {
	return r.rows[c.FirstRow : c.FirstRow+c.RowCount]
}

// CaseOf returns the case of a row, or nil for a row that is not counted.
func (r *Resolution) CaseOf(row int) *Case {
	if i := r.caseOf[row]; i >= 0 {
		return &r.Cases[i]
	}
	return nil
}

// Name returns the key of an event, or FILE:LINE of its only row.
func (r *Resolution) Name(e *Event) string {
	if e.Key != "" {
		return e.Key
	}
	place := r.Incidents.place(int(r.RowsOf(&r.Cases[e.FirstCase])[0]))
	return RowPlace{File: r.file(place), Line: place.Line}.String()
}

// Counted reports whether rows of a class are counted.
func (r *Resolution) Counted(c Class) bool {
	return c == ClassIncident || c == ClassHeadline && r.countHeadlines
}

func (r *Resolution) file(p Place) string {
	if p.File < len(r.Inputs) {
		return r.Inputs[p.File].File
	}
	return ""
}
