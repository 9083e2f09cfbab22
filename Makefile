# One target for each thing that is done with Gelis; `make help` lists them. CONTRIBUTING.md says when to use which.

# Extra arguments: make demo ARGS="-addr 127.0.0.1:8090 -no-open"
ARGS ?=
# How often the crash test kills the program.
KILLS ?= 50

# How long each fuzz target runs.
FUZZ ?= 5000x

LINT := bin/golangci-lint
SQLC := bin/sqlc
VULN := bin/govulncheck

SHELL := bash
.SHELLFLAGS := -euo pipefail -c

.DEFAULT_GOAL := help
.PHONY: help demo check test race lint browser crash story fuzz fmt generate bench cover vuln tools build clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## Start a whole office on one page, with phones in it (ARGS="-addr 127.0.0.1:8090 -no-open")
	@tools/need postgresql || echo "going on: the demo tries to fetch PostgreSQL by itself"
	@go build -o bin/demo ./cmd/demo
	@exec bin/demo $(ARGS)

# All tests run once: under the race detector, but for those that watch other processes, which crash and browser run.
check: ## Everything that a change must pass, as CI runs it
	@$(MAKE) --no-print-directory race
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory browser
	@$(MAKE) --no-print-directory crash

test: ## All tests, the crash test in its short form
	go test -shuffle=on ./...

# The crash and the browser test watch other processes, which the race detector cannot see into.
race: ## All tests but those two under the race detector
	CGO_ENABLED=1 go test -race -shuffle=on -timeout=15m -skip='^Test(Crash|Page)' ./...

lint: $(LINT) $(SQLC) ## Linters, formatting, import directions, go.mod and generated code
	$(LINT) run ./...
	cd tools && go test -count=1 ./...
	go mod tidy -diff
	@rm -rf bin/.fresh && mkdir -p bin/.fresh/store
	@cp -R sqlc.yaml bin/.fresh/ && cp -R store/migrations store/query bin/.fresh/store/
	cd bin/.fresh && ../sqlc generate
	@diff -ru store/internal/sqlc bin/.fresh/store/internal/sqlc || { echo "store/internal/sqlc is not what the queries say: make generate"; exit 1; }

browser: ## Click a story through the demo page in Chromium, and keep the screenshots
	go test -count=1 -v -run='^TestPage' ./cmd/demo | tools/ran

crash: ## Kill the built program again and again in the middle of work, and count everything (KILLS=50)
	GELIS_CRASH_KILLS=$(KILLS) go test -count=1 -v -timeout=20m -run='^TestCrash' ./cmd/gelis | tools/ran

story: ## The conversations of testdata/story alone
	go test -count=1 -v -run=Story ./cmd/internal/app | tools/ran

fuzz: ## Let each fuzz target try inputs of its own (FUZZ=20000x or 30s)
	@grep -rlE '^func Fuzz' --include='*_test.go' . | xargs -n1 dirname | sort -u | while read -r dir; do \
		grep -hoE '^func Fuzz[A-Za-z0-9]+' "$$dir"/*_test.go | cut -d' ' -f2 | while read -r target; do \
			go test -run='^$$' -fuzz="^$$target$$" -fuzztime=$(FUZZ) -fuzzminimizetime=1x "$$dir"; \
		done; \
	done

fmt: $(LINT) ## Format the code
	$(LINT) fmt ./...

generate: $(SQLC) ## Write store/internal/sqlc anew from store/query and store/migrations
	rm -f store/internal/sqlc/*.go
	$(SQLC) generate

bench: ## Measure the targets of docs/design.md, one line each
	go run ./bench $(ARGS)

# Counted over the whole tree, so that a handler is covered by the story that goes through it.
cover: ## Show the coverage of each package and of all
	@rm -rf bin/cover && mkdir -p bin/cover
	go test -coverpkg=./... ./... -args -test.gocoverdir=$(CURDIR)/bin/cover
	@go tool covdata textfmt -i=bin/cover -o=bin/cover.out
	@go tool covdata percent -i=bin/cover
	@go tool cover -func=bin/cover.out | tail -n 1

vuln: $(VULN) ## Look for known vulnerabilities (needs the network)
	$(VULN) ./...

tools: $(LINT) $(SQLC) ## Build the pinned developer tools into bin/

build: ## Build gelis and demo into bin/
	go build -trimpath -o bin/ ./cmd/gelis ./cmd/demo

clean: ## Remove what was built
	rm -rf bin

# Built once, and again when tools/go.mod names another version. Without cgo sqlc needs no C compiler.
$(LINT): PACKAGE := github.com/golangci/golangci-lint/v2/cmd/golangci-lint
$(SQLC): PACKAGE := github.com/sqlc-dev/sqlc/cmd/sqlc
$(VULN): PACKAGE := golang.org/x/vuln/cmd/govulncheck
$(LINT) $(SQLC) $(VULN): tools/go.mod tools/go.sum
	@echo "building $@, once"
	@CGO_ENABLED=0 go build -C tools -o ../$@ $(PACKAGE)
	@touch $@
