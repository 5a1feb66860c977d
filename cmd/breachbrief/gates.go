package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/breachbrief/breachbrief/analysis"
)

// forbidden returns what the options do not allow of what was read.
func (o *gateOptions) forbidden(problems []analysis.Problem, rejected, rows int) []string {
	var reasons []string
	serious := 0
	for _, problem := range problems {
		if problem.Severity > analysis.Note {
			serious++
		}
	}
	if o.strict && serious > 0 {
		reasons = append(reasons, fmt.Sprintf("--strict forbids the %d warnings and errors of the input", serious))
	}
	if !o.maxRejected.allows(rejected, rows) {
		reasons = append(reasons, fmt.Sprintf("%d of %d rows were rejected; --max-rejected allows %s", rejected, rows, &o.maxRejected))
	}
	return reasons
}

// refusal is what is forbidden of what was done, and the next steps. The zero
// value forbids nothing.
type refusal struct{ reasons, hints []string }

// add adds reasons, if there are any, with the step that they have in common.
func (r *refusal) add(reasons []string, hint string) {
	if len(reasons) > 0 {
		r.reasons, r.hints = append(r.reasons, reasons...), append(r.hints, hint)
	}
}

// err returns an error with exit code 3 if there is a reason for one.
func (r *refusal) err() error {
	if len(r.reasons) == 0 {
		return nil
	}
	return &failure{code: exitForbidden, err: errors.New(strings.Join(r.reasons, "; ")), hints: r.hints}
}

// listProblems is the next step where problems of the input are forbidden.
const listProblems = "'breachbrief check' lists every problem with its place"
