package main

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/breachbrief/breachbrief/analysis"
)

const (
	// noPrevious, as the value of --previous, compares with no publication.
	noPrevious = "none"
	// comparedBytes is the size of a findings.json beyond which its events, about
	// 200,000, are not compared one by one: it would cost seconds, and memory.
	comparedBytes = 128 << 20
)

// earlierReport is a publication that a report may be compared with.
type earlierReport struct {
	folder string
	period analysis.Period // zero: not known before it is read
	named  bool            // by the user
}

// checkPrevious refuses a folder of --previous that holds no report, or that is
// about to be replaced, before the work begins.
func (p *press) checkPrevious() error {
	named := p.options.previous
	if named == "" || named == noPrevious {
		return nil
	}
	if _, err := os.Stat(filepath.Join(named, manifestName)); err != nil {
		return misused(fmt.Errorf("the previous report cannot be found: %w", err),
			"name its folder, such as --previous out/2022-06, or compare with none: --previous none")
	}
	for _, r := range p.reports {
		if same, err := isSameFolder(named, r.target()); err == nil && same {
			return misused(fmt.Errorf("%s would be compared with itself: it is about to be replaced", named),
				"copy the folder and name the copy, or leave --previous out")
		}
	}
	return nil
}

// previousOf returns the publication that a report is compared with: the newest
// of those that end earlier, made in this run or found in the output folder,
// which the named one replaces.
func (p *press) previousOf(r *periodReport) (earlierReport, bool) {
	if p.options.previous == noPrevious {
		return earlierReport{}, false
	}
	var found []earlierReport
	for _, made := range p.reports {
		if made.period.Last < r.period.Last {
			found = append(found, earlierReport{folder: made.aside, period: made.period})
		}
	}
	if p.options.previous != "" {
		if len(found) == 0 {
			return earlierReport{folder: p.options.previous, named: true}, true
		}
	} else {
		found = append(found, p.publishedBefore(r)...)
	}
	if len(found) == 0 {
		return earlierReport{}, false
	}
	return slices.MaxFunc(found, func(a, b earlierReport) int { return nearerTo(r.period, a.period, b.period) }), true
}

// publishedBefore returns the reports in the output folder that end earlier and
// are not made anew.
func (p *press) publishedBefore(r *periodReport) []earlierReport {
	entries, err := os.ReadDir(p.options.out)
	if err != nil {
		return nil
	}
	var found []earlierReport
	for _, entry := range entries {
		period, err := analysis.ParsePeriod(entry.Name())
		folder := filepath.Join(p.options.out, entry.Name())
		if err != nil || entry.Name() != period.String() || period.Last >= r.period.Last || p.makes(period) {
			continue
		}
		if _, err := os.Stat(filepath.Join(folder, manifestName)); err == nil {
			found = append(found, earlierReport{folder: folder, period: period})
		}
	}
	return found
}

func (p *press) makes(period analysis.Period) bool {
	return slices.ContainsFunc(p.reports, func(r *periodReport) bool { return r.period == period })
}

// nearerTo compares two earlier periods: the one that ends later is nearer, then
// the one as long as the period, then the shorter one.
func nearerTo(period, a, b analysis.Period) int {
	as := func(p analysis.Period) int {
		if p.Months() == period.Months() {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(a.Last, b.Last), cmp.Compare(as(a), as(b)), cmp.Compare(a.First, b.First))
}

// compare compares a report with the publication before it. One that cannot be
// believed or compared is told of and left alone.
func (p *press) compare(r *periodReport) error {
	found, ok := p.previousOf(r)
	switch {
	case p.options.previous == noPrevious:
		r.findings.Previous = analysis.NotCompared(analysis.ReasonSwitchedOff)
		return nil
	case !ok:
		return nil
	}
	defer p.world.step("compare", "period", r.period, "previous", found.folder)()
	now, err := p.newManifest(r)
	if err != nil {
		return err
	}
	before, m, err := found.read()
	if err != nil {
		before, m, err = found.read() // another run may have put it in place just then
	}
	if err == nil && !found.named && !before.SameData(r.findings) {
		err = errOtherData
	}
	if err != nil {
		p.world.warn("the report of %s is not compared with %s: %v", r.period, found.folder, err)
		r.findings.Previous = analysis.NotCompared(reasonOf(err))
		r.findings.Previous.Period = found.label()
		return nil
	}
	r.findings.Previous = r.findings.Since(before)
	r.findings.Previous.SHA256 = m.sumOf(findingsName)
	r.findings.Previous.ChangedSettings = changedSettings(m, now)
	return nil
}

// errOtherData says that an earlier report seems to be of other data.
var errOtherData = errors.New("none of its input files and events goes by a name of those of now; if they are of the same data, name it with --previous")

// reasonOf returns the reason in findings.json for not comparing.
func reasonOf(err error) string {
	if errors.Is(err, errOtherData) {
		return analysis.ReasonOtherData
	}
	if _, unknown := errors.AsType[*analysis.SchemaError](err); unknown {
		return analysis.ReasonUnknownSchema
	}
	return analysis.ReasonBroken
}

// label names the period of a report that may be broken.
func (e earlierReport) label() string {
	if e.named {
		return filepath.Base(filepath.Clean(e.folder))
	}
	return e.period.String()
}

// read reads the findings of a publication and holds them against its manifest.
func (e earlierReport) read() (*analysis.Earlier, *manifest, error) {
	m, err := readManifest(e.folder)
	if err != nil {
		return nil, nil, err
	}
	file, err := os.Open(filepath.Join(e.folder, findingsName))
	if err != nil {
		return nil, nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return nil, nil, cmp.Or(err, fmt.Errorf("%s is no file", findingsName))
	}
	sum := sha256.New()
	text := io.TeeReader(file, sum)
	before, reading := analysis.ReadEarlier(text, info.Size() <= comparedBytes)
	if _, err := io.Copy(io.Discard, text); err != nil {
		return nil, nil, err
	}
	switch {
	case hex.EncodeToString(sum.Sum(nil)) != m.sumOf(findingsName):
		return nil, nil, fmt.Errorf("%s was changed since it was published", findingsName)
	case reading != nil:
		return nil, nil, fmt.Errorf("%s: %w", findingsName, reading)
	case before.Period.String() != m.Period || !e.named && before.Period != e.period:
		return nil, nil, fmt.Errorf("it is the report of %s", before.Period)
	}
	return before, m, nil
}

// changedSettings names what figures depend on and what was not the same for an
// earlier report: options, the mappings of the input, the version of the program.
func changedSettings(before, now *manifest) []string {
	changed := []string{}
	for _, key := range []string{"approx", "count_headlines", "encoding", "vocabulary"} {
		if before.Options[key] != now.Options[key] {
			changed = append(changed, key)
		}
	}
	if !slices.Equal(before.mappings(), now.mappings()) {
		changed = append(changed, "mapping")
	}
	if before.Generator.Version != now.Generator.Version {
		changed = append(changed, "version")
	}
	return changed
}

// mappings returns the sums of the mappings of all inputs.
func (m *manifest) mappings() []string {
	var sums []string
	for _, input := range m.Inputs {
		if input.Mapping != nil {
			sums = append(sums, input.Mapping.SHA256)
		}
	}
	slices.Sort(sums)
	return slices.Compact(sums)
}

// earlierPeriod orders periods by their ends, then by their beginnings.
func earlierPeriod(a, b analysis.Period) int {
	return cmp.Or(cmp.Compare(a.Last, b.Last), cmp.Compare(a.First, b.First))
}
