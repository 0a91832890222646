"""Quality: what the rooms achieve on gold data, as figures with pinned floors. `python -m quality` prints the table."""
