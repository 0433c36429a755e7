"""Set records as pages for a browser: what does a reader see?

Records in, escaped HTML out. Nothing here searches, compares or phrases, and nothing knows Gradio.
"""
