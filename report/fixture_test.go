package report

import (
	"testing"
	"time"

	"github.com/breachbrief/breachbrief/analysis"
)

// The fixture is a made-up list modelled on real Japanese reports: one supplier
// failure told by several organisations, a size told as about, at least, up to,
// spam mails that are no leak size, unknowns, a headline, a notice, sources that
// disagree.

func day(year, month, d int) analysis.Date {
	return analysis.DateOf(analysis.NewDay(year, time.Month(month), d))
}

func monthDate(year, month int) analysis.Date {
	m := analysis.NewMonth(year, time.Month(month))
	return analysis.Date{First: m.First(), Last: m.Last(), Precision: analysis.PrecisionMonth}
}

func size(text string, q analysis.Qualifier, low, high, written int64, unit analysis.Unit) analysis.Size {
	s := analysis.Size{Text: text, Low: low, High: high, Written: written, Bounds: analysis.Closed, Unit: unit, Qualifier: q}
	if high < 0 {
		s.High, s.Bounds = 0, analysis.OpenAbove
	}
	return s
}

func exact(text string, n int64, unit analysis.Unit) analysis.Size {
	return size(text, analysis.Exact, n, n, n, unit)
}

// sampleIncidents are 15 rows around June 2022.
func sampleIncidents() []analysis.Incident {
	mails := func(text string, n int64) analysis.Size { return exact(text, n, analysis.UnitMails) }
	desk := func(organization, region string, size analysis.Size, disclosed analysis.Date) analysis.Incident {
		return analysis.Incident{
			Event: "desk-emotet", Organization: organization, Sector: "S", Region: region, Country: "JP",
			OccurredFrom: day(2022, 5, 20), Discovered: day(2022, 6, 23), Disclosed: disclosed,
			Vector: analysis.VectorMalware, Impact: analysis.ImpactDataLeak, Size: size,
			EventSize: mails("2,312件", 2312), LeakStatus: analysis.LeakPossible,
			SupplierCaused: analysis.Yes, SupplierKind: analysis.SupplierContractor, Supplier: "みらい情報システム",
			Text: analysis.FreeText{Items: "メールアドレス、問い合わせ内容", Source: organization, SourceURL: "https://example.jp/notice"},
		}
	}
	rows := []analysis.Incident{
		desk("北見県", "北見県", mails("52件", 52), day(2022, 6, 30)),
		desk("西都県", "西都県", mails("33件", 33), day(2022, 6, 30)),
		desk("南海県", "南海県", mails("75件", 75), day(2022, 6, 30)),
		desk("東原県", "東原県", analysis.Size{}, day(2022, 7, 1)),
		{Event: "study-site", Organization: "学習ネット", Sector: "G", Region: "東京都", Country: "JP",
			OccurredFrom: day(2020, 2, 16), Discovered: day(2022, 6, 29), Disclosed: day(2022, 6, 29),
			Vector: analysis.VectorMisconfiguration, Impact: analysis.ImpactDataExposure,
			Size:       size("約25万人分", analysis.Approx, 245000, 255000, 250000, analysis.UnitPersons),
			LeakStatus: analysis.LeakConfirmed, Text: analysis.FreeText{Items: "氏名、会社名", Source: "日刊セキュリティ"}},
		{Event: "member-site", Organization: "医療出版", Sector: "G", Region: "東京都", Country: "JP", Disclosed: day(2022, 6, 24),
			Vector: analysis.VectorUnauthorizedAccess, Impact: analysis.ImpactDataLeak,
			Size:       size("4千件を超える", analysis.MoreThan, 4001, -1, 4000, analysis.UnitRecords),
			LeakStatus: analysis.LeakPossible, Text: analysis.FreeText{Source: "医療出版"}},
		{Event: "usb", Organization: "中央大学病院", Sector: "P", Region: "東京都", Country: "JP", Discovered: day(2022, 6, 19),
			Disclosed: day(2022, 6, 30), Vector: analysis.VectorLoss, Impact: analysis.ImpactLossOfMedia,
			Size: exact("27人", 27, analysis.UnitPersons), LeakStatus: analysis.LeakNotConfirmed,
			SupplierCaused: analysis.No, SupplierKind: analysis.SupplierNone, Text: analysis.FreeText{Source: "中央大学病院"}},
		{Event: "free-mail", Organization: "新川県", Sector: "S", Region: "新川県", Country: "JP", Discovered: day(2022, 6, 30),
			Vector: analysis.VectorCredentialAbuse, Impact: analysis.ImpactSpamRelay,
			Size: analysis.Size{Text: "調査中", Qualifier: analysis.UnknownSize}, Text: analysis.FreeText{Source: "報道"}},
		{Event: "cloud", Organization: "白浜県", Sector: "S", Region: "白浜県", Country: "JP", OccurredFrom: day(2022, 3, 18),
			Disclosed: day(2022, 3, 20), Vector: analysis.VectorMisconfiguration, Impact: analysis.ImpactSpamRelay,
			Size:       size("約42万件", analysis.Approx, 415000, 425000, 420000, analysis.UnitSpamMailsSent),
			LeakStatus: analysis.LeakDenied, SupplierCaused: analysis.Yes, SupplierKind: analysis.SupplierContractor,
			Text: analysis.FreeText{Source: "全国通信"}},
		{Event: "cloud", Organization: "白浜県", Sector: "S", Region: "白浜県", Country: "JP", OccurredFrom: day(2022, 3, 18),
			Disclosed: day(2022, 3, 20), Vector: analysis.VectorMisconfiguration, Impact: analysis.ImpactSpamRelay,
			Size:           size("20万件以上", analysis.AtLeast, 200000, -1, 200000, analysis.UnitSpamMailsSent),
			SupplierCaused: analysis.No, Text: analysis.FreeText{Source: "朝刊"}},
		{Organization: "旧年商店", Sector: "I", Region: "大阪府", Country: "JP", Disclosed: day(2021, 6, 3),
			Vector: analysis.VectorWebApplicationAttack, Impact: analysis.ImpactDataLeak,
			Size:       size("最大2,110人", analysis.AtMost, 0, 2110, 2110, analysis.UnitPersons),
			LeakStatus: analysis.LeakPossible, SupplierCaused: analysis.No},
		{Organization: "旧年商店", Sector: "I", Region: "大阪府", Country: "JP", Disclosed: day(2021, 6, 9),
			Vector: analysis.VectorWebApplicationAttack, Impact: analysis.ImpactDataLeak, SupplierCaused: analysis.No},
		{Organization: "日付なし工業", Sector: "E", Country: "JP", Vector: analysis.VectorRansomware, Impact: analysis.ImpactEncryption},
		{Class: analysis.ClassHeadline, Organization: "見出し保険", Sector: "J", Disclosed: monthDate(2022, 6),
			Vector: analysis.VectorInsider, Text: analysis.FreeText{Source: "日刊セキュリティ"}},
		{Class: analysis.ClassNotice, Organization: "注意庁", Sector: "S", Disclosed: day(2022, 6, 10)},
	}
	return rows
}

// resolved gathers rows as a run would; each row stands on a line of its own.
func resolved(rows []analysis.Incident) *analysis.Resolution {
	incidents := &analysis.Incidents{}
	for i, row := range rows {
		row.Place = analysis.Place{Line: i + 2}
		incidents.Add(row)
	}
	inputs := []analysis.Input{{File: "data/incidents.csv", SHA256: "0f", Encoding: "utf-8", Rows: len(rows), Used: len(rows)}}
	return analysis.Resolve(incidents, inputs, analysis.ResolveOptions{})
}

func findingsOf(rows []analysis.Incident, period string) *analysis.Findings {
	p, err := analysis.ParsePeriod(period)
	if err != nil {
		panic(err)
	}
	return analysis.Run(resolved(rows), analysis.RunOptions{
		Period: p, AsOf: p.Last.Last() + 13, Generator: analysis.Generator{Name: "breachbrief", Version: "1.0.0"},
	})
}

func wordsOf(t testing.TB, language Language) *Words {
	t.Helper()
	words, err := LoadWords(language)
	if err != nil {
		t.Fatal(err)
	}
	return words
}

func composed(t testing.TB, rows []analysis.Incident, period string, language Language) *Document {
	t.Helper()
	d, err := Compose(findingsOf(rows, period), Style{Words: wordsOf(t, language), Organization: "情報セキュリティ室",
		Recommendations: "全社のUSBメモリーを棚卸しする。"})
	if err != nil {
		t.Fatal(err)
	}
	return d
}
