// Package chart draws the figures of a report.
//
// [Draw] puts the data of a [report.Figure] on a canvas of gonum/plot in the
// house style: plain axes at the left and the bottom, labels beside what they
// name, units above the vertical axis, one colour for emphasis. Colours differ in
// lightness too and every mark has a shape of its own, so that a figure can be
// read in grey print.
//
// The axes are the package's own. Those of gonum/plot have no decades in
// Japanese, no calendar, and panic on the logarithm of zero; they also take
// their font from package variables.
//
// Nothing is computed here but positions. Values that an axis cannot show, such
// as a zero on a logarithmic one, stand at its end. No data makes Draw panic.
package chart
