package analysis

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// reconcile makes one size of what several sources say about the same thing.
// Sources that say nothing are passed over. Leak sizes go before figures that
// are none, and of several units the first in the order of units is kept, with
// a flag. Intervals are intersected; where that leaves nothing the sources
// disagree and the hull is kept.
func reconcile(stated []Size) (size Size, disagree bool) {
	if len(stated) == 1 {
		return stated[0], false
	}
	known := sameUnit(stated)
	if len(known) == 0 {
		return firstWords(stated), false
	}
	size = narrowest(known)
	if low, high, open := intersection(known); low <= high {
		size.Low, size.High, size.Bounds = low, high, Closed
		if open {
			size.High, size.Bounds = 0, OpenAbove
		}
		return size, false
	}
	return hull(known), true
}

// firstWords returns the unknown size of the source that says at least why.
func firstWords(stated []Size) Size {
	for _, s := range stated {
		if s.Qualifier != NotStated {
			return s
		}
	}
	return Size{}
}

// sameUnit returns the known sizes that speak of one unit. A size without a
// stated unit is taken to speak of the unit of the others.
func sameUnit(stated []Size) []Size {
	var known []Size
	for _, s := range stated {
		if s.Known() {
			known = append(known, s)
		}
	}
	if slices.ContainsFunc(known, Size.IsLeak) {
		known = slices.DeleteFunc(known, func(s Size) bool { return !s.IsLeak() })
	}
	unit := UnitNotStated
	for _, s := range known {
		if s.Unit != UnitNotStated && (unit == UnitNotStated || s.Unit < unit) {
			unit = s.Unit
		}
	}
	count := len(known)
	known = slices.DeleteFunc(known, func(s Size) bool { return s.Unit != UnitNotStated && s.Unit != unit })
	for i := range known {
		known[i].Unit = unit
		if len(known) < count {
			known[i].Flags |= OtherUnitNamed
		}
	}
	return known
}

// narrowest returns the size that says most; of equals the one whose words sort
// first, so that the order of rows does not matter.
func narrowest(known []Size) Size {
	return slices.MinFunc(known, func(a, b Size) int {
		return cmp.Or(cmp.Compare(width(a), width(b)), cmp.Compare(b.Low, a.Low), cmp.Compare(a.Text, b.Text))
	})
}

func width(s Size) int64 {
	if s.Bounds == OpenAbove {
		return math.MaxInt64
	}
	return s.High - s.Low
}

func intersection(known []Size) (low, high int64, open bool) {
	low, high, open = 0, math.MaxInt64, true
	for _, s := range known {
		low = max(low, s.Low)
		if s.Bounds == Closed {
			high, open = min(high, s.High), false
		}
	}
	return low, high, open
}

// hullTextsMost bounds the different words that a hull quotes.
const hullTextsMost = 8

// hull spans what the sources say, each in its words.
func hull(known []Size) Size {
	size := Size{Low: math.MaxInt64, Bounds: Closed, Unit: known[0].Unit, Qualifier: Range, Flags: Derived}
	var texts []string
	for _, s := range known {
		size.Low = min(size.Low, s.Low)
		size.High = max(size.High, s.High)
		size.Written = max(size.Written, s.Written)
		size.Flags |= s.Flags
		if s.Bounds == OpenAbove {
			size.Bounds = OpenAbove
		}
		texts = append(texts, s.Text)
	}
	if size.Bounds == OpenAbove {
		size.High = 0
	}
	slices.Sort(texts)
	if texts = slices.Compact(texts); len(texts) > hullTextsMost {
		texts = append(texts[:hullTextsMost], "…")
	}
	size.Text = strings.Join(texts, " / ")
	return size
}

// sumTextsMost bounds the words of a sum: past it the sum is told by its ends
// alone.
const sumTextsMost = 8

// sum adds the sizes of an event's cases. It is open above while a case is
// unknown or open. Figures that are no leak sizes are added only where no case
// has a leak size. A sum over several units of leaks has no unit: it is neither
// persons nor records. Sums that do not fit in 64 bits stay at the largest
// number.
func sum(cases []Size) Size {
	counted := func(s Size) bool { return s.Known() }
	if slices.ContainsFunc(cases, Size.IsLeak) {
		counted = Size.IsLeak
	}
	total := Size{Bounds: Closed, Qualifier: Exact, Flags: Derived}
	var texts []string
	first := true
	for _, s := range cases {
		if !counted(s) {
			total.Bounds = OpenAbove
			continue
		}
		total.Low = addClamped(total.Low, s.Low)
		total.High = addClamped(total.High, s.High)
		total.Written = addClamped(total.Written, s.Written)
		total.Flags |= s.Flags
		if s.Bounds == OpenAbove {
			total.Bounds = OpenAbove
		}
		switch {
		case first:
			total.Unit = s.Unit
		case s.Unit != total.Unit:
			total.Flags |= MixedUnits
			if total.Unit = min(total.Unit, s.Unit); total.Unit.IsLeak() {
				total.Unit = UnitNotStated
			}
		}
		first = false
		texts = append(texts, s.Text)
	}
	if first {
		return Size{}
	}
	if total.Bounds == OpenAbove {
		total.High, total.Qualifier = 0, AtLeast
	} else if total.High > total.Low {
		total.Qualifier = Range
	}
	if len(texts) <= sumTextsMost {
		total.Text = strings.Join(texts, " + ")
	}
	return total
}

func addClamped(a, b int64) int64 {
	if a > math.MaxInt64-b {
		return math.MaxInt64
	}
	return a + b
}

// answers combines what several sources answer: yes beats no and unknown, no
// beats unknown. Yes against no is a conflict.
func answers(stated []Answer) (answer Answer, conflict bool) {
	var yes, no bool
	for _, a := range stated {
		yes = yes || a == Yes
		no = no || a == No
	}
	switch {
	case yes:
		return Yes, no
	case no:
		return No, false
	}
	return Unknown, false
}

// supplierCaused judges from the answer and the kind whether a supplier caused
// an incident, in the narrow and the wide sense (reference: METHODS.md,
// Supplier-caused).
func supplierCaused(answer Answer, kind SupplierKind) (narrow, wide Answer) {
	switch kind {
	case SupplierProductFlaw, SupplierGroupCompany:
		return No, Yes
	case SupplierCloudService:
		return answer, Yes
	case SupplierCustomerSide:
		return No, answer
	case SupplierNone:
		if answer != Yes {
			return No, No
		}
	}
	return answer, answer
}

// precedence orders vectors where several are stated for one event: the first
// goes before the later ones.
var precedence = [...]Vector{VectorRansomware, VectorMalware, VectorMisconfiguration, VectorWebApplicationAttack,
	VectorVulnerabilityExploit, VectorPhishing, VectorCredentialAbuse, VectorInsider, VectorSystemDefect,
	VectorMisdelivery, VectorTheft, VectorLoss, VectorDenialOfService, VectorUnauthorizedAccess, VectorOther, VectorUnknown}

// vectorOf returns the primary vector among those stated. Two that each name a
// method are a conflict; unspecified and other are only less specific.
func vectorOf(stated []Vector) (vector Vector, conflict bool) {
	best := len(precedence) - 1
	named := VectorUnknown
	for _, v := range stated {
		best = min(best, slices.Index(precedence[:], v))
		if v == VectorUnknown || v == VectorUnauthorizedAccess || v == VectorOther {
			continue
		}
		conflict = conflict || named != VectorUnknown && named != v
		named = v
	}
	return precedence[best], conflict
}
