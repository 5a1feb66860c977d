package stats

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// A Cluster is a group of cases that stand or fall together, such as the victims
// of one event.
type Cluster struct {
	Successes, Size int
}

func validClusters(clusters []Cluster) bool {
	for _, c := range clusters {
		if c.Size < 0 || c.Successes < 0 || c.Successes > c.Size {
			return false
		}
	}
	return true
}

// A ClusteredShare is a share of cases that come in clusters.
type ClusteredShare struct {
	Share Estimate // with the Korn-Graubard interval
	// DesignEffect is the variance relative to that of as many independent
	// cases; EffectiveN the number of independent cases with this variance.
	DesignEffect, EffectiveN float64
	Clusters                 int
	// WithoutLargest is the share without the largest cluster; it has no
	// interval.
	WithoutLargest Estimate
}

// ClusterShare returns the share of successes among cases that come in clusters.
//
// The share is the ratio estimate p = Σy/Σn with the variance
// m/(m−1)·Σ(y−p·n)²/N² of m independent clusters and N cases; within a cluster
// cases may depend on each other in any way. The interval is Korn and Graubard's:
// Clopper and Pearson's at the effective sample N/deff, reduced by
// (t(N−1)/t(m−1))² and never above N.
//
// A share of exactly 0 or 1 leaves no variance to estimate; the effective sample
// is then that of fully dependent clusters, N²/Σn². Fewer than
// [MinimumClusters] clusters give no interval: [TooFew]. Empty clusters are left
// out.
//
// Source: Cochran, Sampling Techniques (1977), section 3.12; Korn & Graubard,
// Survey Methodology 24 (1998) 193–201; agrees with R's survey::svyciprop
// (method = "beta").
func ClusterShare(clusters []Cluster, level float64) ClusteredShare {
	const method = "Korn-Graubard"
	s := ClusteredShare{Share: absent(method, 0, NotApplicable), WithoutLargest: absent("ratio", 0, NotApplicable)}
	if !validClusters(clusters) || !validLevel(level) {
		return s
	}
	kept := slices.DeleteFunc(slices.Clone(clusters), func(c Cluster) bool { return c.Size == 0 })
	successes, n, squares := sumClusters(kept)
	s.Clusters = len(kept)
	s.Share.N = n
	s.WithoutLargest = withoutLargest(kept)
	if len(kept) < MinimumClusters {
		s.Share.Reason = TooFew
		return s
	}
	p := float64(successes) / float64(n)
	s.DesignEffect = clusterVariance(kept, p) / (p * (1 - p) / float64(n))
	if successes == 0 || successes == n {
		s.DesignEffect = squares / float64(n)
	}
	s.EffectiveN = math.Min(float64(n), float64(n)/s.DesignEffect)
	adjusted := math.Min(float64(n), float64(n)/s.DesignEffect*degreesAdjustment(n, len(kept), level))
	low, high := betaLimits(p*adjusted, adjusted, level)
	s.Share = pinEnds(Estimate{Value: p, Low: low, High: high, Level: level, N: n, Method: method}, successes, n)
	return s
}

// sumClusters returns the totals of successes, cases and squared sizes.
func sumClusters(clusters []Cluster) (successes, n int, squares float64) {
	for _, c := range clusters {
		successes += c.Successes
		n += c.Size
		squares += float64(c.Size) * float64(c.Size)
	}
	return successes, n, squares
}

// clusterVariance returns the linearised variance of the ratio estimate p. Its
// terms are summed in order of size, so that the clusters' order does not matter.
func clusterVariance(clusters []Cluster, p float64) float64 {
	residuals := make([]float64, len(clusters))
	n := 0
	for i, c := range clusters {
		r := float64(c.Successes) - p*float64(c.Size)
		residuals[i] = r * r
		n += c.Size
	}
	slices.Sort(residuals)
	sum := 0.0
	for _, r := range residuals {
		sum += r
	}
	m := float64(len(clusters))
	return m / (m - 1) * sum / (float64(n) * float64(n))
}

// degreesAdjustment is Korn and Graubard's allowance for estimating the design
// effect from m clusters.
func degreesAdjustment(n, m int, level float64) float64 {
	t := func(df int) float64 {
		return distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(df)}.Quantile(0.5 + level/2)
	}
	ratio := t(n-1) / t(m-1)
	return ratio * ratio
}

// withoutLargest returns the share after the largest cluster is taken out; among
// equals the one with the most successes.
func withoutLargest(clusters []Cluster) Estimate {
	const method = "ratio"
	if len(clusters) < 2 {
		return absent(method, 0, TooFew)
	}
	largest := slices.MaxFunc(clusters, func(a, b Cluster) int {
		return cmp.Or(cmp.Compare(a.Size, b.Size), cmp.Compare(a.Successes, b.Successes))
	})
	successes, n, _ := sumClusters(clusters)
	p := float64(successes-largest.Successes) / float64(n-largest.Size)
	return Estimate{Value: p, Low: p, High: p, N: n - largest.Size, Method: method}
}

// RaoScott tests whether groups of clusters have one share. Each group's
// successes and cases are divided by its own design effect; Pearson's χ² of the
// adjusted table has groups−1 degrees of freedom.
//
// A group below [MinimumClusters] clusters, or with share 0 or 1, whose design
// effect is not estimable, gives [TooFew] or [NotIdentified].
//
// Source: Rao & Scott, Biometrics 48 (1992) 577–585.
func RaoScott(groups [][]Cluster) Test {
	const method = "Rao-Scott"
	if len(groups) < 2 {
		return noTest(method, 0, NotApplicable)
	}
	var cases int
	var successes, n []float64
	for _, clusters := range groups {
		s := ClusterShare(clusters, DefaultLevel)
		cases += s.Share.N
		if !s.Share.Present() {
			return noTest(method, cases, s.Share.Reason)
		}
		if s.Share.Value == 0 || s.Share.Value == 1 || s.DesignEffect == 0 {
			return noTest(method, cases, NotIdentified)
		}
		size := float64(s.Share.N) / s.DesignEffect
		n = append(n, size)
		successes = append(successes, s.Share.Value*size)
	}
	statistic := pearson(successes, n)
	return Test{Statistic: statistic, PValue: chiSquareUpper(statistic, float64(len(groups)-1)), N: cases, Method: method}
}

// pearson returns Pearson's χ² of groups with these successes out of n.
func pearson(successes, n []float64) float64 {
	var x, total float64
	for i := range n {
		x += successes[i]
		total += n[i]
	}
	p, sum := x/total, 0.0
	for i := range n {
		d := successes[i] - p*n[i]
		sum += d * d / (n[i] * p * (1 - p))
	}
	return sum
}
