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
// the tridiagonal part of L.
func (l *laplacian) solve(right []float64) []float64 {
	n := len(right)
	x, residual := make([]float64, n), append([]float64(nil), right...)
	tridiagonal := l.factor()
	direction := tridiagonal.solve(residual)
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
		next := tridiagonal.solve(residual)
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

// A tridiagonalFactor is the LDLᵀ factor of a symmetric tridiagonal matrix.
type tridiagonalFactor struct {
	pivot, below []float64
}

// factor returns the factor of the path with the spans' diagonal added.
func (l *laplacian) factor() tridiagonalFactor {
	n := len(l.path) - 1
	diagonal := make([]float64, n)
	for k := range diagonal {
		diagonal[k] = l.path[k] + l.path[k+1]
	}
	for i, s := range l.spans {
		if s.first > 0 {
			diagonal[s.first-1] += l.pull[i]
		}
		if s.last < n {
			diagonal[s.last] += l.pull[i]
		}
	}
	f := tridiagonalFactor{pivot: diagonal, below: make([]float64, n)}
	for k := 1; k < n; k++ {
		f.below[k] = -l.path[k] / f.pivot[k-1]
		f.pivot[k] -= f.below[k] * -l.path[k]
	}
	return f
}

func (f tridiagonalFactor) solve(right []float64) []float64 {
	x := append([]float64(nil), right...)
	for k := 1; k < len(x); k++ {
		x[k] -= f.below[k] * x[k-1]
	}
	for k := len(x) - 1; k >= 0; k-- {
		x[k] /= f.pivot[k]
		if k+1 < len(x) {
			x[k] -= f.below[k+1] * x[k+1]
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
