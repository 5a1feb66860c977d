package intake

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/breachbrief/breachbrief/analysis"
)

func mapping(t *testing.T, content string) *Mapping {
	t.Helper()
	m, err := ParseMapping("m.toml", []byte(content))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestMappingOfABreachPortal(t *testing.T) {
	m := mapping(t, `
name = "portal"
source = "the portal"
date_layout = "01/02/2006"
[columns]
organization = "Name of Covered Entity"
disclosed = "Breach Submission Date"
vector = "Type of Breach"
size = "Individuals Affected"
supplier_caused = "Business Associate Present"
[constants]
country = "US"
size_unit = "persons"
[values.vector]
"Unauthorized Access/Disclosure" = "other"
[split.vector]
separator = ","
precedence = ["Theft", "Loss"]
`)
	o := read("\"Name of Covered Entity\",\"State\",\"Individuals Affected\",\"Breach Submission Date\",\"Type of Breach\",\"Business Associate Present\"\n"+
		"\"X Clinic\",\"WI\",\"13055\",\"04/07/2024\",\"Loss, Theft\",\"No\"\n"+
		"\"Y Plan\",\"TX\",\"\",\"06/28/2024\",\"Unauthorized Access/Disclosure\",\"Yes\"\n", Options{Mapping: m})
	if o.err != nil || len(o.incidents) != 2 || o.codes() != "" {
		t.Fatalf("%v, %d incidents, %s", o.err, len(o.incidents), o.codes())
	}
	a, b := o.incidents[0], o.incidents[1]
	if a.Disclosed.String() != "2024-04-07" || a.Vector != analysis.VectorTheft || a.Size.High != 13055 ||
		a.Size.Unit != analysis.UnitPersons || a.Country != "US" || a.Text.Source != "the portal" || a.SupplierCaused != analysis.No {
		t.Errorf("got %+v", a)
	}
	if b.Vector != analysis.VectorOther || b.SupplierCaused != analysis.Yes || b.Size.Known() {
		t.Errorf("got %+v", b)
	}
}

func TestMappingForms(t *testing.T) {
	for _, test := range []struct{ name, mapping, content, want string }{
		{"positions without a header", "no_header = true\n[columns]\norganization = 2\ndisclosed = 1\n", "2022-07-01,A\n2022-07-02,B\n", "A 2022-07-01|B 2022-07-02"},
		{"header row", "header_row = 3\n[columns]\norganization = \"Who\"\ndisclosed = \"When\"\n", "Who,When\nx,y\nWho,When\nA,2022-07-01\n", "A 2022-07-01"},
		{"first that is not empty", "[columns]\norganization = [\"a\", \"b\", 3]\ndisclosed = \"d\"\n", "a,b,c,d\n,B,C,2022-07-01\n,,C,2022-07-02\n", "B 2022-07-01|C 2022-07-02"},
		{"header of another edition", "[columns]\norganization = [\"Name\", \"Entity Name\"]\ndisclosed = [\"Old\", \"New\"]\n", "Entity Name,New\nA,2022-07-01\n", "A 2022-07-01"},
		{"date in three columns", "[columns]\norganization = \"o\"\ndisclosed = {year=\"y\", month=\"m\", day=\"d\"}\n", "o,y,m,d\nA,2022,7,1\nB,2022,7,\nC,2022,,\nD,,,\n",
			"A 2022-07-01|B 2022-07-01/2022-07-31|C 2022-01-01/2022-12-31|D "},
		{"layouts", "date_layout = [\"2.1.06\", \"Jan 2 06\"]\n[columns]\norganization = \"o\"\ndisclosed = \"d\"\n", "o,d\nA,1.7.22\nB,Jul 2 22\n", "A 2022-07-01|B 2022-07-02"},
		{"constant", "[columns]\norganization = \"o\"\n[constants]\ndisclosed = \"2022-07-01\"\norganization = \"(not named)\"\n", "o,x\nA,1\n,2\n", "A 2022-07-01|(not named) 2022-07-01"},
		{"values of canonical columns", "[values.organization]\n\"A\" = \"Alpha\"\n", "organization,disclosed\nA,2022-07-01\n", "Alpha 2022-07-01"},
		{"header by folded name", "[columns]\norganization = \"組織 名\"\ndisclosed = \"公表日\"\n", "組織名,公表日\nA,2022-07-01\n", "A 2022-07-01"},
	} {
		o := read(test.content, Options{Mapping: mapping(t, test.mapping)})
		var got []string
		for _, in := range o.incidents {
			got = append(got, in.Organization+" "+in.Disclosed.String())
		}
		if o.err != nil || strings.Join(got, "|") != test.want || o.codes() != "" {
			t.Errorf("%s: got %q, error %v, problems %s", test.name, got, o.err, o.codes())
		}
	}
}

func TestMappingValuesOfOneSourceColumn(t *testing.T) {
	m := mapping(t, `
group_by = "case"
[columns]
organization = "o"
vector = ["malware", "hacking"]
size = ["people", "records"]
[values.vector]
"Unknown" = "unauthorized_access_unspecified"
"*" = "other"
[values.vector.malware]
"*" = "malware"
`)
	o := read("o,malware,hacking,people,records,case\nA,Unknown,,10,,k1\nB,,Unknown,,20,k1\nC,Worm,x,,,k2\nD,,Gaffe,,,k2\n", Options{Mapping: m})
	var got []string
	for _, in := range o.incidents {
		got = append(got, in.Event+" "+in.Vector.String()+" "+in.Size.Unit.String())
	}
	want := []string{"k1 unauthorized_access_unspecified persons", "k1 unauthorized_access_unspecified records", "k2 malware ", "k2 other "}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff, o.err)
	}
}

func TestMappingMistakes(t *testing.T) {
	for _, test := range []struct{ content, want string }{
		{"[columns]\norganisation = \"A\"\n", `did you mean "organization"`},
		{"[colums]\norganization = \"A\"\n", `did you mean "columns"`},
		{"date_layot = \"x\"\n", `did you mean "date_layout"`},
		{"[columns]\norganization = true\n", "must be a header"},
		{"[columns]\norganization = {year = \"y\"}\n", "only where it is a date"},
		{"[columns]\ndisclosed = {yaer = \"y\"}\n", "year, month and day"},
		{"no_header = true\n[columns]\norganization = \"A\"\n", "position"},
		{"[split.vector]\nprecedence = [\"a\"]\n", "needs a separator"},
		{"[values.vector]\n\"a\" = 1\n", "quotation marks"},
		{"[constants]\nsize = 1\n", "quotation marks"},
		{"reporting_threshold = { size = 0, unit = \"persons\" }\n", "smallest size"},
		{"reporting_threshold = { size = 500, unit = \"logins\" }\n", "unit of leak sizes"},
		{"reporting_threshold = { siz = 500 }\n", `did you mean "size"`},
		{"x", "m.toml"},
	} {
		_, err := ParseMapping("m.toml", []byte(test.content))
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q: got %v, want one that says %q", test.content, err, test.want)
		}
	}
}

func TestMappedColumnThatIsMissing(t *testing.T) {
	m := mapping(t, "[columns]\norganization = \"o\"\ndisclosed = \"published\"\n")
	if o := read("o,x\nA,1\n", Options{Mapping: m}); o.codes() != CodeMappedColumnMissing {
		t.Errorf("got %s", o.codes())
	}
	if o := read("x,published\nA,2022-07-01\n", Options{Mapping: m}); o.err == nil || !strings.Contains(o.err.Error(), `"x", "published"`) {
		t.Errorf("got %v", o.err)
	}
	m = mapping(t, "[columns]\norganization = \"o\"\n[constants]\norganization = \"(not named)\"\n")
	if o := read("x,y\nA,1\n", Options{Mapping: m}); o.err == nil {
		t.Error("a constant must not stand in for a column that is not there")
	}
}

func TestReportingThreshold(t *testing.T) {
	persons := &analysis.ReportingThreshold{Size: 500, Unit: analysis.UnitPersons}
	m := mapping(t, "reporting_threshold = { size = 500, unit = \"persons\" }\n")
	content := "organization,disclosed,size,size_unit\nA,2022-07-01,500,persons\nB,2022-07-02,499,persons\nC,2022-07-03,\"10 to 600\",persons\n" +
		"D,2022-07-04,3,files\nE,2022-07-05,at least 3,persons\nF,2022-07-06,unknown,persons\n"
	for _, test := range []struct {
		name    string
		options Options
		want    *analysis.ReportingThreshold
		lines   string
	}{
		{"of the mapping", Options{Mapping: m}, persons, "3"},
		{"of the options", Options{Threshold: persons}, persons, "3"},
		{"of the mapping before the options", Options{Mapping: m, Threshold: &analysis.ReportingThreshold{Size: 501}}, persons, "3"},
		{"none", Options{}, nil, ""},
	} {
		o := read(content, test.options)
		var lines []string
		for _, p := range o.batch.Problems {
			if p.Code == CodeBelowThreshold {
				lines = append(lines, fmt.Sprint(p.Line))
			}
		}
		if got := strings.Join(lines, " "); got != test.lines || len(o.incidents) != 6 {
			t.Errorf("%s: problems in lines %q, want %q; %d rows used", test.name, got, test.lines, len(o.incidents))
		}
		if diff := cmp.Diff(test.want, o.batch.Inputs[0].Threshold); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}
