"""Start: what does ``python -m rag`` do?

The same as the command ``rag``.
"""

import sys

from rag.cli import main

if __name__ == "__main__":
    sys.exit(main())
