package delivery

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestWithoutAttachmentsListsThem(t *testing.T) {
	m := report()
	m.Attachments[1].Content = make([]byte, 1234567)
	// SHA-256 by sha256sum of coreutils.
	const want = "6月の事案は23件、漏えいは42万件以上です。\n.\nFrom the table: 不明は5件。\n" +
		"\nファイルは共有フォルダにあります。\n" +
		"\nbreachbrief-2022-06.ja.pdf\n  11 B\n  SHA-256 416db49ca18f9ab83e462b54055483eb2a84ca80e3941df455e4746abb54864a\n" +
		"\nbreachbrief-2022-06.ja.xlsx\n  1,234,567 B\n  SHA-256 bd00cfe84dd349c99512a1e63ed1bda2c447a66f02968aebdc61cf15e0e2655a\n"
	got := WithoutAttachments(m, "ファイルは共有フォルダにあります。")
	if got.Body != want || got.Attachments != nil {
		t.Errorf("body:\n%s\nwant:\n%s", got.Body, want)
	}
	if len(m.Attachments) != 2 {
		t.Error("the original lost its attachments")
	}
}

func TestWithoutAttachmentsLeavesAMailWithout(t *testing.T) {
	m := report()
	m.Attachments = nil
	if got := WithoutAttachments(m, "note"); got.Body != m.Body {
		t.Errorf("body = %q", got.Body)
	}
}

func TestFailureNoticeListsReasons(t *testing.T) {
	failure := Failure{
		Time: time.Date(2022, 7, 2, 6, 17, 0, 0, time.UTC), Period: "2022-06",
		Subject: "breachbrief: 2022-06 not\r\npublished", Opening: "The report was not published.",
		Reasons: []string{"in.csv:3: size \"多数\x1b[2J\"\r\nis not a number", strings.Repeat("長", 300)}, Closing: "Mend and run again.",
	}
	m := FailureNotice(failure)
	want := "The report was not published.\n\n- in.csv:3: size \"多数 [2J\" is not a number\n- " + strings.Repeat("長", 200) + "…\n\nMend and run again.\n"
	if m.Body != want {
		t.Errorf("body = %q, want %q", m.Body, want)
	}
	m.From, m.To = "security@example.jp", []string{"ops@example.jp"}
	if text := eml(t, m); !strings.Contains(text, "Subject: breachbrief: 2022-06 not published\r\n") || strings.Contains(text, "multipart") {
		t.Errorf("mail = %s", text)
	}
	first, _ := MessageID(m)
	failure.Time = failure.Time.Add(time.Nanosecond)
	later := FailureNotice(failure)
	later.From = m.From
	if second, _ := MessageID(later); second == first {
		t.Error("two failures share a Message-ID")
	}
}

func TestFailureNoticeCountsTheRest(t *testing.T) {
	var reasons []string
	for i := range 25 {
		reasons = append(reasons, fmt.Sprint("reason ", i+1))
	}
	body := FailureNotice(Failure{Reasons: reasons}).Body
	if !strings.Contains(body, "- reason 20\n- … (+5)\n") || strings.Contains(body, "reason 21") {
		t.Errorf("body = %s", body)
	}
}
