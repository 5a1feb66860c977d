package stats

import "math"

// A laplacian is a symmetric positive definite system over the nodes 1 … n−1 of
// the path 0 … n, whose two ends are held at 0: neighbours pull with path,
// the ends of each span with pull.
type laplacian struct {
	path  []float64
	spans []span
	pull  []float64
}

// solve returns x with Lx = right by conjugate gradients, preconditioned with
// the part of L near its diagonal.
func (l *laplacian) solve(right []float64) []float64 {
	n := len(right)
	x, residual := make([]float64, n), append([]float64(nil), right...)
	near := l.factor()
	direction := near.solve(residual)
	product := make([]float64, n)
	size := dot(residual, direction)
	target := 1e-20 * size
	for range gradientLimit {
		if !(size > target) {
			break
		}
		l.multiply(direction, product)
		step := size / dot(direction, product)
		for i := range x {
			x[i] += step * direction[i]
			residual[i] -= step * product[i]
		}
		next := near.solve(residual)
		before := size
		size = dot(residual, next)
		for i := range direction {
			direction[i] = next[i] + size/before*direction[i]
		}
	}
	return x
}

// multiply sets product to L·x.
func (l *laplacian) multiply(x, product []float64) {
	n := len(x)
	at := func(node int) float64 {
		if node == 0 || node > n {
			return 0
		}
		return x[node-1]
	}
	clear(product)
	for k := range product {
		product[k] = l.path[k]*(x[k]-at(k)) + l.path[k+1]*(x[k]-at(k+2))
	}
	for i, s := range l.spans {
		low, high := s.first, s.last+1
		flow := l.pull[i] * (at(high) - at(low))
		if high <= n {
			product[high-1] += flow
		}
		if low > 0 {
			product[low-1] -= flow
		}
	}
}

// widestBand is the number of groups up to which a span may be part of the
// preconditioner. The iteration takes few steps where spans are wide, but as
// many as there are links in a chain of narrow ones.
const widestBand = 32

// bandwidth returns the width that holds nine tenths of the spans, or 1, the
// path alone, if that is too wide to pay.
func (l *laplacian) bandwidth() int {
	var counts [widestBand + 1]int
	for _, s := range l.spans {
		if reach := s.last + 1 - s.first; reach <= widestBand {
			counts[reach]++
		}
	}
	held := 0
	for width, count := range counts {
		held += count
		if 10*held >= 9*len(l.spans) {
			return max(1, width)
		}
	}
	return 1
}

// A bandFactor is the Cholesky factor of a symmetric band matrix: row k holds
// the elements k, k−1, … k−width.
type bandFactor struct {
	width int
	rows  []float64
}

// factor returns the factor of the part of L that lies near its diagonal.
func (l *laplacian) factor() bandFactor {
	n := len(l.path) - 1
	f := bandFactor{width: l.bandwidth()}
	f.rows = make([]float64, n*(f.width+1))
	for g, pull := range l.path {
		f.join(g, g+1, pull)
	}
	for i, s := range l.spans {
		f.join(s.first, s.last+1, l.pull[i])
	}
	f.decompose()
	return f
}

// join adds the pull between two nodes of the path, of which the ends are fixed.
func (f *bandFactor) join(low, high int, pull float64) {
	n := len(f.rows) / (f.width + 1)
	if low > 0 {
		*f.at(low-1, 0) += pull
	}
	if high <= n {
		*f.at(high-1, 0) += pull
	}
	if low > 0 && high <= n && high-low <= f.width {
		*f.at(high-1, high-low) -= pull
	}
}

// at returns the element of a row that lies below columns left of the diagonal.
func (f *bandFactor) at(row, left int) *float64 { return &f.rows[row*(f.width+1)+left] }

func (f *bandFactor) decompose() {
	for k := range len(f.rows) / (f.width + 1) {
		diagonal := *f.at(k, 0)
		for left := min(k, f.width); left >= 0; left-- {
			sum := *f.at(k, left)
			for more := left + 1; more <= min(k, f.width) && more-left <= f.width; more++ {
				sum -= *f.at(k, more) * *f.at(k-left, more-left)
			}
			if left > 0 {
				*f.at(k, left) = sum / *f.at(k-left, 0)
				continue
			}
			// Rounding may leave nothing of a pivot; a preconditioner may err.
			*f.at(k, 0) = math.Sqrt(math.Max(sum, 1e-14*diagonal))
		}
	}
}

func (f *bandFactor) solve(right []float64) []float64 {
	x := append([]float64(nil), right...)
	for k := range x {
		for left := 1; left <= min(k, f.width); left++ {
			x[k] -= *f.at(k, left) * x[k-left]
		}
		x[k] /= *f.at(k, 0)
	}
	for k := len(x) - 1; k >= 0; k-- {
		x[k] /= *f.at(k, 0)
		for left := 1; left <= min(k, f.width); left++ {
			x[k-left] -= *f.at(k, left) * x[k]
		}
	}
	return x
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i, v := range a {
		sum = math.FMA(v, b[i], sum)
	}
	return sum
}
