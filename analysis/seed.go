package analysis

import (
	"encoding/binary"
	"hash/fnv"
)

// seed derives the seed of the random methods from what the statistics read, so
// that the same data always give the same digits.
func seed(r *Resolution) uint64 {
	h := fnv.New64a()
	var number [8]byte
	write := func(v uint64) {
		binary.LittleEndian.PutUint64(number[:], v)
		h.Write(number[:])
	}
	for i := range r.Events {
		e := &r.Events[i]
		write(uint64(e.Month))
		write(uint64(e.Vector)<<16 | uint64(e.Narrow)<<8 | uint64(e.Wide))
		write(uint64(e.Size.Low))
		write(uint64(e.Size.High))
		write(uint64(e.CaseCount))
	}
	return h.Sum64()
}
