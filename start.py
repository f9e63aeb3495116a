#!/usr/bin/env python3
"""The one way in: sets everything up and starts the site, the tests or a management command.

    python3 start.py                     set up, load a demo year, serve on http://127.0.0.1:8000
    python3 start.py test [ARGUMENTS]    install what the tests need and run them all
    python3 start.py run COMMAND ...     run a management command in the same environment
    python3 start.py texts [ROOM]        add new texts to the Dutch catalogs, to be translated
    python3 start.py benchmark [NAME]    measure, and print the tables

Needs nothing but Python 3.11 or newer; this file must stay readable for older ones, so that they can say so.
"""

import sys

OLDEST_PYTHON = (3, 11)


def main():
    if sys.version_info < OLDEST_PYTHON:
        sys.exit(
            "Kennismakelaar needs Python %d.%d or newer; this is Python %d.%d (%s).\n"
            "Install a newer one and start it by name, for example: python3.11 start.py"
            % (OLDEST_PYTHON + sys.version_info[:2] + (sys.executable,))
        )
    from setup.commands import main as run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
