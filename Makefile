# `make` sets up what is missing and builds everything that ships; `make help` lists the rest.
# `make PYTHON=python3.13` sets up with that Python; else the first that is new enough is taken.

ifndef PYTHON
PYTHON := $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$python" && break; done)
endif

# Stamps say that nothing is to be set up; they bear the version, so that another Python starts anew.
VERSION := $(if $(PYTHON),$(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])'))
READY := .venv/ready-$(VERSION)
READY_TO_TEST := .venv/ready-to-test-$(VERSION)
SET_UP := scripts/setup.py handbill/machine.py
BIN := .venv/bin

.PHONY: build test suite lint bench lock clean distclean help
.DEFAULT_GOAL := build

build: $(READY) ## build every document for every branch, into output/ (the default)
	$(BIN)/python render.py

test: $(READY_TO_TEST) ## check style and types, and run the tests, both at a time
	@$(MAKE) --no-print-directory --jobs=2 suite lint

# Files in the order of their names: the last of them are short ones, so that no core waits for the other.
suite: $(READY_TO_TEST)
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

lint: $(READY_TO_TEST) ## check style and types only
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

bench: $(READY) ## measure how long things take
	$(BIN)/python benchmarks/run.py

# Pins stay as they are where they can; `make lock UPGRADE=--upgrade` takes the newest of everything.
COMPILE = $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command 'make lock' --quiet $(UPGRADE)
lock: $(READY) ## pin the Python packages anew after a change in pyproject.toml
	test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet uv
	$(COMPILE) --output-file requirements.lock pyproject.toml
	$(COMPILE) --group test --constraint requirements.lock --output-file requirements-test.lock

clean: ## remove what was built, and caches
	rm -rf output build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

distclean: clean ## remove .venv as well
	rm -rf .venv

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(READY): requirements.lock $(SET_UP)
	@$(if $(PYTHON),,echo 'handbill needs Python 3.11 or later, and found none: install one, then make again.' >&2; exit 3)
	$(PYTHON) scripts/setup.py
	@touch $@

$(READY_TO_TEST): requirements-test.lock $(READY)
	$(PYTHON) scripts/setup.py --test
	@touch $@
