"""`python -m ssg` is `ssg`."""

from ssg.cli import main

if __name__ == "__main__":
    main()
