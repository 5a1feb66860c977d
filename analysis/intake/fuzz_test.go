package intake

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/breachbrief/breachbrief/analysis"
)

// seeds are tables with every kind of fault the package knows.
var seeds = []string{
	"organization,size,disclosed\nA,約42万件,2022-03-20\nB,2,2022年2月30日\n",
	"\uFEFF\"organization\",\"notes\"\r\n\"A\",\"two\r\nlines\"\r\n",
	"sep=;\norganization;size\nA;1,234\n",
	"インシデント一覧\n作成日,2022-07-01\n\n組織名,件数(千件),公表日\nA社,1.5,7月1日\nB社,〃,同日\n合計,3,\n※速報値\n",
	"organization,notes\nA,\"open\nB,x\nC,y\n",
	"organization,size\nA,1,2,3\nB\n",
	"organization\tsize\nA\t\"1\"\"2\"\n",
	"\x91\x67\x90\x44\x96\xBC,\x8C\x8F\x90\x94\n\x8F\x48\x93\x63\x8C\xA7,\x96\xF142\x96\x9C\x8C\x8F\n",
	"o\x00r\x00g\x00a\x00n\x00i\x00z\x00a\x00t\x00i\x00o\x00n\x00\n\x00A\x00\n\x00",
	"\x1B$BAH?%L>\x1B(B,size\n\x1B$B=)EDI\\\x1B(B,1\n",
	"organization\rA\rB\r",
}

// FuzzRead checks on any bytes that nothing panics and that the rows add up.
func FuzzRead(f *testing.F) {
	for _, seed := range seeds {
		f.Add([]byte(seed))
	}
	files, _ := filepath.Glob("testdata/*.csv")
	for _, name := range files {
		if content, err := os.ReadFile(name); err == nil {
			f.Add(content)
		}
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		used, delivered := 0, 0
		o := Options{
			Limits: Limits{CellBytes: 1000, RowBytes: 5000, Columns: 100},
			Row:    func(analysis.Incident, []analysis.Problem) { delivered++ },
		}
		rejected := 0
		o.Rejected = func(Rejected) { rejected++ }
		batch, err := Read(context.Background(), []Source{text("f.csv", string(content))}, o, func(in analysis.Incident) {
			used++
			checkIncident(t, in)
		})
		if err != nil {
			return
		}
		input := batch.Inputs[0]
		if input.Used != used || input.Rejected != rejected || input.Rows != used+rejected || delivered != used {
			t.Errorf("rows %+v, delivered %d and %d, rejected %d", input, used, delivered, rejected)
		}
		for _, p := range batch.Problems {
			checkProblem(t, p)
		}
	})
}

func checkIncident(t *testing.T, in analysis.Incident) {
	t.Helper()
	if in.Organization == "" {
		t.Error("an incident without an organisation")
	}
	for _, s := range []analysis.Size{in.Size, in.EventSize} {
		if s.Low < 0 || s.Bounds == analysis.Closed && s.High < s.Low || s.Bounds == analysis.Unbounded && (s.Low != 0 || s.High != 0) {
			t.Errorf("impossible size %+v", s)
		}
	}
	for _, d := range []analysis.Date{in.OccurredFrom, in.OccurredTo, in.Discovered, in.Notified, in.Disclosed, in.DocumentDate} {
		if d.Known() && d.Last < d.First || !d.Known() && d != (analysis.Date{}) {
			t.Errorf("impossible date %+v", d)
		}
	}
	for _, s := range []string{in.ID, in.Organization, in.Size.Text, in.Text.Notes, in.Text.Extra} {
		if !utf8.ValidString(s) {
			t.Errorf("text %q is not valid", s)
		}
	}
}

var known = codeSet(Codes()...)

func checkProblem(t *testing.T, p analysis.Problem) {
	t.Helper()
	if !known[p.Code] || p.File == "" || p.Line < 0 || p.Column < 0 {
		t.Errorf("problem without a place or a known code: %+v", p)
	}
	if !utf8.ValidString(p.Value) || !utf8.ValidString(p.Detail) {
		t.Errorf("problem with broken text: %+v", p)
	}
}

// FuzzRoundTrip checks that what Writer writes reads back the same.
func FuzzRoundTrip(f *testing.F) {
	for _, seed := range seeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, content string) {
		first, written := rewrite(content)
		second, _ := rewrite(written)
		if diff := cmp.Diff(withoutPlace(first), withoutPlace(second)); diff != "" {
			t.Errorf("reading the output differs:\n%s\n%s", diff, written)
		}
	})
}

func FuzzSize(f *testing.F) {
	for _, seed := range []string{"約42万件", "2,312件（うち沖縄県52件）", "1.86E+06", "〜100", "10〜20万", "数十万件", "※2 2,311件"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, context := range []sizeContext{{}, {stated: analysis.UnitPersons}, {multiplier: "千"}, {rule: TwoDigits}, {rule: UnitOfWord}} {
			s := parseSize(text, context).size
			if s.Low < 0 || s.Bounds == analysis.Closed && s.High < s.Low || s.Bounds == analysis.Unbounded && s.High != 0 {
				t.Errorf("%q: impossible size %+v", text, s)
			}
		}
	})
}

func FuzzDate(f *testing.F) {
	for _, seed := range []string{"2022年7月1日", "R4.7.1", "6月14日〜15日", "20224年10月", "同月4日", "2022年度第1四半期", "44743", "July 1, 2022"} {
		f.Add(seed)
	}
	document := analysis.DateOf(analysis.NewDay(2022, 3, 20))
	f.Fuzz(func(t *testing.T, text string) {
		r := parseDate(text, nil)
		for _, context := range []dateContext{{}, {document: document}, {document: document, before: document, period: document}} {
			date := r.resolve(context).date
			if date.Known() && date.Last < date.First || !date.Known() && date != (analysis.Date{}) {
				t.Errorf("%q: impossible date %+v", text, date)
			}
		}
	})
}

func FuzzMapping(f *testing.F) {
	f.Add("[columns]\norganization = \"A\"\ndisclosed = {year=\"y\", month=2}\n", "A,y,m\nx,2022,3\n")
	f.Add("no_header = true\n[columns]\norganization = 2\n[split.vector]\nseparator = \";\"\n", "1,2\n3,4\n")
	f.Fuzz(func(t *testing.T, mapping, content string) {
		m, err := ParseMapping("m.toml", []byte(mapping))
		if err != nil {
			return
		}
		o := read(content, Options{Mapping: m})
		if o.err == nil && o.batch.Inputs[0].Rows != len(o.incidents)+len(o.rejected) {
			t.Errorf("%+v with %d used and %d rejected", o.batch.Inputs[0], len(o.incidents), len(o.rejected))
		}
	})
}

func FuzzVocabulary(f *testing.F) {
	f.Add("[vector]\nransomware = [\"暗号化\"]\n", "暗号化された")
	f.Fuzz(func(t *testing.T, vocabulary, word string) {
		v, err := ParseVocabulary("v.toml", []byte(vocabulary))
		if err != nil {
			return
		}
		v.find(columnVector, word)
		v.suggestion(columnVector, word)
	})
}
