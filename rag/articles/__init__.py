"""Files in, articles and passages out: reading, metadata, sentences, boilerplate and copies. No model."""
