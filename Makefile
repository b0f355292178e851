# The whole vocabulary of a developer. `make run` and `make test` need only python3 (3.11 or newer), its venv module and make.
PYTHON ?= python3
PORT ?= 8000
export PORT
V := .venv
BIN := $(V)/bin
RUN := $(V)/.run
DEV := $(V)/.dev

.PHONY: help run test check types lint fix data messages assets ci lock clean bench

help:
	@echo "make run       start Edau on http://127.0.0.1:$(PORT) (PORT=… for another port, EDAU_HOME=… for another state folder)"
	@echo "make test      run the tests"
	@echo "make check     lint, types, arrows; changes nothing"
	@echo "make fix       put code in order"
	@echo "make data      build the data release again from EDAU_RAW"
	@echo "make messages  collect and compile the Welsh catalogue (needs GNU gettext)"
	@echo "make assets    build the stylesheet again (needs Node)"
	@echo "make bench     print the figures"
	@echo "make ci        everything that must hold before a change lands"

$(V)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Edau needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make run PYTHON=python3.12")'
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python has no venv module here. On Debian or Ubuntu: sudo apt install python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(V)

$(RUN): pyproject.toml requirements.lock | $(V)/bin/python
	@echo "Installing what Edau needs…"
	@# Compiled is what is used, when it is first used: compiling all of every package took 12 of 63 seconds.
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements.lock \
	  || { echo "The packages could not be installed. Is there a network, and room on the disk? Then try again."; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(DEV): requirements-dev.lock $(RUN)
	@echo "Installing what the tests need…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock \
	  || { echo "The packages could not be installed. Is there a network, and room on the disk? Then try again."; exit 1; }
	@touch $@

# Compiled code is kept: without it every start and every test run compiles all of it again.
unexport PYTHONDONTWRITEBYTECODE

run: $(RUN)
	@$(BIN)/edau demo --port $(PORT)

test: $(DEV)
	@$(BIN)/python -m pytest -q -n auto

check: lint types

lint: $(DEV)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports

types: $(DEV)
	@$(BIN)/mypy

fix: $(DEV)
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

data: $(DEV)
	@$(BIN)/edau data build --raw "$${EDAU_RAW:?Set EDAU_RAW to the folder of raw data}" --out src/edau/release

messages: $(DEV)
	@cd src/edau && SECRET_KEY=messages ../../$(BIN)/django-admin makemessages --locale cy --no-wrap --no-location --settings edau.config.settings
	@$(BIN)/pybabel --quiet compile --directory src/edau/locale --domain django

assets:
	@npm ci --prefix assets
	@npm run build --prefix assets

bench: $(DEV)
	@$(BIN)/python -m benchmarks
	@for each in similarity dependence ahead drawn verdicts following stories signs voices suggesting; do echo; $(BIN)/python -m benchmarks.$$each || exit 1; done

ci: check
	@.ci/steps

lock:
	@uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header pyproject.toml --group build -o requirements.lock
	@uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header pyproject.toml --extra postgres --extra data --extra matching --group build --group test --group check -o requirements-dev.lock

clean:
	@rm -rf $(V) var build dist .pytest_cache .mypy_cache .ruff_cache
