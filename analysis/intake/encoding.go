package intake

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/transform"
)

// The encodings that are read, by the names that Options.Encoding takes and
// Input.Encoding tells.
const (
	encodingUTF8      = "utf-8"
	encodingCP932     = "cp932"
	encodingEUCJP     = "euc-jp"
	encodingUTF16LE   = "utf-16le"
	encodingUTF16BE   = "utf-16be"
	encodingISO2022JP = "iso-2022-jp"
)

// Encodings returns the names of the encodings that can be forced.
func Encodings() []string {
	return []string{encodingUTF8, encodingCP932, encodingEUCJP, encodingUTF16LE, encodingUTF16BE, encodingISO2022JP}
}

// encodingAliases are other names in use for the same encodings.
var encodingAliases = map[string]string{
	"utf8": encodingUTF8, "utf8bom": encodingUTF8, "utf8sig": encodingUTF8,
	"cp932": encodingCP932, "shiftjis": encodingCP932, "sjis": encodingCP932, "windows31j": encodingCP932, "ms932": encodingCP932,
	"eucjp": encodingEUCJP, "utf16": encodingUTF16LE, "utf16le": encodingUTF16LE, "utf16be": encodingUTF16BE,
	"iso2022jp": encodingISO2022JP, "jis": encodingISO2022JP,
}

// ParseEncoding returns the name in Encodings of what may be called otherwise:
// Shift_JIS is cp932. The error of an unknown name lists them all.
func ParseEncoding(name string) (string, error) {
	key := strings.NewReplacer("-", "", "_", "", " ", "").Replace(strings.ToLower(name))
	if found, ok := encodingAliases[key]; ok {
		return found, nil
	}
	hint := ""
	if near := nearest(key, sortedKeys(encodingAliases)); near != "" {
		hint = fmt.Sprintf("did you mean %s? ", encodingAliases[near])
	}
	return "", fmt.Errorf("there is no encoding %q; %sthere are %s", name, hint, strings.Join(Encodings(), ", "))
}

// detection is what the first bytes of a file show.
type detection struct {
	encoding string
	bom      int // bytes of the byte order mark
}

var boms = []struct {
	mark     string
	encoding string
}{
	{"\xEF\xBB\xBF", encodingUTF8},
	{"\xFF\xFE", encodingUTF16LE},
	{"\xFE\xFF", encodingUTF16BE},
}

// detect tells the encoding of a sample from the beginning of a file: a byte
// order mark, else NUL bytes at every other place, else escape sequences, else
// valid UTF-8, else whichever of CP932 and EUC-JP gives the more likely text.
func detect(sample []byte) detection {
	for _, b := range boms {
		if bytes.HasPrefix(sample, []byte(b.mark)) {
			return detection{b.encoding, len(b.mark)}
		}
	}
	if name := detectUTF16(sample); name != "" {
		return detection{encoding: name}
	}
	ascii := isASCIIBytes(sample)
	switch {
	case ascii && (bytes.Contains(sample, []byte("\x1B$")) || bytes.Contains(sample, []byte("\x1B("))):
		return detection{encoding: encodingISO2022JP}
	case ascii || validPrefix(sample) || mostlyUTF8(sample):
		return detection{encoding: encodingUTF8}
	}
	if likelihood(sample, encodingEUCJP) < likelihood(sample, encodingCP932) {
		return detection{encoding: encodingEUCJP}
	}
	return detection{encoding: encodingCP932}
}

// detectUTF16 looks for the NUL bytes of ASCII signs. A few NULs in an 8-bit
// file stand at both parities or are rare.
func detectUTF16(sample []byte) string {
	var zeros [2]int
	for i, b := range sample {
		if b == 0 {
			zeros[i%2]++
		}
	}
	pairs := len(sample) / 2
	oneByteLines := bytes.IndexByte(sample, '\n') >= 0
	switch {
	case zeros[1]*20 > pairs && zeros[1] > 10*zeros[0]:
		if !oneByteLines || bytes.Contains(sample, []byte("\n\x00")) {
			return encodingUTF16LE
		}
	case zeros[0]*20 > pairs && zeros[0] > 10*zeros[1]:
		if !oneByteLines || bytes.Contains(sample, []byte("\x00\n")) {
			return encodingUTF16BE
		}
	}
	return ""
}

// validPrefix reports whether the sample is valid UTF-8 but for a last
// character that its end cuts.
func validPrefix(sample []byte) bool {
	for cut := 0; cut < utf8.UTFMax && cut <= len(sample); cut++ {
		if utf8.Valid(sample[:len(sample)-cut]) {
			return true
		}
	}
	return false
}

// mostlyUTF8 reports whether bytes that are not all valid hold more Japanese
// letters in UTF-8 than bytes that are none: a UTF-8 text with a few broken
// bytes, or into which lines of another encoding were pasted. Text in CP932 or
// EUC-JP gives two broken bytes for nearly every letter.
func mostlyUTF8(text []byte) bool {
	valid, broken := 0, 0
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			broken++
		case size == 3:
			valid++
		}
		i += size
	}
	return valid > broken
}

// isJapaneseUTF8 reports whether valid UTF-8 holds at least two kana or kanji in
// their three bytes: CP932 text gives such bytes by chance only in very short
// runs.
func isJapaneseUTF8(line []byte) bool {
	count := 0
	for i := 0; i+2 < len(line); {
		if line[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(line[i:])
		if r >= 0x3040 && r <= 0x9FFF || r >= 0xFF00 && r <= 0xFF9F {
			count++
		}
		if count == 2 {
			return true
		}
		i += size
	}
	return false
}

// Weights of signs that speak against a decoding. Half-width kana are legal in
// CP932 and rare in tables; they are what EUC-JP bytes turn into.
const (
	weightReplacement = 1000
	weightPrivateUse  = 50
	weightHalfWidth   = 16
	weightOther       = 4
	weightKana        = -3
)

// likelihood scores a decoding of the sample: the lower, the likelier.
func likelihood(sample []byte, encoding string) int {
	if end := bytes.LastIndexByte(sample, '\n'); end > 0 {
		sample = sample[:end]
	}
	var text []byte
	if encoding == encodingCP932 {
		text, _ = decodeCP932(nil, sample)
	} else {
		text, _, _ = transform.Bytes(japanese.EUCJP.NewDecoder(), sample)
	}
	score := 0
	for _, r := range string(text) {
		switch {
		case r == utf8.RuneError:
			score += weightReplacement
		case r >= 0xE000 && r <= 0xF8FF:
			score += weightPrivateUse
		case r >= 0xFF61 && r <= 0xFF9F:
			score += weightHalfWidth
		case r >= 0x3041 && r <= 0x30FE:
			score += weightKana
		case r >= utf8.RuneSelf && (r < 0x4E00 || r > 0x9FFF):
			score += weightOther
		}
	}
	return score
}
