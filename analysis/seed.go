package analysis

import (
	"encoding/binary"
	"hash/fnv"
)

// seed derives the seed of the random methods from what the statistics read, so
// that the same data always give the same digits, in whatever order their rows
// stand: the hashes of the events are added up.
func seed(r *Resolution) uint64 {
	var sum uint64
	h := fnv.New64a()
	var numbers [40]byte
	for i := range r.Events {
		e := &r.Events[i]
		for k, v := range [...]uint64{
			uint64(e.Month), uint64(e.Vector)<<16 | uint64(e.Narrow)<<8 | uint64(e.Wide),
			uint64(e.Size.Low), uint64(e.Size.High), uint64(e.CaseCount),
		} {
			binary.LittleEndian.PutUint64(numbers[8*k:], v)
		}
		h.Reset()
		h.Write(numbers[:])
		sum += h.Sum64()
	}
	return sum
}
