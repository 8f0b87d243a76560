# make demo: try it;  make test: the tests;  make check: everything a change must pass
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= 2

.PHONY: demo test check format lint types completions bench clean debian

$(BIN)/pssh: pyproject.toml
	@test -n "$(PYTHON)" || { echo "pssh needs Python 3.11 or newer; set PYTHON=/path/to/python"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

demo: $(BIN)/pssh
	@$(BIN)/pssh demo

# What the tests of terminals, OpenSSH and login shells need; without root they skip and say why.
TOOLS := sshd ssh tmux ps zsh fish tcsh ksh busybox
debian:
	@for tool in $(TOOLS); do command -v $$tool >/dev/null 2>&1 || missing=1; done; \
	if [ "$$missing" ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
		openssh-server openssh-client tmux procps zsh fish tcsh ksh busybox >/dev/null \
		|| echo "Not all of $(TOOLS) could be installed: tests that need the rest skip."; fi

test: $(BIN)/pssh debian
	$(BIN)/python -m pytest -n $(WORKERS)

lint: $(BIN)/pssh
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(BIN)/pssh
	$(BIN)/mypy

check: lint types test

format: $(BIN)/pssh
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

completions: $(BIN)/pssh
	$(BIN)/python -m pssh.cli.completions completions

bench: $(BIN)/pssh
	$(BIN)/python benchmarks/shell_bench.py --shell "$(BIN)/pssh -NoProfile -NonInteractive -File" \
		--against benchmarks/results/pwsh-7.6.5.json

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
