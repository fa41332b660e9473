"""`python -m linkcheck` is the command `linkcheck`."""

import sys

from linkcheck._cli import main

if __name__ == "__main__":
    sys.exit(main())
