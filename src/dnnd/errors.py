"""The errors a user can meet: each says what was wrong, where, and what to try."""


class DnndError(Exception):
    """Something the user can mend; its text is the one or two lines that the user reads."""


class InputError(DnndError):
    """An input that cannot be found, read or decoded."""


class UsageError(DnndError):
    """A command or an option that does not fit; the command line ends with status 2."""


class LexiconError(DnndError):
    """A table under `lexicons/` that breaks its schema; names the table and the line."""


class StoreError(DnndError):
    """A store that cannot be taken: of another version, with other options, no store at all, or broken."""


class ClusterError(DnndError):
    """A scheduler that cannot be reached, or a worker that cannot do the work."""
