package intake

import (
	"fmt"
	"sort"
	"strings"

	"github.com/BurntSushi/toml"

	"github.com/breachbrief/breachbrief/analysis"
)

// Mapping says how another layout is read: which of its columns, or which
// constant, each canonical column comes from, and what its words mean.
type Mapping struct {
	Name   string
	Source string // for column source where nothing else gives it

	DateLayouts []string // layouts of package time, tried before the usual forms
	HeaderRow   int      // line of the header, counted from 1; 0: found by its words
	NoHeader    bool     // columns are named by position
	GroupBy     string   // column that names the event of several rows

	Threshold *analysis.ReportingThreshold // nil: the source lists incidents of any size

	fields    map[column]mappedField
	constants map[column]string
	values    map[column]valueMap
	splits    map[column]split
}

// mappedField says where a canonical column comes from.
type mappedField struct {
	columns          []mappedColumn // the first that is not empty
	year, month, day mappedColumn   // a date in three columns
	dated            bool
}

// mappedColumn is a column by header or by position counted from 1.
type mappedColumn struct {
	name     string
	position int
}

func (c mappedColumn) given() bool { return c.name != "" || c.position > 0 }

// valueMap translates the words of a column, first those of one source column.
type valueMap struct {
	words  map[string]string
	source map[string]map[string]string // by header key of the source column
}

// split tells cells apart that hold several words.
type split struct {
	separator  string
	precedence []string // folded; the first that occurs wins
}

// mappingFile is the form of a mapping in TOML.
type mappingFile struct {
	Name       string
	Source     string
	DateLayout any    `toml:"date_layout"`
	HeaderRow  int    `toml:"header_row"`
	NoHeader   bool   `toml:"no_header"`
	GroupBy    string `toml:"group_by"`
	Threshold  *struct {
		Size int64
		Unit string
	} `toml:"reporting_threshold"`
	Columns   map[string]any
	Constants map[string]any
	Values    map[string]map[string]any
	Split     map[string]struct {
		Separator  string
		Precedence []string
	}
}

// ParseMapping reads a mapping. The name is the file's and appears in messages.
// A key that mappings do not have is an error, so that a slip of the pen does not
// silently leave a column unread.
func ParseMapping(name string, data []byte) (*Mapping, error) {
	var file mappingFile
	meta, err := toml.Decode(string(data), &file)
	if err != nil {
		return nil, fmt.Errorf("mapping %s: %w", name, err)
	}
	for _, key := range meta.Undecoded() {
		if len(key) == 1 || key[0] == "split" || key[0] == "reporting_threshold" { // the others are checked one by one
			return nil, fmt.Errorf("mapping %s: there is no key %q%s", name, key, suggest(key[len(key)-1], mappingKeys))
		}
	}
	m := &Mapping{Name: file.Name, Source: file.Source, HeaderRow: file.HeaderRow, NoHeader: file.NoHeader,
		GroupBy: file.GroupBy, fields: map[column]mappedField{}, constants: map[column]string{},
		values: map[column]valueMap{}, splits: map[column]split{}}
	if m.Name == "" {
		m.Name = name
	}
	for _, fill := range []func(*mappingFile) error{m.fillDates, m.fillThreshold, m.fillColumns, m.fillConstants, m.fillValues, m.fillSplits} {
		if err := fill(&file); err != nil {
			return nil, fmt.Errorf("mapping %s: %w", name, err)
		}
	}
	return m, nil
}

var mappingKeys = []string{"name", "source", "date_layout", "header_row", "no_header", "group_by", "columns", "constants",
	"values", "split", "separator", "precedence", "reporting_threshold", "size", "unit"}

func (m *Mapping) fillDates(file *mappingFile) error {
	layouts, ok := stringList(file.DateLayout)
	if !ok {
		return fmt.Errorf("date_layout must be a layout such as %q or a list of them", "01/02/2006")
	}
	m.DateLayouts = layouts
	return nil
}

func (m *Mapping) fillThreshold(file *mappingFile) error {
	if file.Threshold == nil {
		return nil
	}
	unit, ok := analysis.ParseUnit(file.Threshold.Unit)
	switch {
	case !ok || !unit.IsLeak():
		return fmt.Errorf("reporting_threshold.unit must be a unit of leak sizes such as %q, not %q", analysis.UnitPersons, file.Threshold.Unit)
	case file.Threshold.Size < 1:
		return fmt.Errorf("reporting_threshold.size must be the smallest size that the source lists, such as 500")
	}
	m.Threshold = &analysis.ReportingThreshold{Size: file.Threshold.Size, Unit: unit}
	return nil
}

// stringList reads a string or a list of strings.
func stringList(value any) ([]string, bool) {
	switch v := value.(type) {
	case nil:
		return nil, true
	case string:
		return []string{v}, true
	case []any:
		var list []string
		for _, item := range v {
			s, ok := item.(string)
			if !ok {
				return nil, false
			}
			list = append(list, s)
		}
		return list, true
	}
	return nil, false
}

func (m *Mapping) fillColumns(file *mappingFile) error {
	for _, name := range sortedKeys(file.Columns) {
		c, err := canonical("columns", name)
		if err != nil {
			return err
		}
		field, err := mappedFieldOf(file.Columns[name], c)
		if err != nil {
			return fmt.Errorf("columns.%s %w", name, err)
		}
		if m.NoHeader && !field.byPosition() {
			return fmt.Errorf("columns.%s must be a position counted from 1, for the file has no header", name)
		}
		m.fields[c] = field
	}
	return nil
}

func canonical(table, name string) (column, error) {
	c := findColumn(name)
	if c == noColumn {
		return c, fmt.Errorf("%s has no column %q%s", table, name, suggest(name, Columns()))
	}
	return c, nil
}

func mappedFieldOf(value any, c column) (mappedField, error) {
	if parts, ok := value.(map[string]any); ok {
		return mappedDate(parts, c)
	}
	list, ok := value.([]any)
	if !ok {
		list = []any{value}
	}
	var field mappedField
	for _, item := range list {
		mapped, ok := mappedColumnOf(item)
		if !ok {
			return field, fmt.Errorf("must be a header, a position counted from 1, or a list of them")
		}
		field.columns = append(field.columns, mapped)
	}
	return field, nil
}

func mappedDate(parts map[string]any, c column) (mappedField, error) {
	field := mappedField{dated: true}
	for _, key := range sortedKeys(parts) {
		target := map[string]*mappedColumn{"year": &field.year, "month": &field.month, "day": &field.day}[key]
		mapped, ok := mappedColumnOf(parts[key])
		if target == nil || !ok {
			return field, fmt.Errorf("may hold year, month and day, each a header or a position")
		}
		*target = mapped
	}
	if !c.isDate() || !field.year.given() {
		return field, fmt.Errorf("may be put together from year, month and day only where it is a date")
	}
	return field, nil
}

func mappedColumnOf(value any) (mappedColumn, bool) {
	switch v := value.(type) {
	case string:
		return mappedColumn{name: v}, strings.TrimSpace(v) != ""
	case int64:
		return mappedColumn{position: int(v)}, v > 0 && v <= 1<<20
	}
	return mappedColumn{}, false
}

func (f mappedField) byPosition() bool {
	for _, c := range append([]mappedColumn{f.year, f.month, f.day}, f.columns...) {
		if c.name != "" {
			return false
		}
	}
	return true
}

func (m *Mapping) fillConstants(file *mappingFile) error {
	for _, name := range sortedKeys(file.Constants) {
		c, err := canonical("constants", name)
		if err != nil {
			return err
		}
		text, ok := file.Constants[name].(string)
		if !ok {
			return fmt.Errorf("constants.%s must be a text in quotation marks", name)
		}
		m.constants[c] = text
	}
	if _, ok := m.constants[columnSource]; !ok && m.Source != "" {
		m.constants[columnSource] = m.Source
	}
	return nil
}

func (m *Mapping) fillValues(file *mappingFile) error {
	for _, name := range sortedKeys(file.Values) {
		c, err := canonical("values", name)
		if err != nil {
			return err
		}
		v := valueMap{words: map[string]string{}, source: map[string]map[string]string{}}
		for _, word := range sortedKeys(file.Values[name]) {
			switch t := file.Values[name][word].(type) {
			case string:
				v.words[foldWord(word)] = t
			case map[string]any:
				if v.source[headerKey(word)], err = wordMap(t); err != nil {
					return fmt.Errorf("values.%s.%s %w", name, word, err)
				}
			default:
				return fmt.Errorf("values.%s: %q must become a text in quotation marks", name, word)
			}
		}
		m.values[c] = v
	}
	return nil
}

func wordMap(table map[string]any) (map[string]string, error) {
	words := map[string]string{}
	for _, word := range sortedKeys(table) {
		text, ok := table[word].(string)
		if !ok {
			return nil, fmt.Errorf("must map words to texts in quotation marks")
		}
		words[foldWord(word)] = text
	}
	return words, nil
}

func (m *Mapping) fillSplits(file *mappingFile) error {
	for _, name := range sortedKeys(file.Split) {
		c, err := canonical("split", name)
		if err != nil {
			return err
		}
		s := split{separator: file.Split[name].Separator}
		if s.separator == "" {
			return fmt.Errorf("split.%s needs a separator", name)
		}
		for _, word := range file.Split[name].Precedence {
			s.precedence = append(s.precedence, foldWord(word))
		}
		m.splits[c] = s
	}
	return nil
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}

// suggest returns "; did you mean …?" where one of the words is near.
func suggest(word string, known []string) string {
	if near := nearest(word, known); near != "" {
		return fmt.Sprintf("; did you mean %q?", near)
	}
	return "; there are " + strings.Join(known, ", ")
}
