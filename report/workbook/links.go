package workbook

import (
	"cmp"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/breachbrief/breachbrief/report"
)

// maxLinks is the most hyperlinks that Excel opens on one sheet, and maxURL the
// longest address in UTF-16 units.
const (
	maxLinks = 65530
	maxURL   = 2079
)

// resolve returns where a link leads in this workbook, if anywhere.
func (b *book) resolve(link report.Link) (hyperlink, bool) {
	switch {
	case link.Row > 0:
		row, ok := b.listing.sheetRow(link.Row)
		if incidents := b.byID[incidentsID]; ok && incidents != nil {
			return hyperlink{location: quoted(incidents.name) + "!" + cellName(1, row)}, true
		}
	case link.Section != "":
		if s, ok := b.byID[link.Section]; ok {
			return hyperlink{location: quoted(s.name) + "!A1"}, true
		}
	case safeURL(link.URL):
		return hyperlink{url: link.URL}, true
	}
	return hyperlink{}, false
}

// safeURL reports whether an address from the input may become a link: one that
// leads to a web page and that Excel accepts. Excel calls a file damaged that
// links to an address with certain characters, or with a second #.
func safeURL(address string) bool {
	const refused = "\n\r\t \"<>[]{}^`|\\"
	if address == "" || len(utf16.Encode([]rune(address))) > maxURL || strings.ContainsAny(address, refused) || strings.Count(address, "#") > 1 {
		return false
	}
	parsed, err := url.Parse(address)
	if err != nil || parsed.Hostname() == "" || parsed.Scheme != "http" && parsed.Scheme != "https" {
		return false
	}
	_, err = strconv.ParseUint(cmp.Or(parsed.Port(), "80"), 10, 16)
	return err == nil
}
