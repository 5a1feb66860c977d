package intake

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/breachbrief/breachbrief/analysis"
)

func TestDatesOfARow(t *testing.T) {
	const head = "organization,occurred_from,occurred_to,discovered,notified,disclosed,document_date\n"
	for _, test := range []struct{ name, row, want, codes string }{
		{"years from the document", "3月18日,,,3月19日,3月20日,2022-03-20", "2022-03-18,,,2022-03-19,2022-03-20", "year_inferred,year_inferred,year_inferred"},
		{"other dates do not complete", "3月18日,,,,2022-03-20,", ",,,,2022-03-20", "year_missing"},
		{"period fills both ends", "2023年6月5日から6日,,,,,", "2023-06-05,2023-06-06,,,", "year_inferred"},
		{"period of months", "2022年3月から5月,,,,,", "2022-03-01/2022-03-31,2022-05-01/2022-05-31,,,", "year_inferred"},
		{"ISO period", "2023-06-05/2023-06-06,,,,,", "2023-06-05,2023-06-06,,,", ""},
		{"period beside its end", "2023年6月5日から6日,2023-06-06,,,,", "2023-06-05,2023-06-06,,,", "year_inferred"},
		{"period against its end", "2023年6月5日から6日,2023-06-07,,,,", "2023-06-05,2023-06-07,,,", "year_inferred,occurred_to_ignored"},
		{"end of the period without a year", "2023年6月27日,6月28日,,,,", "2023-06-27,2023-06-28,,,", "year_inferred"},
		{"end of the period in the next year", "2022年12月28日,1月4日,,,,2023年8月", "2022-12-28,2023-01-04,,,", "year_inferred"},
		{"open end stays in one column", "8月7日以降,,,,,2023年8月", "2023-08-07/..,,,,", "year_inferred"},
		{"same day as the date before", "2022-07-01,,同日,翌日,同月4日,", "2022-07-01,,2022-07-01,2022-07-02,2022-07-04", "year_inferred,year_inferred,year_inferred"},
		{"a period elsewhere is one date", ",,2022年3月10日から6月8日,,,", ",,2022-03-10/2022-06-08,,", "year_inferred"},
		{"no context", "9月17日,,,,9月28日,", ",,,,", "year_missing,year_missing"},
		{"part of a month", "2022年6月上旬,,,,,", "2022-06-01/2022-06-10,,,,", ""},
	} {
		o := read(head+"A,"+test.row+"\n", Options{})
		if len(o.incidents) != 1 {
			t.Errorf("%s: %v %s", test.name, o.err, o.refused())
			continue
		}
		in := o.incidents[0]
		got := strings.Join([]string{in.OccurredFrom.String(), in.OccurredTo.String(), in.Discovered.String(), in.Notified.String(), in.Disclosed.String()}, ",")
		if got != test.want || o.codes() != test.codes {
			t.Errorf("%s: got %s {%s}, want %s {%s}", test.name, got, o.codes(), test.want, test.codes)
		}
	}
}

// Reading has no clock: the last day that a row may name is told by its caller.
func TestDatesInTheFuture(t *testing.T) {
	today := analysis.NewDay(2022, time.June, 30)
	const rows = "organization,occurred_from,occurred_to,discovered,notified,disclosed\nA,%s\n"
	for _, test := range []struct{ name, row, codes string }{
		{"today", "2022-06-30,2022-06-30,2022-06-30,2022-06-30,2022-06-30", ""},
		{"a wrong year", "2022-06-01,,,,2052-06-02", "date_in_future"},
		{"a month that has begun", "2022年6月,,,,2022年度", ""},
		{"planned end", "2022-06-01,2022-08-31,,,", ""},
		{"an open end", "2022年6月1日以降,,,,", ""},
		{"every date", "2022-07-01,,2022-07-01,2022-07-01,2022-07-01", "date_in_future,date_in_future,date_in_future,date_in_future"},
	} {
		o := read(fmt.Sprintf(rows, test.row), Options{Latest: today})
		if len(o.incidents) != 1 || o.codes() != test.codes {
			t.Errorf("%s: %d rows, problems %s; want %s", test.name, len(o.incidents), o.codes(), test.codes)
		}
		if o := read(fmt.Sprintf(rows, test.row), Options{}); o.codes() != "" {
			t.Errorf("%s, no day stated: problems %s", test.name, o.codes())
		}
	}
}

func TestMissingYearNamesTheLikelyReading(t *testing.T) {
	o := read("organization,discovered,disclosed\nA,12月17日,2022-01-28\nB,9月17日,\n", Options{})
	var details []string
	for _, p := range o.batch.Problems {
		details = append(details, p.Detail)
	}
	if got := strings.Join(details, " "); got != "2021-12-17 --09-17" {
		t.Errorf("got %s", got)
	}
}
