"""`python -m bench reuse`: what reuse costs beside its peers and beside a floor written in C; and how it grows.

heap    a heap of any size as Parquet     peers    rensa and datasketch     floor.c  the least that candidates cost
run     contestants, table, growth        process  what one command takes

This file imports nothing: a peer's process shall load no more than it needs.

Every contestant runs in a process of its own, start and reading the heap included, all in turn, the best of some
rounds. CPU seconds are of all its threads and of the processes that it waited for; memory is its largest process's.
"""
