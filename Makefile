# dnnd: `make demo` shows what it does, `make test` runs the tests, `make check` is what CI runs.
# Each builds the environment it needs, from the locked versions, in .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: demo test check format examples train evaluate bench lock lowest clean help

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

demo: $(VENV)/runtime ## compare the sample reports of 2019 with those of 2020
	$(BIN)/dnnd compare 2019 2020 --format table

test: $(VENV)/dev ## run the tests and the examples in the documentation
	$(BIN)/python -m pytest

check: $(VENV)/dev ## everything CI asks for: format, lint, types, tests, the wheel in a clean environment
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	DNND_WHEEL_TEST=1 $(BIN)/python -m pytest

format: $(VENV)/dev ## put code and tables into their one form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

examples: $(VENV)/dev ## write the real output under the commands of the README files
	$(BIN)/python scripts/examples.py

train: $(VENV)/dev ## make the model anew from the annotated sentences: make train OPEN_TEXT=FOLDER (data/gold/README.md)
	$(BIN)/python scripts/train.py $(OPEN_TEXT)

evaluate: $(VENV)/peers ## measure dnnd and two other tools on the test sentences; writes docs/accuracy.md
	$(BIN)/python scripts/evaluate.py

bench: $(VENV)/peers ## measure speed and memory of dnnd beside two other tools; writes docs/measurements.md
	$(BIN)/python scripts/bench.py

lock: $(VENV)/dev ## choose the newest versions that fit pyproject.toml, and lock them with their hashes
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile -q --universal --upgrade --python-version 3.11 \
		--generate-hashes --group build pyproject.toml -o requirements.txt
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile -q --universal --upgrade --python-version 3.11 \
		--generate-hashes --group build --group dev -c requirements.txt pyproject.toml -o requirements-dev.txt
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile -q --universal --upgrade --python-version 3.11 \
		--generate-hashes --group peers -c requirements-dev.txt pyproject.toml -o requirements-peers.txt

lowest: $(VENV)/dev ## run the tests with the lowest versions that pyproject.toml allows
	$(BIN)/uv venv -q --clear --python $(BIN)/python $(VENV)/lowest
	$(BIN)/uv pip install -q --python $(VENV)/lowest --resolution lowest-direct -e . \
		"pytest>=8.3" "hypothesis>=6.120" "openpyxl>=3.1.5" "scipy>=1.17" "python-crfsuite>=0.9.11"
	$(VENV)/lowest/bin/python -m pytest --ignore tests/test_documents.py

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/runtime: $(VENV)/bin/python requirements.txt pyproject.toml
	$(PIP) install --quiet --require-hashes -r requirements.txt
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev: $(VENV)/runtime requirements-dev.txt
	$(PIP) install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

$(VENV)/peers: $(VENV)/dev requirements-peers.txt
	$(PIP) install --quiet --require-hashes -r requirements-peers.txt
	@touch $@

clean: ## remove the environment and the caches
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis dist
