"""Condense: which parts of a cited sentence answer the question?

A question and a sentence in, the sentence out without the parts that a language model left out, or None. Parts are
what stands between commas, semicolons, colons and dashes; the model may only leave out whole ones, by a grammar made
from the sentence, and never one that denies, doubts, limits, attributes, counts or names. What remains is verbatim,
with "…" for what is gone.
"""

from __future__ import annotations

import re

from rag.answers.prompting import Job, ask, literal, one_line
from rag.claims.words import split_words, stems_of
from rag.models.language import LanguageModel
from rag.quantities.mentions import find_quantities

SHORTEST = 90
MOST_PARTS = 12
_CUT = re.compile(r"(?<=[,;:])\s+(?!\d)|\s+(?=[–—]\s)|(?<=\s[–—])\s+")
_KEPT = frozenset(
    "no not never none nobody nothing neither nor cannot without hardly barely scarcely false denied denies deny"
    " denying"
    " if unless whether until except but although though however despite instead rather only about nearly almost"
    " may might could would should reportedly allegedly alleged apparently possibly perhaps probably likely unclear"
    " unconfirmed disputed suspected believed claimed claims rumoured wrongly supposedly said says told".split()
)
_FEWEST_WORDS = 6
JOB = Job(
    instruction="Copy only the parts of the sentence that answer the question.",
    examples=(
        (
            "Question: Why were the trains late?\n"
            "Sentence: On Monday morning, when thousands travel, the trains were late because a signal failed,"
            " the operator said, adding that it was sorry.",
            "the trains were late because a signal failed, the operator said,",
        ),
        (
            "Question: What did the mayor say about the levy?\n"
            "Sentence: The mayor, who took office in May, said the levy would stay, and left for the airport.",
            "The mayor, said the levy would stay,",
        ),
    ),
    longest_reply=120,
)


def condense(question: str, sentence: str, *, model: LanguageModel, until: float) -> str | None:
    """The sentence with fewer parts, verbatim but for "…"; None where it should stand as it is.

    Raises:
        ModelError: the model cannot be loaded or run.
    """
    parts = parts_of(sentence)
    if len(sentence) < SHORTEST or not 2 < len(parts) <= MOST_PARTS:
        return None
    reply = ask(model, JOB, content_of(question, sentence), grammar=grammar_of(parts), until=until)
    kept = chosen(reply, parts)
    is_kept = kept and may_leave_out(parts, kept) and _still_answers(question, parts, kept)
    return shown(parts, kept) if is_kept else None


def parts_of(sentence: str) -> list[str]:
    """The parts of a sentence between its commas, semicolons, colons and dashes."""
    return [part for part in _CUT.split(one_line(sentence)) if part]


def content_of(question: str, sentence: str) -> str:
    """The question and the sentence as the model sees them."""
    return f"Question: {one_line(question)}\nSentence: {one_line(sentence)}"


def grammar_of(parts: list[str]) -> str:
    """Any of the parts, each at most once and in their order, in GBNF."""
    rules = [f"r{i} ::= {literal(part)} (" + " | ".join(_after(i, len(parts))) + ")?" for i, part in enumerate(parts)]
    return "\n".join(["root ::= " + " | ".join(f"r{i}" for i in range(len(parts))), *rules]).replace(" ()?", "")


def chosen(reply: str, parts: list[str]) -> list[int]:
    """Which parts a reply consists of; nothing where it is made of anything else."""
    kept: list[int] = []
    rest = reply.strip()
    for number, part in enumerate(parts):
        if rest and (rest == part or rest.startswith(part + " ")):
            kept.append(number)
            rest = rest[len(part) :].strip()
    return [] if rest else kept


def may_leave_out(parts: list[str], kept: list[int]) -> bool:
    """Whether something is left out, enough remains, and no word that limits what is said is lost."""
    gone = [part for number, part in enumerate(parts) if number not in kept]
    lost = {word.lower for part in gone for word in split_words(part)}
    has_denial = any("n't" in part or "n’t" in part for part in gone)
    remaining = sum(len(split_words(parts[number])) for number in kept)
    return bool(gone) and not lost & _KEPT and not has_denial and remaining >= _FEWEST_WORDS


def _still_answers(question: str, parts: list[str], kept: list[int]) -> bool:
    """Whether no word that the sentence shares with the question is gone, and no figure, name or day."""
    shared = stems_of(question) & stems_of(" ".join(parts))
    gone = [part for number, part in enumerate(parts) if number not in kept]
    names = [word for part in gone for word in split_words(part)[1:] if word.is_name]
    return (
        bool(shared) and shared <= stems_of(" ".join(parts[n] for n in kept)) and not (names or any(map(_counts, gone)))
    )


def _counts(part: str) -> bool:
    return bool(find_quantities(part))


def shown(parts: list[str], kept: list[int]) -> str:
    """The kept parts, with "…" where one is missing."""
    text, before = "", -1
    for number in kept:
        text += ("" if number == before + 1 else "… " if not text else " … ") if number else ""
        text += (" " if text and not text.endswith(" ") else "") + parts[number]
        before = number
    tail = "" if kept[-1] == len(parts) - 1 else " …"
    return re.sub(r"[,;:]?( …|… )", r"\1", text + tail).strip()


def _after(number: int, count: int) -> list[str]:
    return [f'" " r{later}' for later in range(number + 1, count)]
