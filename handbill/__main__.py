"""`python -m handbill` is the same as the command `handbill`."""

from handbill.cli import main

if __name__ == "__main__":
    main()
