package report

import (
	"iter"

	"github.com/breachbrief/breachbrief/analysis"
)

// Document is a finished report in one language: what the renderers print.
// Cells hold typed values and figures hold data, so that a renderer formats and
// draws but never computes.
type Document struct {
	Language     Language
	Words        *Words // the words and number formats of the language
	Title        string // Monthly security incident report
	Period       string // June 2022
	PeriodLabel  string // 2022-06, as in file names
	Organization string // who publishes the report; may be empty
	Marking      string // Internal use only / 社外秘
	AsOf         string // data as of …
	AsOfDay      analysis.Day
	Footer       string // program, version, inputs: one line
	Subject      string // for the document properties
	Keywords     string

	Sections []Section
	Listing  *Listing // every row used; the base of live formulas
}

// Section is a chapter of the briefing, a sheet of the workbook, or both.
type Section struct {
	ID       string // summary, events, trend, vectors, sizes, suppliers, sectors, timeliness, major, recommendations, incidents, quality, methods, glossary
	Title    string
	Sheet    string // name of the sheet; empty: not in the workbook
	Briefing bool   // printed in the briefing
	Blocks   []Block
}

// Block is a part of a section: Paragraph, List, Table or Figure.
type Block interface{ place() Place }

// InBriefing returns the blocks that stand in the briefing.
func (s *Section) InBriefing() []Block { return s.blocksExcept(WorkbookOnly) }

// InWorkbook returns the blocks that stand in the workbook.
func (s *Section) InWorkbook() []Block { return s.blocksExcept(BriefingOnly) }

func (s *Section) blocksExcept(elsewhere Place) []Block {
	var blocks []Block
	for _, block := range s.Blocks {
		if block != nil && block.place() != elsewhere {
			blocks = append(blocks, block)
		}
	}
	return blocks
}

// Place says in which outputs a block stands. The zero value is both.
type Place uint8

const (
	Everywhere Place = iota
	BriefingOnly
	WorkbookOnly
)

// Role is what a paragraph is for.
type Role uint8

const (
	Body    Role = iota
	Lead         // the result in one or two sentences, set larger
	Heading      // a heading within the section
	Note         // small print under a table or figure
	Warning      // a doubt the reader must see
)

// Paragraph is running text.
type Paragraph struct {
	Place Place
	Role  Role
	Text  string
	Link  Link
}

// List is a list of short statements.
type List struct {
	Place   Place
	Ordered bool
	Items   []string
}

// Table is rows of typed cells under a header.
type Table struct {
	Place   Place
	ID      string // unique in the document, such as key_figures
	Title   string
	Unit    string // above the table at the right: (件)
	Columns []Column
	Rows    []Row
	Notes   []string // small print below
	Empty   string   // said instead of the table when it has no rows
	// Complete prints all columns in the briefing; else those without a value are
	// left out there and named below the table.
	Complete bool
	Shaded   bool // its numbers are shaded by how large they are
}

// Column is the head of a column.
type Column struct {
	Title string
	Kind  Kind // what its cells hold; sets alignment and width
	Wide  bool // takes the room that is left over
	// BriefingHidden leaves the column out of the printed briefing, where width is short.
	BriefingHidden bool
}

// Row is a line of a table.
type Row struct {
	Cells  []Cell
	Strong bool // a total
	Muted  bool // unknown, not counted
}

// Kind is what a cell holds.
type Kind uint8

const (
	Text        Kind = iota // Text
	Count                   // Value: a whole number
	SizeKind                // Value as written, Low, High: a leak size; Text as the source wrote it
	ShareKind               // Value between 0 and 1, Low and High its interval when HasInterval
	PointsKind              // Value: difference of two shares, in percentage points
	ChangeKind              // Value: difference of two counts; Low: relative change when HasInterval
	DecimalKind             // Value: any other number
	DateKind                // Date
	MonthKind               // Month
	DaysKind                // Value: a number of days
	PValueKind              // Value: a p-value
)

// Cell is one value of a table. Reason says why there is none; then the cell
// prints as the reason's short words (see [Words.ShortReason]), a dash where
// there is nothing to explain.
type Cell struct {
	Kind        Kind
	HasInterval bool // Low and High hold
	OpenHigh    bool // High is open
	Strong      bool
	Word        int32 // of a listing: the number of Text in its Words; 0: Text is not a word of the language
	Text        string
	Value       float64
	Low, High   float64
	Date        analysis.Date
	Month       analysis.Month
	Reason      string // too_few, unknown_only, not_identified, not_applicable, no_convergence, interval_only, unknown, open, no_base, none
	Live        *Query // how a spreadsheet counts the value again; nil: it cannot
	Link        Link
}

// Link leads somewhere: to a section of the document, to a row of the listing,
// or to an address.
type Link struct {
	Section string // section ID
	Row     int    // row of the listing, counted from 1; 0: none
	URL     string
}

// Query says how to count again from the listing what a cell shows.
type Query struct {
	Sum    string      // key of the listing column to add up; empty: count rows
	Where  []Condition // all must hold
	Divide *Query      // the value is this query divided by that one
	Minus  *Query      // the value is this query less that one
}

// Condition compares a column of the listing with a value.
type Condition struct {
	Column string // key of a listing column
	Op     Op
	Text   string // compared with text columns
	Number float64
	IsText bool
}

// Op is a comparison.
type Op uint8

const (
	Equal Op = iota
	NotEqual
	AtLeast
	AtMost
	Over
)

// Listing is every row used, one line each, in the order of the input.
type Listing struct {
	Columns []ListingColumn
	Len     int
	// Words are the words of the language that cells hold, by their numbers,
	// which are the same in every language. The first is empty.
	Words []string
	// Rows yields the rows from the first to the last. The slice is reused.
	Rows iter.Seq2[int, []Cell]
	// Rank orders the rows for listings too long for a sheet, which keep those of
	// the highest ranks: rows of the period, then the newer before the older.
	Rank func(row int) int
}

// ListingColumn is a column of the listing. Keys are stable; the keys that
// queries use are event_month, case_month, first_of_event, first_of_case,
// vector, impact, narrow, wide, case_narrow, case_wide, supplier_kind, sector,
// region, event_size_low, event_size_high, size_unit, size_leak, size_band_low
// and size_band_high. Months are numbers, 202206 for June 2022; words are
// labels of the language, the same that the tables print.
type ListingColumn struct {
	Key   string
	Title string
	Kind  Kind
	Cells int    // usual width in half-width characters
	Group string // source: as read; derived: worked out by the program
}

func (p Paragraph) place() Place { return p.Place }
func (l List) place() Place      { return l.Place }
func (t Table) place() Place     { return t.Place }
func (f *Figure) place() Place   { return f.Place }
