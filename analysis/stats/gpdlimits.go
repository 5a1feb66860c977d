package stats

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/diff/fd"
	"gonum.org/v1/gonum/mat"
)

// scaled returns threshold + β·factor(ξ) with its profile interval: given the
// value, β follows from ξ, over which the likelihood is maximised.
func (m *ParetoTail) scaled(method string, p float64, factor excessFactor) Estimate {
	if m.Reason != "" {
		return absent(method, m.Exceedances, m.Reason)
	}
	if !(p < 1 && p >= 1-m.tailShare()) {
		return absent(method, m.Exceedances, NotApplicable)
	}
	excess := m.Scale * factor.of(m.Shape.Value)
	if !(excess > 0) || excess+m.Threshold > m.furthest() {
		return absent(method, m.Exceedances, NotIdentified)
	}
	var e Estimate
	if m.excess.large() {
		e = m.wald(method+", Wald", math.Log(excess), func(shape, scale float64) float64 {
			return math.Log(scale * factor.of(shape))
		}).exponential()
	} else {
		e = m.profiledExcess(method, math.Log(excess), factor).exponential()
	}
	if e.Present() {
		e.Value, e.Low, e.High = e.Value+m.Threshold, e.Low+m.Threshold, e.High+m.Threshold
	}
	if e.High > m.furthest() {
		e.Doubts = append(e.Doubts, DoubtExtrapolated)
	}
	return e
}

// furthest is the largest value that the tail may be asked for.
func (m *ParetoTail) furthest() float64 {
	return largestReach * (m.excess.largest*m.excess.unit + m.Threshold)
}

// profiledExcess returns the log of an excess with its profile limits.
func (m *ParetoTail) profiledExcess(method string, logExcess float64, factor excessFactor) Estimate {
	profile := func(logExcess float64) float64 {
		_, value := peak(smallestShape, factor.largest, func(shape float64) float64 {
			scale := math.Exp(logExcess) / factor.of(shape) / m.excess.unit
			if !(scale > 0) {
				return -math.MaxFloat64
			}
			return math.Max(-math.MaxFloat64, m.excess.at(shape, scale))
		})
		return value
	}
	search := profileSearch{
		estimate: logExcess, step: 2.5 / math.Sqrt(float64(m.Exceedances)),
		reach: 20, peak: m.LogLikelihood, level: m.level,
	}
	e := Estimate{Value: logExcess, Level: m.level, N: m.Exceedances, Method: method, Doubts: slices.Clone(m.Doubts)}
	var found bool
	if e.Low, found = search.limit(-1, profile); !found {
		e.Low = math.Inf(-1)
		e.Doubts = append(e.Doubts, DoubtOpenBelow)
	}
	if e.High, found = search.limit(1, profile); !found {
		e.High = math.Inf(1)
		e.Doubts = append(e.Doubts, DoubtOpenAbove)
	}
	return e
}

// large reports whether there are so many rows that limits come from the
// curvature, as with sizes (largestProfile).
func (l *excessLikelihood) large() bool { return len(l.exact)+len(l.between) > largestProfile }

// maximum returns the maximum likelihood ξ and β, and the height there. Many
// rows start from the maximum of a regular part of them.
func (l *excessLikelihood) maximum() (shape, scale, height float64) {
	if l.large() {
		part := l.thinned()
		shape, scale, _ = part.maximum()
		return l.newton(shape, scale)
	}
	shape, height = peak(smallestShape, largestShape, func(shape float64) float64 {
		value, _ := l.bestScale(shape)
		return value
	})
	_, scale = l.bestScale(shape)
	return shape, scale, height
}

// thinned returns every k-th row, at most some hundreds.
func (l *excessLikelihood) thinned() excessLikelihood {
	stride := (len(l.exact)+len(l.between))/(largestProfile/2) + 1
	part := excessLikelihood{unit: l.unit, largest: l.largest}
	for i := 0; i < len(l.exact); i += stride {
		part.exact = append(part.exact, l.exact[i])
		part.exactRows += l.exact[i].weight
	}
	for i := 0; i < len(l.between); i += stride {
		part.between = append(part.between, l.between[i])
	}
	return part
}

// newton climbs from a point near the maximum. A height of −Inf says that it did
// not arrive.
func (l *excessLikelihood) newton(shape, scale float64) (float64, float64, float64) {
	point := []float64{shape, math.Log(scale / l.unit)}
	value := func(p []float64) float64 { return l.at(p[0], math.Exp(p[1])) }
	for range 30 {
		step, ok := newtonStep(point, value)
		if !ok {
			break
		}
		from := value(point)
		length := 1.0
		next := []float64{point[0] + step[0], point[1] + step[1]}
		for ; value(next) < from-1e-9*math.Abs(from) && length > 1e-6; length /= 2 {
			next = []float64{point[0] + length/2*step[0], point[1] + length/2*step[1]}
		}
		point = next
		if math.Abs(step[0])+math.Abs(step[1]) < 1e-7 {
			return point[0], math.Exp(point[1]) * l.unit, value(point)
		}
	}
	return shape, scale, math.Inf(-1)
}

// newtonStep returns −H⁻¹g by central differences.
func newtonStep(point []float64, value func([]float64) float64) ([]float64, bool) {
	curvature, ok := curvatureAt(point, value)
	if !ok {
		return nil, false
	}
	slope := fd.Gradient(nil, value, point, &fd.Settings{Formula: fd.Central, Step: differenceStep})
	var step mat.VecDense
	if err := curvature.SolveVecTo(&step, mat.NewVecDense(2, slope)); err != nil {
		return nil, false
	}
	return []float64{step.AtVec(0), step.AtVec(1)}, finite(step.AtVec(0), step.AtVec(1))
}

// differenceStep balances the truncation of central differences, about 1e-8,
// against the rounding of a sum of up to a million logs.
const differenceStep = 1e-4

// curvatureAt returns the Cholesky factor of −H.
func curvatureAt(point []float64, value func([]float64) float64) (*mat.Cholesky, bool) {
	hessian := mat.NewSymDense(2, nil)
	fd.Hessian(hessian, func(p []float64) float64 { return -value(p) }, point, &fd.Settings{Formula: fd.Central, Step: differenceStep})
	if !finite(hessian.At(0, 0), hessian.At(0, 1), hessian.At(1, 1)) {
		return nil, false
	}
	var factor mat.Cholesky
	return &factor, factor.Factorize(hessian)
}

// wald returns value ± z·se for a function of ξ and β by the delta method.
func (m *ParetoTail) wald(method string, value float64, of func(shape, scale float64) float64) Estimate {
	point := []float64{m.Shape.Value, math.Log(m.Scale / m.excess.unit)}
	curvature, ok := curvatureAt(point, func(p []float64) float64 { return m.excess.at(p[0], math.Exp(p[1])) })
	if !ok {
		return absent(method, m.Exceedances, NoConvergence)
	}
	slope := mat.NewVecDense(2, fd.Gradient(nil, func(p []float64) float64 {
		return of(p[0], math.Exp(p[1])*m.excess.unit)
	}, point, &fd.Settings{Formula: fd.Central, Step: differenceStep}))
	var solved mat.VecDense
	if err := curvature.SolveVecTo(&solved, slope); err != nil {
		return absent(method, m.Exceedances, NoConvergence)
	}
	half := normalCritical(m.level) * math.Sqrt(mat.Dot(slope, &solved))
	return Estimate{
		Value: value, Low: value - half, High: value + half,
		Level: m.level, N: m.Exceedances, Method: method, Doubts: slices.Clone(m.Doubts),
	}
}
