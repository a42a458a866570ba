# SPDX-License-Identifier: MIT
"""``python -m unionoffice``: the command line. The window is opened by ``unionoffice`` or ``python -m ui.main``."""

import sys

from unionoffice.cli import main

if __name__ == "__main__":
    sys.exit(main())
