// Package typeface is the one place that knows the metrics of the report's
// font, Noto Sans JP in two weights, which it carries inside the program.
//
// It answers four questions for everything that draws text:
//
//   - what may be drawn: [Clean] turns any string into one the font can show
//     and reports each character it had to replace;
//   - how wide a text is: [Face.Width], in points;
//   - where its lines end: [Style.Break], Unicode line breaking (UAX #14)
//     tailored to Japanese: kinsoku, and no break inside a number and its unit;
//   - how a table's width is shared: [Columns].
//
// No input makes it panic or lose text: the lines of [Style.Break] joined are
// the text they came from, at any width and for any bytes.
//
// The package draws nothing and knows neither PDF nor plots. It does not shape
// text: no kerning, no ligatures, no right-to-left order, which agrees with the
// PDF writer that draws one glyph a character. A [Face] is immutable and safe
// for concurrent use.
package typeface
