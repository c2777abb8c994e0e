"""`python -m kb_search.evaluate`: how good search is, without the other commands."""

import argparse
import sys

from kb_search.evaluate.command import add_arguments


def main() -> None:
    """Measure what the command line names; raises SystemExit for a wrong one."""
    parser = argparse.ArgumentParser(prog="python -m kb_search.evaluate", description=__doc__)
    add_arguments(parser)
    chosen = parser.parse_args()
    try:
        for line in chosen.run(chosen):
            sys.stdout.write(line + "\n")
    except (OSError, ValueError) as problem:
        sys.exit(f"{parser.prog}: {problem}")


if __name__ == "__main__":  # processes that measure costs read this module, too
    main()
