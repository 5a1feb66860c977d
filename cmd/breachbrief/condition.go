package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/breachbrief/breachbrief/analysis"
)

// condition is a rule of the configuration about a number of findings.json:
// when it holds, the run warns or fails.
type condition struct {
	When    string `toml:"when"`    // path, comparison, number
	Then    string `toml:"then"`    // fail or warn
	Because string `toml:"because"` // what to say

	path  []step
	holds func(value float64) bool
}

// step is one part of a path: a field, and which element of the list in it.
type step struct {
	field      string
	key, value string // the element whose key has that value
}

var (
	conditionForm = regexp.MustCompile(`^\s*(\S+)\s*(>=|<=|==|>|<)\s*(-?[0-9.]+)\s*$`)
	stepForm      = regexp.MustCompile(`^([a-z0-9_]+)(?:\[([a-z_]+)=([^\]]+)\])?$`)
)

// parse reads the condition's text.
func (c *condition) parse() error {
	if c.Then != "fail" && c.Then != "warn" {
		return fmt.Errorf("then = %q: use \"fail\" or \"warn\"", c.Then)
	}
	parts := conditionForm.FindStringSubmatch(c.When)
	if parts == nil {
		return fmt.Errorf("when = %q: write a path of findings.json, a comparison and a number, such as \"rows.rejected_share > 0.01\"", c.When)
	}
	limit, err := strconv.ParseFloat(parts[3], 64)
	if err != nil {
		return fmt.Errorf("when = %q: %q is no number", c.When, parts[3])
	}
	for text := range strings.SplitSeq(parts[1], ".") {
		found := stepForm.FindStringSubmatch(text)
		if found == nil {
			return fmt.Errorf("when = %q: %q is no part of a path", c.When, text)
		}
		c.path = append(c.path, step{field: found[1], key: found[2], value: found[3]})
	}
	c.holds = comparison(parts[2], limit)
	return nil
}

func comparison(operator string, limit float64) func(float64) bool {
	switch operator {
	case ">":
		return func(v float64) bool { return v > limit }
	case ">=":
		return func(v float64) bool { return v >= limit }
	case "<":
		return func(v float64) bool { return v < limit }
	case "<=":
		return func(v float64) bool { return v <= limit }
	}
	return func(v float64) bool { return v == limit }
}

// errAbsent says that a finding has no value: there was too little to tell.
var errAbsent = errors.New("cannot be told")

// find follows the path into the findings.
func (c *condition) find(findings any) (float64, error) {
	value := findings
	for _, s := range c.path {
		object, ok := value.(map[string]any)
		if !ok {
			return 0, c.absentOr(value, s.field)
		}
		if value, ok = object[s.field]; !ok {
			return 0, fmt.Errorf("findings.json has no %q in %q", s.field, c.When)
		}
		if s.key != "" {
			value = element(value, s)
		}
	}
	number, ok := value.(float64)
	if !ok {
		return 0, c.absentOr(value, "number")
	}
	return number, nil
}

func (c *condition) absentOr(value any, wanted string) error {
	if value == nil {
		return errAbsent
	}
	return fmt.Errorf("there is no %s at that place of findings.json: %q", wanted, c.When)
}

// element returns the element of a list whose key has the value, or nothing.
func element(list any, s step) any {
	elements, _ := list.([]any)
	for _, e := range elements {
		if object, ok := e.(map[string]any); ok && fmt.Sprint(object[s.key]) == s.value {
			return e
		}
	}
	return nil
}

// findingsTree returns what conditions can be about: all of findings.json but
// its lists of events and problems, and the rows of all inputs added up.
func findingsTree(findings *analysis.Findings) (map[string]any, error) {
	head := *findings
	head.Problems = nil
	text, err := json.Marshal(head)
	if err != nil {
		return nil, err
	}
	tree := map[string]any{}
	if err := json.Unmarshal(text, &tree); err != nil {
		return nil, err
	}
	var rows, rejected float64
	for _, input := range findings.Inputs {
		rows += float64(input.Rows)
		rejected += float64(input.Rejected)
	}
	tree["rows"] = map[string]any{"read": rows, "rejected": rejected, "rejected_share": rejected / max(rows, 1)}
	return tree, nil
}

// verdict is what the conditions say of one report.
type verdict struct {
	failures, warnings []string
}

// judge tries all conditions on the findings.
func judge(conditions []condition, findings *analysis.Findings) (verdict, error) {
	var v verdict
	if len(conditions) == 0 {
		return v, nil
	}
	tree, err := findingsTree(findings)
	if err != nil {
		return v, err
	}
	for _, c := range conditions {
		value, err := c.find(tree)
		text := fmt.Sprintf("%s: %s holds, the value is %v", c.Because, strings.TrimSpace(c.When), value)
		if c.Because == "" {
			text = strings.TrimPrefix(text, ": ")
		}
		switch {
		case errors.Is(err, errAbsent):
		case err != nil:
			return v, misused(err, "the paths are those of findings.json, and rows.read, rows.rejected, rows.rejected_share")
		case c.holds(value) && c.Then == "fail":
			v.failures = append(v.failures, text)
		case c.holds(value):
			v.warnings = append(v.warnings, text)
		}
	}
	return v, nil
}
