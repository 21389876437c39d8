"""`python -m dnnd`: the same as `dnnd`."""

from dnnd.cli import main

main()
