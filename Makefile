# Needs Python 3.11 or later and make; everything else is fetched into .venv.
PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help install demo test lint bench bench-reading lock clean

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/ -/'

install: .venv/installed ## the environment with everything in it

.venv/installed: requirements-dev.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Entente needs Python 3.11 or later; this is " + sys.version.split()[0] + ". Name another one: make PYTHON=python3.12")'
	@echo "Making .venv and installing the dependencies (a few minutes the first time) ..."
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch .venv/installed

demo: install ## read the demo articles into the graph and serve the site [PORT=8000]
	@LOCAL=on $(BIN)/python manage.py demo --port $(PORT)

test: install ## all tests that need neither browser nor Neo4j
	@echo "Running the tests ..."
	@$(BIN)/python -m pytest

lint: install ## ruff and mypy
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy --strict kg dashboard

bench: install ## speed, in ratios within one run
	@for file in reading pages demo; do echo "== $$file"; $(BIN)/python benchmarks/$$file.py; done

bench-reading: install ## the first of them: our reading beside the bare language model
	@$(BIN)/python benchmarks/reading.py

lock: install ## the lock files anew from pyproject.toml
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --extra llm -c requirements.lock pyproject.toml -o requirements-llm.lock
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --extra dev -c requirements-llm.lock pyproject.toml -o requirements-dev.lock
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --extra dev --extra ci -c requirements-dev.lock pyproject.toml -o .ci/requirements.lock

clean: ## forget the demo: stop the graph, delete var/
	@LOCAL=on $(BIN)/python manage.py graph stop; rm -rf var
