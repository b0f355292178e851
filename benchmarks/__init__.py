"""Figures, measured: `make bench` (or `python -m benchmarks`) prints them. None of them is a test: machines vary."""
