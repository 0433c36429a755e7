"""One reader for each format, chosen by ``registry``: bytes in, drafts and faults out."""
