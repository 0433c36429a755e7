"""Measure: how well do scores part the sentences that state what is asked from the others?

Labels and scores in, one figure out: the area under the ROC curve (Mann-Whitney, ties count half) and average precision
(the mean, over the answers, of the precision at their rank). No model.
"""

from __future__ import annotations

from collections.abc import Sequence


def area_under(labels: Sequence[bool], scores: Sequence[float]) -> float:
    """The chance that an answer scores above a sentence that is none."""
    order = sorted(range(len(scores)), key=lambda k: scores[k])
    rank, place = [0.0] * len(scores), 0
    while place < len(order):
        last = place
        while last + 1 < len(order) and scores[order[last + 1]] == scores[order[place]]:
            last += 1
        for k in order[place : last + 1]:
            rank[k] = (place + last) / 2 + 1
        place = last + 1
    right = sum(labels)
    wins = sum(one for one, label in zip(rank, labels, strict=True) if label) - right * (right + 1) / 2
    return wins / (right * (len(labels) - right))


def precision_over(labels: Sequence[bool], scores: Sequence[float]) -> float:
    """The mean precision at the rank of each answer."""
    found, total = 0, 0.0
    for place, k in enumerate(sorted(range(len(scores)), key=lambda k: -scores[k]), start=1):
        if labels[k]:
            found += 1
            total += found / place
    return total / found
