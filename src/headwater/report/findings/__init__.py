"""Findings: one story's claims, differences, links, sayings and dates, as records that a template only prints."""

from headwater.report.findings.apparatus import Locus, apparatus
from headwater.report.findings.claims import Difference, Matrix, differences, matrix
from headwater.report.findings.links import Descent, Link, descent, edges, links
from headwater.report.findings.summary import Summary, summary
from headwater.report.findings.timeline import Moment, timeline
from headwater.report.findings.voices import Lone, Speaker, only_here, speakers

__all__ = [
    "Descent",
    "Difference",
    "Link",
    "Locus",
    "Lone",
    "Matrix",
    "Moment",
    "Speaker",
    "Summary",
    "apparatus",
    "descent",
    "differences",
    "edges",
    "links",
    "matrix",
    "only_here",
    "speakers",
    "summary",
    "timeline",
]
