package report

import (
	"cmp"
	"iter"

	"github.com/breachbrief/breachbrief/analysis"
)

// listingColumns are the columns of the listing in their order: what the row
// says, then what the program made of it. Keys that begin with row_ are the
// row's own word where a query needs the event's or the case's.
func listingColumns() []ListingColumn {
	source := func(key string, kind Kind, cells int) ListingColumn {
		return ListingColumn{Key: key, Kind: kind, Cells: cells, Group: "source"}
	}
	derived := func(key string, kind Kind, cells int) ListingColumn {
		return ListingColumn{Key: key, Kind: kind, Cells: cells, Group: "derived"}
	}
	return []ListingColumn{
		source("file", Text, 14), source("line", Count, 6), source("id", Text, 8), source("class", Text, 10),
		source("event", Text, 24), source("organization", Text, 28), source("organization_en", Text, 28),
		source("row_sector", Text, 20), source("row_region", Text, 10), source("country", Text, 6),
		source("occurred_from", DateKind, 14), source("occurred_to", DateKind, 14), source("discovered", DateKind, 14),
		source("notified", DateKind, 14), source("disclosed", DateKind, 14), source("document_date", DateKind, 14),
		source("row_vector", Text, 20), source("row_impact", Text, 14),
		source("size", Text, 14), source("row_size_unit", Text, 10), source("event_size", Text, 14),
		source("leak_status", Text, 14), source("items", Text, 30),
		source("row_supplier_caused", Text, 10), source("row_supplier_kind", Text, 14), source("supplier", Text, 20),
		source("source", Text, 20), source("source_url", Text, 30), source("notes", Text, 40), source("extra", Text, 20),
		derived("event_month", Count, 9), derived("case_month", Count, 9),
		derived("first_of_event", Count, 9), derived("first_of_case", Count, 9),
		derived("vector", Text, 20), derived("impact", Text, 14),
		derived("narrow", Text, 9), derived("wide", Text, 9), derived("case_narrow", Text, 9), derived("case_wide", Text, 9),
		derived("supplier_kind", Text, 14), derived("sector", Text, 20), derived("region", Text, 10),
		derived("size_low", Count, 12), derived("size_high", Count, 12),
		derived("event_size_low", Count, 12), derived("event_size_high", Count, 12),
		derived("size_unit", Text, 10), derived("size_leak", Count, 9),
		derived("size_band_low", Count, 9), derived("size_band_high", Count, 9),
	}
}

func (c *composer) listing() *Listing {
	columns := listingColumns()
	for i := range columns {
		columns[i].Title = c.listingTitle(columns[i])
	}
	words := newVocabulary(c.Words)
	return &Listing{
		Columns: columns,
		Len:     c.data.Incidents.Len(),
		Words:   words.words,
		Rows:    c.listingRows(words, len(columns)),
		Rank:    c.rankOfRow,
	}
}

func (c *composer) listingTitle(column ListingColumn) string {
	if column.Group == "derived" {
		return c.Say("listing." + column.Key)
	}
	return c.Field(trimRow(column.Key))
}

func trimRow(key string) string {
	const prefix = "row_"
	if len(key) > len(prefix) && key[:len(prefix)] == prefix {
		return key[len(prefix):]
	}
	return key
}

// rankOfRow ranks a row by the month of its event; rows without a month come
// last.
func (c *composer) rankOfRow(row int) int {
	const period = 1 << 20 // above any month
	kase := c.data.CaseOf(row)
	if kase == nil {
		return 0
	}
	month := c.data.Events[kase.Event].Month
	if c.period.Contains(month) {
		return period + int(month)
	}
	return int(month)
}

func (c *composer) listingRows(words *vocabulary, width int) iter.Seq2[int, []Cell] {
	return func(yield func(int, []Cell) bool) {
		l := lister{composer: c, words: words, known: map[*analysis.Case]location{}}
		cells := make([]Cell, 0, width)
		for i := range c.data.Incidents.Len() {
			in := c.data.Incidents.At(i)
			cells = l.source(cells[:0], i, &in)
			cells = l.derived(cells, i, &in)
			if !yield(i, cells) {
				return
			}
		}
	}
}

// lister makes the cells of the listing.
type lister struct {
	*composer
	words *vocabulary
	known map[*analysis.Case]location // of cases with many rows
}

// location is where a case happened.
type location struct{ sector, region string }

func (l *lister) source(cells []Cell, i int, in *analysis.Incident) []Cell {
	id, free := l.data.Incidents.Text(i)
	return append(cells,
		textCell(l.fileName(in.Place)), countCell(in.Place.Line), textCell(id), l.words.classes[in.Class],
		textCell(in.Event), textCell(in.Organization), textCell(in.OrganizationEN),
		l.words.sector(in.Sector), textCell(in.Region), textCell(in.Country),
		blankDate(in.OccurredFrom), blankDate(in.OccurredTo), blankDate(in.Discovered),
		blankDate(in.Notified), blankDate(in.Disclosed), blankDate(in.DocumentDate),
		l.words.vectors[in.Vector], l.words.impacts[in.Impact],
		textCell(in.Size.Text), l.unitCell(in.Size), textCell(in.EventSize.Text),
		l.words.statuses[in.LeakStatus], textCell(free.Items),
		l.words.answers[in.SupplierCaused], l.words.kinds[in.SupplierKind], textCell(in.Supplier),
		textCell(free.Source), Cell{Kind: Text, Text: free.SourceURL, Link: Link{URL: free.SourceURL}},
		textCell(free.Notes), textCell(free.Extra),
	)
}

// derived makes the cells of the event and the case of a row. A row that is not
// counted has none.
func (l *lister) derived(cells []Cell, i int, in *analysis.Incident) []Cell {
	kase := l.data.CaseOf(i)
	if kase == nil {
		for len(cells) < cap(cells) {
			cells = append(cells, absent(Text, "none"))
		}
		return cells
	}
	e := &l.data.Events[kase.Event]
	firstOfCase := int(l.data.RowsOf(kase)[0]) == i
	firstOfEvent := int(l.data.RowsOf(&l.data.Cases[e.FirstCase])[0]) == i
	at := l.location(kase, in)
	cells = append(cells,
		monthNumberCell(e.Month), monthNumberCell(kase.Month), flagCell(firstOfEvent), flagCell(firstOfCase),
		l.words.vectors[e.Vector], l.words.impacts[e.Impact],
		l.words.answers[e.Narrow], l.words.answers[e.Wide], l.words.answers[kase.Narrow], l.words.answers[kase.Wide],
		l.words.kinds[e.SupplierKind], l.words.sector(at.sector), textCell(at.region),
		blank(lowCell(&in.Size)), blank(highCell(&in.Size)),
	)
	return l.eventSize(cells, e, firstOfEvent)
}

// eventSize appends the cells of the event's size: its ends stand on the first
// row only, so that a sum counts an event once; its band stands on all.
func (l *lister) eventSize(cells []Cell, e *analysis.Event, first bool) []Cell {
	none := absent(Count, "none")
	if !e.Size.IsLeak() {
		return append(cells, none, none, l.unitCell(*e.Size), flagCell(false), none, none)
	}
	low, high := none, none
	if first {
		low, high = lowCell(e.Size), blank(highCell(e.Size))
	}
	lowBand, highBand := l.bandsOf(e.Size)
	return append(cells, low, high, l.unitCell(*e.Size), flagCell(true), countCell(lowBand), countCell(highBand))
}

// bandsOf numbers the bands from 1 that hold the two ends of a size.
func (c *composer) bandsOf(s *analysis.Size) (low, high int) {
	bands := c.all.Sizes.Bands
	high = len(bands)
	for i, band := range bands {
		if s.Low >= band.From {
			low = i + 1
		}
	}
	for s.Bounds == analysis.Closed && high > 1 && s.High < bands[high-1].From {
		high--
	}
	return low, high
}

// mostReread is how many rows of a case are looked through for each of its rows;
// beyond it the answer is remembered.
const mostReread = 4

// location returns the sector and the region of a case: the first that its rows
// state.
func (l *lister) location(kase *analysis.Case, in *analysis.Incident) location {
	if kase.RowCount == 1 {
		return location{in.Sector, in.Region}
	}
	if kase.RowCount <= mostReread {
		return l.locate(kase)
	}
	at, ok := l.known[kase]
	if !ok {
		at = l.locate(kase)
		l.known[kase] = at
	}
	return at
}

func (l *lister) locate(kase *analysis.Case) (at location) {
	for _, row := range l.data.RowsOf(kase) {
		in := l.data.Incidents.At(int(row))
		at.sector, at.region = cmp.Or(at.sector, in.Sector), cmp.Or(at.region, in.Region)
	}
	return at
}

func (l *lister) unitCell(s analysis.Size) Cell {
	if !s.Known() {
		return textCell("")
	}
	return l.words.units[s.Unit]
}

func (c *composer) fileName(p analysis.Place) string {
	if p.File < len(c.findings.Inputs) {
		return baseName(c.findings.Inputs[p.File].File)
	}
	return ""
}

func flagCell(holds bool) Cell {
	if holds {
		return countCell(1)
	}
	return countCell(0)
}

func monthNumberCell(m analysis.Month) Cell {
	if m == 0 {
		return absent(Count, "none")
	}
	return Cell{Kind: Count, Value: monthNumber(m)}
}

// blank leaves a cell of the listing empty where a table would say why.
func blank(c Cell) Cell {
	if c.Reason != "" {
		c.Reason = "none"
	}
	return c
}

func blankDate(d analysis.Date) Cell { return blank(dateCell(d)) }
