# Two commands matter: `make run` and `make test`. `make check` is the gate, the same in pre-commit and CI.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# A Python of 3.11 or later that makes the virtual environment.
BASE_PYTHON ?= python3
VENV := .venv
PYTHON := $(VENV)/bin/python
PIP_INSTALL := $(PYTHON) -m pip install --quiet --quiet --disable-pip-version-check
RUN_READY := $(VENV)/run-ready
TEST_READY := $(VENV)/test-ready
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard src/dondoc/locale/*/LC_MESSAGES/django.po))
# The gate looks at the code with the tests' settings.
MANAGE := $(PYTHON) -m django

.PHONY: help run test check gate format lint types contracts migrations catalogue parts lock messages clean

help:
	@echo 'make run [NOTICE=file]   the product with a demo organisation, on http://localhost:8000'
	@echo 'make test                everything: unit, laws, architecture, web, browser (PYTEST="-k word" for some)'
	@echo 'make check               the gate: lint, types, import contracts, migrations, messages, tests'
	@echo 'make gate                the gate without the tests'
	@echo 'make format              put the code into form'
	@echo 'make messages            take new words of the interface into the catalogue'
	@echo 'make lock                resolve the dependencies anew'

run: $(RUN_READY) $(CATALOGUES)
	@exec $(VENV)/bin/dondoc run $(if $(NOTICE),--notice '$(NOTICE)')

test: $(TEST_READY) $(CATALOGUES) parts
	$(PYTHON) -m pytest $(PYTEST)

check: gate test

gate: lint types contracts migrations catalogue

format: $(TEST_READY)
	$(PYTHON) -m ruff check --fix-only --quiet .
	$(PYTHON) -m ruff format .

lint: $(TEST_READY)
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .

types: $(TEST_READY)
	$(PYTHON) -m mypy src

contracts: $(TEST_READY)
	$(VENV)/bin/lint-imports --no-logo

migrations: $(TEST_READY)
	DJANGO_SETTINGS_MODULE=tests.settings $(MANAGE) makemigrations --check --dry-run

catalogue: $(TEST_READY)
	$(PYTHON) -m tests.architecture.catalogue

messages: $(TEST_READY)
	$(PYTHON) -m tests.architecture.catalogue --update
	$(MAKE) --no-print-directory $(CATALOGUES)

# Programs of the machine that tests use for real; without root they are left to the tests, which say what is missing.
parts:
	@.ci/parts

lock: $(TEST_READY)
	$(PYTHON) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	    pyproject.toml requirements/run.in --output-file requirements/run.txt $(UPGRADE)
	$(PYTHON) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	    requirements/test.in --output-file requirements/test.txt $(UPGRADE)

clean:
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

$(PYTHON):
	@$(BASE_PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	    || { echo 'Python 3.11 or later is needed; name one: make BASE_PYTHON=python3.12 …' >&2; exit 1; }
	@$(BASE_PYTHON) -m venv $(VENV) \
	    || { rm -rf $(VENV); echo 'The venv module is needed (Debian: apt-get install python3-venv)' >&2; exit 1; }

# The stamps keep a second run from asking the network for anything.
$(RUN_READY): $(PYTHON) requirements/run.txt pyproject.toml build_messages.py
	@echo 'Installing what the product runs with …'
	@$(PIP_INSTALL) --require-hashes -r requirements/run.txt
	@$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(TEST_READY): $(RUN_READY) requirements/test.txt
	@echo 'Installing what the tests need …'
	@$(PIP_INSTALL) --require-hashes -r requirements/test.txt
	@touch $@

%.mo: %.po | $(RUN_READY)
	@$(PYTHON) -m babel.messages.frontend --quiet compile --input-file $< --output-file $@
