# make build | serve | test | check | scripts | check-scripts | bench | clean. Needs Python 3.11 or later, make and a package index.
# Another Python: make build PYTHON=python3.12

PYTHON ?= python3
BIN := .venv/bin

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: build serve test check scripts check-scripts bench clean

build: .venv/.installed
	$(BIN)/ssg build

serve: .venv/.installed
	$(BIN)/ssg serve

test: .venv/.dev-installed
	$(BIN)/python -m pytest -n auto

check: .venv/.dev-installed
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/test_architecture.py

# Bundles layouts/scripts/ into layouts/assets/search/; needs Node.
scripts: .venv/.dev-installed
	UPDATE=1 CI=true $(BIN)/python -m pytest -q tests/search/test_search_scripts.py

# Type-checks and lints layouts/scripts/; needs Node.
check-scripts: .venv/.dev-installed
	CI=true $(BIN)/python -m pytest -q tests/search/test_search_scripts.py

bench: .venv/.dev-installed
	$(BIN)/python -m pip install --quiet --group bench
	$(BIN)/python benchmarks/build.py --tools 60 --all-pairs
	$(BIN)/python benchmarks/loading.py --tools 300 1000
	$(BIN)/python benchmarks/alignment.py
	$(BIN)/python benchmarks/preview.py --tools 1000
	$(BIN)/python benchmarks/search.py
	SSG_TEST_EDITS=300 $(BIN)/python -m pytest -q tests/test_preview.py -k any_edits

# Keeps .venv and .node: they are slow to make and hold nothing of ours. Remove them by hand.
clean:
	@if [ -x $(BIN)/ssg ]; then $(BIN)/ssg clean; fi
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find benchmarks ssg tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps say that the environment is up to date: a second `make build` installs nothing.
.venv/.installed: pyproject.toml
	@$(PYTHON) .ci/make_venv.py .venv
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

# pip reads dependency groups since 25.1, and Pythons bring older ones.
.venv/.dev-installed: .venv/.installed
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --group dev
	@touch $@
