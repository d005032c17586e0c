# Praktijkplein. `make run` and `make test` need Python 3.11+ and make, nothing else.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test check lint format types contracts migrations catalogues templates deployable \
        documents browser coverage bench screenshots messages docs lock remigrate env env-dev clean

PORT ?= 8000
PY := .venv/bin/python
MANAGE := $(PY) manage.py
CODE := portal schools employers placements tests manage.py bin/lock bin/messages
# Set TESTS to run a part: make test TESTS=tests/schools
TESTS ?= tests
# Leave PYTHON empty to take the newest fitting Python of this machine.
export PYTHON

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'
	@echo "  (PORT=8001 moves the server, TESTS=tests/schools runs a part of the tests)"

run: env ## start the portal with the demo region on http://127.0.0.1:8000 (PORT=… moves it)
	@exec $(MANAGE) serve --prepare --port $(PORT)

test: env ## run the tests on SQLite, a process per core
	@$(PY) -m pytest $(TESTS) -m "not browser and not slow and not thorough" -n auto --dist worksteal --create-db -q

check: env-dev lint types contracts migrations catalogues templates deployable documents browser coverage ## everything that CI runs

lint: env-dev ## style of the code
	@$(PY) -m ruff check $(CODE)
	@$(PY) -m ruff format --check $(CODE)

format: env-dev ## lay out code and templates as `make lint` and `make templates` want them
	@$(PY) -m ruff check --fix --quiet $(CODE) || true
	@$(PY) -m ruff format --quiet $(CODE)
	@git ls-files -z 'templates/*.html' | xargs -0 -r .venv/bin/djade --target-version 5.2 || true

types: env-dev ## types of services, matching, imports and core
	@$(PY) -m mypy

contracts: env-dev ## the walls of the house: who may import whom
	@.venv/bin/lint-imports

migrations: env-dev ## every model has its migration
	@$(MANAGE) makemigrations --check --dry-run

catalogues: env-dev ## every text has its Dutch and English
	@$(PY) -m pytest tests/house/test_catalogues.py -q -p no:randomly

templates: env-dev ## format of the templates
	@git ls-files -z 'templates/*.html' | xargs -0 -r .venv/bin/djade --check --target-version 5.2

deployable: env-dev ## Django's own deployment check, with production settings
	@bin/check-deploy

documents: env-dev ## docs/permissions.md and docs/privacy.md say what the code does
	@$(MANAGE) write_docs --check

browser: env-dev ## the tests in Chromium
	@$(PY) -m pytest tests/browser -m browser -n auto --dist worksteal --create-db -q

coverage: env-dev ## the whole suite, on PostgreSQL and Redis when they are reachable, with the coverage gate
	@bin/test-everything

bench: env-dev ## measure catalogue, lists and solver
	@$(PY) -m pytest tests/bench -q -s -p no:randomly -m slow

screenshots: env-dev ## make the pictures of the README
	@$(PY) -m pytest tests/browser -m browser -q --screenshots docs/pictures

messages: env-dev ## collect the texts and compile both catalogues (needs gettext)
	@$(PY) bin/messages

docs: env-dev ## write docs/permissions.md and docs/privacy.md from the code
	@$(MANAGE) write_docs

lock: env-dev ## write constraints.txt from what is installed
	@$(PY) bin/lock

remigrate: env-dev ## until the first release: one fresh initial migration for each app
	find portal schools employers placements -path '*/migrations/0*.py' -delete
	$(MANAGE) makemigrations --no-header

clean: ## throw away what was made here: environment, demo database, caches
	rm -rf .venv var .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .coverage htmlcov .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

env:
	@bin/environment requirements.txt

env-dev:
	@bin/environment requirements-dev.txt
