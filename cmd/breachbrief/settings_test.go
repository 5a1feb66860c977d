package main

import (
	"testing"

	"github.com/spf13/pflag"
)

func TestSettingsReadText(t *testing.T) {
	for _, test := range []struct {
		name, text string
		setting    pflag.Value
		want       string // as printed; empty: refused
	}{
		{"a month", "2022-07", new(periodsSetting), "2022-07"},
		{"a span", "2022-04..2022-06", new(periodsSetting), "2022-04..2022-06"},
		{"several periods, one twice", "2022-05, 2022-06,2022-05", new(periodsSetting), "2022-05,2022-06"},
		{"a span that ends before it begins", "2022-06..2022-04", new(periodsSetting), ""},
		{"a month that does not exist", "2022-13", new(periodsSetting), ""},
		{"nothing after a comma", "2022-05,", new(periodsSetting), ""},
		{"a day", "2024-02-29", new(daySetting), "2024-02-29"},
		{"a day the calendar lacks", "2023-02-29", new(daySetting), ""},
		{"a day with text behind it", "2023-02-28x", new(daySetting), ""},
		{"a day without leading zeros", "2023-2-8", new(daySetting), ""},
		{"both editions", "ja,en", new(languagesSetting), "ja,en"},
		{"an edition twice", "ja,ja", new(languagesSetting), "ja"},
		{"an edition that does not exist", "en,fr", new(languagesSetting), ""},
		{"no edition", "", new(languagesSetting), ""},
		{"a month of the year", "10", new(monthSetting), "10"},
		{"a month too many", "13", new(monthSetting), ""},
		{"a number of rows", "10", new(toleranceSetting), "10"},
		{"a share of the rows", "0.5%", new(toleranceSetting), "0.5%"},
		{"more than all rows", "101%", new(toleranceSetting), ""},
		{"fewer than no rows", "-1", new(toleranceSetting), ""},
		{"no number at all", "NaN", new(toleranceSetting), ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := test.setting.Set(test.text)
			if test.want == "" {
				if err == nil {
					t.Errorf("%q is accepted as %q", test.text, test.setting)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := test.setting.String(); got != test.want {
				t.Errorf("%q is read as %q, want %q", test.text, got, test.want)
			}
		})
	}
}

func TestToleranceAllows(t *testing.T) {
	for _, test := range []struct {
		limit          string
		rejected, rows int
		want           bool
	}{
		{"0", 0, 100, true},
		{"0", 1, 100, false},
		{"2", 2, 100, true},
		{"2", 3, 100, false},
		{"1%", 1, 100, true},
		{"1%", 2, 100, false},
		{"1%", 1, 99, false},
		{"100%", 5, 5, true},
	} {
		limit := toleranceSetting{}
		if err := limit.Set(test.limit); err != nil {
			t.Fatal(err)
		}
		if got := limit.allows(test.rejected, test.rows); got != test.want {
			t.Errorf("%s allows %d of %d rows: %v, want %v", test.limit, test.rejected, test.rows, got, test.want)
		}
	}
	if none := (toleranceSetting{}); !none.allows(5, 5) {
		t.Error("without a limit not all rows may be rejected")
	}
}

func TestThresholdSetting(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"500 persons", "500 persons"}, {" 1000  records ", "1000 records"}, {"20", "20"},
		{"", ""}, {"0 persons", ""}, {"-5 persons", ""}, {"many", ""}, {"500 camels", ""}, {"500 logins", ""},
	} {
		var s thresholdSetting
		if err := s.Set(test.text); (err == nil) != (test.want != "") || s.String() != test.want {
			t.Errorf("%q: %q, error %v; want %q", test.text, s.String(), err, test.want)
		}
	}
}
