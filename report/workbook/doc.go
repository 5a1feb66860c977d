// Package workbook writes a document as an Excel workbook (.xlsx).
//
// Every section with a sheet name becomes a sheet, the listing of all rows the
// Incidents sheet. Cells are typed: dates are dates, numbers are numbers, what
// is unknown is a word. A cell that the document can count again from the
// listing is a live formula; its cached value is worked out from the rows, as a
// spreadsheet would. The Control sheet compares each formula with the value of
// the findings, and the Summary sheet says in words whether all agree. Charts are
// native and read their data from the sheet they stand on, to the right of its
// print area.
//
// The package computes no statistic and chooses no word of a finding. Text from
// the input is always text, whatever it looks like, and survives unchanged: a
// cell longer than Excel allows is cut with a visible mark and counted. The
// same document gives the same bytes.
//
// The excelize library builds what a workbook consists of (styles, names,
// drawings); the sheets themselves are written by this package, the listing in a
// stream, so that memory does not grow with its rows. [WriteEditions] makes the
// rows of a long listing once for the workbooks of all languages.
package workbook
