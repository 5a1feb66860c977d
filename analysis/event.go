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

	rows    []int32 // row numbers, grouped by case
	caseOf  []int32 // case of each row, -1 for rows that are not counted
	ordinal int
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
	Supplier       string
	Size           *Size
	Occurred       Date // first of its rows
	Discovered     Date
	Disclosed      Date
	FirstCase      int32 // index into Resolution.Cases
	CaseCount      int32
	Conflicts      Conflicts
}

// Case is one organisation hit by one event, its sources reconciled.
type Case struct {
	Event        int32 // index into Resolution.Events
	Organization string
	Size         *Size
	Month        Month
	Basis        Basis
	Disclosed    Date
	FirstRow     int32 // index into the rows grouped by case
	RowCount     int32
	Conflicts    Conflicts
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
	First, Second int // indexes into Resolution.Events
	Reason        string
}
