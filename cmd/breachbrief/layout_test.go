package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	repository = "../.."
	module     = "github.com/breachbrief/breachbrief"
)

// mayImport lists, for each package, the packages of the program that it may
// import. It is the drawing of the house: a package not listed may not exist.
var mayImport = map[string][]string{
	"analysis/stats":  {},
	"analysis":        {"analysis/stats"},
	"analysis/intake": {"analysis"},
	"report":          {"analysis"},
	"report/typeface": {},
	"report/chart":    {"analysis", "report", "report/typeface"},
	"report/workbook": {"analysis", "report", "report/chart", "report/typeface"},
	"report/briefing": {"analysis", "report", "report/chart", "report/typeface"},
	"report/delivery": {"report"},
	"samples":         {},
	"cmd/breachbrief": {"analysis", "analysis/intake", "report", "report/typeface", "report/workbook", "report/briefing", "report/delivery"},
}

// doors lists the packages behind which each heavy library stays.
var doors = map[string][]string{
	"github.com/xuri/excelize":      {"report/workbook"},
	"github.com/go-pdf/fpdf":        {"report/briefing"},
	"gonum.org/v1/plot":             {"report/chart", "report/briefing"},
	"gonum.org/v1/gonum":            {"analysis/stats"},
	"github.com/wneessen/go-mail":   {"report/delivery"},
	"github.com/nicksnyder/go-i18n": {"report"},
	"github.com/spf13":              {"cmd/breachbrief"},
	"golang.org/x/sys":              {"cmd/breachbrief"},
	"golang.org/x/term":             {"cmd/breachbrief"},
}

// worldly lists what only the program itself may touch: arguments, environment,
// standard streams, clock and the global source of random numbers.
var worldly = map[string][]string{
	"os": {"Args", "Getenv", "LookupEnv", "Environ", "ExpandEnv", "Setenv", "Stdin", "Stdout", "Stderr", "Exit", "Getwd", "Hostname",
		"UserConfigDir", "UserHomeDir", "UserCacheDir"},
	"time": {"Now", "Since", "Until", "Tick", "After", "NewTimer", "Local"},
	"fmt":  {"Print", "Printf", "Println", "Scan", "Scanf", "Scanln"},
	"log":  {"Print", "Printf", "Println", "Fatal", "Fatalf", "Panic"},
}

// ownSource lists what math/rand offers without its global source.
var ownSource = []string{"New", "NewPCG", "NewChaCha8", "NewSource", "NewZipf", "Rand", "PCG", "ChaCha8", "Source", "Zipf"}

// topLevel lists what the repository holds besides hidden files and what the
// program and its builds write.
var topLevel = []string{"CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile", "NOTICE", "README.md", "SECURITY.md",
	"analysis", "cmd", "dist", "go.mod", "go.sum", "out", "report", "samples"}

// sourceFile is one Go file that is not a test.
type sourceFile struct {
	folder, name string
	syntax       *ast.File
}

func parseSources(t *testing.T) []sourceFile {
	t.Helper()
	var files []sourceFile
	err := filepath.WalkDir(repository, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name != repository && strings.HasPrefix(entry.Name(), "."), entry.IsDir() && entry.Name() == "testdata":
			return fs.SkipDir
		case !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		syntax, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		folder, err := filepath.Rel(repository, filepath.Dir(name))
		files = append(files, sourceFile{folder: filepath.ToSlash(folder), name: filepath.Base(name), syntax: syntax})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Fatal("no Go files found")
	}
	return files
}

func (f sourceFile) imports() []string {
	var paths []string
	for _, spec := range f.syntax.Imports {
		name, _ := strconv.Unquote(spec.Path.Value)
		paths = append(paths, name)
	}
	return paths
}

func TestImportsFollowTheHouse(t *testing.T) {
	for _, file := range parseSources(t) {
		allowed, listed := mayImport[file.folder]
		if !listed {
			t.Errorf("%s: the house has no such package", file.folder)
			continue
		}
		for _, name := range file.imports() {
			if own, ok := strings.CutPrefix(name, module+"/"); ok && !slices.Contains(allowed, own) {
				t.Errorf("%s/%s imports %s, which %s may not", file.folder, file.name, own, file.folder)
			}
			for library, behind := range doors {
				if (name == library || strings.HasPrefix(name, library+"/")) && !slices.Contains(behind, file.folder) {
					t.Errorf("%s/%s imports %s, which stays behind %s", file.folder, file.name, name, strings.Join(behind, ", "))
				}
			}
		}
	}
}

// The briefing implements the canvas of gonum/plot, whose methods take fonts,
// and uses nothing else of it.
func TestBriefingKnowsOnlyTheCanvasOfThePlots(t *testing.T) {
	canvas := []string{"gonum.org/v1/plot/vg", "gonum.org/v1/plot/font"}
	for _, file := range parseSources(t) {
		for _, name := range file.imports() {
			if file.folder == "report/briefing" && strings.HasPrefix(name, "gonum.org/v1/plot") && !slices.Contains(canvas, name) {
				t.Errorf("%s imports %s", file.name, name)
			}
		}
	}
}

func TestAnalysisReadsNoFile(t *testing.T) {
	forbidden := []string{"os", "io/fs", "path/filepath", "net", "net/http", "text/template", "html/template", "embed"}
	for _, file := range parseSources(t) {
		for _, name := range file.imports() {
			if file.folder == "analysis" && name == "embed" {
				continue // tables of its own vocabulary
			}
			if (file.folder == "analysis" || file.folder == "analysis/stats") && slices.Contains(forbidden, name) {
				t.Errorf("%s/%s imports %s", file.folder, file.name, name)
			}
		}
	}
}

func TestOnlyTheProgramTouchesTheWorld(t *testing.T) {
	for _, file := range parseSources(t) {
		if strings.HasPrefix(file.folder, "cmd/") {
			continue
		}
		packages := map[string]string{} // local name: path
		for _, spec := range file.syntax.Imports {
			name, _ := strconv.Unquote(spec.Path.Value)
			local := strings.TrimSuffix(path.Base(name), "/v2")
			if strings.HasPrefix(name, "math/rand") {
				local = "rand"
			}
			if spec.Name != nil {
				local = spec.Name.Name
			}
			packages[local] = name
		}
		ast.Inspect(file.syntax, func(node ast.Node) bool {
			selector, ok := node.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			local, ok := selector.X.(*ast.Ident)
			if !ok || local.Obj != nil {
				return true
			}
			name, member := packages[local.Name], selector.Sel.Name
			if slices.Contains(worldly[name], member) {
				t.Errorf("%s/%s uses %s.%s", file.folder, file.name, name, member)
			}
			if strings.HasPrefix(name, "math/rand") && !slices.Contains(ownSource, member) {
				t.Errorf("%s/%s uses the global random source: rand.%s", file.folder, file.name, member)
			}
			return true
		})
	}
}

// guardedStarts are the functions that start goroutines. Each sees to it that a
// panic reaches its caller, and has a test of that.
var guardedStarts = []string{"analysis.together", "cmd/breachbrief.newStoring", "cmd/breachbrief.parallel", "cmd/breachbrief.run",
	"report/workbook.newPacker"}

func TestOnlyGuardedGoroutinesAreStarted(t *testing.T) {
	var starts []string
	for _, file := range parseSources(t) {
		for _, declaration := range file.syntax.Decls {
			function, ok := declaration.(*ast.FuncDecl)
			if !ok {
				continue
			}
			ast.Inspect(function, func(node ast.Node) bool {
				_, started := node.(*ast.GoStmt)
				if call, ok := node.(*ast.SelectorExpr); started || ok && call.Sel.Name == "Go" {
					starts = append(starts, file.folder+"."+function.Name.Name)
				}
				return true
			})
		}
	}
	slices.Sort(starts)
	if starts = slices.Compact(starts); !slices.Equal(starts, guardedStarts) {
		t.Errorf("goroutines are started by %v, guarded are %v", starts, guardedStarts)
	}
}

func TestEveryPackageSaysWhatItIs(t *testing.T) {
	documented := map[string]bool{}
	for _, file := range parseSources(t) {
		documented[file.folder] = documented[file.folder] || file.syntax.Doc != nil
	}
	for _, folder := range slices.Sorted(maps.Keys(documented)) {
		if !documented[folder] {
			t.Errorf("%s has no package comment", folder)
		}
	}
}

func TestTopLevelHoldsOnlyTheHouse(t *testing.T) {
	entries, err := os.ReadDir(repository)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if !strings.HasPrefix(entry.Name(), ".") && !slices.Contains(topLevel, entry.Name()) {
			t.Errorf("%s does not belong at the top", entry.Name())
		}
	}
}
