"""From rows to arrays to kernels to findings: the only door of this app to the kernels."""
