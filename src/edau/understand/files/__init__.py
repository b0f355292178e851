"""The format of a release: its tables, how they are written, read and verified. Standard library only."""
