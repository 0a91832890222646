# `just` shows what there is to do; everything runs in .venv.

python := ".venv/bin/python"

_list:
    @just --list

# A virtual environment with all that a developer needs.
setup:
    python3 -m venv .venv
    .venv/bin/pip install --quiet --editable '.[dev]'

# Lint, format and types.
check:
    .venv/bin/ruff check .
    .venv/bin/ruff format --check .
    .venv/bin/mypy

# The tests; names or options of pytest may follow.
test *args:
    {{python}} -m pytest {{args}}

# The table of figures against their floors.
quality *args:
    {{python}} -m quality {{args}}

# Throughput and memory, against peers in the same run.
bench *args:
    {{python}} -m bench {{args}}

# The reference and the walks of the manual as the commands really answer, then the manual as pages, in site/.
manual:
    {{python}} -m manual
    .venv/bin/pip install --quiet '.[docs]'
    .venv/bin/mkdocs build --strict

# All that CI does, on this machine.
ci:
    .ci/run
