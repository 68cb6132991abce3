# Short names for the commands that README.md shows.

# The first Python that is new enough; PYTHON=... chooses another.
PYTHON ?= $(shell for p in .venv/bin/python python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" -I -S -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && exit; \
	done; echo python3)
IN_VENV := .venv/bin/python

.PHONY: help run setup test lint lock bench schema fuzz torture screenshots

help:  ## show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 22

run:  ## set up what is missing, start everything, stop it with Ctrl-C
	@$(PYTHON) tools/setup.py --packages
	@exec $(IN_VENV) manage.py run --with-parent

setup:  ## packages, database, exercise library, demo data
	@$(PYTHON) tools/setup.py

test:  ## install what the tests need, then run all of them (ARGS="-k broker")
	@$(PYTHON) tools/setup.py --packages --dev
	@$(IN_VENV) -m tools.test_needs
	@$(IN_VENV) -m pytest -n 2 --dist loadgroup $(ARGS)

lint:  ## lint, format, types, import rules
	$(IN_VENV) -m ruff check
	$(IN_VENV) -m ruff format --check
	$(IN_VENV) -m mypy
	.venv/bin/lint-imports

LOCK := $(IN_VENV) -m uv --quiet pip compile pyproject.toml --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --no-header
lock:  ## write the lock files anew from pyproject.toml (ARGS=--upgrade)
	$(LOCK) -o requirements.lock $(ARGS)
	for extra in dev node analysis s3; do \
		$(LOCK) -c requirements.lock --extra $$extra -o requirements-$$extra.lock $(ARGS) || exit; \
	done

bench:  ## time clips, the API, every page and a tick, with ten years of history (ARGS=--scale for the API)
	@$(IN_VENV) -m benchmarks.poster
	@$(IN_VENV) -m benchmarks.first_poster
	@$(IN_VENV) -m benchmarks.upload
	@$(IN_VENV) -m benchmarks.pages
	@$(IN_VENV) -m benchmarks.tick
	@$(IN_VENV) -m benchmarks.api $(ARGS)

schema:  ## write the API's description, docs/openapi.json, anew
	$(IN_VENV) manage.py spectacular --validate --fail-on-warn --format openapi-json --file docs/openapi.json

fuzz:  ## hold at least 10,000 drawn requests against that description (ARGS="--seed 2")
	@$(IN_VENV) -m tools.fuzz $(ARGS)

torture:  ## kill, cut, fill and poison, in large numbers: docs/reliability.md (ARGS="kills --seed 2")
	@$(IN_VENV) -m tools.torture $(ARGS)

screenshots:  ## write the pictures of README.md anew
	$(IN_VENV) -m tools.screenshots
