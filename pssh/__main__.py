"""`python -m pssh`."""

import sys

from pssh.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
