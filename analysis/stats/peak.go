package stats

import "math"

// peak returns the place and height of the maximum of a function with one peak
// in [low, high], by Brent's mix of golden section and parabolas; gonum's
// optimisers take no bracket. The place is good to about 1e-8 of its size, as
// far as a maximum in floating point lets itself be located.
//
// Source: Brent, Algorithms for Minimization without Derivatives (1973), chapter 5.
func peak(low, high float64, f func(float64) float64) (place, height float64) {
	const golden = 0.3819660112501051 // (3−√5)/2
	x := low + golden*(high-low)
	fx := f(x)
	w, v, fw, fv := x, x, fx, fx
	var step, before float64
	for range 200 {
		middle := (low + high) / 2
		tolerance := 1.5e-8*math.Abs(x) + 1e-11
		if math.Abs(x-middle) <= 2*tolerance-(high-low)/2 {
			break
		}
		trial, ok := parabola([3]float64{x, w, v}, [3]float64{fx, fw, fv})
		ok = ok && math.Abs(trial-x) < math.Abs(before)/2 && trial > low && trial < high
		before = step
		if ok {
			step = trial - x
		} else {
			before = high - x
			if x >= middle {
				before = low - x
			}
			step = golden * before
		}
		if math.Abs(step) < tolerance {
			step = math.Copysign(tolerance, step)
		}
		u := clamp(x+step, low, high)
		fu := f(u)
		if fu >= fx {
			if u >= x {
				low = x
			} else {
				high = x
			}
			v, fv, w, fw, x, fx = w, fw, x, fx, u, fu
			continue
		}
		if u < x {
			low = u
		} else {
			high = u
		}
		switch {
		case fu >= fw || w == x:
			v, fv, w, fw = w, fw, u, fu
		case fu >= fv || v == x || v == w:
			v, fv = u, fu
		}
	}
	return x, fx
}

// parabola returns the extremum of the parabola through three points.
func parabola(x, f [3]float64) (float64, bool) {
	r := (x[0] - x[1]) * (f[0] - f[2])
	q := (x[0] - x[2]) * (f[0] - f[1])
	denominator := 2 * (q - r)
	place := x[0] - ((x[0]-x[2])*q-(x[0]-x[1])*r)/denominator
	return place, denominator != 0 && finite(place)
}
