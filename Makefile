# Everything here needs only git, make and Python 3.11 or newer; the rest is put into .venv, pinned by hash.
#
#   PYTHON=python3.12   which Python makes .venv (else the first of $(PYTHONS) that is new enough)
#   ARGS="…"            more arguments for score, bench, fuzz, mutate, regold, test and long (the last two: for pytest)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
MAKEFLAGS += --no-builtin-rules --no-print-directory

PYTHON  ?=
PYTHONS := python3 python3.13 python3.12 python3.11 python
VENV    := .venv
BIN     := $(VENV)/bin
ARGS     =
YEAR     = 2022
TARGET   = loader
SECONDS  = 600
ROOM     = judge

# -qq: errors alone.
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -qq

# An editable install finds the code and data/ of this checkout. Its backend, hatchling, is among the pins. The code is
# compiled at once: where Python writes no bytecode by itself, each run would compile it anew.
EDITABLE := $(PIP) install --no-deps --no-build-isolation --editable . && $(BIN)/python -m compileall -q src

.PHONY: score
score: $(VENV)/.run  ## Score Programme 08 (YEAR=2022, ARGS="--lang vi")
	@$(BIN)/ansinh score $(YEAR) $(ARGS)

.PHONY: test
test: check  ## Check, then run the tests (ARGS="-k loader")
	@$(BIN)/python -m compileall -q src
	@$(BIN)/python -m pytest --numprocesses=auto --dist=loadgroup $(ARGS)

.PHONY: long
long: check  ## As test, with what takes long: whole budgets, files as large as may be, LibreOffice
	@$(BIN)/python -m compileall -q src
	@$(BIN)/python -m pytest --numprocesses=auto --dist=loadgroup --long $(ARGS)

.PHONY: check
check: $(VENV)/.dev  ## Lint, format, types and layers, without the tests
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check --output-format concise
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

.PHONY: fix
fix: $(VENV)/.dev  ## Put right what the linter and the formatter can
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

.PHONY: bench
bench: $(VENV)/.dev  ## Measure speed against what the parser and bare imports cost
	@$(BIN)/python benchmarks/run.py $(ARGS)

.PHONY: bench-large
bench-large: $(VENV)/.dev  ## Measure facts against an engine's own scan (ARGS="--rows 100000000", "--spark")
	@$(BIN)/python -m benchmarks.large $(ARGS)

.PHONY: spark
spark: $(VENV)/.spark  ## Hold Spark to the rules, as the tests hold DuckDB; it needs Java
	@$(BIN)/python -m pytest --quiet tests/engine/on_spark.py $(ARGS)

.PHONY: fuzz
fuzz: $(VENV)/.long  ## Fuzz a target (TARGET=loader|record|import|whole|workbook|completion|since); the corpus grows in build/fuzz
	@mkdir -p build/fuzz/$(TARGET)
	@$(BIN)/python -m fuzz $(TARGET) build/fuzz/$(TARGET) fuzz/corpus/$(TARGET) -dict=fuzz/$(TARGET).dict \
	    -max_len=$(if $(filter workbook,$(TARGET)),65536,4096) -len_control=10 -timeout=20 \
	    -max_total_time=$(SECONDS) -artifact_prefix=build/fuzz/$(TARGET)- -print_final_stats=1 $(ARGS)

.PHONY: growth
growth: $(VENV)/.dev  ## Double what there may be much of, for every command and format (ARGS="leads --command report")
	@$(BIN)/python benchmarks/growth.py $(ARGS)

.PHONY: faults
faults: $(VENV)/.dev  ## Kill or fail every command that writes at each system call (needs strace; ARGS="record")
	@$(BIN)/python attacks/faults.py $(ARGS)

.PHONY: mutate
mutate: $(VENV)/.long  ## Change a room bit by bit; its tests must notice (ROOM=keep ARGS="--every 10")
	@$(BIN)/python attacks/mutate.py $(ROOM) $(ARGS)

.PHONY: regold
regold: $(VENV)/.dev  ## Write the golden files anew; then read their diff
	@$(BIN)/python -m pytest --regold $(ARGS)

.PHONY: browsers
browsers:  ## Install what the tests of pages and documents look with, where it is missing
	@.ci/browsers

.PHONY: shot
shot: $(VENV)/.dev  ## Take the README's pictures anew
	@$(BIN)/python docs/shot.py

.PHONY: words
words: $(VENV)/.dev  ## Bring the catalogues of words up to date with the sources
	@$(BIN)/python docs/words.py
	@$(BIN)/python -c "import hatch_build, pathlib; hatch_build.compile_all(pathlib.Path())"

.PHONY: man
man: $(VENV)/.dev  ## Write the man page anew, from the commands
	@$(BIN)/python docs/man.py

.PHONY: site
site: $(VENV)/.dev  ## Build the pages as a site into build/site
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --clean
	@echo 'Open build/site/index.html'

.PHONY: dist
dist: $(VENV)/.run  ## Build into dist/ the wheel, the sdist, and ansinh.pyz for this machine and Python
	@rm -rf dist
	@$(BIN)/python -m hatchling build --directory dist >/dev/null 2>&1 || $(BIN)/python -m hatchling build --directory dist
	@$(BIN)/python make_pyz.py dist/*.whl dist/ansinh.pyz
	@ls dist

.PHONY: pins
pins:  ## Compile requirements/ anew from pyproject.toml (needs uv; ARGS=--upgrade for newer releases)
	@command -v uv >/dev/null || { echo 'make pins needs uv on the PATH: pip install uv' >&2; exit 1; }
	@$(call compile,dev,--group dev)
	@$(call compile,run,--group build-backend --constraint requirements/dev.txt)
	@$(call compile,long,--group long --constraint requirements/dev.txt)
	@$(call compile,spark,--group spark --constraint requirements/dev.txt)

# $(1) the file, $(2) the groups. For all platforms and Pythons at once; wheels and sources; no host is written down.
compile = uv pip compile pyproject.toml $(2) --universal --python-version 3.11 --generate-hashes --no-annotate --quiet \
	--custom-compile-command 'make pins' --output-file requirements/$(1).txt $(ARGS)

.PHONY: clean
clean:  ## Remove .venv and everything else that was made here
	@rm -rf $(VENV) build dist htmlcov mutants .coverage .coverage.* .hypothesis tests/browser/node_modules
	@rm -rf .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: help
help:  ## Say this
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

# --- .venv: each stamp is written last, so that a broken step is done again ------------------------------------------

CATALOGUES := $(wildcard src/an_sinh/pages/locale/*/LC_MESSAGES/*.po)

$(VENV)/.run: $(VENV)/.made pyproject.toml requirements/run.txt $(CATALOGUES)
	@$(PIP) install --require-hashes --requirement requirements/run.txt
	@$(EDITABLE)
	@touch $@

$(VENV)/.dev: $(VENV)/.made pyproject.toml requirements/dev.txt $(CATALOGUES)
	@echo 'Installing the pinned development tools into $(VENV) …' >&2
	@$(PIP) install --require-hashes --requirement requirements/dev.txt
	@$(EDITABLE)
	@touch $@ $(VENV)/.run

# The tools of the long runs, beside those of .dev.
$(VENV)/.long: $(VENV)/.dev requirements/long.txt
	@$(PIP) install --require-hashes --requirement requirements/long.txt
	@touch $@

# Spark is large, so it has a stamp of its own.
$(VENV)/.spark: $(VENV)/.dev requirements/spark.txt
	@java -version >/dev/null 2>&1 || { echo 'make spark needs Java 17 or newer on the PATH' >&2; exit 1; }
	@echo 'Installing Spark into $(VENV) …' >&2
	@$(PIP) install --require-hashes --requirement requirements/spark.txt
	@touch $@

# Another PYTHON= than last time makes .venv anew.
ifneq ($(PYTHON),)
ifneq ($(PYTHON),$(shell cat $(VENV)/.asked 2>/dev/null))
.PHONY: $(VENV)/.made
endif
endif

$(VENV)/.made:
	@found=; \
	for python in $(or $(PYTHON),$(PYTHONS)); do \
	    if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	    echo 'an-sinh needs Python 3.11 or newer; tried: $(or $(PYTHON),$(PYTHONS)). If yours is elsewhere:' >&2; \
	    echo '    make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)' >&2; \
	    exit 1; \
	fi; \
	if ! "$$found" -c 'import ensurepip, venv' 2>/dev/null; then \
	    echo "$$found cannot make a virtual environment: its modules venv and ensurepip are missing." >&2; \
	    echo 'On Debian and Ubuntu: apt install python3-venv' >&2; \
	    exit 1; \
	fi; \
	echo "Making $(VENV) with $$("$$found" --version), once …" >&2; \
	"$$found" -m venv --clear $(VENV)
	@echo '$(PYTHON)' >$(VENV)/.asked
	@touch $@
