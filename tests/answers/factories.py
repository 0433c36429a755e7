"""Make evidence from a few lines: which texts does this test speak of, and what is asked of them?

A test gives file names with a publisher, a day, a text and perhaps a title; claims are extracted as on indexing,
meanings compared by the hash encoder. The world is invented: the ferry *Aurelia* burned off Port Lerna on a Wednesday.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rag.answers.answer import answer
from rag.answers.evidence import Evidence, gather
from rag.answers.followup import resolve
from rag.claims.extract import extract_claims
from rag.models.language import LanguageModel
from rag.records import Answer, Article, Claim, Finding, Sentence
from rag.search.encode import HashEncoder

Told = tuple[str, str, str] | tuple[str, str, str, str]

COURIER = (
    "The Lerna Courier",
    "2024-05-02",
    "Four people were killed when fire broke out aboard the ferry Aurelia off Port Lerna on Wednesday, the coast guard "
    "said. Nineteen passengers were injured, the coast guard said. Captain Olan Brey said the fire began in the engine "
    "room.",
    "Four killed as ferry Aurelia burns off Port Lerna",
)
STRAIT = (
    "Strait News",
    "2024-05-02",
    "At least seven people were killed in the fire aboard the ferry Aurelia off Port Lerna on Wednesday, St Brannoc "
    "hospital said. Mayor Ilse Tamm called the fire a disgrace.",
    "Fire on the ferry Aurelia off Port Lerna kills at least seven",
)
MINE = (
    "Hill Gazette",
    "2019-11-20",
    "Twelve miners were killed when the Corla pit flooded on Tuesday, the mine operator Dunmark said. Three others are "
    "missing, Dunmark said.",
    "Twelve miners killed in flooded Corla pit",
)
FERRY = {"courier.md": COURIER, "strait.md": STRAIT}
FERRY_AND_MINE = FERRY | {"gazette.md": MINE}


def make_article(file: str, told: Told) -> Article:
    """An article named after its file, with the given publisher, day, text and title."""
    publisher, published, text, *title = told
    basis = "metadata" if published else "none"
    return Article(
        id=f"id-{file}",
        files=(file,),
        text=text,
        title="".join(title),
        publisher=publisher,
        published=published or None,
        published_basis=basis,  # type: ignore[arg-type]  # one of the two literals
    )


def make_evidence(told: Mapping[str, Told]) -> Evidence:
    """The evidence that some articles make, in the order given."""
    articles = [make_article(file, one) for file, one in told.items()]
    claims = [claim for article in articles for claim in extract_claims(article)]
    return gather(
        {article.id: article for article in articles},
        claims,
        encode=HashEncoder().encode,
        archive_size=len(articles),
    )


def make_claims(text: str, *, publisher: str = "The Lerna Courier", published: str = "2024-05-02") -> list[Claim]:
    """The claims of one article."""
    return list(extract_claims(make_article("courier.md", (publisher, published, text))))


def statements_of(text: str) -> list[Claim]:
    """The sentences of one article as claims, without its figures."""
    return [claim for claim in make_claims(text) if claim.quantity is None]


def ask(
    told: Mapping[str, Told], question: str, *, history: Sequence[str] = (), model: LanguageModel | None = None
) -> Answer:
    """The answer that some articles give to a question."""
    *_, whole = answer(resolve(question, history), make_evidence(told), model=model)
    assert isinstance(whole, Answer)
    return whole


def parts(told: Mapping[str, Told], question: str, *, model: LanguageModel | None = None) -> list[Sentence | Answer]:
    """All that the answer to a question yields, in order."""
    return list(answer(resolve(question, ()), make_evidence(told), model=model))


def values(finding: Finding) -> list[str]:
    """The values of a finding, in order."""
    return [position.value for position in finding.positions]


def bounds(finding: Finding) -> list[tuple[float | None, float | None]]:
    """The bounds of the values of a finding, lowest first."""
    return sorted(((p.low, p.high) for p in finding.positions), key=str)


def holders(finding: Finding) -> set[str | None]:
    """Everyone who holds a position in a finding."""
    return {voice.holder for position in finding.positions for voice in position.claims}


def files(finding: Finding, given: Answer) -> set[str]:
    """The articles that a finding cites."""
    cited = {voice.citation for position in finding.positions for voice in position.claims}
    return {citation.article for citation in given.citations if citation.id in cited}


def markers(text: str) -> list[int]:
    """The citation numbers of a text, in order."""
    return [int(number) for number in re.findall(r"\[(\d+)\]", text)]
