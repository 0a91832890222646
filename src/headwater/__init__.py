"""Headwater traces a news story to its source."""

__version__ = "0.1.0"
