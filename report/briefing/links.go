package briefing

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/breachbrief/breachbrief/report"
)

// destination returns where a link leads on paper: a section that is printed, or
// an address. Rows of the listing are not printed.
func (l *layout) destination(link report.Link) (section, address string) {
	if link.Section != "" && l.printed[link.Section] {
		return link.Section, ""
	}
	return "", safeAddress(link.URL)
}

// safeAddress returns an address that a reader may follow from a document, or
// the empty string. Addresses come from the input, so only those of pages and
// mailboxes pass.
func safeAddress(address string) string {
	parsed, err := url.Parse(address)
	if err != nil {
		return ""
	}
	switch parsed.Scheme {
	case "http", "https":
		if parsed.Host == "" {
			return ""
		}
	case "mailto":
	default:
		return ""
	}
	return inASCII(parsed.String())
}

// inASCII escapes what an address of a PDF must not hold.
func inASCII(address string) string {
	var escaped strings.Builder
	for _, c := range []byte(address) {
		if c <= ' ' || c > '~' {
			fmt.Fprintf(&escaped, "%%%02X", c)
		} else {
			escaped.WriteByte(c)
		}
	}
	return escaped.String()
}

// reference returns the words that lead a reader of paper to a section. The page
// is the one of the layout before; see [layOut].
func (l *layout) reference(link report.Link) string {
	section, _ := l.destination(link)
	if section == "" {
		return ""
	}
	page := strconv.Itoa(l.before.pages[section])
	return l.words.LinkOpen + fmt.Sprintf(l.words.See, page) + l.words.LinkClose
}
