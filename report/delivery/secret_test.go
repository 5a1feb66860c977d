package delivery

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

func TestSecretNeverPrints(t *testing.T) {
	const hidden = "hunter2"
	relay := Relay{Host: "smtp.example.com", Username: "reporter", Password: hidden}
	var logged bytes.Buffer
	slog.New(slog.NewTextHandler(&logged, nil)).Info("relay", "relay", relay, "password", relay.Password)
	slog.New(slog.NewJSONHandler(&logged, nil)).Info("relay", "relay", relay, "password", relay.Password)
	encoded, err := json.Marshal(relay)
	if err != nil {
		t.Fatal(err)
	}
	texts := []string{logged.String(), string(encoded), relay.Password.String(), fmt.Sprint(relay, &relay)}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d"} {
		texts = append(texts, fmt.Sprintf(verb, relay.Password), fmt.Sprintf(verb, relay), fmt.Sprintf(verb, []Secret{hidden}))
	}
	for _, text := range texts {
		if strings.Contains(text, hidden) || strings.Contains(strings.ToLower(text), fmt.Sprintf("%x", hidden)) {
			t.Errorf("the password shows in %s", text)
		}
	}
	if got := fmt.Sprintf("%v%q", Secret(""), Secret("")); got != "" {
		t.Errorf("an empty secret prints as %q", got)
	}
}
