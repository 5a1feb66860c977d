// Package intake reads incident tables the way people really write them.
//
// [Read] takes CSV files in any usual encoding and layout and hands over one
// [analysis.Incident] for each row it uses. A size such as 約42万件 becomes a
// closed interval with its unit and qualifier, a date such as 令和4年6月上旬 an
// interval of days with its precision, a free word such as 不正ログイン an
// identifier. Every reading keeps the text it came from.
//
// What the package refuses: to guess in silence. A number with a broken group,
// an impossible day, a date without a year and without a document to complete
// it, two measures side by side: the cell is left out and a problem names file,
// line, column, value and, where there is one, the likely reading. A row that
// cannot be told apart into cells, names no organisation or repeats another in
// every cell is rejected. It never asks the clock and never adds figures up.
//
// What it guarantees: rows read = rows used + rows rejected for every input
// file; used rows arrive in the order of the input; the same bytes give the same
// incidents and problems; no input, however broken, panics, hangs or takes
// memory beyond its limits. Line and column count from 1, and a column is a cell
// of the row as a spreadsheet counts it.
//
// [Mapping] describes other people's layouts, [Vocabulary] their words, and
// [Writer] writes what was read as a clean table that reads back the same.
package intake
