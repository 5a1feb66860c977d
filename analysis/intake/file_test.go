package intake

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"github.com/breachbrief/breachbrief/analysis"
)

// names returns the organisations read, joined.
func (o outcome) names() string {
	var names []string
	for _, in := range o.incidents {
		names = append(names, in.Organization)
	}
	return strings.Join(names, "|")
}

// lines returns the lines of the rejected rows with their codes.
func (o outcome) refused() string {
	var refused []string
	for _, r := range o.rejected {
		refused = append(refused, fmt.Sprintf("%d:%s", r.Line, r.Code))
	}
	return strings.Join(refused, " ")
}

func TestFilesAsPeopleLeaveThem(t *testing.T) {
	const head = "organization,size,disclosed,notes\n"
	for _, test := range []struct{ name, content, names, refused, codes string }{
		{"plain", head + "A,1人,2022-07-01,x\nB,2人,2022-07-02,y\n", "A|B", "", ""},
		{"no newline at the end", head + "A,1人,2022-07-01,x", "A", "", ""},
		{"CRLF", "organization,notes\r\nA,x\r\nB,y\r\n", "A|B", "", ""},
		{"carriage returns only", "organization,notes\rA,x\rB,y\r", "A|B", "", ""},
		{"byte order mark", "\uFEFForganization,notes\nA,x\n", "A", "", ""},
		{"byte order mark before a quoted header", "\uFEFF\"organization\",\"notes\"\n\"A\",\"x\"\n", "A", "", ""},
		{"tabs", "organization\tnotes\nA\tx, y\n", "A", "", ""},
		{"semicolons", "organization;notes\nA;x, y\n", "A", "", ""},
		{"sep line", "sep=;\norganization;notes\nA;x\n", "A", "", ""},
		{"order of columns is free", "notes,disclosed,organization\nx,2022-07-01,A\n", "A", "", ""},
		{"header words", "組織名,公表日,漏えい件数\nA社,2022年7月1日,10件\n", "A社", "", ""},
		{"full-width spaces in header names", "　組織名　,公　表　日\nA社,2022-07-01\n", "A社", "", ""},
		{"title lines", "インシデント一覧\n作成日,2022-07-01\n\n組織名,公表日\nA社,2022-07-01\n", "A社", "", "title_lines"},
		{"two header rows", "組織,,規模,\n組織名,都道府県,件数,単位\nA社,東京都,10,人\n", "A社", "", "title_lines"},
		{"names below their groups", "組織名,発生,,公表\n,日,終了日,日\nA社,2022-07-01,2022-07-02,2022-07-03\n", "A社", "", "two_header_rows"},
		{"units below the names", "組織名,件数,公表日\n,(千件),\nA社,1.5,2022-07-01\n", "A社", "", "two_header_rows"},
		{"header in the middle", "組織名,備考\nA社,x\n組織名,備考\nB社,y\n", "A社|B社", "", "repeated_header"},
		{"totals and remarks", "組織名,件数\nA社,10人\nB社,20人\n合計,30人\n※速報値を含む\n注：人数は延べ\n", "A社|B社", "", "total_row,note_line,note_line"},
		{"totals that count the organisations", "番号,組織名,件数\n1,A社,10人\n合計,30社,10人\n計,全３０団体,10人\nTotal,1 company,10\n", "A社", "",
			"total_row,total_row,total_row"},
		{"totals of parts of the table", "組織名,件数\nA社,10人\n6月計,10人\n合計（6月）,10人\n2022年度 累計,10人\n【合計】,10人\n", "A社", "",
			"total_row,total_row,total_row,total_row"},
		{"a name that ends like a total", "組織名,件数\n東都設計,10人\n日本時計,10人\n合計会計事務所,3人\n", "東都設計|日本時計|合計会計事務所", "", ""},
		{"an organisation that begins like a total", "組織名,備考\n計測技研,x\n", "計測技研", "", ""},
		{"blank lines", "\n\norganization,notes\n\nA,x\n,\n\nB,y\n\n", "A|B", "", ""},
		{"empty columns at the end", "organization,notes,,\nA,x,,\nB,y,,\n", "A|B", "", ""},
		{"a number cut at its comma", head + "A,1,234件,2022-07-01,\nB,2人,2022-07-02,y\n", "B", "2:wrong_cell_count", "wrong_cell_count"},
		{"a number cut at its comma before empty cells", "organization,size,disclosed,notes\nA,1,234件,,\nB,12人,345,\n", "B",
			"2:wrong_cell_count", "wrong_cell_count,date_unreadable"},
		{"numbers side by side", "organization,size,id,,\nA,1,234,,\n", "A", "", "unit_not_stated"},
		{"surplus empty cells", "organization,notes\nA,x,,,\n", "A", "", ""},
		{"line feed in a cell", "organization,notes\nA,\"x\ny\"\nB,z\n", "A|B", "", ""},
		{"doubled quotation marks", "organization,notes\n\"A \"\"the best\"\"\",x\n", `A "the best"`, "", ""},
		{"stray quotation mark", "organization,notes\n\"A \"the best\" Inc\",x\n", `A "the best" Inc`, "", "stray_quote"},
		{"long row", head + "A,1人,2022-07-01,x,y,z\nB,2人,2022-07-02,y\n", "B", "2:wrong_cell_count", "wrong_cell_count"},
		{"short row that reads well", head + "A,1人,2022-07-01\nB,2人,2022-07-02,y\n", "A|B", "", "short_row"},
		{"short row with a remark", head + "A,10件(500人),2022-07-01\n", "A", "", "other_unit_named,short_row"},
		{"names that begin like remarks", "organization,notes\n注文住宅株式会社,\nNotebook Inc.,\n資料館,\n", "注文住宅株式会社|Notebook Inc.|資料館", "", ""},
		{"number in E-notation as id", "id,organization\n1.23E+12,A\n", "A", "", "rounded_by_program"},
		{"prose in place of a size", head + "A," + strings.Repeat("長い文 ", 500) + ",2022-07-01,x\n", "A", "", "size_unreadable"},
		{"short row with a cell lost in the middle", head + "A,2022-07-01,x\nB,2人,2022-07-02,y\n", "B", "2:wrong_cell_count", "wrong_cell_count"},
		{"unbalanced quotation mark", "organization,notes\nA,\"x\nB,y\nC,z\n", "B|C", "2:unbalanced_quote", "unbalanced_quote"},
		{"unbalanced mark before a quoted row", "organization,notes\nA,\"x\nB,\"y\"\nC,z\n", "B|C", "2:unbalanced_quote", "unbalanced_quote"},
		{"every row twice", "organization,notes\nA,x\nA,x\nB,y\nB,y\n", "A|B", "3:duplicate_row 5:duplicate_row", "duplicate_row,duplicate_row"},
		{"organisations without names", "event,organization\nE,非公表\nE,\"－ \"\nF,非公表\nF,非公表A\n", "非公表|－|非公表|非公表A", "",
			"organization_unnamed,organization_unnamed"},
		{"no organisation in a row", "organization,notes\n,x\nB,y\n", "B", "2:organization_missing", "organization_missing"},
		{"header only", head, "", "", "no_rows"},
		{"unknown column", "organization,colour\nA,red\n", "A", "", "unknown_column"},
		{"the same column twice", "organization,公表日,発表日\nA,2022-07-01,2022-07-02\n", "A", "", "duplicate_column"},
		{"blank header names", "organization,,notes\nA,x,y\n", "A", "", ""},
		{"NUL bytes", "organization,notes\nA\x00,x\nB,y\nC,z\n", "A|B|C", "", "nul_bytes"},
		{"control character", "organization,notes\nA,x\x01y\nB,z\nC,w\n", "A|B|C", "", ""},
		{"formula as text", "organization,notes\n\"=HYPERLINK(\"\"http://x\"\")\",x\n", `=HYPERLINK("http://x")`, "", ""},
		{"guarded formula", "organization,notes\n'=1+1,x\n", "=1+1", "", ""},
		{"text kept by a formula", "organization,notes\n=\"007\",x\n", "007", "", ""},
		{"leading zeros", "organization,notes\n007,x\n", "007", "", ""},
		{"ditto marks", "組織名,件数\nA社,10人\n〃,20人\n", "A社|A社", "", "ditto"},
		{"ditto with nothing above", "organization,notes\nA,〃\n", "A", "", "ditto_without_value"},
		{"mixed encodings", "organization,notes\n株式会社,東京の会社\n\x8F\x48\x93\x63\x8C\xA7,x\n", "株式会社|秋田県", "", "mixed_encoding"},
		{"broken bytes", "organization,notes\n株式会社\xFF,東京の会社\n", "株式会社\uFFFD", "", "replacement_found"},
		{"slip in a column of dates", head + "A,1人,2022年2月30日,x\n", "A", "", "impossible_date"},
	} {
		o := read(test.content, Options{})
		if o.err != nil {
			t.Errorf("%s: %v", test.name, o.err)
			continue
		}
		if o.names() != test.names || o.refused() != test.refused || o.codes() != test.codes {
			t.Errorf("%s: got %q, rejected %q, problems %q; want %q, %q, %q", test.name, o.names(), o.refused(), o.codes(),
				test.names, test.refused, test.codes)
		}
		if i := o.batch.Inputs[0]; i.Rows != i.Used+i.Rejected || i.Used != len(o.incidents) || i.Rejected != len(o.rejected) {
			t.Errorf("%s: rows do not add up: %+v", test.name, i)
		}
	}
}

func TestFilesThatAreNoTable(t *testing.T) {
	for _, test := range []struct{ name, content, want string }{
		{"empty", "", "is empty"},
		{"only spaces", "  \n\n", "is empty"},
		{"workbook", "PK\x03\x04rest", "Excel workbook"},
		{"old workbook", "\xD0\xCF\x11\xE0rest", "old Excel"},
		{"pdf", "%PDF-1.7", "is a PDF"},
		{"web page", "<!DOCTYPE html><html>", "web page"},
		{"only a byte order mark", "\xFF\xFE", "is empty"},
		{"binary", "\x01\x02\x03\x04\x05\x06\x07", "binary"},
		{"no known header", "colour,weight\nred,1\n", `"colour", "weight"`},
		{"cut gzip", "\x1F\x8B\x08", "gzip"},
	} {
		o := read(test.content, Options{})
		if o.err == nil || !strings.Contains(o.err.Error(), test.want) || !strings.HasPrefix(o.err.Error(), "a.csv: ") {
			t.Errorf("%s: got error %v, want one that says %q", test.name, o.err, test.want)
		}
	}
}

func TestDirectoryIsAnError(t *testing.T) {
	dir := t.TempDir()
	_, err := Read(context.Background(), []Source{{Name: dir, Open: func() (io.ReadCloser, error) { return os.Open(dir) }}}, Options{},
		func(analysis.Incident) {})
	if err == nil || !strings.Contains(err.Error(), dir) || !strings.Contains(err.Error(), "directory") {
		t.Errorf("got %v", err)
	}
}

// encoded is one table in every encoding that is read. The words are those whose
// bytes are known to go wrong: 表 and ソ end in a backslash in CP932, 髙 and ① are
// its extensions, 〜 its two code points.
func TestEncodings(t *testing.T) {
	const table = "組織名,件数,備考\r\n表計算ソフト能,約42万件,予算の表\r\n東京都港区,①10人,ﾊﾝｶｸ カナ〜\r\n"
	plain := strings.NewReplacer("①", "", "〜", "", "ﾊﾝｶｸ", "ハンカク").Replace(table)
	for _, test := range []struct{ name, content, want string }{
		{"UTF-8", table, encodingUTF8},
		{"CP932", encode(t, japanese.ShiftJIS.NewEncoder(), strings.ReplaceAll(table, "〜", "～")), encodingCP932},
		{"EUC-JP", encode(t, japanese.EUCJP.NewEncoder(), plain), encodingEUCJP},
		{"ISO-2022-JP", encode(t, japanese.ISO2022JP.NewEncoder(), plain), encodingISO2022JP},
		{"UTF-16LE with mark", encode(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder(), strings.ReplaceAll(table, ",", "\t")), encodingUTF16LE},
		{"UTF-16LE", encode(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder(), table), encodingUTF16LE},
		{"UTF-16BE", encode(t, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder(), table), encodingUTF16BE},
		{"gzip", pack(t, table), encodingUTF8},
	} {
		o := read(test.content, Options{})
		if o.err != nil || o.names() != "表計算ソフト能|東京都港区" || o.batch.Inputs[0].Encoding != test.want {
			t.Errorf("%s: got %q, encoding %+v, error %v", test.name, o.names(), o.batch.Inputs, o.err)
			continue
		}
		if s := o.incidents[0].Size; s.Low != 415000 || s.High != 425000 {
			t.Errorf("%s: size %+v", test.name, s)
		}
		if s := o.incidents[1].Size; s.High != 10 {
			t.Errorf("%s: size %+v", test.name, s)
		}
	}
}

func encode(t *testing.T, encoder transform.Transformer, s string) string {
	t.Helper()
	out, _, err := transform.String(encoder, s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func pack(t *testing.T, s string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte(s))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestForcedEncoding(t *testing.T) {
	content := "organization,notes\n\xC3\xBD,x\n" // ý in UTF-8, ﾃｽ in CP932
	if o := read(content, Options{}); o.names() != "ý" {
		t.Errorf("found: %q", o.names())
	}
	if o := read(content, Options{Encoding: "Shift_JIS"}); o.names() != "ﾃｽ" {
		t.Errorf("forced: %q, %v", o.names(), o.err)
	}
}

func TestNamesOfEncodings(t *testing.T) {
	for _, test := range []struct{ name, want, says string }{
		{"utf-8", "utf-8", ""},
		{"UTF_8 BOM", "utf-8", ""},
		{"Shift_JIS", "cp932", ""},
		{"Windows-31J", "cp932", ""},
		{"UTF-16", "utf-16le", ""},
		{"shift-jiss", "", "did you mean cp932? there are utf-8, cp932, euc-jp, "},
		{"euc_jpn", "", "did you mean euc-jp?"},
		{"klingon", "", `there is no encoding "klingon"; there are utf-8, cp932, `},
	} {
		got, err := ParseEncoding(test.name)
		if got != test.want || test.says == "" && err != nil || test.says != "" && (err == nil || !strings.Contains(err.Error(), test.says)) {
			t.Errorf("%s: got %q, %v", test.name, got, err)
		}
	}
	if o := read("organization\nA\n", Options{Encoding: "klingon"}); o.err == nil {
		t.Error("a file is read in an encoding that does not exist")
	}
}

// Where a column is empty, the next that means the same is read, under its own
// header.
func TestSecondColumnOfOneMeaning(t *testing.T) {
	o := read("組織名,漏えい件数,漏えい人数（人）,公表日,発表日\nA社,50件,30人,2022-07-01,2022-07-02\nB社,,12,,2022-07-03\nC社,,,,\n", Options{})
	if len(o.incidents) != 3 {
		t.Fatalf("%d rows, %v", len(o.incidents), o.err)
	}
	for i, want := range []struct{ size, unit, disclosed string }{
		{"50件", "records", "2022-07-01"}, {"12", "persons", "2022-07-03"}, {"", "", ""},
	} {
		in := o.incidents[i]
		disclosed := ""
		if day, ok := in.Disclosed.Day(); ok {
			disclosed = day.String()
		}
		if in.Size.Text != want.size || in.Size.Unit.String() != want.unit || disclosed != want.disclosed {
			t.Errorf("%s: %q %s, disclosed %s; want %v", in.Organization, in.Size.Text, in.Size.Unit, disclosed, want)
		}
	}
	o = read("組織名,漏えい人数,size\nA社,3人,500件\nB社,7,\n", Options{})
	if got := o.incidents[0].Size.Text + " " + o.incidents[1].Size.Text + " " + o.incidents[1].Size.Unit.String(); got != "500件 7 persons" {
		t.Errorf("the canonical column comes first, got %s", got)
	}
}

// Each source is read in its own way; what they repeat counts once.
func TestSourcesOfTheirOwn(t *testing.T) {
	m, err := ParseMapping("m.toml", []byte("[columns]\norganization = 'entity'\nnotes = 'remark'\n"))
	if err != nil {
		t.Fatal(err)
	}
	kana := encode(t, japanese.ShiftJIS.NewEncoder(), "organization,notes\nテスト,x\n")
	sources := []Source{text("a.csv", "organization,notes\nA,x\n"), text("b.csv", "entity,remark\nB,x\n"),
		text("c.csv", kana), text("d.csv", "organization,notes\nA,x\nD,y\n"), text("e.csv", "entity,remark\nE,x\nB,x\n")}
	sources[1].Mapping, sources[4].Mapping, sources[2].Encoding = m, m, "cp932"
	o := readAll(sources, Options{Encoding: "utf-8"})
	if o.err != nil || o.names() != "A|B|テスト|D|E" || o.refused() != "2:duplicate_row 3:duplicate_row" {
		t.Errorf("read %q, rejected %q, error %v", o.names(), o.refused(), o.err)
	}
	if o := readAll(sources, Options{}); o.batch.Inputs[2].Encoding != "cp932" || o.err != nil {
		t.Errorf("%+v, %v", o.batch.Inputs, o.err)
	}
	if o := readAll(sources[:2], Options{Mapping: m}); o.err == nil || !strings.Contains(o.err.Error(), "a.csv") {
		t.Errorf("the mapping of the options is not that of a source without one: %v", o.err)
	}
}

// CP932 was measured with Python 3.11's codec.
func TestCP932Extensions(t *testing.T) {
	for _, test := range []struct{ bytes, want string }{
		{"\xFB\xFC", "髙"}, {"\xFA\xB1", "﨑"}, {"\x87\x40", "①"}, {"\x87\x55", "Ⅱ"}, {"\x87\x8A", "㈱"},
		{"\x81\x60", "～"}, {"\x81\x7C", "－"}, {"\x95\x5C", "表"}, {"\xB1", "ｱ"},
		{"\x81", "\uFFFD"}, {"\x81,", "\uFFFD,"}, {"\xFD\xFE", "\uFFFD"},
	} {
		got, _ := decodeCP932(nil, []byte(test.bytes))
		if string(got) != test.want {
			t.Errorf("%x: got %q, want %q", test.bytes, got, test.want)
		}
	}
}

func TestSameTableInTwoEncodingsGivesTheSameIncidents(t *testing.T) {
	utf8Bytes, err := os.ReadFile("testdata/list.csv")
	if err != nil {
		t.Fatal(err)
	}
	cp932 := encode(t, japanese.ShiftJIS.NewEncoder(), string(utf8Bytes))
	a, b := read(string(utf8Bytes), Options{}), read(cp932, Options{})
	if len(a.incidents) == 0 || a.batch.Inputs[0].Encoding == b.batch.Inputs[0].Encoding {
		t.Fatalf("%+v %+v", a.batch.Inputs, b.batch.Inputs)
	}
	if diff := cmp.Diff(a.incidents, b.incidents); diff != "" {
		t.Error(diff)
	}
}

func TestProblemsNameThePlace(t *testing.T) {
	o := read("題\n組織名,件数,公表日\nA社,1.5件,2022-07-01\nB社,\"2\n件\",2022年2月30日\n", Options{})
	var got []string
	for _, p := range o.batch.Problems {
		got = append(got, fmt.Sprintf("%d:%d %s %s %q %s", p.Line, p.Column, p.Field, p.Code, p.Value, p.Severity))
	}
	want := []string{
		`1:0  title_lines "" note`,
		`3:2 size number_fraction "1.5件" warning`,
		`4:3 disclosed impossible_date "2022年2月30日" warning`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDuplicatesAcrossFiles(t *testing.T) {
	o := readAll([]Source{text("a.csv", "組織名,備考\nA社,x\n"),
		text("b.csv", encode(t, japanese.ShiftJIS.NewEncoder(), "組織名,備考\nA社,x\nB社,y\n"))}, Options{})
	if o.names() != "A社|B社" || o.refused() != "2:duplicate_row" {
		t.Errorf("got %q, rejected %q", o.names(), o.refused())
	}
	for _, p := range o.batch.Problems {
		if p.Code == CodeDuplicateRow && (p.Detail != "a.csv:2" || p.File != "b.csv") {
			t.Errorf("got %+v", p)
		}
	}
}

func TestLimits(t *testing.T) {
	long := strings.Repeat("x", 3000)
	content := "organization,notes\nA,x\nB," + long + "\nC,y\n"
	if o := read(content, Options{Limits: Limits{CellBytes: 1000}}); o.names() != "A|C" || o.refused() != "3:cell_too_long" {
		t.Errorf("cell: %q %q", o.names(), o.refused())
	}
	huge := "organization,notes\nA,x\nB," + strings.Repeat("x", 1<<20) + "\nC,y\n"
	if o := read(huge, Options{Limits: Limits{RowBytes: 500_000}}); o.names() != "A|C" || o.refused() != "3:row_too_long" {
		t.Errorf("row: %q %q", o.names(), o.refused())
	}
	if o := read(content, Options{Limits: Limits{Rows: 2}}); o.err == nil || !strings.Contains(o.err.Error(), "more than 2 rows") {
		t.Errorf("rows: %v", o.err)
	}
	wide := "organization,notes\nA,x\nB" + strings.Repeat(",", 300) + "\n"
	if o := read(wide, Options{Limits: Limits{Columns: 100}}); o.names() != "A" || o.refused() != "3:wrong_cell_count" {
		t.Errorf("columns: %q %q", o.names(), o.refused())
	}
	if o := read("organization,notes\nA,"+strings.Repeat("x", 40_000)+"\n", Options{}); len(o.incidents) != 1 || len(o.incidents[0].Text.Notes) != 40_000 {
		t.Error("a cell of 40,000 characters must be kept")
	}
}

func TestManyProblemsAreCountedNotListed(t *testing.T) {
	var b strings.Builder
	b.WriteString("organization,disclosed,vector\n")
	for i := range 3000 {
		fmt.Fprintf(&b, "A%d,soon,zzzzz\n", i)
	}
	o := read(b.String(), Options{})
	counts := map[string]int{}
	for _, p := range o.batch.Problems {
		counts[p.Code]++
		if p.Code == CodeFurtherProblems && (p.Value != CodeDateUnreadable || p.Detail != "2000") {
			t.Errorf("got %+v", p)
		}
		if p.Code == CodeUnknownWord && p.Detail != "×3000" {
			t.Errorf("got %+v", p)
		}
	}
	if diff := cmp.Diff(map[string]int{CodeDateUnreadable: 1000, CodeFurtherProblems: 1, CodeUnknownWord: 1}, counts); diff != "" {
		t.Error(diff)
	}
}

func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := Read(ctx, []Source{text("a.csv", "organization\nA\n")}, Options{}, func(analysis.Incident) { t.Error("a row was read") })
	if err == nil {
		t.Error("want the error of the context")
	}
}

func TestProgressTellsBytes(t *testing.T) {
	last := int64(0)
	content := "organization,notes\n" + strings.Repeat("A,"+strings.Repeat("x", 1000)+"\n", 3000)
	read(content, Options{Progress: func(done int64) {
		if done < last {
			t.Errorf("progress went back from %d to %d", last, done)
		}
		last = done
	}})
	if last < 2<<20 || last > int64(len(content)) {
		t.Errorf("last progress %d of %d", last, len(content))
	}
}
