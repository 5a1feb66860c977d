package intake

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// Words that begin rows of totals and remarks around a table.
var (
	totalWords = map[string]bool{"合計": true, "総計": true, "小計": true, "計": true, "総合計": true, "total": true,
		"totals": true, "grandtotal": true, "subtotal": true, "sum": true}
	remarkSigns = []string{"注", "※", "(注", "*", "出典", "備考", "資料", "(出典", "注記", "以上", "note", "notes", "source", "sources"}
)

// beginsTotal holds the first signs of the words above, so that most rows need
// no folding.
const beginsTotal = "合総小計tgsTGSＴＧＳｔｇｓ"

// partTotal matches the totals of a part of a table: 6月計, 2022年度累計, 合計(速報).
// The word alone also ends names (設計, 会計, 時計).
var partTotal = regexp.MustCompile(`^[0-9年度月分]*[合小総累]?計([(:].*)?$`)

// countOfRows matches what a row of totals has in place of a name: 30社, 全30団体.
var countOfRows = regexp.MustCompile(`^(全|計|延べ|のべ)?[0-9][0-9,]*\D{0,16}$`)

// longestTotal bounds the words above, spread by spaces.
const longestTotal = 32

func isTotal(first string) bool {
	sign, _ := utf8.DecodeRuneInString(first)
	if len(first) > longestTotal || !strings.ContainsRune(beginsTotal, sign) && !strings.Contains(first, "計") {
		return false
	}
	folded := strings.Trim(strings.ReplaceAll(foldWord(first), " ", ""), "【】[]「」:")
	return totalWords[folded] || partTotal.MatchString(folded)
}

// isRemark reports whether a cell begins like a remark. Words must stand apart,
// for they also begin names (注文住宅, Notebook Inc.).
func isRemark(first string) bool {
	folded := strings.ToLower(width.Narrow.String(clip(first, longestTotal)))
	for _, sign := range remarkSigns {
		rest, ok := strings.CutPrefix(folded, sign)
		if !ok {
			continue
		}
		next, _ := utf8.DecodeRuneInString(rest)
		if last, _ := utf8.DecodeLastRuneInString(sign); rest == "" || !unicode.IsLetter(last) || !unicode.IsLetter(next) {
			return true
		}
	}
	return false
}

// isTotalRow reports whether a row that begins with a word for totals is one: it
// names no organisation, only counts them, or the word itself stands in the
// organisation's place with nothing but figures beside it.
func (p *plan) isTotalRow(cells []string, filled int) bool {
	organization, _, _ := p.fields[columnOrganization].text(cells)
	if organization == "" || filled == 1 || countOfRows.MatchString(foldWidth(organization)) {
		return true
	}
	if !isTotal(organization) {
		return false
	}
	for _, cell := range cells {
		text := cellText(cell)
		if text != "" && !isTotal(text) && !strings.ContainsAny(foldWidth(text), "0123456789") {
			return false
		}
	}
	return true
}

// isRemarkRow reports whether a row that begins like a remark holds no incident.
func (p *plan) isRemarkRow(cells []string, filled int) bool {
	if filled == 1 {
		return true
	}
	organization, _, _ := p.fields[columnOrganization].text(cells)
	return organization == ""
}

// thousandsBefore and thousandsAfter match the two sides of the comma in 1,234件.
var (
	thousandsBefore = regexp.MustCompile(`(^|[^0-9])[0-9]{1,3}$`)
	thousandsAfter  = regexp.MustCompile(`^[0-9]{3}([^0-9]|$)`)
)

// splitsNumber reports whether a size looks cut at the comma of its thousands.
// In a row with more cells than the header it is, though the surplus be empty.
func (p *plan) splitsNumber(cells []string) bool {
	for _, c := range []column{columnSize, columnEventSize} {
		for _, i := range p.fields[c].cells {
			if i+1 < len(cells) && thousandsBefore.MatchString(cells[i]) && thousandsAfter.MatchString(cells[i+1]) {
				return true
			}
		}
	}
	return false
}

// startsHeader reports cheaply whether a row may be the header again.
func (p *plan) startsHeader(cells []string) bool {
	for i, name := range p.header.names {
		if name != "" {
			return i < len(cells) && strings.TrimSpace(cells[i]) == strings.TrimSpace(name)
		}
	}
	return false
}

// isHeader reports whether a row repeats the header.
func (p *plan) isHeader(cells []string) bool {
	same := 0
	for i, name := range p.header.names {
		if i >= len(cells) {
			break
		}
		if headerKey(name) != headerKey(cells[i]) {
			return false
		}
		if strings.TrimSpace(name) != "" {
			same++
		}
	}
	return same > 0
}
