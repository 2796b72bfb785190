# The commands a newcomer needs; each sets up .venv by itself. `make demo` first.
PYTHON ?= python3
BIN := .venv/bin
TRAIN ?= PYTHONPATH=src $(PYTHON)
UV := $(shell command -v uv 2>/dev/null)
INSTALL = $(if $(UV),$(UV) pip install --quiet --python $(BIN)/python,$(BIN)/python -m pip install --quiet --disable-pip-version-check)

.PHONY: demo serve test test-slow check venv lock train floors clean help

help:
	@echo "make demo       read the example articles into demo.db and show the record"
	@echo "make serve      the desk over demo.db in a browser (after make demo)"
	@echo "make test       the fast tests        make test-slow  the slow ones"
	@echo "make check      ruff, mypy --strict, import-linter"
	@echo "make docs       the pages as a site, warnings as errors   make pictures  their pictures of the desk"
	@echo "make train      train the language model (hours; see training/README.md)"
	@echo "make lock       pin the dependencies anew    make floors  measure the pinned figures anew"

demo: .venv/.run
	@$(BIN)/dateline add examples/articles.jsonl --to demo.db
	@$(BIN)/dateline gather --in demo.db
	@$(BIN)/dateline events --in demo.db --since 2025-03-05 --limit 12
	@echo
	@echo "Every row points at words. Try next:"
	@echo "  $(BIN)/dateline show ID --in demo.db              every field of a row, with its words"
	@echo "  $(BIN)/dateline quotes --in demo.db --limit 10    who said what"
	@echo "  $(BIN)/dateline search ceasefire --in demo.db     words in articles and quotations"
	@echo "  $(BIN)/dateline read examples/troops.txt          one article, marked, with its record"
	@echo "  $(BIN)/dateline verify --in demo.db               every stored text and span, checked"
	@echo "  make serve                                         the same as pages in a browser"

serve: .venv/.web
	@test -f demo.db || $(MAKE) --no-print-directory demo
	@$(BIN)/dateline serve demo.db

venv: .venv/.dev

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "dateline needs Python 3.11 or newer; set PYTHON=..."; exit 2; }
	@$(if $(UV),true,$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null) || { echo "python3 cannot make environments here: install the package python3-venv (or uv), then run make again"; exit 2; }
	@$(if $(UV),$(UV) venv --quiet --allow-existing --python $(PYTHON) .venv,$(PYTHON) -m venv .venv)

.venv/.run: requirements/run.txt pyproject.toml | .venv/bin/python
	@$(INSTALL) -r requirements/run.txt
	@$(INSTALL) --no-deps -e .
	@touch $@

.venv/.web: requirements/web.txt .venv/.run
	@$(INSTALL) -r requirements/web.txt
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.run
	@$(INSTALL) -r requirements/dev.txt
	@touch $@

test: .venv/.dev
	$(BIN)/python -m pytest -n 2

test-slow: .venv/.dev
	$(BIN)/python -m pytest -m slow -n 2

check: .venv/.dev
	$(BIN)/ruff check src tests bench training examples
	$(BIN)/ruff format --check src tests bench training examples
	$(BIN)/mypy
	$(BIN)/lint-imports

GOLD ?= ../shared/gold
MINUTES ?= 300

train:
	$(TRAIN) -m training.train --gold $(GOLD) --out run --minutes $(MINUTES)
	$(TRAIN) -m training.export --gold $(GOLD) --run run --out models/dateline-en --master training/master.safetensors

lock: .venv/.dev
	$(or $(UV),$(BIN)/uv) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml -o requirements/run.txt
	$(or $(UV),$(BIN)/uv) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --all-extras --group dev -c requirements/run.txt pyproject.toml -o requirements/dev.txt
	$(or $(UV),$(BIN)/uv) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --extra web -c requirements/dev.txt pyproject.toml -o requirements/web.txt

.PHONY: docs
docs: .venv/.dev
	$(BIN)/python -m sphinx -W --keep-going -q -b html docs build/docs
	@echo "build/docs/index.html"

.PHONY: pictures
pictures: .venv/.dev
	DATELINE_PICTURES=1 $(BIN)/python -m pytest -q -m slow tests/web/test_browser_pages.py -k pictures

floors: .venv/.dev
	$(BIN)/python -m tests.set_floors

clean:
	rm -rf .venv demo.db demo.db-wal demo.db-shm
