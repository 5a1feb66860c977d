package analysis

import (
	"testing"
	"time"
)

func TestDateMonth(t *testing.T) {
	first := NewDay(2022, time.June, 21)
	tests := []struct {
		name string
		date Date
		want string
		ok   bool
		text string
	}{
		{"not stated", Date{}, "", false, ""},
		{"a day", DateOf(first), "2022-06", true, "2022-06-21"},
		{"the last ten days", Date{first, NewDay(2022, time.June, 30), PrecisionTenday}, "2022-06", true, "2022-06-21/2022-06-30"},
		{"a range over two months", Date{first, NewDay(2022, time.July, 1), PrecisionRange}, "2022-06", false, "2022-06-21/2022-07-01"},
		{"since", Date{first, LastDay, PrecisionOpenEnd}, "", false, "2022-06-21/.."},
		{"until", Date{FirstDay, first, PrecisionOpenStart}, "", false, "../2022-06-21"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			month, ok := test.date.Month()
			if ok != test.ok || ok && month.String() != test.want {
				t.Errorf("month = %v %v", month, ok)
			}
			if got := test.date.String(); got != test.text {
				t.Errorf("text = %q, want %q", got, test.text)
			}
		})
	}
}

func TestMonth(t *testing.T) {
	february := NewMonth(2024, time.February)
	if got := february.Last().String(); got != "2024-02-29" {
		t.Errorf("last day = %s", got)
	}
	if got := (february - 2).String(); got != "2023-12" {
		t.Errorf("two months before = %s", got)
	}
	if got := NewDay(1969, time.December, 31).String(); got != "1969-12-31" {
		t.Errorf("before the epoch = %s", got)
	}
}

func TestPeriod(t *testing.T) {
	p, err := ParsePeriod("2022-02..2022-03")
	if err != nil {
		t.Fatal(err)
	}
	if got := p.Before().String(); got != "2021-12..2022-01" {
		t.Errorf("before = %s", got)
	}
	if got := p.YearBefore().String(); got != "2021-02..2021-03" {
		t.Errorf("a year before = %s", got)
	}
	if got := p.FiscalYear(time.April).String(); got != "2021-04..2022-03" {
		t.Errorf("fiscal year to date = %s", got)
	}
	if got := MonthBefore(NewDay(2022, time.January, 1)).String(); got != "2021-12" {
		t.Errorf("month before = %s", got)
	}
	for _, bad := range []string{"", "2022", "2022-13", "2022-03..2022-02", "2022/06", "2022-06-01"} {
		if _, err := ParsePeriod(bad); err == nil {
			t.Errorf("ParsePeriod(%q) = nil error", bad)
		}
	}
}
