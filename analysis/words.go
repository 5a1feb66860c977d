package analysis

import "fmt"

// The identifiers of the canonical columns. Each type is a small integer whose
// zero value means "not stated", prints as its identifier, and is read back by
// the Parse function of its name. The identifiers are a contract: they stand in
// input files and in findings.json alike.

// words is the list of identifiers of one type, indexed by value.
type words []string

func (w words) name(i uint8) string {
	if int(i) < len(w) {
		return w[i]
	}
	return fmt.Sprintf("invalid(%d)", i)
}

func (w words) find(name string) (uint8, bool) {
	for i, word := range w {
		if word == name {
			return uint8(i), true
		}
	}
	return 0, false
}

// Class says whether a row is counted.
type Class uint8

const (
	ClassIncident Class = iota // counted
	ClassHeadline              // a headline without particulars: listed, counted on request
	ClassNotice                // an alert or patch news: listed, never counted
)

var classWords = words{"incident", "headline", "notice"}

func (c Class) String() string               { return classWords.name(uint8(c)) }
func (c Class) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// ParseClass returns the class with that identifier.
func ParseClass(name string) (Class, bool) {
	i, ok := classWords.find(name)
	return Class(i), ok
}

// Classes returns all classes.
func Classes() []Class { return []Class{ClassIncident, ClassHeadline, ClassNotice} }

// Vector is how an incident happened, one primary vector for each root event.
// Whether a supplier caused it and what followed are other axes.
type Vector uint8

const (
	VectorUnknown Vector = iota
	VectorRansomware
	VectorMalware
	VectorCredentialAbuse
	VectorVulnerabilityExploit
	VectorWebApplicationAttack
	VectorUnauthorizedAccess // method not stated
	VectorPhishing
	VectorMisconfiguration
	VectorMisdelivery
	VectorLoss
	VectorTheft
	VectorInsider
	VectorSystemDefect
	VectorDenialOfService
	VectorOther
)

var vectorWords = words{"unknown", "ransomware", "malware", "credential_abuse", "vuln_exploit", "web_app_attack",
	"unauthorized_access_unspecified", "phishing_social", "misconfiguration", "misdelivery", "loss", "theft", "insider",
	"system_defect", "dos", "other"}

func (v Vector) String() string               { return vectorWords.name(uint8(v)) }
func (v Vector) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// ParseVector returns the vector with that identifier.
func ParseVector(name string) (Vector, bool) {
	i, ok := vectorWords.find(name)
	return Vector(i), ok
}

// Vectors returns the 16 vectors in the order of reports, unknown last.
func Vectors() []Vector {
	all := make([]Vector, 0, len(vectorWords))
	for i := range vectorWords[1:] {
		all = append(all, Vector(i+1))
	}
	return append(all, VectorUnknown)
}

// Impact is what followed from an incident.
type Impact uint8

const (
	ImpactUnknown Impact = iota
	ImpactDataLeak
	ImpactDataExposure
	ImpactSpamRelay
	ImpactEncryption
	ImpactAccountTakeover
	ImpactLossOfMedia
	ImpactDefacement
	ImpactOutage
	ImpactFraud
)

var impactWords = words{"unknown", "data_leak", "data_exposure", "spam_relay", "encryption", "account_takeover",
	"loss_of_media", "defacement", "outage", "fraud"}

func (i Impact) String() string               { return impactWords.name(uint8(i)) }
func (i Impact) MarshalText() ([]byte, error) { return []byte(i.String()), nil }

// ParseImpact returns the impact with that identifier.
func ParseImpact(name string) (Impact, bool) {
	i, ok := impactWords.find(name)
	return Impact(i), ok
}

// Impacts returns all impacts in the order of reports, unknown last.
func Impacts() []Impact {
	all := make([]Impact, 0, len(impactWords))
	for i := range impactWords[1:] {
		all = append(all, Impact(i+1))
	}
	return append(all, ImpactUnknown)
}

// SupplierKind is what the party at which the failure lay is to the victim.
type SupplierKind uint8

const (
	SupplierUnknown SupplierKind = iota
	SupplierContractor
	SupplierSubcontractor
	SupplierCloudService
	SupplierProductFlaw
	SupplierGroupCompany
	SupplierCustomerSide
	SupplierNone
)

var supplierKindWords = words{"unknown", "contractor", "subcontractor", "cloud_service", "product_flaw", "group_company",
	"customer_side", "none"}

func (k SupplierKind) String() string               { return supplierKindWords.name(uint8(k)) }
func (k SupplierKind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// ParseSupplierKind returns the kind with that identifier.
func ParseSupplierKind(name string) (SupplierKind, bool) {
	i, ok := supplierKindWords.find(name)
	return SupplierKind(i), ok
}

// SupplierKinds returns all kinds in the order of reports, none and unknown last.
func SupplierKinds() []SupplierKind {
	return []SupplierKind{SupplierContractor, SupplierSubcontractor, SupplierCloudService, SupplierProductFlaw,
		SupplierGroupCompany, SupplierCustomerSide, SupplierNone, SupplierUnknown}
}

// Answer is yes, no or unknown. Unknown is the zero value and is never no.
type Answer uint8

const (
	Unknown Answer = iota
	No
	Yes
)

var answerWords = words{"unknown", "no", "yes"}

func (a Answer) String() string               { return answerWords.name(uint8(a)) }
func (a Answer) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// ParseAnswer returns the answer with that identifier.
func ParseAnswer(name string) (Answer, bool) {
	i, ok := answerWords.find(name)
	return Answer(i), ok
}

// Answers returns all answers, unknown last.
func Answers() []Answer { return []Answer{Yes, No, Unknown} }

// LeakStatus is how sure the source is that data left, apart from the number.
type LeakStatus uint8

const (
	LeakUnknown LeakStatus = iota
	LeakConfirmed
	LeakPossible
	LeakNotConfirmed
	LeakDenied
)

var leakStatusWords = words{"unknown", "confirmed", "possible", "not_confirmed", "denied"}

func (s LeakStatus) String() string               { return leakStatusWords.name(uint8(s)) }
func (s LeakStatus) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// ParseLeakStatus returns the status with that identifier.
func ParseLeakStatus(name string) (LeakStatus, bool) {
	i, ok := leakStatusWords.find(name)
	return LeakStatus(i), ok
}

// LeakStatuses returns all statuses, unknown last.
func LeakStatuses() []LeakStatus {
	return []LeakStatus{LeakConfirmed, LeakPossible, LeakNotConfirmed, LeakDenied, LeakUnknown}
}
