package main

import (
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"
)

func newVerifyCommand(w *world) *cobra.Command {
	return &cobra.Command{
		Use:   "verify DIR",
		Short: "Check a published report against its manifest",
		Long: `Check that every file of a published report is there, has the sum its
manifest states, and opens: the workbooks with all their sheets, the briefings
with their pages.

` + exitHelp,
		Example:           "  breachbrief verify out/2022-07",
		Args:              exactlyOne("the folder of a report"),
		ValidArgsFunction: completeFolder,
		RunE: func(_ *cobra.Command, arguments []string) error {
			return w.verify(arguments[0])
		},
	}
}

func (w *world) verify(folder string) error {
	faults := verifyReport(folder)
	if w.manners.json {
		list := []string{}
		for _, fault := range faults {
			list = append(list, fault.Error())
		}
		if err := json.NewEncoder(w.stdout).Encode(map[string]any{"directory": folder, "faults": list}); err != nil {
			return unprintable(err)
		}
	} else {
		for _, fault := range faults {
			w.warn("%v", fault)
		}
	}
	if len(faults) > 0 {
		return failed(fmt.Errorf("%s is not as it was published", folder), "make the report again with 'breachbrief report'")
	}
	w.say("%s is whole: every file has the sum that its manifest states", folder)
	return nil
}
