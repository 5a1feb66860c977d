package analysis

import "strings"

// Incidents holds every row of a run in little memory: strings, sizes and dates
// that repeat are stored once, and free text lies in compressed blocks. The text
// of sizes must not be part of a longer string. The zero Incidents is empty and
// ready to use.
type Incidents struct {
	DropText bool // IDs and free texts are not kept

	rows    [][]row // in blocks, so that growing copies nothing
	count   int
	strings table[string]
	sizes   table[Size]
	dates   table[Date]
	texts   arena
}

// row is an incident with its repeating parts replaced by their numbers.
type row struct {
	file, line                                     int32
	event, organization, organizationEN            uint32
	sector, region, country, supplier              uint32
	occurredFrom, occurredTo, discovered, notified uint32
	disclosed, documentDate                        uint32
	size, eventSize                                uint32
	text                                           textRef
	class, vector, impact, status, caused, kind    uint8
}

// Len returns the number of rows.
func (s *Incidents) Len() int { return s.count }

// Add appends a row.
func (s *Incidents) Add(in Incident) {
	r := row{
		file: int32(in.Place.File), line: int32(in.Place.Line),
		event:        s.word(in.Event),
		organization: s.word(in.Organization), organizationEN: s.word(in.OrganizationEN),
		sector: s.word(in.Sector), region: s.word(in.Region),
		country: s.word(in.Country), supplier: s.word(in.Supplier),
		occurredFrom: s.dates.number(in.OccurredFrom), occurredTo: s.dates.number(in.OccurredTo),
		discovered: s.dates.number(in.Discovered), notified: s.dates.number(in.Notified),
		disclosed: s.dates.number(in.Disclosed), documentDate: s.dates.number(in.DocumentDate),
		size: s.sizes.number(in.Size), eventSize: s.sizes.number(in.EventSize),
		class: uint8(in.Class), vector: uint8(in.Vector), impact: uint8(in.Impact),
		status: uint8(in.LeakStatus), caused: uint8(in.SupplierCaused), kind: uint8(in.SupplierKind),
	}
	if !s.DropText {
		r.text = s.texts.put(in.ID, in.Text)
	}
	if s.count%rowsInBlock == 0 {
		room := rowsInBlock
		if s.count == 0 {
			room = firstRows
		}
		s.rows = append(s.rows, make([]row, 0, room))
	}
	last := len(s.rows) - 1
	s.rows[last] = append(s.rows[last], r)
	s.count++
}

// rowsInBlock is the number of rows of a block; the first begins with room for
// firstRows, for most runs are small.
const (
	rowsInBlock = 1 << 16
	firstRows   = 1 << 8
)

func (s *Incidents) row(i int) *row { return &s.rows[i/rowsInBlock][i%rowsInBlock] }

// At returns row i as it was added, without its ID and free text.
func (s *Incidents) At(i int) Incident {
	r := s.row(i)
	return Incident{
		Place:        Place{File: int(r.file), Line: int(r.line)},
		Event:        s.strings.at(r.event),
		Organization: s.strings.at(r.organization), OrganizationEN: s.strings.at(r.organizationEN),
		Sector: s.strings.at(r.sector), Region: s.strings.at(r.region),
		Country: s.strings.at(r.country), Supplier: s.strings.at(r.supplier),
		OccurredFrom: s.dates.at(r.occurredFrom), OccurredTo: s.dates.at(r.occurredTo),
		Discovered: s.dates.at(r.discovered), Notified: s.dates.at(r.notified),
		Disclosed: s.dates.at(r.disclosed), DocumentDate: s.dates.at(r.documentDate),
		Size: s.sizes.at(r.size), EventSize: s.sizes.at(r.eventSize),
		Class: Class(r.class), Vector: Vector(r.vector), Impact: Impact(r.impact),
		LeakStatus: LeakStatus(r.status), SupplierCaused: Answer(r.caused), SupplierKind: SupplierKind(r.kind),
	}
}

func (s *Incidents) class(i int) Class { return Class(s.row(i).class) }

func (s *Incidents) place(i int) Place {
	return Place{File: int(s.row(i).file), Line: int(s.row(i).line)}
}

// size returns the size of row i without copying it.
func (s *Incidents) size(i int) *Size {
	if n := s.row(i).size; n != 0 {
		return &s.sizes.values[n-1]
	}
	return &Size{}
}

// complete frees what only adding rows needs. Of rows that are added later
// nothing is shared with those before.
func (s *Incidents) complete() {
	s.strings.numbers, s.sizes.numbers, s.dates.numbers = nil, nil, nil
	s.texts.complete()
}

// Text returns the ID and the free text of row i, empty where they were not kept.
func (s *Incidents) Text(i int) (id string, text FreeText) { return s.texts.get(s.row(i).text) }

// table numbers the values that it has seen; 0 is the zero value.
type table[T comparable] struct {
	values  []T
	numbers map[T]uint32
}

// word numbers a string. It keeps a copy of its own, for the string is usually
// part of a whole line.
func (s *Incidents) word(text string) uint32 {
	if n, ok := s.strings.numbers[text]; ok || text == "" {
		return n
	}
	return s.strings.number(strings.Clone(text))
}

func (t *table[T]) number(value T) uint32 {
	var zero T
	if value == zero {
		return 0
	}
	if n, ok := t.numbers[value]; ok {
		return n
	}
	if t.numbers == nil {
		t.numbers = map[T]uint32{}
	}
	t.values = append(t.values, value)
	n := uint32(len(t.values))
	t.numbers[value] = n
	return n
}

func (t *table[T]) at(n uint32) T {
	var zero T
	if n == 0 {
		return zero
	}
	return t.values[n-1]
}
