"""Throughput and memory, printed, never asserted: machines are noisy."""
