"""Measure how long it takes: to start, to the first sentence, to index."""
