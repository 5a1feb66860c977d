package stats

import (
	"math"
	"testing"
)

// closed is the accuracy of closed forms, optimised that of fitted parameters.
const (
	closed    = 1e-9
	optimised = 1e-4
)

// check compares with a tolerance relative to values above 1.
func check(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if got == want {
		return
	}
	if !(math.Abs(got-want) <= tolerance*math.Max(1, math.Abs(want))) {
		t.Errorf("%s = %.12g, want %.12g", what, got, want)
	}
}

// checkEstimate compares value and limits.
func checkEstimate(t *testing.T, e Estimate, want [3]float64, tolerance float64) {
	t.Helper()
	if !e.Present() {
		t.Fatalf("%s: absent (%s), want %v", e.Method, e.Reason, want)
	}
	check(t, e.Method+" value", e.Value, want[0], tolerance)
	check(t, e.Method+" low", e.Low, want[1], tolerance)
	check(t, e.Method+" high", e.High, want[2], tolerance)
}

// checkAbsent checks the reason and that no number is left.
func checkAbsent(t *testing.T, e Estimate, want Reason) {
	t.Helper()
	if e.Reason != want || e.Value != 0 || e.Low != 0 || e.High != 0 {
		t.Errorf("%s = %v [%v, %v] reason %q, want zeros and %q", e.Method, e.Value, e.Low, e.High, e.Reason, want)
	}
}
