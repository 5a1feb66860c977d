package samples

import (
	"encoding/csv"
	"slices"
	"strings"
	"testing"
)

var canonicalColumns = strings.Split("id,class,event,organization,organization_en,sector,region,country,"+
	"occurred_from,occurred_to,discovered,notified,disclosed,document_date,vector,impact,size,size_unit,event_size,"+
	"leak_status,items,supplier_caused,supplier_kind,supplier,source,source_url,notes", ",")

// readRows returns the header and the rows of an embedded CSV file. The reader
// refuses rows of a different width.
func readRows(t *testing.T, name string) (header []string, rows [][]string) {
	t.Helper()
	data, err := Files.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	if strings.HasPrefix(text, "\ufeff") || strings.Contains(text, "\r") {
		t.Errorf("%s has a byte order mark or a carriage return", name)
	}
	records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return records[0], records[1:]
}

func count(rows [][]string, column int) map[string]int {
	counts := map[string]int{}
	for _, row := range rows {
		counts[row[column]]++
	}
	return counts
}

func expectCounts(t *testing.T, what string, got, want map[string]int) {
	t.Helper()
	for name, n := range want {
		if got[name] != n {
			t.Errorf("%s %q: %d rows, want %d", what, name, got[name], n)
		}
	}
	for name, n := range got {
		if _, ok := want[name]; !ok {
			t.Errorf("%s %q: %d rows, want none", what, name, n)
		}
	}
}

func TestJapanColumns(t *testing.T) {
	header, rows := readRows(t, "japan.csv")
	if !slices.Equal(header, canonicalColumns) {
		t.Errorf("header is %v, want %v", header, canonicalColumns)
	}
	for i, row := range rows {
		for j, cell := range row {
			if cell != strings.TrimSpace(cell) {
				t.Errorf("row %d, %s: space around %q", i+1, header[j], cell)
			}
		}
		if row[slices.Index(header, "organization")] == "" {
			t.Errorf("row %d has no organisation", i+1)
		}
	}
}

// The counts were made by hand from the five texts; see README.md.
func TestJapanCounts(t *testing.T) {
	header, rows := readRows(t, "japan.csv")
	expectCounts(t, "class", count(rows, slices.Index(header, "class")),
		map[string]int{"incident": 34, "headline": 5, "notice": 6})

	events, cases, organizations := map[string]bool{}, map[string]bool{}, map[string]bool{}
	class, event, organization := slices.Index(header, "class"), slices.Index(header, "event"), slices.Index(header, "organization")
	for _, row := range rows {
		if row[class] != "incident" {
			continue
		}
		if row[event] == "" {
			t.Errorf("incident %s has no event", row[0])
		}
		events[row[event]] = true
		cases[row[event]+"\n"+row[organization]] = true
		organizations[row[organization]] = true
	}
	for _, c := range []struct {
		what      string
		got, want int
	}{
		{"events", len(events), 16},
		{"cases", len(cases), 26},
		{"organisations", len(organizations), 23},
	} {
		if c.got != c.want {
			t.Errorf("%d %s, want %d", c.got, c.what, c.want)
		}
	}
}

// One report was copied into two of the texts: its row stands twice, and no
// other row or id does.
func TestJapanIdenticalRows(t *testing.T) {
	_, rows := readRows(t, "japan.csv")
	ids, whole := count(rows, 0), map[string]int{}
	for _, row := range rows {
		whole[strings.Join(row, "\n")]++
	}
	for _, row := range rows {
		want := 1
		if row[0] == "b07" {
			want = 2
		}
		if n := ids[row[0]]; n != want {
			t.Errorf("id %s on %d rows, want %d", row[0], n, want)
		}
		if n := whole[strings.Join(row, "\n")]; n != want {
			t.Errorf("row %s stands %d times, want %d", row[0], n, want)
		}
	}
}

func TestJapanIdentifiers(t *testing.T) {
	allowed := map[string]string{
		"class":   "incident headline notice",
		"country": "JP US",
		"sector":  "A B C D E F G H I J K L M N O P Q R S T",
		"vector": "ransomware malware credential_abuse vuln_exploit web_app_attack unauthorized_access_unspecified phishing_social " +
			"misconfiguration misdelivery loss theft insider system_defect dos other unknown",
		"impact": "data_leak data_exposure spam_relay encryption account_takeover loss_of_media defacement outage fraud",
		"size_unit": "persons records mails mail_addresses accounts households organizations sheets devices bank_accounts files " +
			"spam_mails_sent logins login_attempts accesses members forged_mails times",
		"leak_status":     "confirmed possible not_confirmed denied unknown",
		"supplier_caused": "yes no unknown",
		"supplier_kind": "contractor subcontractor cloud_service product_flaw group_company customer_side " +
			"none unknown",
	}
	header, rows := readRows(t, "japan.csv")
	for j, column := range header {
		words, listed := allowed[column]
		if !listed {
			continue
		}
		for _, row := range rows {
			if row[j] != "" && !slices.Contains(strings.Fields(words), row[j]) {
				t.Errorf("%s, %s: %q is no identifier", row[0], column, row[j])
			}
		}
	}
}

// Sizes are stated as their sources write them, qualifiers, units and all.
func TestJapanSizes(t *testing.T) {
	header, rows := readRows(t, "japan.csv")
	want := map[string]int{"": 23, "約42万件": 2, "20万件以上": 1, "約12万7000件": 1, "計24万5835件": 1, "約12万7千件": 1,
		"約3万件": 1, "約25万人分": 1, "4千件を超える": 1, "52件": 1, "33件": 1, "75件(69メールアドレス)": 1, "35件": 1, "調査中": 2, "27人": 1,
		"最大2110人分": 1, "不明": 1, "約186万件": 1, "約1万人": 1, "計1,875件": 1, "合計2,446件": 1}
	expectCounts(t, "size", count(rows, slices.Index(header, "size")), want)
	expectCounts(t, "event_size", count(rows, slices.Index(header, "event_size")),
		map[string]int{"": 41, "2,312件": 3, "総数2,311件": 1})
}

// The figures were counted in the portal's exports, independently of this file.
func TestBreaches(t *testing.T) {
	header, rows := readRows(t, "hhs/breaches.csv")
	want := []string{"Name of Covered Entity", "State", "Covered Entity Type", "Individuals Affected",
		"Breach Submission Date", "Type of Breach", "Location of Breached Information", "Business Associate Present"}
	if !slices.Equal(header, want) {
		t.Errorf("header is %v, want %v", header, want)
	}
	if len(rows) != 6279 {
		t.Errorf("%d rows, want 6279", len(rows))
	}
	expectCounts(t, "entity", count(rows, 2), map[string]int{"Healthcare Provider": 4492, "Business Associate": 951,
		"Health Plan": 817, "Healthcare Clearing House": 14, "": 5})
	expectCounts(t, "associate", count(rows, 7), map[string]int{"Yes": 1831, "No": 4448})
}

// Every column and value that the mapping names must stand in the file it reads.
func TestMappingNamesTheBreaches(t *testing.T) {
	data, err := Files.ReadFile("hhs/mapping.toml")
	if err != nil {
		t.Fatal(err)
	}
	header, rows := readRows(t, "hhs/breaches.csv")
	for _, column := range header {
		if !strings.Contains(string(data), `"`+column+`"`) {
			t.Errorf("the mapping does not read %q", column)
		}
	}
	for _, name := range []string{"Covered Entity Type", "Type of Breach", "Business Associate Present"} {
		for cell := range count(rows, slices.Index(header, name)) {
			for value := range strings.SplitSeq(cell, ", ") {
				if value != "" && !strings.Contains(string(data), `"`+value+`" = `) {
					t.Errorf("the mapping has no word for %q of %s", value, name)
				}
			}
		}
	}
}
