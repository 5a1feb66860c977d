// Package briefing prints a [report.Document] as a PDF on A4 paper.
//
// It prints what the document holds and computes nothing. The first page stands
// alone; the sections follow with numbers, bookmarks and references to pages.
// Blocks and sections that are not for the briefing are left out.
//
// What it guarantees:
//
//   - no text is lost or cut: every string is measured before it is placed,
//     wrapped by the rules of its language, and a character that the font lacks
//     is replaced visibly and listed at the end of the section on data quality;
//   - tables break between rows and repeat their head; a heading, a table's head
//     or the first line of a paragraph never stands alone at the foot of a page;
//   - figures are vectors and text is text: it can be selected, searched, copied;
//   - the same document gives the same bytes.
//
// The PDF library draws single lines of text, lines and areas only; its own line
// breaking loses characters of Japanese text.
package briefing
