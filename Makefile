# make run   everything from a fresh clone to the open page
# make demo  adds 98 accounts of conflicts of 2012 to 2025 (seeds/demo), some minutes, told as it goes
# make test  everything from a fresh clone to all tests passed, the browser's included
# make bench what can be measured, beside the peers, in one run; TEXTS=FILE for texts that are not our own
# make hostile, make load, make supply   what docs/SECURITY.md promises, tried
# make lock  compile the requirement files again from their .in files
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8501

.PHONY: run demo test check bench hostile load supply lock clean install install-dev chromium nginx gazetteer

run: install gazetteer
	@$(BIN)/python cli.py seed
	$(BIN)/python -m streamlit run dashboard.py --server.port $(PORT)

demo: install gazetteer
	$(BIN)/python cli.py demo --workers 2

# Files are handed out as they stand: the browser's, which take longest, first, and the modules' examples at the end.
test: install-dev
	$(MAKE) --no-print-directory --jobs chromium nginx check gazetteer
	$(BIN)/python -m pytest --numprocesses logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder

# Nothing that begins before the tests needs another: side by side it takes as long as its longest.
gazetteer: install
	@$(BIN)/python cli.py gazetteer build

bench: install-dev chromium
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements-bench.txt
	$(BIN)/python -m bench $(if $(TEXTS),--texts "$(TEXTS)")

hostile: install-dev chromium
	$(BIN)/python -m bench.$@

load: install-dev
	$(BIN)/python -m bench.$@

supply: install-dev
	$(BIN)/python -m bench.$@

check: install-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

install: .venv/installed
install-dev: .venv/installed-dev

.venv/installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else f"Python 3.11 or newer is needed; {sys.executable} is {sys.version.split()[0]}. Try: make PYTHON=python3.12")'
	@$(PYTHON) -m venv .venv || { echo "No virtual environment could be made. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.txt
	@touch $@

.venv/installed-dev: .venv/installed requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements-dev.txt
	@touch $@

chromium:
	@sh .ci/chromium

nginx:
	@sh .ci/nginx

lock: install
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	for name in requirements requirements-cluster requirements-signin requirements-bench requirements-dev; do \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes $$name.in -o $$name.txt || exit 1; done

clean:
	rm -rf .venv static/vendor
