package workbook

import (
	"strconv"
	"testing"
)

func TestSharedWords(t *testing.T) {
	shared := sharedWords{numbers: map[string]int{}}
	var causes, impacts, names sharedColumn
	first, ok := shared.number(&causes, "不明")
	if !ok {
		t.Fatal("the first word of a column is not shared")
	}
	if again, _ := shared.number(&impacts, "不明"); again != first {
		t.Errorf("the word of another column is number %d, want %d", again, first)
	}
	for i := range sharedMost {
		shared.number(&names, strconv.Itoa(i))
	}
	if _, ok := shared.number(&names, "one more"); ok {
		t.Error("a column of rare words is shared")
	}
	if n, ok := shared.number(&causes, "紛失"); !ok || n != sharedMost+1 {
		t.Errorf("the next word is number %d, %v", n, ok)
	}
}
