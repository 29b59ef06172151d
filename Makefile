# Everything a person types. `make` alone lists it; nothing is installed but Python 3.11 or newer.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help run test check fmt score bench openapi migrations lock clean
.DELETE_ON_ERROR:

BIN := .venv/bin
UV := $(BIN)/uv pip
FOR_RUN := .venv/ready-run
FOR_DEV := .venv/ready-dev
FOR_BENCH := .venv/ready-bench

# Compiled once, not at each of the many starts of a process, whatever the surroundings say.
export PYTHONDONTWRITEBYTECODE :=

# uv trusts what the system and pip trust, and asks where pip asks.
export UV_SYSTEM_CERTS ?= true
ifndef SSL_CERT_FILE
ifdef PIP_CERT
export SSL_CERT_FILE := $(PIP_CERT)
endif
endif
ifndef UV_DEFAULT_INDEX
ifdef PIP_INDEX_URL
export UV_DEFAULT_INDEX := $(PIP_INDEX_URL)
endif
endif

help: ## list the targets
	@echo "Khabuan · make TARGET"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1|\2/p' Makefile | awk -F'|' '{printf "%-14s %s\n", $$1, $$2}'

run: $(FOR_RUN) ## set up if needed, start the platform and print what to open (Ctrl-C stops it)
	@exec $(BIN)/khabuan up

test: $(FOR_DEV) ## set up if needed and run the tests (args="…" goes to pytest)
	@PYTEST_ADDOPTS="-n 2 --dist loadfile --no-loadscope-reorder $$PYTEST_ADDOPTS" exec $(BIN)/pytest $(args)

check: $(FOR_DEV) ## format, lint, types, import rules, house rules, OpenAPI drift, migrations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/ty check
	$(BIN)/lint-imports
	$(BIN)/pytest -q tests/test_house.py
	$(BIN)/khabuan openapi --check
	$(BIN)/khabuan migrate --check

fmt: $(FOR_DEV) ## put the code into shape
	$(BIN)/ruff check --fix --quiet . || true
	$(BIN)/ruff format .

score: $(FOR_BENCH) ## all figures small, or one in full: n=NAME [control=1] [seed=N]
	@exec $(BIN)/python -m bench.score $(if $(n),--name "$(n)") $(if $(control),--control) $(if $(seed),--seed "$(seed)")

bench: $(FOR_BENCH) ## measure against the peers and print the ratios
	@exec $(BIN)/python -m bench

openapi: $(FOR_DEV) ## write openapi/*.json from the code
	$(BIN)/khabuan openapi

migrations: $(FOR_DEV) ## write a migration from the tables: s=SERVICE m="what it does"
	$(BIN)/khabuan migrate --write "$(s)" --message "$(m)"

lock: $(FOR_RUN) ## resolve requirements/*.txt anew from pyproject.toml
	@set -e; \
	compile() { file=$$1; shift; echo "requirements/$$file.txt"; \
	  $(UV) compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --no-header $(if $(upgrade),--upgrade) -o requirements/$$file.txt "$$@"; }; \
	echo "uv==$$($(BIN)/uv --version | cut -d' ' -f2)" | compile uv -; \
	compile production pyproject.toml; \
	compile run pyproject.toml --group run -c requirements/production.txt; \
	compile dev pyproject.toml --group dev -c requirements/run.txt; \
	compile bench pyproject.toml --group bench -c requirements/dev.txt

clean: ## remove the environment, the caches and the development data
	rm -rf .venv .khabuan .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment, in steps that are skipped when nothing they depend on has changed.
$(BIN)/uv: requirements/uv.txt
	@for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "· $$($$python --version): .venv"; exec $$python -m venv .venv; fi; \
	done; echo "Khabuan needs Python 3.11 or newer (looked for python3, python3.14 … python3.11)" >&2; exit 1
	@echo "· uv"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(BIN)/khabuan: $(BIN)/uv pyproject.toml
	@$(UV) install --python $(BIN)/python --quiet --no-deps --editable .
	@touch $@

$(FOR_RUN): $(BIN)/uv requirements/run.txt | $(BIN)/khabuan
	$(call install,requirements/run.txt)

$(FOR_DEV): $(BIN)/uv requirements/dev.txt | $(BIN)/khabuan
	$(call install,requirements/dev.txt)
	@touch $(FOR_RUN)

$(FOR_BENCH): $(BIN)/uv requirements/bench.txt | $(BIN)/khabuan
	$(call install,requirements/bench.txt)
	@touch $(FOR_RUN) $(FOR_DEV)

# Compiled here and now: four processes that each compile what they import start twice as slowly.
define install
	@echo "· $(1)"
	@$(UV) install --python $(BIN)/python --require-hashes --compile-bytecode -r $(1)
	@$(BIN)/python -m compileall -q gateway khabuan services shared
	@touch $@
endef
