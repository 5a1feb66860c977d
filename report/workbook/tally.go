package workbook

import (
	"cmp"
	"math"
	"slices"
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
	small      []uint16 // by whole numbers below mostSmall
	numbers    map[float64]uint16
	values     []tallyValue
	full       bool
}

// tallyValue is a value of a column, and the number of the listing's word that
// it is, if it is one.
type tallyValue struct {
	value
	word int32
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
	nodes   []tallyNode // by which a line is found; the first is the root
	lines   []tallyLine
	full    bool
	tally   *tally
	first   int // row of the sheet on which its lines begin
}

// tallyNode leads on from the values of the first columns to a line.
type tallyNode struct {
	next []int32 // the node of each number of the next column's value; 0: none yet
	line int32   // after the last column, counted from 1; 0: none yet
}

type tallySum struct {
	key, title string
	index      int // in the listing
}

// tallyKey is the numbers of a line's values.
type tallyKey [maxTallyColumns]uint16

type tallyLine struct {
	key   tallyKey
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
	block := &tallyBlock{tally: t, nodes: make([]tallyNode, 1)}
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
	if n := int(cell.Value); 0 <= n && n < mostSmall && float64(n) == cell.Value {
		return c.smallNumber(n)
	}
	id, ok := c.numbers[cell.Value]
	if !ok {
		id = c.next(tallyValue{value: numberOf(cell.Value)})
		c.numbers[cell.Value] = id
	}
	return id
}

// mostSmall is above all months written as numbers (206012).
const mostSmall = 1 << 18

func (c *tallyColumn) smallNumber(n int) uint16 {
	if n >= len(c.small) {
		c.small = append(c.small, make([]uint16, n+1-len(c.small))...)
	}
	if c.small[n] == 0 {
		c.small[n] = c.next(tallyValue{value: numberOf(float64(n))})
	}
	return c.small[n]
}

func (c *tallyColumn) word(cell *report.Cell) uint16 {
	n := int(cell.Word)
	if n >= len(c.words) {
		c.words = append(c.words, make([]uint16, n+1-len(c.words))...)
	}
	if c.words[n] == 0 {
		c.words[n] = c.next(tallyValue{textOf(cell.Text), cell.Word})
	}
	return c.words[n]
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
		block.lines, block.full = slices.Clone(other.blocks[i].lines), other.blocks[i].full
	}
}

func (block *tallyBlock) add(ids []uint16, cells []report.Cell) {
	line := block.line(ids)
	if line == nil {
		return
	}
	line.count++
	for i, sum := range block.sums {
		if cells[sum.index].Reason == "" {
			line.sums[i] += cells[sum.index].Value
		}
	}
}

// line returns the line of a row, nil if there is no room for it.
func (block *tallyBlock) line(ids []uint16) *tallyLine {
	var key tallyKey
	var at int32
	for i, column := range block.columns {
		block.full = block.full || block.tally.columns[column].full
		key[i] = ids[column]
		at = block.next(at, key[i])
	}
	if n := block.nodes[at].line; n > 0 {
		return &block.lines[n-1]
	}
	if block.full = block.full || len(block.lines) >= maxTallyLines; block.full {
		return nil
	}
	block.lines = append(block.lines, tallyLine{key: key, sums: make([]float64, len(block.sums))})
	block.nodes[at].line = int32(len(block.lines))
	return &block.lines[len(block.lines)-1]
}

// next returns the node that the number of a value leads to.
func (block *tallyBlock) next(node int32, id uint16) int32 {
	n := &block.nodes[node]
	if missing := int(id) + 1 - len(n.next); missing > 0 {
		n.next = append(n.next, make([]int32, missing)...)
	}
	if n.next[id] == 0 {
		n.next[id] = int32(len(block.nodes))
		block.nodes = append(block.nodes, tallyNode{})
	}
	return block.nodes[node].next[id]
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

// sort puts the lines in the order of their values.
func (block *tallyBlock) sort() {
	slices.SortFunc(block.lines, func(a, b tallyLine) int {
		for i, column := range block.columns {
			values := block.tally.columns[column].values
			if order := values[a.key[i]].compare(values[b.key[i]].value); order != 0 {
				return order
			}
		}
		return 0
	})
}

// compare orders blanks before texts before numbers.
func (v value) compare(w value) int {
	return cmp.Or(cmp.Compare(v.kind, w.kind), cmp.Compare(v.number, w.number), cmp.Compare(v.text, w.text))
}
