package analysis

import (
	"fmt"
	"strings"
	"sync"
	"testing"
)

// Texts of several blocks come back whole, in any order, to several readers, and
// also before the last block is complete.
func TestFreeTextOfManyBlocks(t *testing.T) {
	var texts arena
	want := func(i int) FreeText {
		return FreeText{Source: fmt.Sprint("source ", i), Notes: strings.Repeat("番号", i%500), Extra: fmt.Sprint(i)}
	}
	var refs []textRef
	for i := range 2_000 {
		refs = append(refs, texts.put(fmt.Sprint(i), want(i)))
	}
	if len(texts.packed) <= recentBlocks {
		t.Fatalf("only %d blocks", len(texts.packed))
	}
	check := func(i int) {
		if id, got := texts.get(refs[i]); id != fmt.Sprint(i) || got != want(i) {
			t.Errorf("text %d came back as %q %+v", i, id, got)
		}
	}
	check(len(refs) - 1)
	texts.complete()
	var readers sync.WaitGroup
	for step := 1; step < 6; step++ {
		readers.Go(func() {
			for i := range refs {
				check(i * step % len(refs))
			}
		})
	}
	readers.Wait()
}

func TestFreeTextLongerThanABlock(t *testing.T) {
	var texts arena
	long := texts.put("a", FreeText{Notes: strings.Repeat("x", 3*blockSize)})
	short := texts.put("b", FreeText{Notes: "y"})
	texts.complete()
	if _, got := texts.get(long); len(got.Notes) != 3*blockSize {
		t.Errorf("the long text came back with %d bytes", len(got.Notes))
	}
	if _, got := texts.get(short); got.Notes != "y" {
		t.Errorf("the short text came back as %q", got.Notes)
	}
}
