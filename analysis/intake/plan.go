package intake

import (
	"errors"
	"fmt"
	"strings"

	"github.com/breachbrief/breachbrief/analysis"
)

// plan says for one file which cells each canonical column is read from.
type plan struct {
	header  header
	fields  [columnCount]field
	extra   []extraColumn
	own     bool // written by Writer
	layouts []string
	seed    uint64 // of the fingerprints of rows: equal for equal headers
}

// field is where one canonical column is read from.
type field struct {
	cells            []int // the first that is not empty
	year, month, day int   // a date in three cells, -1 where there is none
	dated            bool
	constant         string
	values           *valueMap
	keys             []string      // header keys beside cells, for the value map
	sizes            []sizeContext // what the headers beside cells say about sizes
	split            *split
}

// extraColumn is a column that no canonical one matches.
type extraColumn struct {
	index int
	name  string
}

// planner builds the plan of a file.
type planner struct {
	plan    *plan
	mapping *Mapping
	report  func(index int, value, code, detail string)
}

// knownHeader returns how header cells are recognised: by the mapping's names,
// else by the header words.
func knownHeader(m *Mapping) func(string) column {
	if m == nil || len(m.fields) == 0 {
		return recognise
	}
	names := map[string]column{}
	for c, f := range m.fields {
		for _, source := range append([]mappedColumn{f.year, f.month, f.day}, f.columns...) {
			if source.name != "" {
				if known, ok := names[headerKey(source.name)]; !ok || c < known {
					names[headerKey(source.name)] = c
				}
			}
		}
	}
	return func(cell string) column {
		if c, ok := names[headerKey(cell)]; ok {
			return c
		}
		return noColumn
	}
}

// newPlan finds the cells of each canonical column. It is an error if no column
// names the organisation.
func newPlan(h header, m *Mapping, report func(index int, value, code, detail string)) (*plan, error) {
	p := &planner{plan: &plan{header: h}, mapping: m, report: report}
	for c := range p.plan.fields {
		p.plan.fields[c] = field{year: -1, month: -1, day: -1}
	}
	if m != nil && len(m.fields) > 0 {
		p.byMapping()
	} else {
		p.byWords()
	}
	if m != nil {
		p.finishMapping()
	}
	if !p.namesOrganization() {
		return nil, p.missingOrganization()
	}
	p.plan.seed = fingerprint(0, headerKeys(h.names))
	return p.plan, nil
}

// namesOrganization reports whether the organisation is known. A constant may
// stand in for empty cells, not for a column that the mapping names in vain.
func (p *planner) namesOrganization() bool {
	f := p.plan.fields[columnOrganization]
	if len(f.cells) > 0 {
		return true
	}
	return f.constant != "" && len(p.mapping.fields[columnOrganization].columns) == 0
}

func headerKeys(names []string) []string {
	keys := make([]string, len(names))
	for i, name := range names {
		keys[i] = headerKey(name)
	}
	return keys
}

// byWords recognises the columns by their headers. A canonical name wins over
// the words that mean the same; the first of several wins, and the others are
// read where it is empty.
func (p *planner) byWords() {
	names := p.plan.header.names
	for _, name := range names {
		p.plan.own = p.plan.own || headerKey(name) == headerKey(marksOwnOutput)
	}
	chosen := map[column]int{}
	for _, exact := range []bool{true, false} {
		for i, name := range names {
			c := recognise(name)
			if c == noColumn || exact != (headerKey(name) == headerKey(c.String())) {
				continue
			}
			if _, taken := chosen[c]; !taken {
				chosen[c] = i
				p.plan.fields[c].cells = []int{i}
			}
		}
	}
	for c, i := range chosen {
		if c.isSize() {
			p.plan.fields[c].sizes = []sizeContext{sizeHeader(names[i])}
		}
	}
	for i, name := range names {
		if c := recognise(name); c == noColumn || chosen[c] != i {
			p.otherColumn(i, c, chosen)
		}
	}
}

// otherColumn deals with a column that no canonical one is read from, or only
// where a better one is empty.
func (p *planner) otherColumn(i int, c column, chosen map[column]int) {
	name := p.plan.header.names[i]
	if own, derived := findOwnColumn(strings.TrimSpace(name)); p.plan.own && (own != noColumn || derived) {
		if own != noColumn {
			p.plan.fields[own].cells = []int{i}
		}
		return
	}
	label := strings.TrimSpace(name)
	if label == "" {
		label = fmt.Sprintf("#%d", i+1)
	}
	p.plan.extra = append(p.plan.extra, extraColumn{i, label})
	switch {
	case c != noColumn && c != columnNotes:
		f := &p.plan.fields[c]
		f.cells = append(f.cells, i)
		if c.isSize() {
			f.sizes = append(f.sizes, sizeHeader(name))
		}
		p.report(i, label, CodeDuplicateColumn, strings.TrimSpace(p.plan.header.names[chosen[c]]))
	case strings.TrimSpace(name) != "":
		p.report(i, label, CodeUnknownColumn, "")
	}
}

// sizeHeader reads the unit in a size column's name: 漏えい件数(千件), [人数].
func sizeHeader(name string) sizeContext {
	var context sizeContext
	h := parseHeaderName(name)
	bracket := []rune(h.bracket)
	n := 0
	for n < len(bracket) && (smallUnits[bracket[n]] > 0 || largeUnits[bracket[n]] > 0) {
		n++
	}
	context.multiplier = string(bracket[:n])
	rest := headerKey(string(bracket[n:]))
	for _, text := range []string{rest, h.key} {
		for _, u := range headerWords().units {
			if unit, ok := u.match(text); ok && context.header == 0 && context.fallback == 0 {
				if unit == analysis.UnitRecords {
					context.fallback = unit
				} else {
					context.header = unit
				}
			}
		}
	}
	if word, end, ok := tables().match(append([]rune(rest), ' '), 0); ok && end == len([]rune(rest)) && word.counter != 0 {
		context.header, context.fallback = word.counter, 0
	}
	return context
}

func (u headerUnit) match(key string) (analysis.Unit, bool) {
	for _, word := range u.words {
		if strings.Contains(key, word) {
			return u.unit, true
		}
	}
	return 0, false
}

// byMapping takes the columns from the mapping.
func (p *planner) byMapping() {
	for c := column(0); c < canonicalColumns; c++ {
		mapped, ok := p.mapping.fields[c]
		if !ok {
			continue
		}
		f := &p.plan.fields[c]
		p.sources(c, mapped.columns)
		if mapped.dated {
			f.dated = true
			f.year, f.month, f.day = p.find(mapped.year, c), p.find(mapped.month, c), p.find(mapped.day, c)
		}
	}
}

// sources finds the columns among which the first that is not empty wins. They
// may be other names of one column in other editions of a layout, so that only
// the lack of all is a problem.
func (p *planner) sources(c column, columns []mappedColumn) {
	f := &p.plan.fields[c]
	for _, source := range columns {
		if i := p.lookUp(source); i >= 0 {
			f.cells = append(f.cells, i)
			f.keys = append(f.keys, p.key(i))
			if c.isSize() {
				f.sizes = append(f.sizes, sizeHeader(p.name(i)))
			}
		}
	}
	if len(f.cells) == 0 && len(columns) > 0 {
		p.find(columns[0], c)
	}
}

func (p *planner) name(i int) string {
	if i < len(p.plan.header.names) {
		return p.plan.header.names[i]
	}
	return ""
}

func (p *planner) key(i int) string { return headerKey(p.name(i)) }

// find returns the index of a mapped column, -1 and a problem where the file
// lacks it.
func (p *planner) find(source mappedColumn, c column) int {
	i := p.lookUp(source)
	if i < 0 && source.given() {
		name := source.name
		if source.position > 0 {
			name = fmt.Sprintf("#%d", source.position)
		}
		p.report(-1, name, CodeMappedColumnMissing, c.String())
	}
	return i
}

// lookUp returns the index of a mapped column, or -1.
func (p *planner) lookUp(source mappedColumn) int {
	if source.position > len(p.plan.header.names) || !source.given() {
		return -1
	}
	if source.position > 0 {
		return source.position - 1
	}
	for i, name := range p.plan.header.names {
		if strings.TrimSpace(name) == source.name {
			return i
		}
	}
	for i := range p.plan.header.names {
		if p.key(i) == headerKey(source.name) {
			return i
		}
	}
	return -1
}

// finishMapping adds constants, value maps and the rest of a mapping.
func (p *planner) finishMapping() {
	m := p.mapping
	for c, text := range m.constants {
		p.plan.fields[c].constant = text
	}
	for c, values := range m.values {
		p.plan.fields[c].values = &values
	}
	for c, s := range m.splits {
		p.plan.fields[c].split = &s
	}
	p.plan.layouts = m.DateLayouts
	if m.GroupBy != "" {
		if i := p.find(mappedColumn{name: m.GroupBy}, columnEvent); i >= 0 {
			p.plan.fields[columnEvent].cells = []int{i}
			p.plan.fields[columnEvent].keys = []string{p.key(i)}
		}
	}
}

func (p *planner) missingOrganization() error {
	var found []string
	for _, name := range p.plan.header.names {
		if name = strings.TrimSpace(name); name != "" {
			found = append(found, fmt.Sprintf("%q", clip(name, 60)))
		}
	}
	if len(found) == 0 {
		return errors.New("is empty: it needs a header row and one row for each incident")
	}
	const most = 40
	if len(found) > most {
		found = append(found[:most], fmt.Sprintf("and %d more", len(found)-most))
	}
	return fmt.Errorf("no column names the organisation (organization, 組織名, 企業名, 団体名); the header in line %d has %s: "+
		"rename a column or give a mapping", p.plan.header.line, strings.Join(found, ", "))
}

// clip shortens a text for a message.
func clip(text string, runes int) string {
	if r := []rune(text); len(r) > runes {
		return string(r[:runes]) + "…"
	}
	return text
}
