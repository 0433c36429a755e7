"""Show the answers in a browser: what does a reader see, and what happens on a click?

An Archive in, a Gradio page out. Only ``app`` imports Gradio, and only inside its functions; everything
else turns records into escaped HTML. Nothing here searches, compares or phrases.
"""
