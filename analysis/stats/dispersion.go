package stats

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mathext"
)

// Dispersion is the comparison of a series of counts with a Poisson distribution.
type Dispersion struct {
	// Index is X²/(n−1), the variance over the mean: 1 for Poisson counts.
	Index float64
	// Fisher tests X² = Σ(x−x̄)²/x̄ against χ² with n−1 degrees of freedom, for
	// a variance above the mean.
	Fisher Test
	// LikelihoodRatio tests the negative binomial against the Poisson. The
	// Poisson lies on the edge of the model, so the p-value is half that of χ²
	// with 1 degree of freedom.
	LikelihoodRatio Test
}

// TestDispersion compares counts of equal exposure with a Poisson distribution.
// Fewer than two counts give [TooFew]; all zero, [NotIdentified].
//
// Source: Fisher, Statistical Methods for Research Workers (1925), section 16;
// Cameron & Trivedi, Regression Analysis of Count Data (2013), section 3.4.
func TestDispersion(counts []int) Dispersion {
	fisher, ratio := noTest("Fisher dispersion", len(counts), ""), noTest("likelihood ratio", len(counts), "")
	mean, squares, reason := countMoments(counts)
	if reason == "" && mean == 0 {
		reason = NotIdentified
	}
	if reason != "" {
		fisher.Reason, ratio.Reason = reason, reason
		return Dispersion{Fisher: fisher, LikelihoodRatio: ratio}
	}
	df := float64(len(counts) - 1)
	fisher.Statistic = squares / mean
	fisher.PValue = chiSquareUpper(fisher.Statistic, df)
	ratio.PValue = 1
	if size, ok := negativeBinomialSize(counts, mean, squares); ok {
		ratio.Statistic = math.Max(0, 2*(logLikelihoodCounts(counts, CountModel{Mean: mean, Size: size})-
			logLikelihoodCounts(counts, CountModel{Mean: mean})))
		ratio.PValue = chiSquareUpper(ratio.Statistic, 1) / 2
	}
	return Dispersion{Index: fisher.Statistic / df, Fisher: fisher, LikelihoodRatio: ratio}
}

// countMoments returns the mean and the sum of squared deviations.
func countMoments(counts []int) (mean, squares float64, reason Reason) {
	if len(counts) < 2 {
		return 0, 0, TooFew
	}
	// Counts are whole, so these sums are exact in any order.
	sum, squared := 0.0, 0.0
	for _, x := range counts {
		if x < 0 {
			return 0, 0, NotApplicable
		}
		sum += float64(x)
		squared += float64(x) * float64(x)
	}
	n := float64(len(counts))
	return sum / n, math.Max(0, squared-sum*(sum/n)), ""
}

// A CountModel is the distribution of a monthly count: negative binomial with
// the given mean and size, of variance mean + mean²/size, or Poisson.
type CountModel struct {
	Mean   float64
	Size   float64 // 0 for a Poisson
	N      int     // counts behind it
	Doubts []string
	Reason Reason
}

// Poisson reports whether the model has no over-dispersion.
func (m CountModel) Poisson() bool { return m.Size == 0 }

// absence returns why the model cannot be used: its reason, or NotApplicable for
// parameters that no fit returns.
func (m CountModel) absence() Reason {
	sensible := m.Mean >= 0 && m.Size >= 0 && finite(m.Mean, m.Size)
	if m.Reason == "" && !sensible {
		return NotApplicable
	}
	return m.Reason
}

// CountModelOptions sets how counts are fitted.
type CountModelOptions struct {
	// AnySample lifts the minimum sample, for checks against other programs.
	AnySample bool
}

// FitCounts fits a negative binomial (NB2) to counts of equal exposure by maximum
// likelihood, or a Poisson where their variance does not exceed their mean and
// no finite size maximises the likelihood. It assumes independent counts without
// trend or season.
//
// Fewer than [MinimumDispersionMonths] counts, or a mean below
// [MinimumDispersionMean], give [TooFew].
//
// Source: Anscombe, Biometrika 37 (1950) 358–382; Levin & Reeds, Annals of
// Statistics 5 (1977) 79–87 for the condition; agrees with R's MASS::glm.nb.
func FitCounts(counts []int, options CountModelOptions) CountModel {
	mean, squares, reason := countMoments(counts)
	m := CountModel{N: len(counts), Reason: reason}
	few := len(counts) < MinimumDispersionMonths || mean < MinimumDispersionMean
	switch {
	case reason != "":
		return m
	case few && !options.AnySample:
		m.Reason = TooFew
		return m
	case mean == 0:
		m.Reason = NotIdentified
		return m
	}
	size, ok := negativeBinomialSize(counts, mean, squares)
	m.Mean, m.Size = mean, size
	if !ok {
		m.Doubts = []string{DoubtPoisson}
	}
	return m
}

// largestSize is the size beyond which a negative binomial is a Poisson.
const largestSize = 1e6

// negativeBinomialSize returns the maximum likelihood size, and false if the
// likelihood rises up to the Poisson.
func negativeBinomialSize(counts []int, mean, squares float64) (float64, bool) {
	n := float64(len(counts))
	if squares <= n*mean {
		return 0, false
	}
	sorted := slices.Sorted(slices.Values(counts))
	score := func(logSize float64) float64 {
		k := math.Exp(logSize)
		sum := -n * math.Log1p(mean/k)
		for _, x := range sorted {
			sum += digammaRise(x, k)
		}
		return sum
	}
	low, high := math.Log(1e-6), math.Log(largestSize)
	if score(high) >= 0 {
		return 0, false
	}
	return math.Exp(bisect(low, high, score)), true
}

// digammaRise returns ψ(k+x) − ψ(k), as a sum where that is short, since the
// difference cancels for a large k.
func digammaRise(x int, k float64) float64 {
	if x > 200 {
		return mathext.Digamma(k+float64(x)) - mathext.Digamma(k)
	}
	sum := 0.0
	for i := range x {
		sum += 1 / (k + float64(i))
	}
	return sum
}

// logLikelihoodCounts sums in ascending order.
func logLikelihoodCounts(counts []int, m CountModel) float64 {
	sum := 0.0
	for _, x := range slices.Sorted(slices.Values(counts)) {
		sum += m.logProbability(x)
	}
	return sum
}

func (m CountModel) logProbability(x int) float64 {
	if m.Poisson() {
		return logPoisson(x, m.Mean)
	}
	above, _ := math.Lgamma(m.Size + float64(x))
	below, _ := math.Lgamma(m.Size)
	factorial, _ := math.Lgamma(float64(x) + 1)
	return above - below - factorial - m.Size*math.Log1p(m.Mean/m.Size) + float64(x)*math.Log(m.Mean/(m.Mean+m.Size))
}

// Probability returns P(X = x), 0 if there is no model.
func (m CountModel) Probability(x int) float64 {
	if m.absence() != "" || x < 0 {
		return 0
	}
	return math.Exp(m.logProbability(x))
}

// AtMost returns P(X ≤ x), 0 if there is no model.
func (m CountModel) AtMost(x int) float64 {
	switch {
	case m.absence() != "" || x < 0:
		return 0
	case m.Poisson():
		return mathext.GammaIncRegComp(float64(x)+1, m.Mean)
	}
	return mathext.RegIncBeta(m.Size, float64(x)+1, m.Size/(m.Size+m.Mean))
}

// AtLeast returns P(X ≥ x), 0 if there is no model.
func (m CountModel) AtLeast(x int) float64 {
	switch {
	case m.absence() != "":
		return 0
	case x <= 0:
		return 1
	case m.Poisson():
		return mathext.GammaIncReg(float64(x), m.Mean)
	}
	return mathext.RegIncBeta(float64(x), m.Size, m.Mean/(m.Size+m.Mean))
}

// Range returns the counts between which the next one lies with probability of
// at least level: from the first count with P(X ≤ x) ≥ (1−level)/2 to the first
// with P(X ≤ x) ≥ (1+level)/2. It is a plug-in range: the doubt of the fitted
// parameters themselves is not in it. Value is the mean.
func (m CountModel) Range(level float64) Estimate {
	const method = "prediction range"
	switch {
	case m.absence() != "":
		return absent(method, m.N, m.absence())
	case !validLevel(level):
		return absent(method, m.N, NotApplicable)
	}
	return Estimate{
		Value: m.Mean, Low: float64(m.quantile((1 - level) / 2)), High: float64(m.quantile((1 + level) / 2)),
		Level: level, N: m.N, Method: method, Doubts: slices.Clone(m.Doubts),
	}
}

// quantile returns the least x with P(X ≤ x) ≥ p.
func (m CountModel) quantile(p float64) int {
	high := 1
	for m.AtMost(high) < p && high < math.MaxInt32 {
		high *= 2
	}
	low := -1
	for high-low > 1 {
		middle := low + (high-low)/2
		if m.AtMost(middle) >= p {
			high = middle
		} else {
			low = middle
		}
	}
	return high
}

// Unusual tests whether a new count comes from the model; the p-value is twice
// the smaller tail.
func (m CountModel) Unusual(count int) Test {
	const method = "prediction"
	if reason := m.absence(); reason != "" {
		return noTest(method, m.N, reason)
	}
	if count < 0 {
		return noTest(method, m.N, NotApplicable)
	}
	return Test{Statistic: float64(count), PValue: twiceSmaller(m.AtMost(count), m.AtLeast(count)), N: m.N, Method: method}
}
