//go:build unix

package main

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// BenchmarkReport makes whole reports in a process of its own, both editions,
// and says how much memory that took at its peak.
func BenchmarkReport(b *testing.B) {
	folder := b.TempDir()
	samples, err := filepath.Abs(filepath.Join(repository, "samples"))
	if err != nil {
		b.Fatal(err)
	}
	for _, job := range []struct {
		name      string
		arguments func() []string
	}{
		{"japan", func() []string {
			return []string{"--period", "2022-07", filepath.Join(samples, "japan.csv")}
		}},
		{"hhs", func() []string {
			return []string{"--period", "2024-05", "--mapping", filepath.Join(samples, "hhs", "mapping.toml"), filepath.Join(samples, "hhs", "breaches.csv")}
		}},
		{"1000", func() []string { return []string{"--period", "2024-06", synthetic(b, folder, 1e3)} }},
		{"10000", func() []string { return []string{"--period", "2024-06", synthetic(b, folder, 1e4)} }},
		{"100000", func() []string { return []string{"--period", "2024-06", synthetic(b, folder, 1e5)} }},
		{"1000000", func() []string { return []string{"--period", "2024-06", synthetic(b, folder, 1e6)} }},
	} {
		b.Run(job.name, func(b *testing.B) {
			arguments := append([]string{"report", "--quiet"}, job.arguments()...)
			var peak int64
			for b.Loop() {
				os.RemoveAll(filepath.Join(folder, "out"))
				run := command(b, folder, arguments...)
				if out, err := run.CombinedOutput(); err != nil {
					b.Fatalf("%v: %s", err, out)
				}
				peak = max(peak, run.ProcessState.SysUsage().(*syscall.Rusage).Maxrss)
			}
			b.ReportMetric(float64(peak)/1024, "peak-MiB") // Linux counts in KiB
		})
	}
}

// synthetic writes incidents over five years: many organisations, a few large
// suppliers whose failures hit many, sizes as Japanese papers tell them.
func synthetic(b *testing.B, folder string, rows int) string {
	b.Helper()
	name := filepath.Join(folder, fmt.Sprintf("synthetic-%d.csv", rows))
	if _, err := os.Stat(name); err == nil {
		return name
	}
	file, err := os.Create(name)
	if err != nil {
		b.Fatal(err)
	}
	out := bufio.NewWriter(file)
	fmt.Fprintln(out, "id,event,organization,sector,region,country,occurred_from,discovered,disclosed,vector,impact,size,size_unit,"+
		"leak_status,items,supplier_caused,supplier_kind,supplier,source,source_url,notes")
	random := rand.New(rand.NewPCG(1, 2))
	pick := func(words []string) string { return words[random.IntN(len(words))] }
	for i := range rows {
		year, month, day := 2020+random.IntN(5), 1+random.IntN(12), 1+random.IntN(20)
		size := 1 + int(random.ExpFloat64()*random.ExpFloat64()*2000)
		event, cause, supplier := fmt.Sprintf("e%d", i), "no,none", ""
		if random.IntN(4) == 0 {
			n := random.IntN(1 + rows/25)
			event, cause, supplier = fmt.Sprintf("s%d", n), "yes,contractor", fmt.Sprintf("委託先%d株式会社", n%500)
		}
		fmt.Fprintf(out, "r%d,%s,組織%d株式会社,%s,%s,JP,%d-%02d-%02d,%d-%02d-%02d,%d-%02d-%02d,%s,data_leak,%s,persons,confirmed,\"氏名、住所、電話番号\",%s,%s,報道,https://example.org/%d,\"%s\"\n",
			i, event, random.IntN(1+rows/3), pick(sectors), pick(regions), year, month, day, year, month, day+random.IntN(4), year, month, day+4+random.IntN(4),
			pick(vectors), strings.ReplaceAll(pick(sizes), "N", fmt.Sprint(size)), cause, supplier, i, strings.Repeat("担当者の設定の誤り、", 1+random.IntN(4)))
	}
	if err := out.Flush(); err != nil {
		b.Fatal(err)
	}
	if err := file.Close(); err != nil {
		b.Fatal(err)
	}
	return name
}

var (
	sectors = []string{"S", "P", "I", "G", "R", "E", "O", "J"}
	regions = []string{"東京都", "大阪府", "秋田県", "北海道", "福岡県", "沖縄県"}
	vectors = []string{"ransomware", "malware", "phishing_social", "misconfiguration", "misdelivery", "loss", "web_app_attack", "unknown"}
	sizes   = []string{"N件", "約N件", "N件以上", "最大N人", "N人", "N～N0件", "N", "不明"}
)
