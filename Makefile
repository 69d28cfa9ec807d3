# Everything here needs Python >= 3.11 with pip and venv, and make; the rest is installed into $(VENV).
#   make audit PYTHON=python3.13 AUDIT_ARGS="--effort deep"
#   make test  JOBS=4 PYTEST_ARGS="-x -k coherence"

PYTHON ?= python3
VENV ?= .venv
JOBS ?= 2
AUDIT_ARGS ?=
PYTEST_ARGS ?=
BENCH_ARGS ?=
KERNEL_ARGS ?=
MUTATE_ARGS ?=

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
PYTEST := $(BIN)/python -m pytest
LOCKED := $(VENV)/.locked
READY := $(VENV)/.ready

# The program that follows a pip command: one line per package, errors untouched (they come on stderr).
SHOW := while read -r word name rest; do \
	  case "$$word" in \
	    Collecting) echo "    $${name%%;*}" ;; \
	    Processing) echo "    $${name\#\#*/}" ;; \
	    Installing) echo "  unpacking" ;; \
	  esac; \
	done

.DEFAULT_GOAL := help
.PHONY: help setup extras audit kernel test slow cover lint format mutate bench lock clean distclean

help:  ## this list
	@echo "usage: make TARGET [PYTHON=python3] [JOBS=2]"
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-10s %s\n", $$1, $$2 }' Makefile

setup: $(READY)  ## create the virtual environment and install everything from requirements.lock

# The lock file is complete, so pip resolves nothing (--no-deps): old pips look past a pin for what is asked for with an extra.
# A changed lock file installs what changed; an interpreter that no longer starts makes a new environment.
$(LOCKED): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "boundcheck needs Python >= 3.11; say which with make PYTHON=..." >&2; exit 2; }
	@$(BIN)/python -c 'import pip' 2>/dev/null || \
	  { echo "creating $(VENV) with $$($(PYTHON) --version)"; $(PYTHON) -m venv --clear $(VENV); }
	@echo "installing the $$(grep -c '==' requirements.lock) packages pinned in requirements.lock (once; some 250 MB to fetch)"
	@rm -f $@ $@.failed
	@{ $(PIP) install --progress-bar off --no-deps --require-hashes -r requirements.lock || touch $@.failed; } | $(SHOW)
	@test ! -e $@.failed
	@touch $@

# Editable, so that an edit needs no second installation; a new pyproject.toml or top-level package does.
$(READY): $(LOCKED) pyproject.toml $(wildcard boundcheck/__init__.py proofs/__init__.py)
	@echo "installing boundcheck itself"
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

extras: $(READY)  ## also install what is optional: a cluster engine, a notebook, a browser driver (the browser is the system's own)
	@$(PIP) install --quiet --no-deps --require-hashes -r requirements-optional.lock

audit: $(READY)  ## audit every proof folder, write reports/, re-check every certificate in them
	$(BIN)/boundcheck audit $(AUDIT_ARGS)
	@set --; for report in reports/*.json; do \
	  case "$$report" in reports/benchmarks*|reports/mutation*) ;; *) set -- "$$@" "$$report" ;; esac; \
	done; echo "$(BIN)/python recheck.py --work=20 $$*"; $(BIN)/python recheck.py --work=20 "$$@"

kernel: $(READY)  ## the claims that Coq can be asked, in its kernel (needs coqc; nothing is written)
	$(BIN)/boundcheck kernel $(KERNEL_ARGS)

test: $(READY)  ## the quick tier: tests, the audit as test items, doctests
	$(PYTEST) -n $(JOBS) $(PYTEST_ARGS)

slow: $(READY)  ## the tests that the quick tier leaves out
	$(PYTEST) -n $(JOBS) -m slow $(PYTEST_ARGS)

cover: $(READY)  ## the quick tier in one process, with branch coverage of boundcheck/
	$(BIN)/python -m coverage run -m pytest $(PYTEST_ARGS)
	$(BIN)/python -m coverage report

lint: $(READY)  ## ruff, formatting, strict types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict boundcheck

format: $(READY)  ## let ruff mend what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

mutate: $(READY)  ## edit every claim of every proof, write reports/mutation.md: are false edits refuted, none proved?
	$(BIN)/boundcheck mutate --jobs $(JOBS) $(MUTATE_ARGS)

bench: $(READY)  ## audit time per step, instances per second
	$(BIN)/python -m benchmarks $(BENCH_ARGS)

lock:  ## write both lock files anew from pyproject.toml (needs uv)
	uv pip compile --quiet --upgrade --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
	  --no-emit-index-url --no-header --extra dev pyproject.toml --output-file requirements.lock
	uv pip compile --quiet --upgrade --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
	  --no-emit-index-url --no-header --extra dev --extra cluster --extra browser --extra notebook --constraint requirements.lock \
	  pyproject.toml --output-file requirements-optional.lock

clean:  ## remove caches and builds
	rm -rf build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage .coverage.* htmlcov
	find . -name .git -prune -o -path ./$(VENV) -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean  ## the same, and the virtual environment
	rm -rf $(VENV)
