package analysis

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
)

// manyIncidents makes rows like those of a large feed: 60 months, lognormal
// sizes, a quarter supplier-caused, some events of many cases.
func manyIncidents(n int) *Incidents {
	random := rand.New(rand.NewPCG(1, 2))
	var incidents Incidents
	for i := range n {
		low := int64(1 + random.ExpFloat64()*random.ExpFloat64()*5_000)
		in := Incident{
			Place:        Place{Line: i + 2},
			Organization: fmt.Sprintf("組織%d", random.IntN(n/3+1)),
			Region:       "東京都", Sector: "P", Country: "JP",
			Disclosed:  DateOf(NewDay(2019, time.January, 1+random.IntN(1800))),
			Vector:     Vectors()[random.IntN(16)],
			Impact:     ImpactDataLeak,
			LeakStatus: LeakPossible,
			Text:       FreeText{Notes: "調査の結果、利用者の情報が外部に送られた可能性がある。", SourceURL: fmt.Sprintf("https://example.org/%d", i)},
		}
		in.Discovered = DateOf(in.Disclosed.First - Day(random.IntN(90)))
		switch random.IntN(5) {
		case 0:
		case 1:
			in.Size = Size{Low: low, Written: low, Bounds: OpenAbove, Qualifier: AtLeast, Text: fmt.Sprintf("%d件以上", low), Unit: UnitRecords}
		default:
			in.Size = Size{Low: low, High: low, Written: low, Bounds: Closed, Qualifier: Exact, Text: fmt.Sprintf("%d人", low), Unit: UnitPersons}
		}
		if random.IntN(4) == 0 {
			in.SupplierCaused, in.SupplierKind = Yes, SupplierContractor
			in.Supplier = fmt.Sprintf("委託先%d", random.IntN(5_000))
			in.Event = fmt.Sprintf("event-%d", random.IntN(n/24+1))
		}
		incidents.Add(in)
	}
	return &incidents
}

// BenchmarkSince reads the findings of the month before and compares with them
// event by event.
func BenchmarkSince(b *testing.B) {
	june := NewMonth(2023, time.June)
	for _, n := range []int{1_000, 100_000} {
		r := Resolve(manyIncidents(n), nil, ResolveOptions{})
		now := Run(r, RunOptions{Period: Period{First: june, Last: june}, AsOf: june.Last()})
		var published bytes.Buffer
		before := Run(r, RunOptions{Period: Period{First: june - 1, Last: june - 1}, AsOf: june.Last()})
		if err := before.WriteJSON(&published); err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("rows=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(published.Len()))
			for b.Loop() {
				earlier, err := ReadEarlier(bytes.NewReader(published.Bytes()), true)
				if err != nil {
					b.Fatal(err)
				}
				now.Since(earlier)
			}
		})
	}
}

func BenchmarkResolveAndRun(b *testing.B) {
	june := NewMonth(2023, time.June)
	for _, n := range []int{1_000, 100_000, 1_000_000} {
		incidents := manyIncidents(n)
		b.Run(fmt.Sprintf("rows=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r := Resolve(incidents, nil, ResolveOptions{})
				Run(r, RunOptions{Period: Period{First: june, Last: june}, AsOf: june.Last()})
			}
		})
	}
}
