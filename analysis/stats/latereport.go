package stats

import "math"

// A ReportingDelay is the estimate of what is still to be reported.
type ReportingDelay struct {
	// Completeness holds, by age in periods, the expected part of the final
	// count that has been reported: Completeness[0] in the period itself.
	Completeness []float64
	// Factors holds the development from each age to the next.
	Factors []float64
	// Final holds the expected final count of each period.
	Final  []Estimate
	Reason Reason
}

// CompleteReports estimates by the chain ladder how complete the latest periods
// are. reported[i][j] is the number of events of period i, oldest first, known j
// periods later, cumulative; each row is at most as long as the one before it.
//
// The development factor of an age is the sum of the next column over the sum
// of this one, over the periods in which both are known. The interval of a final
// count is Mack's, lognormal around it, so that it stays above 0. It assumes that
// the delays of all periods follow one pattern and that periods are independent;
// reports after the last age seen are not foreseen.
//
// Fewer than [MinimumReportMonths] periods give [TooFew]; an age at which
// nothing is known yet leaves the factor [NotIdentified].
//
// Source: Mack, ASTIN Bulletin 23 (1993) 213–225.
func CompleteReports(reported [][]float64, level float64) ReportingDelay {
	switch {
	case !validTriangle(reported) || !validLevel(level):
		return ReportingDelay{Reason: NotApplicable}
	case len(reported) < MinimumReportMonths:
		return ReportingDelay{Reason: TooFew}
	}
	ladder := newLadder(reported)
	if ladder.factors == nil {
		return ReportingDelay{Reason: NotIdentified}
	}
	d := ReportingDelay{Factors: ladder.factors, Completeness: make([]float64, len(ladder.factors)+1)}
	d.Completeness[len(ladder.factors)] = 1
	for j := len(ladder.factors) - 1; j >= 0; j-- {
		d.Completeness[j] = d.Completeness[j+1] / ladder.factors[j]
	}
	for _, row := range reported {
		d.Final = append(d.Final, ladder.final(row, level))
	}
	return d
}

func validTriangle(rows [][]float64) bool {
	for i, row := range rows {
		if len(row) == 0 || i > 0 && len(row) > len(rows[i-1]) || !finite(row...) {
			return false
		}
		for _, v := range row {
			if v < 0 {
				return false
			}
		}
	}
	return true
}

// A ladder holds the development factors, Mack's variances and the column sums
// behind them.
type ladder struct {
	factors, variances, sums []float64
}

func newLadder(rows [][]float64) ladder {
	var l ladder
	for j := range len(rows[0]) - 1 {
		var from, to float64
		for _, row := range rows {
			if j+1 < len(row) {
				from += row[j]
				to += row[j+1]
			}
		}
		if from == 0 || to == 0 {
			return ladder{}
		}
		factor := to / from
		l.factors = append(l.factors, factor)
		l.sums = append(l.sums, from)
		l.variances = append(l.variances, l.variance(rows, j, factor))
	}
	return l
}

// variance returns Mack's σ² of an age; the last one, with a single period, is
// carried on from the two before it.
func (l ladder) variance(rows [][]float64, j int, factor float64) float64 {
	sum, n := 0.0, 0
	for _, row := range rows {
		if j+1 < len(row) && row[j] > 0 {
			d := row[j+1]/row[j] - factor
			sum += row[j] * d * d
			n++
		}
	}
	if n > 1 {
		return sum / float64(n-1)
	}
	if j < 2 || l.variances[j-2] == 0 {
		return 0
	}
	last, before := l.variances[j-1], l.variances[j-2]
	return math.Min(last*last/before, math.Min(before, last))
}

// relative returns the relative standard error of a period's final count by
// Mack's formula, and that count.
func (l ladder) relative(row []float64) (deviation, final float64) {
	final = row[len(row)-1]
	squared := 0.0
	for j := len(row) - 1; j < len(l.factors); j++ {
		squared += l.variances[j] / (l.factors[j] * l.factors[j]) * (1/final + 1/l.sums[j])
		final *= l.factors[j]
	}
	return math.Sqrt(squared), final
}

// final returns the expected final count of a period. Nothing known of it says
// nothing of its end.
func (l ladder) final(row []float64, level float64) Estimate {
	const method = "chain ladder"
	known := row[len(row)-1]
	if known == 0 {
		return absent(method, 0, NotIdentified)
	}
	deviation, value := l.relative(row)
	spread := math.Sqrt(math.Log1p(deviation * deviation))
	centre, reach := math.Log(value)-spread*spread/2, normalCritical(level)*spread
	// What has been reported stays reported.
	return Estimate{
		Value: value, Low: math.Min(value, math.Max(known, math.Exp(centre-reach))),
		High:  math.Max(value, math.Exp(centre+reach)),
		Level: level, N: int(known), Method: method,
	}
}
