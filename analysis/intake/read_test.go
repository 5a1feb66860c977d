package intake

import (
	"context"
	"io"
	"strings"
	"testing"

	"github.com/breachbrief/breachbrief/analysis"
)

// outcome is all that reading one text gives.
type outcome struct {
	incidents []analysis.Incident
	batch     Batch
	rejected  []Rejected
	err       error
}

func text(name, content string) Source {
	return Source{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(content)), nil }}
}

func read(content string, options Options) outcome {
	return readAll([]Source{text("a.csv", content)}, options)
}

func readAll(sources []Source, options Options) outcome {
	var o outcome
	options.Rejected = func(r Rejected) {
		r.Cells = append([]string(nil), r.Cells...)
		o.rejected = append(o.rejected, r)
	}
	o.batch, o.err = Read(context.Background(), sources, options, func(in analysis.Incident) {
		o.incidents = append(o.incidents, in)
	})
	return o
}

func (o outcome) codes() string {
	var codes []string
	for _, p := range o.batch.Problems {
		codes = append(codes, p.Code)
	}
	return strings.Join(codes, ",")
}

func TestReadCanonicalRow(t *testing.T) {
	o := read("id,organization,disclosed,vector,size,size_unit,supplier_caused,supplier\n"+
		"a1,秋田県,2022-03-20,misconfiguration,約42万件,spam_mails_sent,yes,S社\n", Options{})
	if o.err != nil || len(o.incidents) != 1 || o.codes() != "" {
		t.Fatalf("err %v, %d incidents, problems %s", o.err, len(o.incidents), o.codes())
	}
	in := o.incidents[0]
	if in.Organization != "秋田県" || in.Vector != analysis.VectorMisconfiguration || in.SupplierCaused != analysis.Yes ||
		in.Disclosed.String() != "2022-03-20" || in.Size.Low != 415000 || in.Size.Unit != analysis.UnitSpamMailsSent ||
		in.Place.Line != 2 {
		t.Errorf("got %+v", in)
	}
}
