"""How good the analysis is: `python -m tools.validation DIR`, where DIR holds clips and their labels.toml."""
