package intake

import (
	"fmt"
	"strings"

	"github.com/breachbrief/breachbrief/analysis"
)

// listedProblems bounds how many problems of one code are listed for one file.
// A column of a million unreadable dates is one problem a million times; what
// was left out is counted.
const listedProblems = 1000

// longestValue bounds the text that a problem quotes, in characters.
const longestValue = 200

// problemList collects the problems of a run.
type problemList struct {
	problems []analysis.Problem
	file     string
	counts   map[string]int // of this file, by code
	tallies  []*tally       // of this file
	tallied  map[tallyKey]*tally
}

// tally is one problem that many rows share, reported once with their number.
type tally struct {
	problem analysis.Problem
	rows    int
}

type tallyKey struct{ code, field, value string }

func (l *problemList) begin(file string) {
	l.file, l.counts, l.tallied, l.tallies = file, map[string]int{}, map[tallyKey]*tally{}, nil
}

func (l *problemList) add(p analysis.Problem) {
	p.File = l.file
	l.counts[p.Code]++
	if l.counts[p.Code] <= listedProblems {
		l.problems = append(l.problems, p)
	}
}

// tally counts a problem that is told once for all rows of a file. The texts
// of the problem are copied: the first row's line must not stay in memory.
func (l *problemList) tally(p analysis.Problem) {
	key := tallyKey{p.Code, p.Field, p.Value}
	if t, ok := l.tallied[key]; ok {
		t.rows++
		return
	}
	if l.counts[p.Code]++; l.counts[p.Code] > listedProblems {
		return
	}
	p.File, p.Value = l.file, strings.Clone(p.Value)
	key.value = p.Value
	t := &tally{p, 1}
	l.tallied[key] = t
	l.tallies = append(l.tallies, t)
}

// end adds what was counted.
func (l *problemList) end() {
	for _, t := range l.tallies {
		t.problem.Detail = strings.TrimSpace(fmt.Sprintf("%s ×%d", t.problem.Detail, t.rows))
		l.problems = append(l.problems, t.problem)
	}
	for _, code := range Codes() {
		if more := l.counts[code] - listedProblems; more > 0 {
			l.problems = append(l.problems, analysis.Problem{File: l.file, Value: code, Code: CodeFurtherProblems,
				Severity: severity(CodeFurtherProblems), Detail: fmt.Sprint(more)})
		}
	}
}
