"""Name: who and what is called by a name; which names are one; which state stands behind them.

Found by capitals, titles, our table of territories, head words and repetition; no model. It is English.
"""

from headwater.names.finding import Kind, Name, proper_names
from headwater.names.likeness import canonical, same_name
from headwater.names.table import country, distance

__all__ = ["Kind", "Name", "canonical", "country", "distance", "proper_names", "same_name"]
