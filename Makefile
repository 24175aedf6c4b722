# Two commands do everything on a fresh machine with Python 3.11+, git and make: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PEERS := .venv-bench
SAMPLE := fixtures/forms/faults-2024.libreoffice.pdf
export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PIP_CONSTRAINT = $(CURDIR)/constraints.txt
export PIP_BUILD_CONSTRAINT = $(CURDIR)/constraints.txt

.PHONY: demo test scans lint eval teach bench fixtures docs seeds clean

demo: $(VENV)/.run  ## audit a sample PDF and show the report
	@echo "$$ hoscheck audit $(SAMPLE)"; echo
	@$(BIN)/hoscheck audit $(SAMPLE) --exit-zero

test: $(VENV)/.dev  ## all tests
	$(BIN)/pytest

scans: $(VENV)/.ocr  ## the tests that need text recognition, and how well scans are read
	$(BIN)/pytest tests/extract/test_ocr.py
	$(BIN)/python -m scripts.measure_scans --check

lint: $(VENV)/.dev  ## style, types, import layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(VENV)/.dev  ## write the generated parts of README.md and docs/ anew
	$(BIN)/python scripts/make_docs.py

seeds: $(VENV)/.dev  ## hold the tool against labelled samples: make seeds SHARED=folder
	@test -n "$(SHARED)" || { echo "make seeds needs SHARED=folder with seeds/, gold/ and tools/"; exit 2; }
	$(BIN)/python "$(SHARED)/tools/seeds_check.py"

eval: $(VENV)/.dev  ## precision and recall of every check on labelled rows; writes docs/judgement.md
	$(BIN)/python -m scripts.evaluate --write

teach: $(VENV)/.teach  ## learn anew what contradicts a Yes and what only points, from labelled lines
	$(BIN)/python -m scripts.teach

bench: $(PEERS)/.made  ## accuracy, speed and memory beside other libraries, in one run; QUICK=1 for a glance
	$(PEERS)/bin/python -m scripts.bench $(if $(QUICK),--quick)

fixtures: $(VENV)/.fixtures  ## make the fixtures again (needs LibreOffice and Chromium)
	$(BIN)/python -m scripts.make_fixtures

clean:
	rm -rf $(VENV) $(PEERS) dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "hoscheck needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

$(VENV)/.run: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@ $(VENV)/.run

$(VENV)/.ocr: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable '.[dev,ocr]'
	@touch $@ $(VENV)/.dev $(VENV)/.run

$(VENV)/.teach: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable '.[dev,teach]'
	@touch $@ $(VENV)/.dev $(VENV)/.run

$(VENV)/.fixtures: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable '.[dev,fixtures]'
	@touch $@ $(VENV)/.dev $(VENV)/.run

$(PEERS)/.made: pyproject.toml constraints.txt scripts/bench/requirements.txt | $(BIN)/python
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --upgrade pip
	$(PEERS)/bin/python -m pip install --quiet --editable '.[fixtures]' --requirement scripts/bench/requirements.txt
	@touch $@
