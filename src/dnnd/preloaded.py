"""Loads at its import what making a part needs, tables, models and pyarrow, for processes that split off and share it.

Nothing but `workers` may name it: elsewhere tables and models are loaded at their first use.
"""

import gc

from dnnd.annotate import annotate
from dnnd.articles import articles
from dnnd.memory import give_back
from dnnd.parts import as_parquet, row_of

# Names, titles, dates and words of each kind: whatever is loaded at its first use is used here.
_SENTENCE = "Sáng 5/3/2020, tại TP. Huế, Thứ trưởng Bộ Ngoại giao Lê Văn Tám dự Đại hội XIII, trao Bằng khen."

as_parquet([{"file": 0, **row_of(annotate(article))} for article in articles(_SENTENCE * 4)], [])
gc.collect()
give_back()
gc.set_threshold(50_000)  # as `cli` does: what an article leaves behind goes by itself
gc.freeze()  # so that collecting garbage does not write to what is shared
