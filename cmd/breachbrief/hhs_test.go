package main

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/breachbrief/breachbrief/samples"
)

// hhs runs the main job on the sample of the HHS portal and returns its
// findings.
func hhs(t *testing.T, period string) any {
	t.Helper()
	folder := t.TempDir()
	var paths []string
	for _, name := range []string{"hhs/breaches.csv", "hhs/mapping.toml"} {
		content, err := samples.Files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(folder, filepath.Base(name))
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	out := filepath.Join(folder, "out")
	w, _, stderr := testWorld(nil)
	arguments := []string{"report", "--period", period, "--as-of", "2024-06-30", "--out", out, "--lang", "en", "--mapping", paths[1], paths[0]}
	if code := run(t.Context(), arguments, w); code != 0 {
		t.Fatalf("exit code %d\n%s", code, stderr)
	}
	text, err := os.ReadFile(filepath.Join(out, period, "findings.json"))
	if err != nil {
		t.Fatal(err)
	}
	var findings any
	if err := json.Unmarshal(text, &findings); err != nil {
		t.Fatal(err)
	}
	return findings
}

// numberAt follows keys and places into findings.
func numberAt(t *testing.T, value any, path ...any) float64 {
	t.Helper()
	for _, step := range path {
		switch step := step.(type) {
		case string:
			object, _ := value.(map[string]any)
			value = object[step]
		case int:
			list, _ := value.([]any)
			if step >= len(list) {
				t.Fatalf("%v: the list ends", path)
			}
			value = list[step]
		}
	}
	number, ok := value.(float64)
	if !ok {
		t.Fatalf("%v is %v, not a number", path, value)
	}
	return number
}

// Expected values are computed from the rows by other programs. Fits: SciPy
// 1.10.1, the density of each size over the chance of at least 499.5, by
// Nelder-Mead. The rest: R 4.2.2 with pbeta and qbeta (counts over their dispersion), fisher.test, glm
// (quasipoisson), dnbinom and qnbinom, quantile (types 1 and 2), optim for the
// generalised Pareto tail.
func TestHHSFigureByFigure(t *testing.T) {
	findings := hhs(t, "2024-05")
	month, year, all := []any{"scopes", "month"}, []any{"scopes", "last_12_months"}, []any{"scopes", "all"}
	tests := []struct {
		scope     []any
		path      []any
		want      float64
		tolerance float64
	}{
		{month, []any{"counts", "events"}, 51, 0},
		{month, []any{"sizes", "total", "at_least"}, 8_468_460, 0},
		{month, []any{"sizes", "median", "low"}, 2_356, 0},
		{month, []any{"suppliers", "narrow", "events", "share_of_known", "low"}, 0.1400495, 1e-6},
		{month, []any{"suppliers", "narrow", "events", "share_of_known", "high"}, 0.3676223, 1e-6},
		{month, []any{"vectors", "lead", "p_value"}, 9.02149e-05, 1e-6},
		{nil, []any{"comparisons", 0, "effect", "value"}, 0.8509455, 1e-6},
		{nil, []any{"comparisons", 0, "effect", "low"}, 0.4300725, 1e-6},
		{nil, []any{"comparisons", 0, "effect", "high"}, 1.669874, 1e-6},
		{nil, []any{"comparisons", 0, "p_value"}, 0.7280893, 1e-6},
		{nil, []any{"comparisons", 1, "p_value"}, 0.3999673, 1e-6},
		{nil, []any{"comparisons", 1, "effect", "low"}, -0.2343467, 1e-6},
		{nil, []any{"comparisons", 1, "effect", "high"}, 0.09333134, 1e-6},
		{nil, []any{"trend", "dispersion"}, 2.759651, 1e-6},
		{nil, []any{"trend", "growth", "value"}, 0.00434418, 1e-6},
		{nil, []any{"trend", "growth", "low"}, -0.008254613, 1e-6},
		{nil, []any{"trend", "growth", "high"}, 0.01710302, 1e-6},
		{nil, []any{"trend", "slope", "value"}, 0.1714286, 1e-6},
		{nil, []any{"trend", "months", 23, "expected", "low"}, 40, 0},
		{nil, []any{"trend", "months", 23, "expected", "high"}, 88, 0},
		{year, []any{"counts", "events"}, 790, 0},
		{year, []any{"suppliers", "narrow", "events", "share_of_known", "value"}, 0.3708861, 1e-6},
		{year, []any{"sizes", "quantiles", 0, "low"}, 1_345, 0},
		{year, []any{"sizes", "quantiles", 1, "low"}, 5_314, 0},
		{year, []any{"sizes", "quantiles", 3, "low"}, 252_214, 0},
		{year, []any{"sizes", "model", "mu", "value"}, 4.27228, 1e-4},
		{year, []any{"sizes", "model", "sigma", "value"}, 4.31207, 1e-4},
		{year, []any{"sizes", "model", "median", "value"}, 4_940.17, 1e-4},
		{year, []any{"sizes", "model", "p90", "value"}, 203_126.6, 1e-4},
		{year, []any{"sizes", "model", "exceedance", 2, "chance", "value"}, 0.386383, 1e-4},
		{year, []any{"sizes", "model", "exceedance", 5, "chance", "value"}, 0.0412036, 1e-4},
		{year, []any{"sizes", "tail", "generalised_pareto", "shape", "value"}, 0.8161506, 1e-4},
		{year, []any{"sizes", "tail", "power_law", "exponent", "value"}, 1.863103, 1e-4},
		{all, []any{"sizes", "model", "median", "value"}, 3_483.27, 1e-3}, // of sizes rounded to three digits
		{all, []any{"sizes", "model", "exceedance", 2, "chance", "value"}, 0.312749, 1e-3},
	}
	for _, test := range tests {
		path := append(append([]any{}, test.scope...), test.path...)
		got := numberAt(t, findings, path...)
		if math.Abs(got-test.want) > test.tolerance*math.Max(1, math.Abs(test.want)) {
			t.Errorf("%v = %v, want %v", path, got, test.want)
		}
	}
}
