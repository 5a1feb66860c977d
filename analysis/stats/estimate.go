package stats

import "math"

// A Reason says why a statistic is absent. The empty Reason means it is present.
type Reason string

// The reasons for absence. Their words are the same in every output.
const (
	// TooFew: the sample is below the minimum for the method.
	TooFew Reason = "too_few"
	// UnknownOnly: rows exist, but none carries information.
	UnknownOnly Reason = "unknown_only"
	// NotIdentified: the data leave the quantity undetermined whatever their number.
	NotIdentified Reason = "not_identified"
	// NotApplicable: the question or the arguments make no sense for these data.
	NotApplicable Reason = "not_applicable"
	// NoConvergence: the computation did not reach a certified optimum.
	NoConvergence Reason = "no_convergence"
)

// Doubts that an [Estimate] or a [Test] may carry. They are codes, to be put
// into words by whoever prints them.
const (
	DoubtReview            = "review"             // a share of exactly 0 or 1, which deserves a look
	DoubtOpenAbove         = "open_above"         // there is no upper limit
	DoubtOpenBelow         = "open_below"         // there is no lower limit
	DoubtUnknown           = "unknown_excluded"   // rows of unknown value are not in the denominator
	DoubtNormalApprox      = "normal_approx"      // a normal approximation
	DoubtDispersed         = "dispersed"          // counts vary more than by chance, which is allowed for
	DoubtPoisson           = "poisson"            // no over-dispersion: a Poisson distribution was used
	DoubtFlatLikelihood    = "flat_likelihood"    // the likelihood gives no limit on one side
	DoubtFewExceedances    = "few_exceedances"    // fewer exceedances than advised
	DoubtExtrapolated      = "extrapolated"       // a limit far beyond the data
	DoubtFewRows           = "few_rows"           // below the advised sample
	DoubtFailedReplicates  = "failed_replicates"  // some bootstrap replicates gave no value
	DoubtSelectedThreshold = "selected_threshold" // the tail's start was chosen from the same data
)

// An Estimate is a value with its interval.
//
// If Reason is not empty there is no estimate and Value, Low and High are zero.
// Value and High may be +Inf where a limit does not exist; the doubt
// [DoubtOpenAbove] then says so. Level is the confidence level; 0 means that
// Low and High are logical bounds, which hold without chance.
type Estimate struct {
	Value, Low, High float64
	Level            float64
	N                int
	Method           string
	Doubts           []string
	Reason           Reason
}

// Present reports whether there is an estimate.
func (e Estimate) Present() bool { return e.Reason == "" }

// Bounded reports whether the estimate is present and its upper limit is finite.
func (e Estimate) Bounded() bool { return e.Present() && !math.IsInf(e.High, 1) }

// A Test is the outcome of a significance test. If Reason is not empty there is
// no outcome and Statistic and PValue are zero.
type Test struct {
	Statistic float64
	PValue    float64
	// MonteCarloError is the standard error of a simulated PValue, 0 of others.
	MonteCarloError float64
	N               int
	Method          string
	Doubts          []string
	Reason          Reason
}

// Present reports whether the test has an outcome.
func (t Test) Present() bool { return t.Reason == "" }

// absent returns an Estimate that says why it is none.
func absent(method string, n int, reason Reason) Estimate {
	return Estimate{N: max(n, 0), Method: method, Reason: reason}
}

// noTest returns a Test that says why it is none.
func noTest(method string, n int, reason Reason) Test {
	return Test{N: max(n, 0), Method: method, Reason: reason}
}

// validLevel reports whether level can be a confidence level.
func validLevel(level float64) bool { return level > 0 && level < 1 }

// finite reports whether all values are numbers other than ±Inf.
func finite(values ...float64) bool {
	for _, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}

// clamp returns v moved into [low, high].
func clamp(v, low, high float64) float64 { return math.Max(low, math.Min(high, v)) }
