package stats

import (
	"math"
	"slices"
	"testing"
)

// taylorAshe is the triangle on which Mack 1993 shows his method.
func taylorAshe() [][]float64 {
	return [][]float64{
		{357848, 1124788, 1735330, 2218270, 2745596, 3319994, 3466336, 3606286, 3833515, 3901463},
		{352118, 1236139, 2170033, 3353322, 3799067, 4120063, 4647867, 4914039, 5339085},
		{290507, 1292306, 2218525, 3235179, 3985995, 4132918, 4628910, 4909315},
		{310608, 1418858, 2195047, 3757447, 4029929, 4381982, 4588268},
		{443160, 1136350, 2128333, 2897821, 3402672, 3873311},
		{396132, 1333217, 2180715, 2985752, 3691712},
		{440832, 1288463, 2419861, 3483130},
		{359480, 1421128, 2864498},
		{376686, 1363294},
		{344014},
	}
}

// Expected values: Mack 1993, table 2 and section 6: factors, reserves in
// thousands (94, 470, …, 4,626; total 18,681) and their standard errors in
// percent (80, 26, …, 29).
func TestCompleteReports(t *testing.T) {
	triangle := taylorAshe()
	got := CompleteReports(triangle, 0.95)
	for j, want := range []float64{3.4906, 1.7473, 1.4574, 1.1739, 1.1038, 1.0863, 1.0539, 1.0766, 1.0177} {
		check(t, "factor", got.Factors[j], want, 5e-5)
	}
	reserves := []float64{0, 94634, 469511, 709638, 984889, 1419459, 2177641, 3920301, 4278972, 4625811}
	total := 0.0
	for i, row := range triangle {
		reserve := got.Final[i].Value - row[len(row)-1]
		check(t, "reserve", math.Round(reserve), reserves[i], 1e-12)
		total += reserve
	}
	check(t, "total reserve", total, 18680856, 1e-7)
	last, _ := newLadder(triangle).relative(triangle[9])
	check(t, "relative error of the last reserve", last*got.Final[9].Value/reserves[9], 0.29, 0.005)
	check(t, "completeness", got.Completeness[0], 344014/got.Final[9].Value, closed)
}

func TestCompleteReportsEdges(t *testing.T) {
	complete := slices.Repeat([][]float64{{5, 5, 5}}, 8)
	for _, e := range CompleteReports(complete, 0.95).Final {
		checkEstimate(t, e, [3]float64{5, 5, 5}, closed)
	}
	for name, test := range map[string]struct {
		rows [][]float64
		want Reason
	}{
		"none":          {nil, TooFew},
		"five":          {taylorAshe()[:5], TooFew},
		"all zero":      {slices.Repeat([][]float64{{0, 0}}, 8), NotIdentified},
		"growing rows":  {[][]float64{{1}, {1, 2}, {1}, {1}, {1}, {1}}, NotApplicable},
		"negative":      {slices.Repeat([][]float64{{-1, 0}}, 8), NotApplicable},
		"empty periods": {[][]float64{{}, {}, {}, {}, {}, {}}, NotApplicable},
	} {
		if got := CompleteReports(test.rows, 0.95); got.Reason != test.want {
			t.Errorf("%s: reason %q, want %q", name, got.Reason, test.want)
		}
	}
	rows := append(taylorAshe()[:9], []float64{0})
	checkAbsent(t, CompleteReports(rows, 0.95).Final[9], NotIdentified)
}
