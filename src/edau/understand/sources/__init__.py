"""One module per publisher's dataset: the shape we rely on, the publisher's names, and how to read it."""
