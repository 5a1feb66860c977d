package analysis

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/breachbrief/breachbrief/analysis/stats"
)

// EventFinding is an event as findings.json lists it.
type EventFinding struct {
	Event          string        `json:"event"`
	Month          *Month        `json:"month"`       // null: no date gives a month
	MonthBasis     *Basis        `json:"month_basis"` // disclosed, discovered or occurred
	Vector         Vector        `json:"vector"`
	Impact         Impact        `json:"impact"`
	LeakStatus     LeakStatus    `json:"leak_status"`
	SupplierCaused Answer        `json:"supplier_caused"`
	SupplierKind   SupplierKind  `json:"supplier_kind"`
	Supplier       string        `json:"supplier"`
	Narrow         Answer        `json:"supplier_narrow"`
	Wide           Answer        `json:"supplier_wide"`
	Size           SizeFinding   `json:"size"`
	Cases          []CaseFinding `json:"cases"`
	Reason         string        `json:"reason,omitempty"` // why month is null
}

// CaseFinding is a case with the rows behind it.
type CaseFinding struct {
	Organization string      `json:"organization"`
	Month        *Month      `json:"month"`
	Size         SizeFinding `json:"size"`
	Disclosed    *Date       `json:"disclosed"`
	Incidents    []RowPlace  `json:"incidents"`
	Reason       string      `json:"reason,omitempty"` // why month is null
}

// SizeFinding is a size with its words.
type SizeFinding struct {
	Text       string    `json:"text"`
	Low        *int64    `json:"low"`
	High       *int64    `json:"high"`
	Written    *int64    `json:"as_written"`
	Unit       Unit      `json:"unit"`
	Qualifier  Qualifier `json:"qualifier"`
	Flags      string    `json:"flags,omitempty"`
	IsLeakSize bool      `json:"is_leak_size"`
	Reason     string    `json:"reason,omitempty"` // why an end is null
}

// RowPlace is where a row stands.
type RowPlace struct {
	File string `json:"file"`
	Line int    `json:"line"`
}

// String returns the place as FILE:LINE.
func (p RowPlace) String() string { return p.File + ":" + strconv.Itoa(p.Line) }

// WriteJSON writes the findings as the JSON object of the contract. Numbers have
// their full precision; lists are never null.
func (f *Findings) WriteJSON(w io.Writer) error {
	var head bytes.Buffer
	encoder := json.NewEncoder(&head)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(f); err != nil {
		return fmt.Errorf("findings: %w", err)
	}
	out := bufio.NewWriterSize(w, 1<<16)
	out.Write(bytes.TrimSuffix(head.Bytes(), []byte("\n}\n")))
	out.WriteString(",\n \"events\": [")
	if err := f.writeEvents(out); err != nil {
		return err
	}
	out.WriteString("]\n}\n")
	if err := out.Flush(); err != nil {
		return fmt.Errorf("findings: %w", err)
	}
	return nil
}

// writeEvents writes one event a line. A million of them are written without
// reflection, in little memory; a test holds the lines against encoding/json.
func (f *Findings) writeEvents(out *bufio.Writer) error {
	var line []byte
	var event EventFinding
	for i := range f.Resolution.Events {
		line = append(line[:0], "\n  "...)
		if i > 0 {
			line = append(line[:0], ",\n  "...)
		}
		f.Resolution.describe(&event, &f.Resolution.Events[i])
		line = appendEvent(line, &event)
		if _, err := out.Write(line); err != nil {
			return fmt.Errorf("findings: %w", err)
		}
	}
	if len(f.Resolution.Events) > 0 {
		out.WriteString("\n ")
	}
	return nil
}

// Finding returns an event with the rows behind it.
func (r *Resolution) Finding(e *Event) EventFinding {
	var f EventFinding
	r.describe(&f, e)
	return f
}

// describe makes f the finding of an event. The lists of f are used again.
func (r *Resolution) describe(f *EventFinding, e *Event) {
	cases := r.CasesOf(e)
	*f = EventFinding{
		Event: r.Name(e), Vector: e.Vector, Impact: e.Impact, LeakStatus: e.LeakStatus,
		SupplierCaused: e.SupplierCaused, SupplierKind: e.SupplierKind, Supplier: e.Supplier,
		Narrow: e.Narrow, Wide: e.Wide, Size: sizeFinding(e.Size), Cases: slices.Grow(f.Cases[:0], len(cases))[:len(cases)],
	}
	if e.Month != 0 {
		f.Month, f.MonthBasis = &e.Month, &e.Basis
	} else {
		f.Reason = string(stats.UnknownOnly)
	}
	for i := range cases {
		r.describeCase(&f.Cases[i], &cases[i])
	}
}

func (r *Resolution) describeCase(f *CaseFinding, c *Case) {
	*f = CaseFinding{Organization: c.Organization, Size: sizeFinding(c.Size), Incidents: slices.Grow(f.Incidents[:0], int(c.RowCount))}
	if c.Month != 0 {
		f.Month = &c.Month
	} else {
		f.Reason = string(stats.UnknownOnly)
	}
	if c.Disclosed.Known() {
		f.Disclosed = &c.Disclosed
	}
	for _, row := range r.RowsOf(c) {
		place := r.Incidents.place(int(row))
		f.Incidents = append(f.Incidents, RowPlace{File: r.file(place), Line: place.Line})
	}
}

func sizeFinding(size *Size) SizeFinding {
	f := SizeFinding{Text: size.Text, Unit: size.Unit, Qualifier: size.Qualifier, Flags: size.Flags.String(), IsLeakSize: size.IsLeak()}
	f.Low, f.High, f.Reason = ends(size)
	if size.Known() {
		f.Written = &size.Written
	}
	return f
}
