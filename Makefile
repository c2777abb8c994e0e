# Handrail's tasks. Each installs what it needs, once; `make` alone lists them.

PYTHON ?= python3
VENV ?= .venv
PORT ?= 8000
BIN := $(VENV)/bin
export PATH := $(abspath $(BIN)):$(PATH)
# Node brings a list of certificate authorities of its own, which knows none that this machine was told to trust.
export NODE_USE_SYSTEM_CA := 1
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

LOCK = $(BIN)/uv pip compile setup.cfg --quiet --upgrade --universal --python-version=3.11 --generate-hashes \
  --no-emit-index-url --no-annotate --no-header

# A stamp is newer than what it was made of, so that a second run starts at once.
RUNTIME := $(VENV)/.runtime
DEV := $(VENV)/.dev
WIDGET_TOOLS := static/widget/node_modules/.package-lock.json

.DEFAULT_GOAL := help
.PHONY: help install demo run test check fmt lint types contracts unit browser explore widget docs bench quality openapi lock build clean

help: ## List these tasks
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

# --- Use ---

demo: $(RUNTIME) ## Try Handrail with a made-up product, until Ctrl-C; its data stays in demo-data/ (PORT=8000)
	@exec $(BIN)/handrail demo --port $(PORT)

run: $(RUNTIME) ## Serve this checkout; the first time, set it up
	@test -n "$$HANDRAIL_SECRET_KEY" || test -f "$${HANDRAIL_DATA_DIR:-handrail-data}/secret_key" || $(BIN)/handrail init
	@exec $(BIN)/handrail serve

# --- Check ---

test: $(DEV) $(WIDGET_TOOLS) ## Run every test there is; what cannot run here is told in one line
	@$(BIN)/pytest -n 2 --dist worksteal

check: lint types contracts test ## Run lint, types, contracts and every test

fmt: $(DEV) ## Format the Python code
	$(BIN)/ruff check --quiet --select I --fix .
	$(BIN)/ruff format .

lint: $(DEV) ## Look for faults and unformatted code
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(DEV) ## Check the types, strictly
	$(BIN)/mypy

contracts: $(DEV) ## Check which package may import which
	$(BIN)/lint-imports

unit: $(DEV) ## Run the quick tests: no browser, no killed servers, SQLite only
	@$(BIN)/pytest -n 2 --dist worksteal -m "not browser and not fault and not postgres and not packaging"

browser: $(DEV) $(WIDGET_TOOLS) ## Run the tests in Chromium
	@$(BIN)/pytest -m browser

explore: $(DEV) ## Look for new counterexamples: property tests draw other examples than in `make test`
	@$(BIN)/pytest -n 2 --dist worksteal -m hypothesis --hypothesis-profile=exploring

docs: $(DEV) ## Test that what the guides say is so
	@$(BIN)/pytest tests/docs

bench: $(DEV) ## Measure what a request costs, in CPU time against a bare answer
	$(BIN)/python -m benchmarks.run

quality: $(DEV) ## Measure search on the judged sets beside this folder, and write docs/search-quality.md
	$(BIN)/python -m kb_search evaluate --write docs/search-quality.md

# --- Make ---

install: $(DEV) $(WIDGET_TOOLS) ## Make .venv with Handrail and what its tests need

widget: $(WIDGET_TOOLS) ## Check the widget and build static/widget/dist again
	cd static/widget && npm run check && npm test && npm run build && npm run size

openapi: $(RUNTIME) ## Write docs/openapi.json anew
	HANDRAIL_SECRET_KEY=never-used-to-serve-only-to-write-the-document $(BIN)/handrail openapi > docs/openapi.json.new
	mv docs/openapi.json.new docs/openapi.json

lock: $(BIN)/python ## Choose the newest versions that setup.cfg allows
	$(PIP) install uv
	$(LOCK) --output-file=requirements/runtime.txt
	$(LOCK) --extra=postgres --extra=redis --extra=tantivy --constraint=requirements/runtime.txt --output-file=requirements/server.txt
	$(LOCK) --extra=dev --extra=postgres --constraint=requirements/runtime.txt --output-file=requirements/dev.txt

build: $(DEV) ## Build wheel and source archive in dist/
	$(BIN)/python -m build

clean: ## Remove what was built and cached; keeps .venv and data
	rm -rf build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -not -path './.venv/*' -not -path '*/node_modules/*' -prune -exec rm -rf {} +

# --- Stamps ---

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Handrail needs Python 3.11 or newer: make PYTHON=python3.12 …" >&2; exit 1; }
	@.ci/debian venv
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(RUNTIME): requirements/runtime.txt setup.cfg pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes -r requirements/runtime.txt
	$(PIP) install --no-deps --editable .
	@touch $@

$(DEV): requirements/dev.txt .ci/debian $(RUNTIME)
	$(PIP) install --require-hashes -r requirements/dev.txt
	@.ci/debian tests
	@touch $@

# Node comes as a wheel: distributions ship one that is too old.
$(WIDGET_TOOLS): static/widget/package-lock.json | $(DEV)
	cd static/widget && npm ci --no-audit --no-fund --loglevel=error
