package intake

import "strings"

// Spreadsheets run a cell as a formula when it begins with one of these signs.
const formulaSigns = "=+-@\t\r\n＝＋－＠"

// guard puts an apostrophe before a text that a spreadsheet would run as a
// formula, or that begins like a guarded one. [unguard] takes it away again.
func guard(text string) string {
	if isFormula(strings.TrimLeft(text, "'")) {
		return "'" + text
	}
	return text
}

// unguard removes the apostrophe that [guard] and careful programs put before a
// formula sign.
func unguard(text string) string {
	if text != "" && text[0] == '\'' && isFormula(strings.TrimLeft(text, "'")) {
		return text[1:]
	}
	return text
}

func isFormula(text string) bool {
	for _, sign := range formulaSigns {
		if strings.HasPrefix(text, string(sign)) {
			return true
		}
	}
	return false
}
