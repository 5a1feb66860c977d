package intake

import (
	_ "embed"
	"errors"
	"io"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"

	"github.com/breachbrief/breachbrief/analysis"
)

//go:embed headers.toml
var headersTOML string

// headerTables are the header words.
type headerTables struct {
	columns map[string]column
	units   []headerUnit
}

type headerUnit struct {
	unit  analysis.Unit
	words []string
}

// headerFile is the form of headers.toml.
type headerFile struct {
	Columns map[string][]string
	Units   []struct {
		Unit  string
		Words []string
	}
}

var headerWords = sync.OnceValue(func() *headerTables {
	var file headerFile
	t := &headerTables{columns: map[string]column{}}
	if _, err := toml.Decode(headersTOML, &file); err != nil {
		return t
	}
	for c := column(0); c < canonicalColumns; c++ {
		for _, word := range file.Columns[c.String()] {
			if key := headerKey(word); t.columns[key] == 0 {
				t.columns[key] = c
			}
		}
	}
	for c := column(0); c < canonicalColumns; c++ {
		t.columns[headerKey(c.String())] = c
	}
	for _, u := range file.Units {
		unit, _ := analysis.ParseUnit(u.Unit)
		words := make([]string, len(u.Words))
		for i, word := range u.Words {
			words[i] = headerKey(word)
		}
		t.units = append(t.units, headerUnit{unit, words})
	}
	return t
})

// headerName is one header cell: what it says apart from what stands in
// brackets.
type headerName struct {
	written string
	key     string
	bracket string // folded
}

func parseHeaderName(written string) headerName {
	h := headerName{written: strings.TrimSpace(written)}
	folded := strings.Map(squareToRound, foldWidth(written))
	if from := strings.IndexByte(folded, '('); from > 0 {
		inner, rest, _ := strings.Cut(folded[from+1:], ")")
		h.bracket = strings.TrimPrefix(strings.TrimSpace(inner), "単位:")
		folded = folded[:from] + rest
	}
	h.key = headerKey(folded)
	return h
}

func squareToRound(r rune) rune {
	switch r {
	case '[', '【', '〔', '〈', '<':
		return '('
	case ']', '】', '〕', '〉', '>':
		return ')'
	}
	return r
}

// recognise returns the canonical column of a header cell.
func recognise(written string) column {
	if c, ok := headerWords().columns[headerKey(written)]; ok {
		return c
	}
	if c, ok := headerWords().columns[parseHeaderName(written).key]; ok {
		return c
	}
	return noColumn
}

// header is the header of a table as found.
type header struct {
	names     []string
	line      int // of its last row
	separator byte
	two       bool // read from two rows
	skipped   int  // title lines above it
	forced    bool // a sep= line stands first
}

// The beginning of a file that may hold its header, in lines and in bytes.
const (
	headLines = 50
	headBytes = 1 << 20
)

var separators = []byte{',', '\t', ';'}

// findHeader looks for the header in the first lines, with each separator in
// turn, and leaves the lines to be read again. The separator is the one under
// which most cells are known header words.
func findHeader(lines *lineReader, plan headerPlan) (header, error) {
	head, err := readHead(lines, max(headLines, plan.row+1))
	if err != nil {
		return header{}, err
	}
	candidates := separators
	forced := false
	if len(head) > 0 {
		if s, ok := strings.CutPrefix(strings.ToLower(strings.Trim(head[0].text, "\"' ")), "sep="); ok && len(s) == 1 {
			candidates, forced = []byte{s[0]}, true
		}
	}
	best, score := header{}, -1
	for _, separator := range candidates {
		h, points := plan.search(head, separator)
		if points > score {
			best, score = h, points
		}
	}
	best.forced = forced
	lines.giveBack(head)
	return best, nil
}

func readHead(lines *lineReader, most int) ([]takenLine, error) {
	var head []takenLine
	for size := 0; len(head) < most && size < headBytes; {
		line, err := lines.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil && !errors.Is(err, errLineTooLong) {
			return nil, err
		}
		head = append(head, takenLine{string(line), err != nil})
		size += len(line)
	}
	return head, nil
}

// headerPlan says how a header row is known.
type headerPlan struct {
	known    func(cell string) column // noColumn: no header word
	row      int                      // 1-based line, 0: to be found
	noHeader bool
	limits   Limits
}

// search finds the header row under one separator and returns how many of its
// cells are known.
func (p headerPlan) search(head []takenLine, separator byte) (header, int) {
	rows := splitHead(head, separator, p.limits)
	best, score := -1, 0
	for i, row := range rows {
		points := p.score(row.cells)
		switch {
		case p.noHeader && !isBlank(row.cells):
			return header{names: make([]string, len(row.cells)), line: row.line - 1, separator: separator}, len(row.cells)
		case p.row > 0 && row.line == p.row:
			return p.joined(rows, i, separator), points + len(row.cells)
		case points > score:
			best, score = i, points
		}
	}
	if best < 0 {
		if best = firstRow(rows); best < 0 {
			return header{separator: separator}, 0
		}
		return header{names: rows[best].cells, line: rows[best].line, separator: separator}, 0
	}
	return p.joined(rows, best, separator), score
}

// score counts the known cells; the column that must be there counts more.
func (p headerPlan) score(cells []string) int {
	points := 0
	for _, cell := range cells {
		switch p.known(cell) {
		case noColumn:
		case columnOrganization:
			points += 3
		default:
			points += 2
		}
	}
	return points
}

// firstRow returns the first row that may be an unknown header.
func firstRow(rows []record) int {
	for i, row := range rows {
		if !isBlank(row.cells) && !strings.HasPrefix(strings.ToLower(row.cells[0]), "sep=") {
			return i
		}
	}
	return -1
}

func splitHead(head []takenLine, separator byte, limits Limits) []record {
	memory := &lineReader{again: append([]takenLine(nil), head...), limit: limits.RowBytes}
	reader := &recordReader{lines: memory, separator: separator, columns: limits.Columns, rowBytes: limits.RowBytes}
	var rows []record
	for {
		row, err := reader.next()
		if err != nil {
			return rows
		}
		copied := *row
		copied.cells = append([]string(nil), row.cells...)
		rows = append(rows, copied)
	}
}

// joined makes the header of a row and, where the row above or below belongs to
// it, of both: groups over columns, or units below names.
func (p headerPlan) joined(rows []record, i int, separator byte) header {
	h := header{names: append([]string(nil), rows[i].cells...), line: rows[i].line, separator: separator}
	first := i
	if i > 0 && rows[i-1].code == "" && len(rows[i-1].cells) == len(h.names) && p.isGroupRow(rows[i-1].cells) {
		if h.two = p.merge(h.names, rows[i-1].cells, h.names); h.two {
			first = i - 1
		}
	}
	if i+1 < len(rows) && len(rows[i+1].cells) == len(h.names) && p.isSecondRow(h.names, rows[i+1].cells) {
		p.merge(h.names, h.names, rows[i+1].cells)
		h.two, h.line = true, rows[i+1].line
	}
	for _, row := range rows[:first] {
		if !isBlank(row.cells) && !strings.HasPrefix(strings.ToLower(row.cells[0]), "sep=") {
			h.skipped++
		}
	}
	return h
}

// isGroupRow reports whether a row above the header names groups of columns: at
// least two short cells and no figure.
func (p headerPlan) isGroupRow(cells []string) bool {
	filled := 0
	for _, cell := range cells {
		if strings.TrimSpace(cell) == "" {
			continue
		}
		if strings.ContainsAny(foldWidth(cell), "0123456789") {
			return false
		}
		filled++
	}
	return filled >= 2
}

// isSecondRow reports whether a row below the header belongs to it: every cell
// that is filled is a header word, alone or with the group above it, or a unit in
// brackets.
func (p headerPlan) isSecondRow(upper, cells []string) bool {
	filled, group := 0, ""
	for i, cell := range cells {
		if up := strings.TrimSpace(upper[i]); up != "" {
			group = up
		}
		if cell = strings.TrimSpace(cell); cell == "" {
			continue
		}
		if p.known(cell) == noColumn && p.known(group+cell) == noColumn && !isBracket(cell) {
			return false
		}
		filled++
	}
	return filled > 0
}

func isBracket(cell string) bool {
	folded := strings.Map(squareToRound, foldWidth(cell))
	return strings.HasPrefix(folded, "(") && strings.HasSuffix(folded, ")")
}

// merge combines two header rows. A group above goes on to the right until the
// next one. It reports whether any name changed.
func (p headerPlan) merge(into, upper, lower []string) bool {
	group, changed := "", false
	for i := range into {
		up, low := strings.TrimSpace(upper[i]), strings.TrimSpace(lower[i])
		if up != "" {
			group = up
		}
		name := into[i]
		switch {
		case low == "":
			name = up
		case p.known(low) != noColumn:
			name = low
		case up == "" || p.known(group+low) != noColumn || isBracket(low):
			name = group + low
		}
		changed = changed || strings.TrimSpace(name) != strings.TrimSpace(into[i])
		into[i] = name
	}
	return changed
}

func isBlank(cells []string) bool {
	for _, cell := range cells {
		if strings.TrimSpace(cell) != "" {
			return false
		}
	}
	return true
}
