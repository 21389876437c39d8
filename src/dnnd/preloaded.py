"""Loads at its import all tables and models that annotating needs, for processes that are split off and share them.

Nothing but `workers` may import it: elsewhere tables and models are loaded at their first use.
"""

import gc

from dnnd.annotate import annotate, plain_article
from dnnd.linking import name
from dnnd.tallies import tally

# Names, titles, dates and words of each kind: whatever is loaded at its first use is used here.
_SENTENCE = "Sáng 5/3/2020, tại TP. Huế, Thứ trưởng Bộ Ngoại giao Lê Văn Tám dự Đại hội XIII, trao Bằng khen."

_found = annotate(plain_article(_SENTENCE))
name(_found.mentions, _found.document.text)
tally(_found)
gc.collect()
gc.set_threshold(50_000)  # as `cli` does: what an article leaves behind goes by itself
gc.freeze()  # so that collecting garbage does not write to what is shared
