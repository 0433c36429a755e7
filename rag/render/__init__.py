"""Show: how does an answer read on a terminal, in a pipe, as Markdown, as JSON?

``layout`` decides once what is shown, in which order and words; ``terminal``, ``plain`` and
``markdown`` turn that into a format, and ``data`` writes JSON. Nothing here knows an archive.
"""
