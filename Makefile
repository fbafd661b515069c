# Needs Python 3.11 or later and a package index. `make help` lists the targets.
# Another Python: make build PYTHON=python3.12

PYTHON ?= python3
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest -n auto

export PIP_DISABLE_PIP_VERSION_CHECK := 1
# The tests start the program hundreds of times, which would compile its modules each time.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help build serve test test-all test-large test-tools sabotage faults audit coverage check check-scripts messages scripts bench bench-pages lighthouse clean

help: ## List the targets
	@grep -E '^[a-z-]+:.* ## ' $(firstword $(MAKEFILE_LIST)) | sed -E 's/^([a-z-]+):.* ## (.*)/  make \1\t\2/' | expand -t 20

build: .venv/.installed ## Build the site into public/
	$(BIN)/ssg build

serve: .venv/.installed ## Serve the site and rebuild on changes
	$(BIN)/ssg serve

test: .venv/.dev-installed ## Run the tests (5 minutes on 2 cores)
	$(PYTEST) -m "not large"

test-large: .venv/.dev-installed ## Run the large tests: big volumes, kills at any line, many examples
	HYPOTHESIS_PROFILE=large $(PYTEST) -m large

test-all: test test-large ## Run all tests

test-tools: .venv/.dev-installed ## Install what some tests need: Chromium, Java, Node and npm packages
	bash .ci/install_test_tools.sh
	PYTHONPATH=tests $(BIN)/python -m support.node_tools

sabotage: .venv/.dev-installed ## Remove one defence at a time, and run the tests that must notice it (20 minutes)
	$(BIN)/python tests/sabotage/run.py

faults: .venv/.dev-installed ## Kill builds and make system calls fail, and look at the site after each (needs strace; 30 minutes)
	$(BIN)/python tests/faults/run.py

audit: .venv/.dev-installed ## Look up known vulnerabilities of the installed packages (needs the network)
	$(BIN)/pip install --quiet pip-audit
	$(BIN)/pip-audit --skip-editable

coverage: .venv/.dev-installed ## Run the tests and measure branch coverage
	$(PYTEST) -q -m "not large" --cov --cov-report=term:skip-covered

check: .venv/.dev-installed ## Run the linters, the type checker and the architecture tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/test_architecture.py

messages: .venv/.dev-installed ## Bring the message catalogues in ssg/locale/ up to date with the source
	PYTHONPATH=tests $(BIN)/python -m support.catalogues

check-scripts: .venv/.dev-installed ## Type-check and lint layouts/scripts/ (needs make test-tools)
	CI=true $(BIN)/python -m pytest -q tests/search/test_search_scripts.py

scripts: .venv/.dev-installed ## Bundle layouts/scripts/ into layouts/assets/search/ (needs make test-tools)
	UPDATE=1 CI=true $(BIN)/python -m pytest -q tests/search/test_search_scripts.py

bench: .venv/.dev-installed ## Run the benchmarks
	$(BIN)/python -m pip install --quiet --group bench
	$(BIN)/python benchmarks/build.py --tools 60 --all-pairs
	$(BIN)/python benchmarks/loading.py --tools 300 1000
	$(BIN)/python benchmarks/alignment.py
	$(BIN)/python benchmarks/alignment_fit.py
	$(BIN)/python benchmarks/preview.py --tools 1000
	$(BIN)/python benchmarks/search.py
	SSG_TEST_EDITS=300 $(BIN)/python -m pytest -q tests/preview/test_state.py -k any_edits

lighthouse: .venv/.dev-installed ## Measure a page of each kind of TREE (public) with Lighthouse
	PYTHONPATH=tests $(BIN)/python -m support.node_tools lighthouse
	node benchmarks/lighthouse.mjs $(or $(TREE),public) $(ARGS)

bench-pages: .venv/.dev-installed ## Measure the comparison pages; DATA=<folder> adds awesome-selfhosted-data
	$(BIN)/python benchmarks/pages.py $(DATA)

# .venv and .node stay: they are slow to make. Remove them by hand.
clean: ## Remove the built site and caches
	@if [ -x $(BIN)/ssg ]; then $(BIN)/ssg clean; fi
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage .coverage.*
	find benchmarks ssg tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamp files mean that the environment is up to date: a second `make build` installs nothing.
.venv/.installed: pyproject.toml
	@$(PYTHON) .ci/make_venv.py .venv
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

# `--group` needs pip 25.1; older Pythons bring an older pip.
.venv/.dev-installed: .venv/.installed
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --group dev
	@touch $@
