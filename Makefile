# `make up` shows a day in a municipality, `make test` proves what we promise. Python 3.11 or newer is all they need.
#   BROKER=kafka   on Apache Kafka instead of the embedded broker (needs Java 17 and Maven)
#   PYTHON=…       another Python than the newest one on the PATH
#   TESTS=…        only these tests, for example TESTS=tests/shared/stream
#   ARGS=…         further arguments for the command behind the target

BROKER ?= embedded
TESTS ?= tests
TWO = --numprocesses=2 --dist=loadfile --no-loadscope-reorder
APART = --ignore=tests/benchmarks --ignore=tests/soak
BOOTSTRAP = $(or $(PYTHON),python3) -m deploy.bootstrap
export PYTHON
# Compiled files halve the start of every process, and the tests start hundreds.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help up test test-all soak bench lock lint clean python

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile
	@awk '/^#   / { sub("#", ""); print }' Makefile

up: python ## start everything, play a day, and keep running until Ctrl-C
	@$(BOOTSTRAP) embedded
	@.venv/bin/tilts up --broker $(BROKER) $(ARGS)

test: python ## run the tests that need Python only
	@$(BOOTSTRAP) dev
	TILTS_TEST_BROKER=$(BROKER) .venv/bin/python -m pytest $(TESTS) --ignore=tests/heavy $(APART) $(TWO) -m "not long" $(ARGS)

test-all: python ## run the tests that take long, or need Java, Node, a browser or the tools to build an image
	@$(BOOTSTRAP) dev
	.venv/bin/python -m tests.heavy.needs
	.venv/bin/python -m pytest tests $(APART) $(TWO) -m long $(ARGS)

soak: python ## kill everything many times under load, and simulate many histories
	@$(BOOTSTRAP) dev
	.venv/bin/python -m tests.soak $(ARGS)

bench: python ## measure speed and memory against a floor and a naive service
	@$(BOOTSTRAP) dev
	.venv/bin/python -m tests.benchmarks $(ARGS)

lock: python ## write the locks anew from requirements/*.in (ARGS=--upgrade for the newest versions)
	@$(BOOTSTRAP) dev
	@cd requirements && for name in dev embedded runtime build; do \
		[ $$name = dev ] || constraint="--constraint dev.lock"; \
		../.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
			--no-annotate $$constraint $(ARGS) $$name.in --output-file $$name.lock || exit 1; \
	done

lint: python ## check style, formatting and what imports what
	@$(BOOTSTRAP) dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/lint-imports

clean: ## remove what make has made here; the downloads in the cache stay
	rm -rf .venv .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

python:
	@command -v $(or $(PYTHON),python3) > /dev/null || { \
		echo "tilts: $(or $(PYTHON),python3) is not installed; Tilts needs Python 3.11 or newer" >&2; exit 1; }
