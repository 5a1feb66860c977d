package stats

import "math"

// largestProfile is the number of distinct rows beyond which limits come from
// the curvature at the maximum. Each side of a profile costs some twenty passes
// over the rows, and with this many rows the likelihood is a parabola on the
// scales used: both methods then differ by about a hundredth of the
// interval's width.
const largestProfile = 1000

// wald returns value ± z·se for a function of the parameters with the given
// derivatives.
func (m *SizeModel) wald(value float64, byBeta []float64, byTau float64) Estimate {
	curve := m.likelihood.at(m.point)
	curve.slopeBeta, curve.slopeTau = byBeta, byTau
	// The Newton gain of a slope g is gᵀ(−H)⁻¹g: the variance.
	_, variance, ok := m.likelihood.newtonDirection(curve, 0)
	method := m.Family.String() + ", Wald"
	if !ok {
		return absent(method, m.N, NoConvergence)
	}
	half := normalCritical(m.level) * math.Sqrt(variance)
	return Estimate{Value: value, Low: value - half, High: value + half, Level: m.level, N: m.N, Method: method}
}

func (m *SizeModel) profiles() bool { return len(m.likelihood.rows) <= largestProfile }
