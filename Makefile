# make report   build breachbrief and report on both samples into out/
# make test     all tests
# make lint     gofmt, vet, staticcheck, layering
# make bench    benchmarks
# make verify   the outputs of 'make report' under independent tools
# make fuzz     every fuzz target for a moment
# make dist     static binaries of a release with bills of materials, licences, manual page and sums

GO ?= go
BREACHBRIEF = out/breachbrief

.PHONY: report test lint bench verify fuzz dist build clean
.DEFAULT_GOAL := report

build:
	@mkdir -p out
	$(GO) build -trimpath -o $(BREACHBRIEF) ./cmd/breachbrief

report: build
	@$(BREACHBRIEF) report --quiet --period 2022-06 --out out/japan samples/japan.csv
	@$(BREACHBRIEF) report --quiet --period 2024-05 --out out/hhs --mapping samples/hhs/mapping.toml samples/hhs/breaches.csv
	@echo
	@echo "The reports are there. Look at:"
	@ls out/japan/2022-06/*.pdf out/japan/2022-06/*.xlsx out/hhs/2024-05/*.pdf out/hhs/2024-05/*.xlsx

test:
	$(GO) test ./...

lint:
	.ci/lint.sh

bench:
	$(GO) test -run '^$$' -bench . -benchmem ./...

verify: report
	.ci/verify.sh out/japan/2022-06 out/hhs/2024-05

fuzz:
	.ci/fuzz.sh

dist:
	.ci/dist.sh dist

clean:
	rm -rf out dist
