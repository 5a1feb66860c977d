package intake

import (
	"regexp"
	"testing"
)

func TestCodes(t *testing.T) {
	seen := map[string]bool{}
	for _, code := range Codes() {
		if seen[code] || !regexp.MustCompile(`^[a-z]+(_[a-z]+)*$`).MatchString(code) {
			t.Errorf("code %q is listed twice or not written with underscores", code)
		}
		seen[code] = true
	}
	for _, set := range []map[string]bool{notes, failures, tallied} {
		for code := range set {
			if !seen[code] {
				t.Errorf("code %q is not listed", code)
			}
		}
	}
}
