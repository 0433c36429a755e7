"""Train the adapter: a small set of weights that teaches the packaged language model this project's three jobs."""
