// Package analysis turns security incidents into findings.
//
// An [Incident] is one row of the input: what one source says about one
// organisation in one event. [Resolve] gathers incidents into cases (one
// organisation hit by one event, sources reconciled) and cases into events (one
// root cause). [Run] computes [Findings] over events and cases for a period and
// the periods it is compared with. [Findings.Since] tells what has changed since
// earlier findings were published.
//
// The package never reads a file, never asks the clock and never forms a
// sentence: dates, identifiers and reason codes leave it as values, and package
// report turns them into words. The same incidents in the same order give the
// same findings to the last bit.
//
// Three promises hold for every result. No number stands without its doubt: a
// size is an interval, a share carries its interval and its n, and a statistic
// below its minimum sample is absent with a reason. Nothing is lost: rows read
// equal rows used plus rows rejected. Every finding leads back to rows: events
// list the file and line of each incident behind them.
package analysis
