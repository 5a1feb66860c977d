package intake

import "math/bits"

// Multipliers of the fingerprint: odd numbers with as many ones as zeros, the
// constants of wyhash.
const (
	mixA = 0xa0761d6478bd642f
	mixB = 0xe7037ed1a0b428db
	mixC = 0x8ebc6af09c88c6e3
)

// fingerprint returns 64 bits that are equal for rows equal in every cell. With
// ten million rows two different ones agree with a chance of three in a million.
// It is the same in every run, as everything that leaves the program must be.
func fingerprint(seed uint64, cells []string) uint64 {
	h := seed ^ mixA
	for _, cell := range cells {
		h = mix(h^uint64(len(cell)), mixB)
		for ; len(cell) >= 8; cell = cell[8:] {
			h = mix(h^eight(cell), mixC)
		}
		var last uint64
		for i := range len(cell) {
			last |= uint64(cell[i]) << (8 * i)
		}
		h = mix(h^last, mixA)
	}
	return mix(h, mixB)
}

func mix(a, b uint64) uint64 {
	high, low := bits.Mul64(a, b)
	return high ^ low
}

// eight returns the first eight bytes of s as one number; the compiler makes it
// one load.
func eight(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}
