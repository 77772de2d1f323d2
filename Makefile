# Two commands do everything: `make run` and `make test`. Both set up .venv first; a second run is instant.
PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3)
VENV ?= .venv
SAMPLE ?= tour

BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
KNOWLEDGE := $(wildcard src/dragoman/knowledge/*.py src/dragoman/knowledge/core/*.tsv src/dragoman/lexicon/*.toml)

.PHONY: help run setup test check lint format types imports docs bench lock wheel clean

help: ## what there is to make
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(VENV)/package.stamp ## set up, then read a sample article and show the brief
	$(BIN)/dragoman sample $(SAMPLE)

setup: $(VENV)/package.stamp $(VENV)/dev.stamp ## set up everything, for work on the code

test: setup ## set up, then run the tests
	$(BIN)/python -m pytest

check: lint types imports test ## all that has to hold before a change lands

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: setup ## mend what can be mended without thought
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: setup
	$(BIN)/mypy

imports: setup
	$(BIN)/lint-imports

docs: setup ## write docs/reference anew from the code
	$(BIN)/python scripts/reference.py

bench: setup ## time, memory and quality beside the bare spaCy pipeline
	$(BIN)/python bench/run.py

lock: ## solve the dependencies anew and write locks/
	$(PYTHON) -m venv build/solver
	build/solver/bin/python -m pip install --quiet --disable-pip-version-check uv
	build/solver/bin/python scripts/lock.py

wheel: setup ## make dist/*.whl, knowledge base included
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir dist .

clean: ## remove what make made, the environment included
	rm -rf $(VENV) build dist src/dragoman/knowledge/knowledge.sqlite .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/base.stamp: locks/base.txt locks/build.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "dragoman needs Python 3.11 or newer: make PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) --requirement locks/base.txt --requirement locks/build.txt
	@touch $@

$(VENV)/package.stamp: $(VENV)/base.stamp pyproject.toml hatch_build.py locks/knowledge.txt $(KNOWLEDGE)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/base.stamp locks/dev.txt locks/knowledge.txt
	$(INSTALL) --requirement locks/dev.txt
	$(INSTALL) --no-deps --requirement locks/knowledge.txt
	@touch $@
