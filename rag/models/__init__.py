"""Run language models: what a model is, the one door to llama.cpp, and where models come from."""
