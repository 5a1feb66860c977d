package workbook

import "math/bits"

// rowSet is a set of row numbers that tells how many of them lie below a row.
type rowSet struct {
	words  []uint64
	before []int32 // members before each word, valid after count
}

func newRowSet(rows int) *rowSet { return &rowSet{words: make([]uint64, (rows+63)/64)} }

func (s *rowSet) add(i int)      { s.words[i/64] |= 1 << (i % 64) }
func (s *rowSet) has(i int) bool { return s.words[i/64]&(1<<(i%64)) != 0 }

// count makes the set ready for below.
func (s *rowSet) count() {
	s.before = make([]int32, len(s.words))
	for i := 1; i < len(s.words); i++ {
		s.before[i] = s.before[i-1] + int32(bits.OnesCount64(s.words[i-1]))
	}
}

// below returns how many members are less than i.
func (s *rowSet) below(i int) int {
	return int(s.before[i/64]) + bits.OnesCount64(s.words[i/64]&(1<<(i%64)-1))
}
