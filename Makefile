# make build | serve | test | check | bench | clean. Needs Python 3.11 or later, make and a package index.
# Another Python: make build PYTHON=python3.12

PYTHON ?= python3
BIN := .venv/bin

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: build serve test check bench clean

build: .venv/.installed
	$(BIN)/ssg build

serve: build
	@echo "Serving public/ at http://127.0.0.1:8000/ (Ctrl-C ends)"
	@$(BIN)/python -m http.server --bind 127.0.0.1 --directory public 8000

test: .venv/.dev-installed
	$(BIN)/python -m pytest -n auto

check: .venv/.dev-installed
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/test_architecture.py

bench: .venv/.installed
	$(BIN)/python benchmarks/build.py --tools 60 --all-pairs
	$(BIN)/python benchmarks/alignment.py

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
