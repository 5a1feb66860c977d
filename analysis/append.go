package analysis

import (
	"bytes"
	"encoding/json"
	"strconv"
	"unicode/utf8"
)

// appendEvent appends an event as encoding/json would encode it.
func appendEvent(b []byte, e *EventFinding) []byte {
	b = appendText(append(b, `{"event":`...), e.Event)
	b = append(b, `,"month":`...)
	if e.Month == nil {
		b = append(b, `null,"month_basis":null`...)
	} else {
		b = appendPlain(b, e.Month.String())
		b = appendPlain(append(b, `,"month_basis":`...), e.MonthBasis.String())
	}
	b = appendPlain(append(b, `,"vector":`...), e.Vector.String())
	b = appendPlain(append(b, `,"impact":`...), e.Impact.String())
	b = appendPlain(append(b, `,"leak_status":`...), e.LeakStatus.String())
	b = appendPlain(append(b, `,"supplier_caused":`...), e.SupplierCaused.String())
	b = appendPlain(append(b, `,"supplier_kind":`...), e.SupplierKind.String())
	b = appendText(append(b, `,"supplier":`...), e.Supplier)
	b = appendPlain(append(b, `,"supplier_narrow":`...), e.Narrow.String())
	b = appendPlain(append(b, `,"supplier_wide":`...), e.Wide.String())
	b = appendSize(append(b, `,"size":`...), &e.Size)
	b = append(b, `,"cases":[`...)
	for i := range e.Cases {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendCase(b, &e.Cases[i])
	}
	return append(appendReason(append(b, ']'), e.Reason), '}')
}

func appendCase(b []byte, c *CaseFinding) []byte {
	b = appendText(append(b, `{"organization":`...), c.Organization)
	b = append(b, `,"month":`...)
	if c.Month == nil {
		b = append(b, "null"...)
	} else {
		b = appendPlain(b, c.Month.String())
	}
	b = appendSize(append(b, `,"size":`...), &c.Size)
	b = append(b, `,"disclosed":`...)
	if c.Disclosed == nil {
		b = append(b, "null"...)
	} else {
		b = appendPlain(b, c.Disclosed.String())
	}
	b = append(b, `,"incidents":[`...)
	for i, place := range c.Incidents {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendText(append(b, `{"file":`...), place.File)
		b = strconv.AppendInt(append(b, `,"line":`...), int64(place.Line), 10)
		b = append(b, '}')
	}
	return append(appendReason(append(b, ']'), c.Reason), '}')
}

func appendSize(b []byte, s *SizeFinding) []byte {
	b = appendText(append(b, `{"text":`...), s.Text)
	b = appendNumber(append(b, `,"low":`...), s.Low)
	b = appendNumber(append(b, `,"high":`...), s.High)
	b = appendNumber(append(b, `,"as_written":`...), s.Written)
	b = appendPlain(append(b, `,"unit":`...), s.Unit.String())
	b = appendPlain(append(b, `,"qualifier":`...), s.Qualifier.String())
	if s.Flags != "" {
		b = appendPlain(append(b, `,"flags":`...), s.Flags)
	}
	b = strconv.AppendBool(append(b, `,"is_leak_size":`...), s.IsLeakSize)
	return append(appendReason(b, s.Reason), '}')
}

func appendReason(b []byte, reason string) []byte {
	if reason == "" {
		return b
	}
	return appendPlain(append(b, `,"reason":`...), reason)
}

func appendNumber(b []byte, n *int64) []byte {
	if n == nil {
		return append(b, "null"...)
	}
	return strconv.AppendInt(b, *n, 10)
}

// appendPlain appends a text that needs no escape: an identifier or a date.
func appendPlain(b []byte, text string) []byte {
	return append(append(append(b, '"'), text...), '"')
}

// appendText appends any text; most need no escape.
func appendText(b []byte, text string) []byte {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c == '"' || c == '\\' || c == 0xE2 {
			return appendEscaped(b, text)
		}
	}
	if !utf8.ValidString(text) {
		return appendEscaped(b, text)
	}
	return appendPlain(b, text)
}

// appendEscaped leaves escapes to encoding/json. A byte 0xE2 may begin one of
// the two line separators that it escapes.
func appendEscaped(b []byte, text string) []byte {
	var quoted bytes.Buffer
	encoder := json.NewEncoder(&quoted)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(text); err != nil {
		return appendPlain(b, "")
	}
	return append(b, bytes.TrimSuffix(quoted.Bytes(), []byte("\n"))...)
}
