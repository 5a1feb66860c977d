package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// A Family is a distribution of the log of a size: location + scale·Z. The zero
// value is [Lognormal].
type Family int

// The families. Z is standard normal, standard smallest extreme value, or
// standard logistic; location and scale are those of the natural log, as in R's
// survreg. A Weibull's shape is 1/scale and its own scale e^location.
const (
	Lognormal Family = iota
	Weibull
	LogLogistic
)

// String returns the name of the family.
func (f Family) String() string {
	switch f {
	case Lognormal:
		return "lognormal"
	case Weibull:
		return "Weibull"
	case LogLogistic:
		return "log-logistic"
	}
	return "unknown family"
}

// standard holds the functions of Z. The logs keep their accuracy where the
// probabilities underflow, which happens on the way to an optimum.
type standard struct {
	logDensity func(z float64) float64
	slope      func(z float64) float64 // derivative of logDensity
	bend       func(z float64) float64 // second derivative of logDensity
	logLower   func(z float64) float64 // log P(Z ≤ z)
	logUpper   func(z float64) float64 // log P(Z > z)
	quantile   func(p float64) float64
}

// standard returns the functions of the family, and false if there is none.
func (f Family) standard() (standard, bool) {
	switch f {
	case Lognormal:
		return standard{
			logDensity: func(z float64) float64 { return -z*z/2 - halfLogTwoPi },
			slope:      func(z float64) float64 { return -z },
			bend:       func(float64) float64 { return -1 },
			logLower:   func(z float64) float64 { return logNormalUpper(-z) },
			logUpper:   logNormalUpper,
			quantile:   distuv.UnitNormal.Quantile,
		}, true
	case Weibull:
		return standard{
			logDensity: func(z float64) float64 { return z - math.Exp(z) },
			slope:      func(z float64) float64 { return 1 - math.Exp(z) },
			bend:       func(z float64) float64 { return -math.Exp(z) },
			logLower:   func(z float64) float64 { return math.Log(-math.Expm1(-math.Exp(z))) },
			logUpper:   func(z float64) float64 { return -math.Exp(z) },
			quantile:   func(p float64) float64 { return math.Log(-math.Log1p(-p)) },
		}, true
	case LogLogistic:
		return standard{
			logDensity: func(z float64) float64 { return logLogistic(z) + logLogistic(-z) },
			slope:      func(z float64) float64 { return -math.Tanh(z / 2) },
			bend:       func(z float64) float64 { return -2 * math.Exp(logLogistic(z)+logLogistic(-z)) },
			logLower:   logLogistic,
			logUpper:   func(z float64) float64 { return logLogistic(-z) },
			quantile:   func(p float64) float64 { return math.Log(p) - math.Log1p(-p) },
		}, true
	}
	return standard{}, false
}

const halfLogTwoPi = 0.91893853320467274178 // ln(2π)/2

// logNormalUpper returns ln P(Z > z). gonum's Normal.Survival is 0 from z = 9
// on; beyond 20 the asymptotic series has an error below 1e-9.
func logNormalUpper(z float64) float64 {
	if z < 20 {
		return math.Log(0.5 * math.Erfc(z/math.Sqrt2))
	}
	r := 1 / (z * z)
	return -z*z/2 - halfLogTwoPi - math.Log(z) + math.Log1p(r*(-1+r*(3+r*(-15+r*105))))
}

// logLogistic returns −ln(1+e^−z).
func logLogistic(z float64) float64 {
	if z < 0 {
		return z - math.Log1p(math.Exp(z))
	}
	return -math.Log1p(math.Exp(-z))
}

// logBetween returns ln P(a < Z < b) from the tail in which it is accurate.
func (s standard) logBetween(a, b float64) float64 {
	switch {
	case math.IsInf(a, -1) && math.IsInf(b, 1):
		return 0
	case math.IsInf(b, 1):
		return s.logUpper(a)
	case math.IsInf(a, -1):
		return s.logLower(b)
	case a > 0:
		from := s.logUpper(a)
		return from + math.Log(-math.Expm1(s.logUpper(b)-from))
	case b < 0:
		from := s.logLower(b)
		return from + math.Log(-math.Expm1(s.logLower(a)-from))
	}
	return math.Log1p(-math.Exp(s.logLower(a)) - math.Exp(s.logUpper(b)))
}

// upper returns P(Z > z), for z = ±Inf too.
func (s standard) upper(z float64) float64 {
	switch {
	case math.IsInf(z, 1):
		return 0
	case math.IsInf(z, -1):
		return 1
	}
	return math.Exp(s.logUpper(z))
}
