package intake

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"

	"github.com/breachbrief/breachbrief/analysis"
)

// table makes rows as they look in a large company: few words that repeat,
// mostly different figures and names, about 340 bytes each in UTF-8.
func table(rows int) []byte {
	var b bytes.Buffer
	b.WriteString(strings.Join(Columns(), ",") + "\r\n")
	vectors := []string{"ransomware", "不正ログイン", "誤送信", "紛失", "misconfiguration", "不正アクセス"}
	sizes := []string{"約42万件", "%d件", "最大%d人", "不明", "\"%d,%03d件\"", "%d"}
	for i := range rows {
		size := sizes[i%len(sizes)]
		switch strings.Count(size, "%") {
		case 1:
			size = fmt.Sprintf(size, i%90000+1)
		case 2:
			size = fmt.Sprintf(size, i%900+1, i%1000)
		}
		fmt.Fprintf(&b, "r%07d,incident,,株式会社サンプル%d,Sample %d K.K.,製造業,東京都,JP,2022年%d月%d日,,2022/%d/%d,,2022-%02d-%02d,,%s,data_leak,%s,records,,possible,氏名、住所、電話番号、メールアドレス,"+
			"はい,contractor,委託先%d,自社調べ,https://example.jp/%d,委託先の担当者が誤ってファイルを公開し、第三者が閲覧できる状態になっていた\r\n",
			i, i%20000, i%20000, i%12+1, i%28+1, i%12+1, i%28+1, i%12+1, i%28+1, vectors[i%len(vectors)], size, i%50, i)
	}
	return b.Bytes()
}

func benchmark(b *testing.B, content []byte, encoding string) {
	source := Source{Name: "bench.csv", Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(content)), nil }}
	b.SetBytes(int64(len(content)))
	b.ReportAllocs()
	for b.Loop() {
		batch, err := Read(context.Background(), []Source{source}, Options{}, func(analysis.Incident) {})
		if err != nil || batch.Inputs[0].Rejected != 0 || batch.Inputs[0].Encoding != encoding {
			b.Fatal(err, batch.Inputs)
		}
	}
}

const benchmarkRows = 50_000

func BenchmarkReadUTF8(b *testing.B) { benchmark(b, table(benchmarkRows), encodingUTF8) }

func BenchmarkReadCP932(b *testing.B) {
	content, err := japanese.ShiftJIS.NewEncoder().Bytes(table(benchmarkRows))
	if err != nil {
		b.Fatal(err)
	}
	benchmark(b, content, encodingCP932)
}

// BenchmarkReadWords has cells that never repeat, so that no reading is
// remembered.
func BenchmarkReadDifferentSizes(b *testing.B) {
	var t bytes.Buffer
	t.WriteString("organization,size,disclosed\n")
	for i := range benchmarkRows {
		fmt.Fprintf(&t, "A,約%d万%d件,2022-07-01\n", i%9000+1, i%10000)
	}
	benchmark(b, t.Bytes(), encodingUTF8)
}
