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

// refuse returns an error with exit code 3 if there is a reason for one.
func refuse(reasons []string) error {
	if len(reasons) == 0 {
		return nil
	}
	return &failure{code: exitForbidden, err: errors.New(strings.Join(reasons, "; ")),
		hints: []string{"'breachbrief check' lists every problem with its place"}}
}
