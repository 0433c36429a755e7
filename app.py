"""Start the browser app: ``python app.py`` serves the articles of seeds/ from the index in index/."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rag.errors import RagError
from rag.web.serve import Door, serve


def main() -> int:
    """Read the arguments and serve; an error of the reader's is one line and exit status 1."""
    parser = argparse.ArgumentParser(description="Ask a folder of news articles in the browser.")
    parser.add_argument("articles", nargs="?", type=Path, default=Path("seeds"), help="folder of articles")
    parser.add_argument("--index", type=Path, default=Path("index"), help="folder of the index")
    parser.add_argument("--host", default="127.0.0.1", help="address of this machine (for others: rag serve)")
    parser.add_argument("--port", type=int, default=7860, help="port to listen on")
    chosen = parser.parse_args()
    try:
        serve(chosen.index, articles=chosen.articles, door=Door(host=chosen.host, port=chosen.port))
    except RagError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
