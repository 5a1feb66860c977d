//go:build !linux

package main

import "errors"

// exchange swaps two folders in one step, which only Linux can.
func exchange(a, b string) error { return errors.ErrUnsupported }
