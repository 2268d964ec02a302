# Two commands do everything on a fresh machine with python3 (3.11 or newer) and make:
#   make run    makes the demo instance on first use and serves it; prints the address
#   make test   runs everything that continuous integration runs
PYTHON ?= python3
PORT ?= 8000
SAFETYNET_HOME ?= ./var
export SAFETYNET_HOME
UV := .venv/bin/uv

.PHONY: run test setup bench clean lock

run: setup
	@test -e $(SAFETYNET_HOME)/instance.json || .venv/bin/safetynet init --demo
	@.venv/bin/safetynet upgrade --if-needed
	@exec .venv/bin/safetynet serve --port $(PORT)

test: setup .venv/.developing
	.venv/bin/python -m tests.run

setup: .venv/.running build/assets/.built

$(UV): requirements-uv.lock
	$(PYTHON) -m venv .venv
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.lock
	@touch $(UV)

# Running needs the first lock only; a machine that has the development lock has all of it already.
.venv/.running: $(UV) requirements.lock pyproject.toml
	@test -e .venv/.developing || $(UV) pip sync --quiet --require-hashes requirements.lock
	@test -e .venv/.developing || $(UV) pip install --quiet --no-deps --no-build-isolation --editable .
	@touch .venv/.running

.venv/.developing: $(UV) requirements-dev.lock pyproject.toml
	$(UV) pip sync --quiet --require-hashes requirements-dev.lock
	$(UV) pip install --quiet --no-deps --no-build-isolation --editable .
	@touch .venv/.running .venv/.developing

# Stylesheet, scripts, fonts from the locked npm packages; never committed.
build/assets/.built: .venv/.running package-lock.json $(wildcard safetynet/pages/assets/*) safetynet/config/assets.py
	.venv/bin/python -m safetynet.config.assets

bench: .venv/.developing build/assets/.built
	@for each in bench/*.py; do case $$each in */_*) ;; *) echo "== $$each"; .venv/bin/python $$each || exit 1;; esac; done

lock:
	.ci/lock

clean:
	rm -rf build .venv node_modules
