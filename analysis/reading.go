package analysis

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"
)

// ErrEnough is what a reader of a field of findings.json returns when it needs
// none of those that follow.
var ErrEnough = errors.New("enough was read")

// SchemaError says that findings.json has a schema that this program does not
// know.
type SchemaError struct{ Version string }

func (e *SchemaError) Error() string {
	return fmt.Sprintf("schema version %q; this program knows %q", e.Version, SchemaVersion)
}

// ReadFindings reads findings.json field by field, in the order in which they
// stand, so that lists of any length need not be held. The function take reads
// the value of a field, all of it.
func ReadFindings(r io.Reader, take func(field string, value *json.Decoder) error) error {
	decoder := json.NewDecoder(r)
	if err := expect(decoder, json.Delim('{')); err != nil {
		return err
	}
	var schema string
	for decoder.More() {
		field, err := decoder.Token()
		if err != nil {
			return err
		}
		if field == "schema_version" {
			err = decoder.Decode(&schema)
		} else {
			err = take(fmt.Sprint(field), decoder)
		}
		switch {
		case errors.Is(err, ErrEnough):
			return checkSchema(schema)
		case err != nil:
			return fmt.Errorf("%v: %w", field, err)
		}
	}
	if err := checkSchema(schema); err != nil {
		return err
	}
	return expect(decoder, json.Delim('}'))
}

func checkSchema(version string) error {
	if version != SchemaVersion {
		return &SchemaError{Version: version}
	}
	return nil
}

func expect(decoder *json.Decoder, want json.Token) error {
	token, err := decoder.Token()
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	if err == nil && token != want {
		return fmt.Errorf("%v where %v belongs", token, want)
	}
	return err
}

// ReadEach reads a list of findings.json element by element; null is an empty
// one.
func ReadEach(value *json.Decoder, read func() error) error {
	switch token, err := value.Token(); {
	case err != nil || token == nil:
		return err
	case token != json.Delim('['):
		return fmt.Errorf("%v where a list belongs", token)
	}
	for value.More() {
		if err := read(); err != nil {
			return err
		}
	}
	return expect(value, json.Delim(']'))
}

// Skip reads a value and forgets it.
func Skip(value *json.Decoder) error { return value.Decode(new(json.RawMessage)) }

// UnmarshalText reads a day as [Day.String] writes it; .. is read as FirstDay.
func (d *Day) UnmarshalText(text []byte) error {
	if string(text) == ".." {
		*d = FirstDay
		return nil
	}
	t, err := time.Parse(time.DateOnly, string(text))
	if err != nil {
		return fmt.Errorf("%q is not a day", text)
	}
	*d = NewDay(t.Date())
	return nil
}

// UnmarshalText reads a month as [Month.String] writes it; the empty text is no
// month.
func (m *Month) UnmarshalText(text []byte) (err error) {
	*m = 0
	if len(text) > 0 {
		*m, err = parseMonth(string(text))
	}
	return err
}

// A word that a later version of the program has added is read as unknown or
// not stated.

func (v *Vector) UnmarshalText(text []byte) error {
	*v, _ = ParseVector(string(text))
	return nil
}

func (a *Answer) UnmarshalText(text []byte) error {
	*a, _ = ParseAnswer(string(text))
	return nil
}

func (u *Unit) UnmarshalText(text []byte) error {
	*u, _ = ParseUnit(string(text))
	return nil
}
