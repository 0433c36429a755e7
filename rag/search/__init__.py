"""Find passages: texts to vectors, vectors and words to ranked passage ids; knows no database."""
