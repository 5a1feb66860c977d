package stats

import (
	"fmt"
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A section is a heading of METHODS.md and what follows.
type section struct {
	heading, text string
	examples      []string
}

func readMethods(t *testing.T) []section {
	t.Helper()
	text, err := os.ReadFile("../METHODS.md")
	if err != nil {
		t.Fatal(err)
	}
	var sections []section
	inside := false
	for line := range strings.Lines(string(text)) {
		line = strings.TrimRight(line, "\n")
		if heading, ok := strings.CutPrefix(line, "## "); ok {
			sections = append(sections, section{heading: heading})
			continue
		}
		if len(sections) == 0 {
			continue
		}
		current := &sections[len(sections)-1]
		switch {
		case line == "```example":
			inside = true
		case line == "```":
			inside = false
		case inside:
			current.examples = append(current.examples, line)
		default:
			current.text += line + "\n"
		}
	}
	return sections
}

func TestMethodsAreComplete(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range readMethods(t) {
		for _, part := range []string{"**In short.**", "**Holds when.**", "**How.**", "**Source.**"} {
			if strings.Count(s.text, part) != 1 {
				t.Errorf("%s: %d times %s, want once", s.heading, strings.Count(s.text, part), part)
			}
		}
		if len(s.examples) == 0 {
			t.Errorf("%s: no example", s.heading)
		}
		if seen[s.heading] {
			t.Errorf("%s: twice", s.heading)
		}
		seen[s.heading] = true
	}
}

// TestMethodsExamples executes every worked example.
func TestMethodsExamples(t *testing.T) {
	used := map[string]bool{}
	for _, s := range readMethods(t) {
		t.Run(s.heading, func(t *testing.T) {
			names := map[string]string{}
			for _, line := range s.examples {
				left, right, _ := strings.Cut(line, " = ")
				name, rest, call := strings.Cut(left, "(")
				if !call {
					names[left] = right
					continue
				}
				f, known := exampleFunctions[name]
				if !known {
					t.Errorf("%s: unknown function", line)
					continue
				}
				used[name] = true
				arguments := splitArguments(strings.TrimSuffix(rest, ")"))
				for i, a := range arguments {
					if value, ok := names[a]; ok {
						arguments[i] = value
					}
				}
				compareExample(t, line, f(arguments), right)
			}
		})
	}
	for name := range exampleFunctions {
		if !used[name] {
			t.Errorf("no example uses %s", name)
		}
	}
}

// splitArguments splits at commas outside brackets.
func splitArguments(text string) []string {
	var arguments []string
	depth, start := 0, 0
	for i, r := range text {
		switch {
		case r == '[':
			depth++
		case r == ']':
			depth--
		case r == ',' && depth == 0:
			arguments = append(arguments, strings.TrimSpace(text[start:i]))
			start = i + 1
		}
	}
	return append(arguments, strings.TrimSpace(text[start:]))
}

var numberOrWord = regexp.MustCompile(`-?\d[\d.]*(e-?\d+)?|inf|[a-z]+(_[a-z]+)+`)

// compareExample compares the numbers and reasons in an example with those
// computed, to the digits written.
func compareExample(t *testing.T, line string, got []any, want string) {
	t.Helper()
	words := numberOrWord.FindAllString(labels.ReplaceAllString(want, ""), -1)
	if len(words) != len(got) {
		t.Errorf("%s: computed %v", line, got)
		return
	}
	for i, word := range words {
		value, isNumber := got[i].(float64)
		if !isNumber {
			if fmt.Sprint(got[i]) != word {
				t.Errorf("%s: computed %v", line, got)
			}
			continue
		}
		number, err := strconv.ParseFloat(word, 64)
		if err != nil || value != number && !(math.Abs(value-number) <= 0.5000001*lastDigit(word)) {
			t.Errorf("%s: computed %v", line, got)
		}
	}
}

// labels are the words in results that are not numbers but hold digits or dashes.
var labels = regexp.MustCompile(`E-test|top1|top3`)

// lastDigit returns the place value of the last digit written.
func lastDigit(word string) float64 {
	mantissa, exponent, _ := strings.Cut(word, "e")
	_, decimals, _ := strings.Cut(mantissa, ".")
	power, _ := strconv.Atoi(exponent)
	return math.Pow10(power - len(decimals))
}

// Results of an example.

func shown(e Estimate, more ...any) []any {
	if !e.Present() {
		return []any{e.Reason}
	}
	return append([]any{e.Value, e.Low, e.High}, more...)
}

func shownTest(t Test) []any {
	if !t.Present() {
		return []any{t.Reason}
	}
	return []any{t.Statistic, t.PValue}
}

func probability(t Test) any {
	if !t.Present() {
		return t.Reason
	}
	return t.PValue
}

func shownValue(v float64, reason Reason) []any {
	if reason != "" {
		return []any{reason}
	}
	return []any{v}
}

// Arguments of an example.

func number(text string) float64 {
	text = strings.TrimLeft(text, "abcdefghijklmnopqrstuvwxyz ")
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		panic(err)
	}
	return v
}

func items(text string) []string {
	return strings.Split(strings.Trim(text, "[]"), ", ")
}

func numbers(text string) []float64 {
	var values []float64
	for _, item := range items(text) {
		values = append(values, number(item))
	}
	return values
}

func counts(text string) []int {
	var values []int
	for _, v := range numbers(text) {
		values = append(values, int(v))
	}
	return values
}

func fraction(text string) Share {
	x, n, _ := strings.Cut(text, "/")
	return Share{int(number(x)), int(number(n))}
}

func fractions(text string) []Cluster {
	var values []Cluster
	for _, item := range items(text) {
		values = append(values, Cluster(asCluster(fraction(item))))
	}
	return values
}

func asCluster(s Share) Cluster { return Cluster{s.Successes, s.N} }

func perTime(text string) Count {
	x, exposure, _ := strings.Cut(text, " per ")
	return Count{int(number(x)), number(exposure)}
}

func sizes(text string) []Interval {
	var rows []Interval
	for _, item := range items(text) {
		low, high, isRange := strings.Cut(item, "-")
		switch {
		case item == "?":
			rows = append(rows, AtLeast(0))
		case isRange:
			rows = append(rows, Between(number(low), number(high)))
		case strings.HasSuffix(item, "+"):
			rows = append(rows, AtLeast(number(strings.TrimSuffix(item, "+"))))
		default:
			rows = append(rows, Exactly(number(item)))
		}
	}
	return rows
}

func waits(text string) []Observation {
	var all []Observation
	for _, item := range items(text) {
		time, open := strings.CutSuffix(item, "+")
		all = append(all, Observation{Time: number(time), Event: !open})
	}
	return all
}

func triangle(text string) [][]float64 {
	var rows [][]float64
	for _, item := range items(text) {
		var row []float64
		for field := range strings.FieldsSeq(item) {
			row = append(row, number(field))
		}
		rows = append(rows, row)
	}
	return rows
}

// sizeModel fits without a minimum sample only where an example says so.
func sizeModel(family Family) func([]string) []any {
	return func(a []string) []any {
		m := FitSizes(sizes(a[0]), SizeModelOptions{Family: family})
		if m.Reason != "" {
			return []any{m.Reason}
		}
		if family == Lognormal {
			return append(append(shown(m.Location), shown(m.Scale)...), m.LogLikelihood)
		}
		return []any{m.Location.Value, m.Scale.Value, m.LogLikelihood}
	}
}

// listedModel fits the sizes that a source lists from a threshold on.
func listedModel(a []string) SizeModel {
	rows := sizes(a[0])
	for i := range rows {
		rows[i].Entry = number(a[1])
	}
	return FitSizes(rows, SizeModelOptions{From: number(a[1])})
}

func monthlyModel(mean, size string) CountModel {
	m := CountModel{Mean: number(mean), N: 24}
	if !strings.HasSuffix(size, "inf") {
		m.Size = number(size)
	}
	return m
}

func anyValues(values []float64) []any {
	all := make([]any, len(values))
	for i, v := range values {
		all[i] = v
	}
	return all
}

// exampleFunctions are the functions that worked examples may call.
var exampleFunctions = map[string]func(a []string) []any{
	"Wilson": func(a []string) []any {
		s := fraction(a[0])
		return shown(Wilson(s.Successes, s.N, 0.95))
	},
	"ClopperPearson": func(a []string) []any {
		s := fraction(a[0])
		return shown(ClopperPearson(s.Successes, s.N, 0.95))
	},
	"MidP": func(a []string) []any {
		s := fraction(a[0])
		return shown(MidP(s.Successes, s.N, 0.95))
	},
	"PresentShare": func(a []string) []any {
		s := fraction(a[0])
		return []any{PresentShare(Wilson(s.Successes, s.N, 0.95), float64(s.N))}
	},
	"UnknownBounds": func(a []string) []any {
		s := fraction(a[0])
		return shown(UnknownBounds(s.Successes, s.N, int(number(a[1]))))
	},
	"Goodman": func(a []string) []any {
		s := fraction(a[0])
		return shown(Goodman(s.Successes, s.N, GoodmanOptions{Categories: int(number(a[1])), Level: 0.95}))
	},
	"CompareCategories": func(a []string) []any {
		lead := CompareCategories(int(number(a[0])), int(number(a[1])), int(number(a[2])))
		if !lead.Exact.Present() {
			return []any{lead.Exact.Reason}
		}
		return shown(lead.Difference, lead.Exact.PValue)
	},
	"CompareShares": func(a []string) []any {
		c := CompareShares(fraction(a[0]), fraction(a[1]), 0.95)
		return shown(c.Difference, probability(c.Fisher))
	},
	"ClusterShare": func(a []string) []any {
		s := ClusterShare(fractions(a[0]), 0.95)
		return shown(s.Share, s.EffectiveN, s.WithoutLargest.Value)
	},
	"RaoScott": func(a []string) []any { return shownTest(RaoScott([][]Cluster{fractions(a[0]), fractions(a[1])})) },
	"Garwood": func(a []string) []any {
		c := perTime(a[0])
		return shown(Garwood(c.Events, c.Exposure, 0.95))
	},
	"DispersedRate": func(a []string) []any {
		var periods []Count
		for _, item := range items(a[0]) {
			periods = append(periods, perTime(item))
		}
		return shown(DispersedRate(periods, 0.95))
	},
	"MedianSensitivity": func(a []string) []any {
		s := QuantileSensitivity(sizes(a[0]), 0.5)
		return []any{s.Small.Value, s.Large.Value}
	},
	"CompareRates": func(a []string) []any {
		c := CompareRates(perTime(a[0]), perTime(a[1]), 0.95)
		result := shown(c.Ratio, probability(c.Exact))
		if c.ETest.Present() && c.Ratio.Bounded() {
			result = append(result, c.ETest.PValue)
		}
		return result
	},
	"CompareDispersedRates": func(a []string) []any {
		ratio, exact := CompareDispersedRates(perTime(a[0]), perTime(a[1]), DispersedComparison{Dispersion: number(a[2]), Level: 0.95})
		return shown(ratio, probability(exact))
	},
	"Dispersion": func(a []string) []any {
		d := TestDispersion(counts(a[0]))
		return []any{d.Index, d.Fisher.PValue}
	},
	"FitCounts": func(a []string) []any {
		m := FitCounts(counts(a[0]), CountModelOptions{})
		return []any{m.Mean, m.Size}
	},
	"PredictionRange": func(a []string) []any {
		return shown(FitCounts(counts(a[0]), CountModelOptions{}).Range(0.95))
	},
	"Unusual": func(a []string) []any {
		return []any{probability(FitCounts(counts(a[0]), CountModelOptions{}).Unusual(int(number(a[1]))))}
	},
	"CountTrend": func(a []string) []any {
		trend := CountTrend(counts(a[0]), TrendOptions{})
		return shown(trend.Growth, probability(trend.Test))
	},
	"SenSlope":    func(a []string) []any { return shown(SenSlope(numbers(a[0]), 0.95)) },
	"MannKendall": func(a []string) []any { return shownTest(MannKendall(numbers(a[0])).Test) },
	"Quantile": func(a []string) []any {
		return shownValue(Quantile(numbers(a[0]), number(a[1]), QuantileType(number(a[2]))))
	},
	"HarrellDavis":       func(a []string) []any { return shownValue(HarrellDavis(numbers(a[0]), number(a[1]))) },
	"TurnbullQuantile":   func(a []string) []any { return shown(Turnbull(sizes(a[0])).Quantile(number(a[1]))) },
	"TurnbullExceedance": func(a []string) []any { return shown(Turnbull(sizes(a[0])).Exceedance(number(a[1]))) },
	"QuantileBounds":     func(a []string) []any { return shown(QuantileBounds(sizes(a[0]), number(a[1]), 0.95)) },
	"KaplanMeierQuantile": func(a []string) []any {
		return shown(KaplanMeier(waits(a[0]), 0.95).Quantile(number(a[1])))
	},
	"Lognormal":   sizeModel(Lognormal),
	"Weibull":     sizeModel(Weibull),
	"LogLogistic": sizeModel(LogLogistic),
	"ModelQuantile": func(a []string) []any {
		return shown(FitSizes(sizes(a[0]), SizeModelOptions{}).Quantile(number(a[1])))
	},
	"ModelExceedance": func(a []string) []any {
		return shown(FitSizes(sizes(a[0]), SizeModelOptions{}).Exceedance(number(a[1])))
	},
	"ListedQuantile": func(a []string) []any {
		return shown(listedModel(a).Quantile(number(a[2])))
	},
	"ListedExceedance": func(a []string) []any {
		return shown(listedModel(a).Exceedance(number(a[2])))
	},
	"SizeRatio": func(a []string) []any {
		g := FitSizesByGroup([][]Interval{sizes(a[0]), sizes(a[1])}, SizeModelOptions{AnySample: true})
		return shown(g.Ratios[1], g.LikelihoodRatio.PValue)
	},
	"AndersonDarling": func(a []string) []any { return shownTest(AndersonDarling(numbers(a[0]))) },
	"PowerLawFrom": func(a []string) []any {
		return shown(FitPowerLaw(sizes(a[0]), PowerLawOptions{Minimum: number(a[1]), AnySample: true}).Alpha)
	},
	"PowerLaw": func(a []string) []any {
		m := FitPowerLaw(sizes(a[0]), PowerLawOptions{})
		if m.Reason != "" {
			return []any{m.Reason}
		}
		return shown(m.Alpha)
	},
	"PowerLawAgainstExponential": func(a []string) []any {
		return shownTest(CompareTails(numbers(a[0]), number(a[1]), TailOptions{AnySample: true})[2].Test)
	},
	"ParetoTail": func(a []string) []any {
		m := FitParetoTail(sizes(a[0]), number(a[1]), TailOptions{})
		return shown(m.Shape, m.Scale)
	},
	"ParetoQuantile": func(a []string) []any {
		return shown(FitParetoTail(sizes(a[0]), number(a[1]), TailOptions{}).Quantile(number(a[2])))
	},
	"ParetoShortfall": func(a []string) []any {
		return shown(FitParetoTail(sizes(a[0]), number(a[1]), TailOptions{}).ExpectedShortfall(number(a[2])))
	},
	"Hill": func(a []string) []any {
		points, _ := Hill(numbers(a[0]), 0.95)
		i := slices.IndexFunc(points, func(p HillPoint) bool { return p.K == int(number(a[1])) })
		return []any{points[i].Gamma.Value}
	},
	"MeanExcess": func(a []string) []any {
		points, _ := MeanExcess(numbers(a[0]), 0.95)
		i := slices.IndexFunc(points, func(p ExcessPoint) bool { return p.Threshold == number(a[1]) })
		return []any{points[i].Mean.Value}
	},
	"ChanceOfExceedance": func(a []string) []any {
		p := number(a[2])
		e := ChanceOfExceedance(monthlyModel(a[0], a[1]), Estimate{Value: p, Low: p, High: p}, ForecastOptions{Random: seeded()})
		return []any{e.Value}
	},
	"Panjer": func(a []string) []any {
		severity := append(numbers(a[1]), 0, 0, 0)
		total, _ := Panjer(CountModel{Mean: number(a[0])}, 1, severity)
		return []any{total[int(number(a[2]))]}
	},
	"Concentration": func(a []string) []any {
		c := Concentrate(counts(a[0]))
		return []any{c.Herfindahl, c.EffectiveParts, c.Top1, c.Top3}
	},
	"Gini": func(a []string) []any {
		c := Concentrate(counts(a[0]))
		return shownValue(c.Gini, c.GiniReason)
	},
	"BenjaminiHochberg": func(a []string) []any {
		adjusted, _ := BenjaminiHochberg(numbers(a[0]))
		return anyValues(adjusted)
	},
	"Holm": func(a []string) []any {
		adjusted, _ := Holm(numbers(a[0]))
		return anyValues(adjusted)
	},
	"BootstrapMean": func(a []string) []any {
		data := numbers(a[0])
		return shown(Bootstrap(len(data), meanOf(data), BootstrapOptions{}).Estimate)
	},
	"Completeness": func(a []string) []any { return anyValues(CompleteReports(triangle(a[0]), 0.95).Completeness) },
	"FinalCount": func(a []string) []any {
		final := CompleteReports(triangle(a[0]), 0.95).Final
		return shown(final[len(final)-1])
	},
}
