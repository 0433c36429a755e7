"""Summarise: how are cited sentences told in prose, each with its source and no longer than it needs to be?

A finding of statements and its citations in, a few short sentences out, each with its own mark. The model sees the
question and one cited sentence with its source at a time, and chooses how much of it is told (``gist``), who is named
for it and where; every word that carries meaning is the passage's or the source's name. A sentence that can only be
quoted stays a quotation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from rag.answers.compose import sentence_of, speaker, unmarked
from rag.answers.gist import Gist, gists
from rag.answers.prompting import Job, alternatives, ask, one_line
from rag.answers.verify import foreign_words, unsupported
from rag.claims.lexicon import STOP_WORDS
from rag.models.language import LanguageModel
from rag.records import Citation, Finding, Position, Voice

MOST_TOLD = 4
_VERDICTS = ("yes", "no")
_LEADS = {"conflict": "The sources disagree. ", "agree": "The sources agree. "}
_NEVER_SMALL = frozenset("mr mrs ms dr may will us".split())
_OUR_WORDS = "according said says reports reported"
JOB = Job(
    instruction="Tell in one sentence what the source says in answer to the question.",
    examples=(
        (
            "Question: Why were the trains late?\nSource: the operator [1]\n"
            "Sentence: The trains were late because a signal failed at Orle, the operator said on Monday.",
            "According to the operator, the trains were late because a signal failed at Orle [1].",
        ),
        (
            "Question: What happened at the harbour?\nSource: Valley Post [2]\n"
            "Sentence: A crane fell into the harbour of Orle, which was built in 1911.",
            "A crane fell into the harbour of Orle, Valley Post reports [2].",
        ),
    ),
    longest_reply=160,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A finding of statements, the question that it answers, and how its event is named where there are several."""

    question: str
    finding: Finding
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One cited sentence and who says it, as an answer to the question."""

    question: str
    position: Position
    voice: Voice
    citation: Citation

    @property
    def source(self) -> str:
        """The speaker, or the outlet where the article itself says it."""
        return speaker(self.voice, {self.citation.id: self.citation})


def summarise(asked: Asked, citations: Mapping[int, Citation], *, model: LanguageModel, until: float) -> str | None:
    """The finding told in prose, its label before the last full stop; None where all of it stays as composed.

    Raises:
        ModelError: the model cannot be loaded or run.
    """
    finding, said = asked.finding, list[str]()
    told_ones, before = 0, ""
    for position in finding.positions:
        for voice in position.claims:
            one = Statement(question=asked.question, position=position, voice=voice, citation=citations[voice.citation])
            told = tell(one, model=model, until=until) if len(said) < MOST_TOLD else None
            verdict = position.value if position.value in _VERDICTS and position.value != before else ""
            said.append(_answering(verdict, told) if told else _quoted(finding, one, verdict))
            told_ones, before = told_ones + bool(told), position.value
    lead = _LEADS.get(finding.relation, "") if len(said) > 1 else ""
    return f"{lead}{' '.join(said).removesuffix('.')}{asked.label}." if told_ones else None


def _answering(verdict: str, told: str) -> str:
    return f"{verdict.capitalize()}: {_small(told) or told}" if verdict else told


def tell(statement: Statement, *, model: LanguageModel, until: float) -> str | None:
    """One cited sentence in prose, with its mark; None where it is to be quoted.

    Raises:
        ModelError: the model cannot be loaded or run.
    """
    ways = tellings(statement)
    if not ways:
        return None
    reply = ask(model, JOB, content_of(statement), grammar=f"root ::= {alternatives(ways)}", until=until, among=ways)
    return reply if reply in ways else None


def content_of(statement: Statement) -> str:
    """The question, the source and the sentence as the model sees them."""
    return (
        f"Question: {one_line(statement.question)}\nSource: {one_line(statement.source)} [{statement.citation.id}]\n"
        f"Sentence: {one_line(unmarked(statement.citation.quote))}"
    )


def tellings(statement: Statement) -> list[str]:
    """Every sentence that may be told, each with its mark: all that they say stands in the passage."""
    return list(dict.fromkeys(text for ways in ways_of(statement) for text in ways))


def ways_of(statement: Statement) -> list[list[str]]:
    """For each gist of the cited sentence, longest first, the ways to tell it with its source and mark."""
    value = statement.position.value
    found = gists(
        unmarked(statement.citation.quote),
        holder=statement.voice.holder,
        question=statement.question,
        answer="" if value in _VERDICTS else value.rstrip("…"),
    )
    worded = ([text for text in _worded(gist, statement) if _is_supported(text, statement)] for gist in found)
    return [ways for ways in worded if ways]


def _worded(gist: Gist, statement: Statement) -> list[str]:
    """A gist with its source: in front, behind, or left as it is where it names its speaker itself."""
    mark, source, outlet = f" [{statement.citation.id}].", statement.source, unmarked(statement.citation.publisher)
    text = gist.text
    if gist.names_speaker:
        small = _small(text) if outlet else ""
        return [text + mark, *([f"According to {outlet}, {small}{mark}"] if small else [])]
    verb = "said" if statement.voice.holder else "reports"
    ways = [f"{text}, according to {source}{mark}", f"{text}, {source} {verb}{mark}"]
    if small := _small(text):
        ways += [f"According to {source}, {small}{mark}", f"{source[:1].upper()}{source[1:]} {verb} that {small}{mark}"]
    return ways


def _small(text: str) -> str:
    """The text as it begins within a sentence, "" where its first word may be a name."""
    first = text.split(maxsplit=1)[0]
    word = first.lower()
    is_common = word in STOP_WORDS and word not in _NEVER_SMALL and not first[1:2].isupper()
    return text[:1].lower() + text[1:] if is_common else ""


def _is_supported(text: str, statement: Statement) -> bool:
    """Whether every figure, name, day, quotation and word that carries meaning is the passage's or the source's."""
    citation = statement.citation
    evidence = [unmarked(citation.quote), statement.source, citation.publisher, _OUR_WORDS]
    return not (unsupported(text, evidence=evidence) or foreign_words(text, evidence=evidence))


def _quoted(finding: Finding, statement: Statement, verdict: str) -> str:
    """The composed words for one voice."""
    value = statement.position.value
    shown = value if verdict or value not in _VERDICTS else ""
    position = replace(statement.position, value=shown, claims=(statement.voice,))
    alone = replace(finding, relation="single", positions=(position,))
    return sentence_of(alone, {statement.citation.id: statement.citation})
