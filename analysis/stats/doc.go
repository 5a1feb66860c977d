// Package stats computes the statistics of breach reports: plain numbers in,
// plain numbers out.
//
// The data it is made for are unlike textbook data. Sizes are closed intervals
// of whole numbers, often open above or unknown; one supplier's failure makes
// dozens of victims that are one observation; months hold a handful of events;
// tails are so heavy that means do not exist; the latest months are incomplete.
// Each function names the assumptions under which its answer holds, and the
// source of its formula.
//
// METHODS.md in the folder above explains the methods to a reader of the report;
// the tests of this package execute its worked examples.
//
// # Guarantees
//
// A function never panics on data and never returns NaN. Where the data cannot
// answer, the result carries a [Reason] and its numbers are zero. An upper limit
// that does not exist is +Inf, only where the function says so.
//
// A result does not depend on the order of the rows, to the last bit: input is
// sorted, or held as whole numbers, before it is summed. Nothing reads a clock,
// the environment or a global random source. Random methods take a *[rand.Rand]
// and give the same answer for the same seed.
//
// # Refusals
//
// No mean of a distribution whose mean does not exist, no symmetric interval for
// a proportion, no midpoint in place of an interval, no normal approximation
// where the exact distribution can be computed.
//
// # In the library only
//
// A report prints what its data can bear and its reader can use. These functions
// serve other programs and checks, and no report prints them: [ClopperPearson] and
// [MidP] beside Wilson's interval; [Goodman], for a report ranks by the test of
// [CompareCategories]; [UnknownBounds], for a report bounds a share of which
// nothing is known too, by 0 and 1; [Garwood] beside [DispersedRate]; the E-test
// of [CompareRates], the likelihood ratio of [TestDispersion] and
// [CountModel.Probability]; [RaoScott] and [BootstrapClusters] beside
// [ClusterShare]; [HarrellDavis] and [QuantileBounds] beside Turnbull's quantiles;
// [KaplanMeier], for events that have not been disclosed yet are not in the input;
// [AndersonDarling], [Hill] and [MeanExcess], which need exact sizes;
// [ParetoTail.Survival] and [ParetoTail.ExpectedShortfall], for a tail whose mean
// may not exist; [Panjer] and [SimulateTotal], for totals add persons, records and
// mails; [CompleteReports], which needs snapshots of earlier months; [Holm] beside
// [BenjaminiHochberg]; [Bootstrap].
package stats
