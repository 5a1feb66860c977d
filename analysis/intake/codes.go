package intake

import "github.com/breachbrief/breachbrief/analysis"

// The codes of the problems that reading raises. Each says in its comment what
// happened; Problem.Value holds the cell, Problem.Detail what is said here.
const (
	// Files.
	CodeEncodingGuessed     = "encoding_guessed"      // the file is not UTF-8; Value: the encoding chosen by its bytes
	CodeReplacementFound    = "replacement_found"     // bytes that the encoding does not have; Detail: how many characters
	CodeMixedEncoding       = "mixed_encoding"        // lines in another encoding than the file's; Value: that encoding, Detail: lines
	CodeNULBytes            = "nul_bytes"             // NUL bytes were dropped; Detail: lines
	CodeTitleLines          = "title_lines"           // lines above the header were passed over; Detail: lines
	CodeTwoHeaderRows       = "two_header_rows"       // the header was read from two rows
	CodeRepeatedHeader      = "repeated_header"       // a header between the rows was passed over
	CodeTotalRow            = "total_row"             // a row of totals was passed over; Value: its first cell
	CodeNoteLine            = "note_line"             // a remark below the table was passed over; Value: its text
	CodeUnknownColumn       = "unknown_column"        // a column that no canonical column matches; Value: its header
	CodeDuplicateColumn     = "duplicate_column"      // a second column of the same meaning, read where the first is empty; Value: its header, Detail: the first
	CodeMappedColumnMissing = "mapped_column_missing" // the mapping names a column that the file lacks; Value: its name
	CodeNoRows              = "no_rows"               // a header and nothing below it
	CodeFurtherProblems     = "further_problems"      // more of one kind than are listed; Value: the code, Detail: how many

	// Rows.
	CodeDuplicateRow        = "duplicate_row"        // equal to an earlier row in every cell; Detail: where that stands
	CodeWrongCellCount      = "wrong_cell_count"     // the row cannot be told apart into the header's columns; Detail: cells found / expected
	CodeShortRow            = "short_row"            // cells missing at the end were read as empty; Detail: cells found / expected
	CodeUnbalancedQuote     = "unbalanced_quote"     // a quotation mark that nothing closes
	CodeStrayQuote          = "stray_quote"          // a quotation mark inside a quoted cell was kept as text
	CodeRowTooLong          = "row_too_long"         // longer than the limit; Detail: the limit in bytes
	CodeCellTooLong         = "cell_too_long"        // longer than the limit; Detail: the limit in bytes
	CodeOrganizationMissing = "organization_missing" // the row names no organisation
	CodeOrganizationUnnamed = "organization_unnamed" // 非公表 in place of a name; Detail: rows
	CodeDitto               = "ditto"                // 〃 was replaced by the cell above; Detail: that cell
	CodeDittoWithoutValue   = "ditto_without_value"  // 〃 with nothing above

	// Sizes.
	CodeSizeUnreadable   = "size_unreadable"    // the words give no figure
	CodeNumberGrouping   = "number_grouping"    // digits not grouped by threes, unit words out of order; Detail: likely reading
	CodeNumberFraction   = "number_fraction"    // not a whole number
	CodeNumberNegative   = "number_negative"    // a count below zero; Detail: the figure without its sign
	CodeNumberTooLarge   = "number_too_large"   // beyond 10^15
	CodeNotACount        = "not_a_count"        // money, bytes, per cent, a date
	CodeTwoMeasures      = "two_measures"       // several figures side by side, no whole among them
	CodeRangeReversed    = "range_reversed"     // the end lies below the beginning
	CodeUnitContradicted = "unit_contradicted"  // the counter in the cell is not the unit that the column states; Detail: that unit
	CodeOtherUnitNamed   = "other_unit_named"   // the same thing also counted in another unit; Detail: that figure
	CodePartNamed        = "part_named"         // a part stands beside the whole and was not added; Detail: the part
	CodeHeaderUnitTwice  = "header_unit_twice"  // the header multiplies (千件) and the cell has a unit word of its own
	CodeSpreadsheetError = "spreadsheet_error"  // #N/A and its kin: read as unknown
	CodeRoundedByProgram = "rounded_by_program" // 1.86E+06: a program has dropped digits; Detail: the interval
	CodeReadAsCeiling    = "read_as_ceiling"    // 〜100件 was read as up to 100
	CodeUnitNotStated    = "unit_not_stated"    // nothing says what the figures count; Detail: rows
	CodeUnknownUnit      = "unknown_unit"       // the unit column holds a word that names none
	CodeSizeWordsIgnored = "size_words_ignored" // words beside the figure that say nothing known; Detail: the words
	CodeBelowThreshold   = "below_threshold"    // smaller than the sizes that the source is said to list; Detail: the threshold

	// Dates.
	CodeDateUnreadable    = "date_unreadable"     // no known form
	CodeImpossibleDate    = "impossible_date"     // the calendar has no such day; Detail: likely reading
	CodeYearMissing       = "year_missing"        // nothing completes the date; Detail: likely reading
	CodeYearInferred      = "year_inferred"       // the year comes from the document's date or the date before; Detail: the reading
	CodeAmbiguousDate     = "ambiguous_date"      // several readings (04/07/01); Detail: the readings
	CodeRelativeDate      = "relative_date"       // 同日 or 翌日 with no date before it
	CodeWeekdayMismatch   = "weekday_mismatch"    // the weekday is another; Detail: the right one
	CodeDateRepaired      = "date_repaired"       // 年年, a missing 日; Detail: the reading
	CodeExcelSerial       = "excel_serial"        // a spreadsheet's day number; Detail: the reading, and the one of the 1904 system
	CodeExcelZeroDate     = "excel_zero_date"     // 1900/1/0: an empty cell that a spreadsheet wrote as a date
	CodeEraEnded          = "era_ended"           // 平成31年5月: after the last day of the era; Detail: the reading
	CodeFiscalAssumed     = "fiscal_assumed"      // a quarter or half read as the fiscal year's; Detail: the reading
	CodeCalendarAssumed   = "calendar_assumed"    // 上半期 without 年度 read as January to June; Detail: the reading
	CodeAmbiguousTime     = "ambiguous_time"      // 午後12時 is noon or midnight
	CodeForeignTime       = "foreign_time"        // a time outside Japan's zone; Detail: the reading in Japan
	CodeDateInFuture      = "date_in_future"      // after the last day that a row may name; Detail: the reading
	CodeDateReversed      = "date_reversed"       // the period ends before it begins
	CodeOccurredToIgnored = "occurred_to_ignored" // occurred_from holds a period whose end differs; Detail: the end kept

	// Words.
	CodeUnknownWord     = "unknown_word"      // not in the vocabulary; Detail: rows
	CodeUnknownWordNear = "unknown_word_near" // not in the vocabulary but near a word that is; Detail: that word, rows
)

// Codes returns the codes of all problems that reading raises.
func Codes() []string {
	return []string{
		CodeEncodingGuessed, CodeReplacementFound, CodeMixedEncoding, CodeNULBytes, CodeTitleLines,
		CodeTwoHeaderRows, CodeRepeatedHeader, CodeTotalRow, CodeNoteLine, CodeUnknownColumn, CodeDuplicateColumn,
		CodeMappedColumnMissing, CodeNoRows, CodeFurtherProblems, CodeDuplicateRow, CodeWrongCellCount, CodeShortRow,
		CodeUnbalancedQuote, CodeStrayQuote, CodeRowTooLong, CodeCellTooLong, CodeOrganizationMissing, CodeOrganizationUnnamed,
		CodeDitto, CodeDittoWithoutValue, CodeSizeUnreadable, CodeNumberGrouping, CodeNumberFraction, CodeNumberNegative,
		CodeNumberTooLarge, CodeNotACount, CodeTwoMeasures, CodeRangeReversed, CodeUnitContradicted,
		CodeOtherUnitNamed, CodePartNamed, CodeHeaderUnitTwice, CodeSpreadsheetError, CodeRoundedByProgram,
		CodeReadAsCeiling, CodeUnitNotStated, CodeUnknownUnit, CodeSizeWordsIgnored, CodeBelowThreshold,
		CodeDateUnreadable, CodeImpossibleDate, CodeYearMissing, CodeYearInferred, CodeAmbiguousDate,
		CodeRelativeDate, CodeWeekdayMismatch, CodeDateRepaired, CodeExcelSerial, CodeExcelZeroDate, CodeEraEnded,
		CodeFiscalAssumed, CodeCalendarAssumed, CodeAmbiguousTime, CodeForeignTime, CodeDateInFuture,
		CodeDateReversed, CodeOccurredToIgnored, CodeUnknownWord, CodeUnknownWordNear,
	}
}

// Codes of what was mended or read with a remark: nothing is missing.
var notes = codeSet(CodeEncodingGuessed, CodeMixedEncoding, CodeNULBytes, CodeTitleLines, CodeTwoHeaderRows,
	CodeRepeatedHeader, CodeTotalRow, CodeNoteLine, CodeUnknownColumn, CodeStrayQuote, CodeDitto, CodeUnitContradicted,
	CodeOtherUnitNamed, CodePartNamed, CodeRoundedByProgram, CodeReadAsCeiling, CodeUnitNotStated, CodeSizeWordsIgnored,
	CodeYearInferred, CodeDateRepaired, CodeExcelSerial, CodeExcelZeroDate, CodeEraEnded, CodeFiscalAssumed,
	CodeCalendarAssumed, CodeAmbiguousTime, CodeForeignTime, CodeSpreadsheetError, CodeOrganizationUnnamed)

// Codes of rejected rows.
var failures = codeSet(CodeDuplicateRow, CodeWrongCellCount, CodeUnbalancedQuote, CodeRowTooLong, CodeCellTooLong,
	CodeOrganizationMissing)

// Codes told once for all rows of a file that share field and value.
var tallied = codeSet(CodeUnknownWord, CodeUnknownWordNear, CodeUnitNotStated, CodeUnknownUnit, CodeOrganizationUnnamed)

func codeSet(codes ...string) map[string]bool {
	set := map[string]bool{}
	for _, code := range codes {
		set[code] = true
	}
	return set
}

func severity(code string) analysis.Severity {
	switch {
	case notes[code]:
		return analysis.Note
	case failures[code]:
		return analysis.Failure
	}
	return analysis.Warning
}
