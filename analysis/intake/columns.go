package intake

import "strings"

// column is a canonical column of the input.
type column uint8

const (
	columnID column = iota
	columnClass
	columnEvent
	columnOrganization
	columnOrganizationEN
	columnSector
	columnRegion
	columnCountry
	columnOccurredFrom
	columnOccurredTo
	columnDiscovered
	columnNotified
	columnDisclosed
	columnDocumentDate
	columnVector
	columnImpact
	columnSize
	columnSizeUnit
	columnEventSize
	columnLeakStatus
	columnItems
	columnSupplierCaused
	columnSupplierKind
	columnSupplier
	columnSource
	columnSourceURL
	columnNotes

	canonicalColumns // their number

	// The columns after this one are written by [Writer] and read back, so that
	// its output gives the same incidents.
	columnOccurredFromPrecision column = iota - 1
	columnOccurredToPrecision
	columnDiscoveredPrecision
	columnNotifiedPrecision
	columnDisclosedPrecision
	columnDocumentDatePrecision
	columnSizeFlags
	columnEventSizeUnit
	columnEventSizeFlags
	columnExtra

	columnCount
	noColumn column = 255
)

var columnNames = [columnCount]string{
	"id", "class", "event", "organization", "organization_en", "sector", "region", "country", "occurred_from",
	"occurred_to", "discovered", "notified", "disclosed", "document_date", "vector", "impact", "size", "size_unit",
	"event_size", "leak_status", "items", "supplier_caused", "supplier_kind", "supplier", "source", "source_url", "notes",
	"occurred_from_precision", "occurred_to_precision", "discovered_precision", "notified_precision",
	"disclosed_precision", "document_date_precision", "size_flags", "event_size_unit",
	"event_size_flags", "extra",
}

func (c column) String() string {
	if c < columnCount {
		return columnNames[c]
	}
	return ""
}

// isDate reports whether the column holds dates.
func (c column) isDate() bool { return c >= columnOccurredFrom && c <= columnDocumentDate }

// precision returns the column that keeps the precision of a date column.
func (c column) precision() column { return columnOccurredFromPrecision + c - columnOccurredFrom }

// isSize reports whether the column holds sizes.
func (c column) isSize() bool { return c == columnSize || c == columnEventSize }

// findColumn returns the canonical column of that name.
func findColumn(name string) column {
	for c := column(0); c < canonicalColumns; c++ {
		if columnNames[c] == name {
			return c
		}
	}
	return noColumn
}

// Columns returns the names of the canonical columns in their order.
func Columns() []string { return append([]string(nil), columnNames[:canonicalColumns]...) }

// Columns that only [Writer] writes: nothing is read from them.
var derivedColumns = []string{"size_low", "size_high", "size_qualifier", "event_size_low", "event_size_high", "problems",
	"file", "line"}

// marksOwnOutput is the column by which a table written by [Writer] is known.
const marksOwnOutput = "size_qualifier"

// findOwnColumn returns the column that Writer writes under that name beside
// the canonical ones; derived tells that nothing is read from it.
func findOwnColumn(name string) (c column, derived bool) {
	for c := canonicalColumns; c < columnCount; c++ {
		if columnNames[c] == name {
			return c, false
		}
	}
	for _, d := range derivedColumns {
		if d == name {
			return noColumn, true
		}
	}
	return noColumn, false
}

// headerKey folds a header name for comparison: width, case, spaces and the
// underscore do not matter.
func headerKey(name string) string {
	key := foldWidth(name)
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\t', '\n', '\r', '_', '\u3000', '.', '・':
			return -1
		}
		return r
	}, key)
}
