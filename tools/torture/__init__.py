"""Programs that try to break the promises of docs/reliability.md: `python -m tools.torture kills --seed 7`.

Each module has `run(seed=…)`, which returns lines of figures, or raises AssertionError with the broken promise.
"""
