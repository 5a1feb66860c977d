package intake

import (
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
)

// Short texts are the hard ones: a header of one word, one name, half-width kana.
func TestEncodingsAreFoundInShortTexts(t *testing.T) {
	texts := []string{
		"組織名\n", "組織名,件数\n秋田県,約42万件\n", "会社名,備考\nソニー,表\n", "企業名\nカタカナノミ\n", "団体名\nひらがなのみ\n",
		"名称,件数\n能登町,予\n", "organization\n東京\n", "id,組織名,原因\n1,島田市,紛失\n", "組織名\tURL\n島根県\thttps://example.jp/\n", "法人名\n一二三\n",
		"発生組織,公表日\n気象庁,2023年8月4日\n", "組織名\nﾊﾝｶｸ\n",
	}
	encodings := []struct {
		want    string
		encoder func() *encoding.Encoder
	}{
		{encodingUTF8, encoding.Nop.NewEncoder},
		{encodingUTF8, unicode.UTF8BOM.NewEncoder},
		{encodingUTF16LE, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder},
		{encodingUTF16BE, unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder},
		{encodingCP932, japanese.ShiftJIS.NewEncoder},
		{encodingEUCJP, japanese.EUCJP.NewEncoder},
		{encodingISO2022JP, japanese.ISO2022JP.NewEncoder},
	}
	for _, text := range texts {
		for _, e := range encodings {
			content, err := e.encoder().Bytes([]byte(text))
			if err != nil {
				t.Fatal(err)
			}
			if got := detect(content).encoding; got != e.want {
				t.Errorf("%q in %s: found %s", text, e.want, got)
			}
		}
	}
}
