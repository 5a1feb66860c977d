package stats

import (
	"crypto/sha256"
	"encoding/binary"
	"math/rand/v2"
)

// A Seed starts a random source. It is printed with the results that used it.
type Seed [2]uint64

// NewSeed returns the seed of a statistic on some data: a hash of the data's
// canonical bytes and the statistic's name. Equal data give equal results, and no
// two statistics share their random numbers.
func NewSeed(statistic string, data []byte) Seed {
	hash := sha256.New()
	hash.Write(data)
	// The length keeps data and name apart.
	hash.Write(binary.BigEndian.AppendUint64(nil, uint64(len(data))))
	hash.Write([]byte(statistic))
	sum := hash.Sum(nil)
	return Seed{binary.BigEndian.Uint64(sum), binary.BigEndian.Uint64(sum[8:])}
}

// Random returns a new source that starts at the seed.
func (s Seed) Random() *rand.Rand { return rand.New(rand.NewPCG(s[0], s[1])) }
