"""Numerical kernels that know nothing of the web: numpy arrays in, numbers and findings out."""

from edau.kernels.findings import Finding

__all__ = ["Finding"]
