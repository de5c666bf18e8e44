# Every verb of the project. What runs is in node_modules/.bin, Node 24 among it; npm itself runs under the machine's own
# Node, for it replaces node_modules.
SYSTEM_PATH := $(PATH)
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)

JEST := NODE_OPTIONS="--experimental-vm-modules --disable-warning=ExperimentalWarning" jest

# What `make replay` lives through.
FILE ?= $(ONLINE_RETAIL_FILE)
FROM ?= 2010-12-01
TO ?= 2011-01-31

.DEFAULT_GOAL := help
.PHONY: help start stop test torture conformance check gen lint fmt breaking client release bench bench-edge replay postman relevance audit coverage service clean install install-production

help: ## List the verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

start: install-production ## Start the market: PROCESSES=one|many, PORT (8080), DATA_DIR (.data)
	@node tools/um.ts start

stop: install-production ## Stop the market that runs on DATA_DIR
	@node tools/um.ts stop

test: install ## Run the tests; ONLY=mesh/rpc runs those below a folder
	@$(JEST) $(ONLY)

coverage: install ## Run the tests and count the lines that they and the programs they start run: 95 % are wanted
	@rm -rf coverage
	@PROGRAM_COVERAGE=$(CURDIR)/coverage/programs $(JEST) --coverage --coverageReporters=json
	@node tools/coverage/coverage.ts 95

torture: install ## Run the long forms of crashes, races and outages: every named point of a purchase, all processes in turn (over an hour)
	@TORTURE=1 $(JEST) --runInBand gateway/test/journeys/crash gateway/test/journeys/replay \
	  gateway/test/journeys/kill gateway/test/journeys/purchase

conformance: install ## Run the long forms of what the edge is held to: the official suites, random calls, hostile clients, drains
	@node tools/checks/conformance.ts

check: install ## Run all that CI demands: generated code, contracts, style, types, dependencies, tests
	@node tools/checks/check.ts

gen: install ## Write what is derived from contracts and schemas: gen/, docs/errors.md, docs/events.md, docs/env.md
	@node tools/gen/gen.ts
	@node tools/gen/environment.ts

lint: install ## Check contracts (buf's rules and the house's) and code style
	@node tools/contracts/lint.ts
	@biome check --error-on-warnings

fmt: install ## Format protos and code
	@buf format --write
	@biome check --write

breaking: install ## Compare the contracts with those of the last release
	@node tools/contracts/breaking.ts

client: install ## Build the package @ultramarket/client, and its bundle for browsers, into gateway/client/dist
	@node gateway/client/build.ts

release: install ## Make the present contracts the released ones and stamp the changelog: VERSION=0.1.0
	@node tools/contracts/release.ts $(VERSION)

bench: install-production ## Measure calls against their floors
	@node tools/um.ts bench

bench-edge: install-production ## Measure what the gateway alone spends on a call, by each protocol
	@node tools/um.ts bench --edge

replay: install-production ## Import and live through two months of Online Retail: FILE=, FROM=, TO=
	@node tools/um.ts import online-retail "$(FILE)"
	@node tools/um.ts replay "$(FILE)" --from $(FROM) --to $(TO)

postman: install-production ## Write a Postman collection of all calls: COLLECTION=postman.json, MARKET=http://127.0.0.1:8080
	@node tools/postman/postman.ts $(if $(MARKET),--market "$(MARKET)") $(COLLECTION)

relevance: install ## Measure whether searches find what people mean; ONLINE_RETAIL_FILE=... adds a real catalogue
	@$(JEST) services/search/test/relevance

audit: install-production ## Recompute from the stores of the running market what must hold: orders, money, stock, ...
	@node tools/um.ts audit

service: install ## Write the frame of a new service: NAME=x
	@node tools/new-service/new-service.ts $(NAME)
	@$(MAKE) --no-print-directory gen

clean: ## Remove caches and reports; data stays
	@rm -rf .cache coverage

install:
	@PATH="$(SYSTEM_PATH)" sh tools/install.sh development

install-production:
	@PATH="$(SYSTEM_PATH)" sh tools/install.sh production
