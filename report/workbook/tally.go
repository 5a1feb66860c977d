package workbook

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/breachbrief/breachbrief/report"
)

// tally counts the rows of a listing by the words of the columns that queries
// read: a small table for each set of columns. Formulas add its lines up
// instead of reading every row.
type tally struct {
	columns []tallyColumn
	blocks  []*tallyBlock
	sheet   string
	ids     []uint16 // of the row being added, by column
}

// tallyColumn numbers the different values of a column of the listing.
type tallyColumn struct {
	key, title string
	kind       report.Kind
	index      int      // in the listing
	words      []uint16 // by the numbers of the listing's words
	texts      map[string]uint16
	numbers    map[float64]uint16
	values     []tallyValue
	full       bool
}

// tallyValue is a value of a column, and the number of the listing's word that
// it is, if it is one.
type tallyValue struct {
	value
	word int
}

// Limits of a block: of its columns, its lines and the words of a column. A
// query beyond them stays a value.
const (
	maxTallyColumns = 8
	maxTallyLines   = 20_000
	maxTallyWords   = math.MaxUint16
)

// tallyBlock is the rows counted by some columns, and columns added up.
type tallyBlock struct {
	columns []int // indexes into tally.columns
	sums    []tallySum
	lines   map[tallyKey]*tallyLine
	full    bool
	tally   *tally
	first   int // row of the sheet on which its lines begin
}

type tallySum struct {
	key, title string
	index      int // in the listing
}

// tallyKey is the numbers of a line's values.
type tallyKey [maxTallyColumns]uint16

type tallyLine struct {
	count int
	sums  []float64
}

// newTally prepares the blocks that the queries need.
func newTally(columns []report.ListingColumn, queries []*report.Query) *tally {
	t := &tally{}
	bySignature := map[string]*tallyBlock{}
	for _, query := range queries {
		for q := range within(query) {
			keys := conditionKeys(q)
			signature := strings.Join(keys, ",")
			block, ok := bySignature[signature]
			if !ok {
				if block = t.newBlock(columns, keys); block == nil {
					continue
				}
				bySignature[signature] = block
				t.blocks = append(t.blocks, block)
			}
			block.addSum(columns, q.Sum)
		}
	}
	t.ids = make([]uint16, len(t.columns))
	return t
}

// conditionKeys returns the columns that a query compares, sorted.
func conditionKeys(q *report.Query) []string {
	var keys []string
	for _, where := range q.Where {
		keys = append(keys, where.Column)
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

func (t *tally) newBlock(columns []report.ListingColumn, keys []string) *tallyBlock {
	if len(keys) > maxTallyColumns {
		return nil
	}
	block := &tallyBlock{tally: t, lines: map[tallyKey]*tallyLine{}}
	for _, key := range keys {
		i := t.column(columns, key)
		if i < 0 {
			return nil
		}
		block.columns = append(block.columns, i)
	}
	return block
}

// column returns the number of a column, adding it if need be; -1 if the
// listing has none of that key.
func (t *tally) column(columns []report.ListingColumn, key string) int {
	if i := slices.IndexFunc(t.columns, func(c tallyColumn) bool { return c.key == key }); i >= 0 {
		return i
	}
	i := indexOf(columns, key)
	if i < 0 {
		return -1
	}
	t.columns = append(t.columns, tallyColumn{key: key, title: columns[i].Title, kind: columns[i].Kind, index: i,
		texts: map[string]uint16{}, numbers: map[float64]uint16{}, values: []tallyValue{{}}})
	return len(t.columns) - 1
}

func indexOf(columns []report.ListingColumn, key string) int {
	return slices.IndexFunc(columns, func(c report.ListingColumn) bool { return c.Key == key })
}

func (block *tallyBlock) addSum(columns []report.ListingColumn, key string) {
	i := indexOf(columns, key)
	known := slices.ContainsFunc(block.sums, func(s tallySum) bool { return s.key == key })
	if i >= 0 && !known {
		block.sums = append(block.sums, tallySum{key, columns[i].Title, i})
	}
}

// add counts a row of the listing.
func (t *tally) add(cells []report.Cell) {
	for i := range t.columns {
		t.ids[i] = t.columns[i].number(&cells[t.columns[i].index])
	}
	for _, block := range t.blocks {
		if !block.full {
			block.add(t.ids, cells)
		}
	}
}

// number returns the number of a value; 0 is blank.
func (c *tallyColumn) number(cell *report.Cell) uint16 {
	switch {
	case cell.Reason != "":
		return 0
	case cell.Word > 0:
		return c.word(cell)
	case cell.Kind == report.Text:
		if cell.Text == "" {
			return 0
		}
		id, ok := c.texts[cell.Text]
		if !ok {
			text := strings.Clone(cell.Text)
			id = c.next(tallyValue{value: textOf(text)})
			c.texts[text] = id
		}
		return id
	}
	id, ok := c.numbers[cell.Value]
	if !ok {
		id = c.next(tallyValue{value: numberOf(cell.Value)})
		c.numbers[cell.Value] = id
	}
	return id
}

func (c *tallyColumn) word(cell *report.Cell) uint16 {
	if cell.Word >= len(c.words) {
		c.words = append(c.words, make([]uint16, cell.Word+1-len(c.words))...)
	}
	if c.words[cell.Word] == 0 {
		c.words[cell.Word] = c.next(tallyValue{textOf(cell.Text), cell.Word})
	}
	return c.words[cell.Word]
}

func (c *tallyColumn) next(v tallyValue) uint16 {
	if len(c.values) >= maxTallyWords {
		c.full = true
		return 0
	}
	c.values = append(c.values, v)
	return uint16(len(c.values) - 1)
}

// matches reports whether two tallies count the same; nil tallies do.
func (t *tally) matches(other *tally) bool {
	if t == nil || other == nil {
		return t == other
	}
	return slices.EqualFunc(t.blocks, other.blocks, func(a, b *tallyBlock) bool {
		return slices.Equal(a.keys(), b.keys()) && slices.EqualFunc(a.sums, b.sums, func(x, y tallySum) bool { return x.key == y.key })
	})
}

// adopt takes over what another edition has counted, in its own words. The
// tallies match.
func (t *tally) adopt(other *tally, words []string) {
	if t == nil {
		return
	}
	for i := range t.columns {
		t.columns[i].values = slices.Clone(other.columns[i].values)
		for j, v := range t.columns[i].values {
			if v.word > 0 {
				t.columns[i].values[j].value = textOf(words[v.word])
			}
		}
	}
	for i, block := range t.blocks {
		block.lines, block.full = other.blocks[i].lines, other.blocks[i].full
	}
}

func (block *tallyBlock) add(ids []uint16, cells []report.Cell) {
	var key tallyKey
	for i, column := range block.columns {
		key[i] = ids[column]
		block.full = block.full || block.tally.columns[column].full
	}
	line, ok := block.lines[key]
	if !ok {
		if block.full = block.full || len(block.lines) >= maxTallyLines; block.full {
			return
		}
		line = &tallyLine{sums: make([]float64, len(block.sums))}
		block.lines[key] = line
	}
	line.count++
	for i, sum := range block.sums {
		if cells[sum.index].Reason == "" {
			line.sums[i] += cells[sum.index].Value
		}
	}
}

// find returns the block that answers a query, nil if none does.
func (t *tally) find(q *report.Query) *tallyBlock {
	keys := conditionKeys(q)
	for _, block := range t.blocks {
		if !block.full && slices.Equal(block.keys(), keys) {
			return block
		}
	}
	return nil
}

func (block *tallyBlock) keys() []string {
	var keys []string
	for _, column := range block.columns {
		keys = append(keys, block.tally.columns[column].key)
	}
	return keys
}

// reference returns the cells of a column of the block, counted from 1.
func (block *tallyBlock) reference(column int) string {
	return area{column, block.first, column, block.first + max(len(block.lines), 1) - 1}.absolute(block.tally.sheet)
}

// name returns the cells of a column that is compared.
func (block *tallyBlock) name(key string) string {
	return block.reference(slices.Index(block.keys(), key) + 1)
}

// total returns the cells to add up: the counts, or the sums of a column.
func (block *tallyBlock) total(key string) string {
	column := len(block.columns) + 1
	if i := slices.IndexFunc(block.sums, func(s tallySum) bool { return s.key == key }); i >= 0 {
		column += 1 + i
	}
	return block.reference(column)
}

// sorted returns the keys of the lines in the order of their values.
func (block *tallyBlock) sorted() []tallyKey {
	keys := make([]tallyKey, 0, len(block.lines))
	for key := range block.lines {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b tallyKey) int {
		for i, column := range block.columns {
			values := block.tally.columns[column].values
			if order := values[a[i]].compare(values[b[i]].value); order != 0 {
				return order
			}
		}
		return 0
	})
	return keys
}

// compare orders blanks before texts before numbers.
func (v value) compare(w value) int {
	return cmp.Or(cmp.Compare(v.kind, w.kind), cmp.Compare(v.number, w.number), cmp.Compare(v.text, w.text))
}

// tallyWidth is the width of the columns of the tally.
const tallyWidth = 22

// openTally adds the sheet of the tally, to be filled when the rows have been
// counted.
func (b *book) openTally() {
	t := b.counter.tally
	if t == nil || len(t.blocks) == 0 {
		return
	}
	name := b.words.Say("workbook.tally")
	s := b.addSheet(tallyID, name)
	t.sheet = s.name
	columns := 1
	for _, block := range t.blocks {
		columns = max(columns, len(block.columns)+1+len(block.sums))
	}
	s.widths = slices.Repeat([]float64{tallyWidth}, columns)
	b.fillUp(s)
	s.contents, s.across = len(s.widths), min(len(s.widths), 6)
	b.placeTitle(s, name)
	b.paragraph(s, report.Paragraph{Role: report.Note, Text: b.words.Say("workbook.tally_about")})
	s.skip(1)
	// The styles must exist before the rows are counted.
	b.tallyLooks()
}

// tallyLooks returns the styles of heads, words, counts and months.
func (b *book) tallyLooks() (head, text, number, month int) {
	head = b.styles.id(look{bold: true, wrap: true, fill: headFill, line: baseColor, thick: true})
	text = b.styles.id(look{line: gridColor, align: "left"})
	number = b.styles.id(look{line: gridColor, align: "right", format: b.words.NumberFormat(report.Count)})
	month = b.styles.id(look{line: gridColor, align: "left", format: monthNumberFormat})
	return head, text, number, month
}

// fillTally sets the lines of the blocks one below the other.
func (b *book) fillTally() {
	s, t := b.byID[tallyID], b.counter.tally
	if s == nil || t == nil {
		return
	}
	head, text, number, month := b.tallyLooks()
	for n, block := range t.blocks {
		if block.full {
			continue
		}
		row := s.next()
		s.set(1, row, head, textOf(strconv.Itoa(n+1)))
		row++
		for i, column := range block.columns {
			s.set(i+1, row, head, textOf(t.columns[column].title))
		}
		counts := len(block.columns) + 1
		s.set(counts, row, head, textOf(b.words.Say("workbook.tally_count")))
		for i, sum := range block.sums {
			s.set(counts+1+i, row, head, textOf(b.words.Say("workbook.tally_sum", report.Values{"Column": sum.title})))
		}
		block.first = row + 1
		for _, key := range block.sorted() {
			row++
			for i, column := range block.columns {
				style := text
				if isMonthNumber(t.columns[column].key, t.columns[column].kind) {
					style = month
				}
				s.set(i+1, row, style, t.columns[column].values[key[i]].value)
			}
			line := block.lines[key]
			s.set(counts, row, number, numberOf(float64(line.count)))
			for i, sum := range line.sums {
				s.set(counts+1+i, row, number, numberOf(sum))
			}
		}
		s.skip(1)
	}
}

// monthNumberFormat prints the month number 202206 as 2022-06.
const monthNumberFormat = "0000-00"

// isMonthNumber reports whether a column of the listing holds months as numbers
// of year and month.
func isMonthNumber(key string, kind report.Kind) bool {
	return kind == report.Count && strings.HasSuffix(key, "_month")
}
