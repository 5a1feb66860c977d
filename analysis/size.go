package analysis

import "strings"

// Size is how much an incident concerned: a closed interval of whole numbers
// with a unit and the words it came from. The upper end may be open. A size
// that is not known is neither 0 nor an interval.
//
// The zero Size is one that nobody stated.
type Size struct {
	Text      string // as the source wrote it, never trimmed of its qualifier
	Low       int64  // smallest number the words allow
	High      int64  // largest number the words allow, when Bounds is Closed
	Written   int64  // the number in the text: serves only to sort and to draw
	Bounds    Bounds
	Unit      Unit
	Qualifier Qualifier
	Flags     SizeFlags
}

// Bounds says which ends of a size are known.
type Bounds uint8

const (
	Unbounded Bounds = iota // no interval: the size is unknown
	Closed                  // Low and High hold
	OpenAbove               // Low holds, nothing is known above it
)

// Known reports whether either end of the size is known.
func (s Size) Known() bool { return s.Bounds != Unbounded }

// IsLeak reports whether the size is known and counts something that leaked,
// as against mails sent, logins or members.
func (s Size) IsLeak() bool { return s.Known() && s.Unit.IsLeak() }

// CeilingOnly reports whether the words give an upper end and nothing below it
// (最大2,110人, fewer than 500).
func (s Size) CeilingOnly() bool {
	return s.Bounds == Closed && (s.Qualifier == AtMost || s.Qualifier == LessThan)
}

// Exceeds reports whether the size is certainly over the threshold, and whether
// its interval allows it to be. An unknown size allows nothing to be said.
func (s Size) Exceeds(threshold int64) (certain, possible bool) {
	switch s.Bounds {
	case Closed:
		return s.Low > threshold, s.High > threshold
	case OpenAbove:
		return s.Low > threshold, true
	}
	return false, false
}

// Unit is what a size counts.
type Unit uint8

const (
	UnitNotStated Unit = iota
	UnitPersons
	UnitRecords
	UnitMails
	UnitMailAddresses
	UnitAccounts
	UnitHouseholds
	UnitOrganizations
	UnitSheets
	UnitDevices
	UnitBankAccounts
	UnitFiles
	UnitSpamMailsSent // this and all after it are never leak sizes
	UnitLogins
	UnitLoginAttempts
	UnitAccesses
	UnitMembers
	UnitForgedMails
	UnitTimes
)

var unitWords = words{"", "persons", "records", "mails", "mail_addresses", "accounts", "households", "organizations",
	"sheets", "devices", "bank_accounts", "files", "spam_mails_sent", "logins", "login_attempts", "accesses", "members",
	"forged_mails", "times"}

func (u Unit) String() string               { return unitWords.name(uint8(u)) }
func (u Unit) MarshalText() ([]byte, error) { return []byte(u.String()), nil }

// IsLeak reports whether sizes of this unit enter the statistics of leak sizes.
// A size without a stated unit does.
func (u Unit) IsLeak() bool { return u < UnitSpamMailsSent }

// ParseUnit returns the unit with that identifier.
func ParseUnit(name string) (Unit, bool) {
	i, ok := unitWords.find(name)
	return Unit(i), ok
}

// Units returns all units in their order, that of no stated unit first.
func Units() []Unit {
	all := make([]Unit, len(unitWords))
	for i := range all {
		all[i] = Unit(i)
	}
	return all
}

// Qualifier is what the words around a number make of it.
type Qualifier uint8

const (
	NotStated Qualifier = iota // empty cell
	Exact
	Approx
	AtLeast
	MoreThan
	AtMost
	LessThan
	SlightlyOver
	SlightlyUnder
	Range
	Vague
	Cumulative
	None
	NoneConfirmed
	UnknownSize // 不明, 調査中
	Undisclosed // 非公表
)

var qualifierWords = words{"not_stated", "exact", "approx", "at_least", "more_than", "at_most", "less_than",
	"slightly_over", "slightly_under", "range", "vague", "cumulative", "none", "none_confirmed", "unknown", "undisclosed"}

func (q Qualifier) String() string               { return qualifierWords.name(uint8(q)) }
func (q Qualifier) MarshalText() ([]byte, error) { return []byte(q.String()), nil }

// ParseQualifier returns the qualifier with that identifier.
func ParseQualifier(name string) (Qualifier, bool) {
	i, ok := qualifierWords.find(name)
	return Qualifier(i), ok
}

// SizeFlags are remarks on how a size was read; several may hold at once.
type SizeFlags uint16

const (
	RoundFigure    SizeFlags = 1 << iota // ends in 万, 億 or 千 without 約: the width of the rounding is not stated
	CumulativeSum                        // のべ: the same person may count more than once
	SumOfParts                           // 計, 合計
	PartNamed                            // a part stands beside the whole
	OtherUnitNamed                       // the same thing is also counted in another unit
	Rounded                              // an E-notation has lost digits
	Ditto                                // taken from the row above
	Repaired                             // an obvious slip was mended
	HeaderUnit                           // multiplied by the unit in the column header
	Derived                              // computed from other sizes, not read
	MixedUnits                           // derived from sizes of different units
)

var sizeFlagWords = []string{"round_figure", "cumulative", "sum_of_parts", "part_named", "other_unit_named", "rounded",
	"ditto", "repaired", "header_unit", "derived", "mixed_units"}

// String lists the flags' identifiers separated by a semicolon.
func (f SizeFlags) String() string {
	var names []string
	for i, name := range sizeFlagWords {
		if f&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	return strings.Join(names, ";")
}
