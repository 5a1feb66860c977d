// Package report makes documents from findings.
//
// [Compose] turns findings into a [Document] in one language: sections of
// paragraphs, tables, figures and notes. It chooses what to say and in which
// words; it computes no statistic. The same findings give the same sentences in
// both languages, and every number printed is one of the findings or of the rows
// behind them.
//
// The renderers below this package (workbook, briefing) print documents; chart
// draws figures; typeface knows the font; delivery mails finished files. All
// words live in the message files of wording, and [Words] is the one place
// that formats numbers, dates and units.
package report
