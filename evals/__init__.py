"""Measure how well the archive answers: small corpora, the questions asked of them, and a score."""
