"""Compose: how are findings said in plain sentences?

Findings and citations in, sentences with markers [n] out, one for each finding; every figure,
qualifier, speaker and date comes from the finding or from the article's metadata. Says what is
missing where nothing was found. Writes the same words for the same findings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rag.answers.question import Question
from rag.claims.words import shortened
from rag.records import Citation, Finding, Position, Sentence, Voice

LONGEST_QUOTE = 240
_LIKE_A_MARKER = re.compile(r"\[(\d[\d\s,–-]*)\]")

_LEADS = {
    "conflict": "The sources disagree",
    "agree": "The sources agree",
    "compatible": "The accounts are compatible",
    "update": "The figure changed over time",
    "single": "One source",
}


def compose(findings: Sequence[Finding], citations: Sequence[Citation]) -> list[Sentence]:
    """One sentence for each finding, in the order given; several events are named, a single one is not."""
    by_id = {citation.id: citation for citation in citations}
    return [
        Sentence(text=sentence_of(finding, by_id, label=label_of(finding, findings)), finding=index)
        for index, finding in enumerate(findings)
    ]


def label_of(finding: Finding, findings: Sequence[Finding]) -> str:
    """The event of a finding as it is named where an answer has several."""
    return f" (“{unmarked(finding.event.label)}”)" if len(findings) > 1 else ""


def abstain(question: Question, nearest: Sequence[int]) -> list[Sentence]:
    """Say that the articles do not say, what is missing, and where the nearest passages are."""
    if question.kind == "broad":
        return [Sentence(text="No disagreement was found among the figures that could be compared.")]
    said = [Sentence(text=f"The articles do not say: nothing in them answers “{unmarked(question.text)}”.")]
    if nearest:
        markers = "".join(f"[{n}]" for n in nearest)
        said.append(Sentence(text=f"The nearest passages are {markers}, but they do not state it."))
    return said


def quoted(sentence: Sentence, citations: Sequence[Citation]) -> Sentence:
    """The bare quotations that a sentence cites, where its own words do not pass verification."""
    cited = markers_of(sentence.text)
    said = [f"“{_inner(citation.quote)}” [{citation.id}]" for citation in citations if citation.id in cited]
    return Sentence(text=f"The articles say: {'; '.join(said)}.", finding=sentence.finding)


def markers_of(text: str) -> list[int]:
    """The citation numbers of a text, in order."""
    return [int(number) for number in re.findall(r"\[(\d+)\]", text)]


def sentence_of(finding: Finding, citations: Mapping[int, Citation], *, label: str = "") -> str:
    """What a finding says, with its event's label where there is one."""
    said = [_position(finding, position, citations) for position in finding.positions]
    if finding.relation == "update":
        said = [
            f"{'now' if position.current else 'earlier'} {text}"
            for position, text in zip(finding.positions, said, strict=True)
        ]
    if finding.relation == "single" and len(said) == 1:
        return f"{_capital(said[0])}{label}."
    return f"{_LEADS[finding.relation]}{_aspect(finding)}{label}: {'; '.join(said)}."


def _aspect(finding: Finding) -> str:
    figures = any(position.low is not None or position.high is not None for position in finding.positions)
    return f" ({finding.aspect})" if figures else ""


def _position(finding: Finding, position: Position, citations: Mapping[int, Citation]) -> str:
    if position.low is not None or position.high is not None:
        return f"{position.value}, {'; '.join(_voices(position.claims, citations))}"
    lead = f"{position.value}, " if position.value in ("yes", "no") else ""
    said = [
        f"{_speaker(v, citations)}: “{_inner(_words(position, v, citations))}” [{v.citation}]" for v in position.claims
    ]
    return lead + "; ".join(said)


def _words(position: Position, voice: Voice, citations: Mapping[int, Citation]) -> str:
    """The words to quote: the short answer where this voice's sentence holds it, else the sentence."""
    quote = citations[voice.citation].quote
    return position.value if len(position.value.split()) > 3 and position.value in quote else quote


def _voices(voices: Sequence[Voice], citations: Mapping[int, Citation]) -> list[str]:
    """Each speaker once, with all the places where it says so."""
    said: dict[str, list[int]] = {}
    for voice in voices:
        said.setdefault(_speaker(voice, citations), []).append(voice.citation)
    return [f"{speaker} {''.join(f'[{n}]' for n in dict.fromkeys(numbers))}" for speaker, numbers in said.items()]


def speaker(voice: Voice, citations: Mapping[int, Citation]) -> str:
    """Who says it: "the officials (told to the Associated Press)", or the outlet where the article itself does."""
    citation = citations[voice.citation]
    if voice.holder:
        told = f" (told to {voice.via})" if voice.via else ""
        return unmarked(f"{_lower_article(voice.holder)}{told}")
    return unmarked(citation.publisher or citation.article)


def _speaker(voice: Voice, citations: Mapping[int, Citation]) -> str:
    name = speaker(voice, citations)
    return f"according to {name}" if voice.holder else f"as {name} reports"


def _lower_article(holder: str) -> str:
    first, _, rest = holder.partition(" ")
    return (
        f"{first.lower()} {rest}"
        if first in ("The", "A", "An", "Its", "His", "Her", "Their", "Two", "One", "Some") and rest
        else holder
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _inner(text: str) -> str:
    """A quotation without the marks around it, to be set in marks of our own."""
    return unmarked(shortened(text, LONGEST_QUOTE).strip('“”"'))


def unmarked(text: str) -> str:
    """Article text whose "[7]" cannot be taken for a marker of ours."""
    return _LIKE_A_MARKER.sub(r"(\1)", text)
