package stats

// Minimum samples. Below them a report prints counts and the reason too_few.
// NCHS is the National Center for Health Statistics' data presentation standard
// (Parker et al., Vital and Health Statistics 2(175), 2017, for proportions;
// 2(200), 2023, for rates). Where no source is named the number is a judgement.
const (
	// MinimumShareInterval is the sample from which a share gets an interval
	// (verisr guard rails: no row below 5).
	MinimumShareInterval = 5
	// MinimumSharePercent is the sample, or effective sample, from which a share
	// gets a point estimate and a rank (verisr guard rails; NCHS 2017).
	MinimumSharePercent = 30
	// MinimumClusters gives 8 degrees of freedom (NCHS 2017).
	MinimumClusters = 9
	// MinimumDifference is the size of each group from which a difference of
	// two shares is printed.
	MinimumDifference = 10
	// MinimumRateEvents is the count from which a rate is printed (NCHS 2023).
	MinimumRateEvents = 10
	// MinimumComparison is the total of two counts below which no two-sided
	// exact test at equal exposure can reach p < 0.05: 2·(1/2)^5 = 0.0625.
	MinimumComparison = 6
	// MinimumTrendMonths is the series length for a slope.
	MinimumTrendMonths = 12
	// MinimumKendall is the length from which Kendall's test can reach
	// p < 0.05 two-sided: at n = 4 the smallest p is 2/4! = 0.083.
	MinimumKendall = 5
	// MinimumDispersionMonths and MinimumDispersionMean let a negative binomial
	// be told from a Poisson.
	MinimumDispersionMonths = 12
	MinimumDispersionMean   = 1
	// MinimumSizeRows and MinimumNarrowRows are the informative rows, and those of
	// them that are exact or within a factor 2, for a parametric size model.
	MinimumSizeRows   = 10
	MinimumNarrowRows = 5
	// MinimumGroupRows is the rows a group needs in a size regression.
	MinimumGroupRows = 10
	// MinimumTail is the tail size for an exponent (Clauset, Shalizi & Newman
	// 2009, section 3.1: bias below 1% needs about 50).
	MinimumTail = 50
	// MinimumTailTest is the tail size for a goodness-of-fit p
	// (Clauset, Shalizi & Newman 2009, section 4.2).
	MinimumTailTest = 100
	// MinimumExceedances is the least tail for which a generalised Pareto fit
	// is tried; below MinimumTail it carries a doubt.
	MinimumExceedances = 30
	// MinimumConcentrationGroups is the number of events for concentration measures.
	MinimumConcentrationGroups = 5
	// MinimumGini is the number of shares for a Gini coefficient.
	MinimumGini = 10
	// MinimumHarrellDavis is the sample for the Harrell-Davis estimate.
	MinimumHarrellDavis = 20
	// MinimumBootstrap is the sample from which a bootstrap interval is
	// trustworthy.
	MinimumBootstrap = 10
	// MinimumAndersonDarling is the sample for the A2* test of normality
	// (D'Agostino & Stephens 1986, table 4.7: n ≥ 8).
	MinimumAndersonDarling = 8
	// MinimumReportMonths is the number of monthly snapshots for a chain ladder.
	MinimumReportMonths = 6
)

// A Presentation says how much of a share may be printed.
type Presentation string

// The presentations of a share, from least to most.
const (
	CountsOnly   Presentation = "counts_only"
	IntervalOnly Presentation = "interval_only"
	PointAlso    Presentation = "point_and_interval"
)

// Widths of an interval of a share beyond which the point is suppressed, and
// below which it is always shown (NCHS 2017); between them the width relative
// to the share decides.
const (
	widestShare         = 0.30
	narrowShare         = 0.05
	widestRelativeShare = 1.30
)

// PresentShare returns how much of a share may be printed. effective is its
// sample size, or with clusters its effective sample size; the share's own
// interval decides the rest.
func PresentShare(share Estimate, effective float64) Presentation {
	width := share.High - share.Low
	switch {
	case !share.Present() || effective < MinimumShareInterval:
		return CountsOnly
	case effective < MinimumSharePercent || width >= widestShare:
		return IntervalOnly
	case width > narrowShare && width > widestRelativeShare*share.Value:
		return IntervalOnly
	}
	return PointAlso
}

// widestRelativeRate is the widest interval, relative to its rate, with which a
// rate is printed (NCHS 2023).
const widestRelativeRate = 1.60

// PresentRate returns how much of a rate may be printed: a rate from fewer than
// [MinimumRateEvents] events, or with an interval wider than 160% of it, is
// told by its count and interval only.
func PresentRate(rate Estimate) Presentation {
	switch {
	case !rate.Present():
		return CountsOnly
	case rate.N < MinimumRateEvents || rate.High-rate.Low > widestRelativeRate*rate.Value:
		return IntervalOnly
	}
	return PointAlso
}
