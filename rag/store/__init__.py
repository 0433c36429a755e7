"""Keep the archive: SQLite decides what is in it; FAISS and tantivy files are derived from that."""
