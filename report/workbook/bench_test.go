package workbook

import (
	"fmt"
	"io"
	"testing"

	"github.com/breachbrief/breachbrief/report"
)

func BenchmarkWrite(b *testing.B) {
	for _, rows := range []int{1_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(rows), func(b *testing.B) {
			d := fixture(b, report.Japanese, rows)
			b.ReportAllocs()
			for b.Loop() {
				if err := Write(io.Discard, d); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
