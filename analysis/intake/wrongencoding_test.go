package intake

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"

	"github.com/breachbrief/breachbrief/analysis"
	"golang.org/x/text/encoding/japanese"
)

func TestANamedEncodingThatIsWrongIsRefused(t *testing.T) {
	rows := "organization,size\n" + strings.Repeat("株式会社組織,約42万件\n", 20)
	euc, err := japanese.EUCJP.NewEncoder().String(rows)
	if err != nil {
		t.Fatal(err)
	}
	few := strings.Repeat("A,1\n", 100)
	tests := []struct {
		name, text, encoding string
		refused              bool
	}{
		{"EUC-JP read as CP932", euc, "cp932", true},
		{"EUC-JP read as UTF-8", euc, "utf-8", true},
		{"EUC-JP found by rule", euc, "", false},
		{"EUC-JP read as EUC-JP", euc, "euc-jp", false},
		{"a few broken bytes", "organization,size\n" + few + "\x81\xff,2\n" + few, "cp932", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			source := Source{Name: "rows.csv", Open: func() (io.ReadCloser, error) {
				return io.NopCloser(bytes.NewReader([]byte(test.text))), nil
			}}
			_, err := Read(context.Background(), []Source{source}, Options{Encoding: test.encoding}, func(analysis.Incident) {})
			if refused := err != nil; refused != test.refused {
				t.Fatalf("error = %v", err)
			}
			if err != nil && !strings.Contains(err.Error(), "rows.csv: ") {
				t.Errorf("the error does not name the file: %v", err)
			}
		})
	}
}
