"""Name the things that flow: what is an article, a passage, a claim, a finding, an answer?

Frozen records that check themselves: a passage whose text is not in its article, or a claim whose
quote is not at its span, cannot be made. No behaviour beyond what a record knows of itself, no
file, no model, no clock.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Basis = Literal["metadata", "sidecar", "page", "mail", "column", "feed", "text", "address", "reader", "none"]
Polarity = Literal["asserted", "denied"]
Relation = Literal["single", "agree", "compatible", "conflict", "update"]
Sameness = Literal["same", "different", "unsure"]
QuestionKind = Literal["count", "amount", "who", "when", "where", "why", "what", "said", "yesno", "list", "broad"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news article as stored; every offset in the project counts characters of ``text``.

    ``id`` derives from the content (text and metadata), so a moved file is the same article.
    ``published`` is an ISO date or date-time exactly as given, or None: it is never guessed, and
    ``published_basis`` says where it stands: in the front matter or the file's own properties
    ("metadata"), a side-car, the markup of a page, the head of a mail, a column of a table, a feed, a
    line of the text, or what the reader wrote over it; ``bases`` says so of every other field that is
    filled. ``files`` are the names below the indexed folder under which this very content lies, sorted;
    the first one names the article, and one part of a file is named behind it ("reports.csv#12",
    "may.zip/fire.txt"). ``folders`` are the indexed folders that hold them.
    """

    id: str
    files: tuple[str, ...]
    text: str
    title: str = ""
    publisher: str = ""
    byline: str = ""
    published: str | None = None
    published_basis: Basis = "none"
    url: str | None = None
    bases: tuple[tuple[str, Basis], ...] = ()
    folders: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        return self.files[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A run of whole sentences: ``article.text[start:end] == text``."""

    article_id: str
    number: int
    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.text):
            raise ValueError(f"a passage of {len(self.text)} characters cannot span {self.start}..{self.end}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A report that retrieval found, by its best passage: ranks (None: not found), ``words`` as a share of the best.

    ``judged`` is what a reranker said; ``others`` are further passages found, ``copies`` the same report elsewhere.
    """

    passage: Passage
    article: Article
    score: float
    word_rank: int | None = None
    vector_rank: int | None = None
    words: float = 0.0
    cosine: float = 0.0
    judged: float | None = None
    others: tuple[Passage, ...] = ()
    copies: tuple[Article, ...] = ()
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A closed interval of what a claim allows; ``None`` is an open end.

    "seven" is 7..7, "at least seven" 7..None, "between 10 and 20" 10..20, "nobody" 0..0. ``unit`` is
    the unit as compared ("people", "USD", "%", "kg", "sheep"); ``text`` is how the article words it.
    ``scale`` turns the figure into the base unit of its dimension (pounds to kilograms: 0.4536).
    """

    low: float | None
    high: float | None
    unit: str = ""
    text: str = ""
    dimension: str = ""
    scale: float = 1.0

    def __post_init__(self) -> None:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"an interval cannot run from {self.low} down to {self.high}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The event a claim speaks of, as its own article tells it: which happening, when, where?

    ``key`` tells the happenings of one article apart ("" is the one the article is about);
    ``cues`` are the words that set a background event apart ("in 1991", "earlier that month").
    """

    key: str = ""
    label: str = ""
    when: str | None = None
    where: str | None = None
    cues: tuple[str, ...] = ()

    @property
    def is_main(self) -> bool:
        return not self.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One thing that one article says: a figure or a statement, who says it, and of which event.

    ``start``/``end`` span the quoted sentence and ``quote`` is its text; ``context_start`` reaches
    back to the sentence that a leading pronoun refers to; ``focus`` spans the figure, or the part of
    the sentence that its speaker answers for. ``aspect`` is what happened ("killed", "" when no
    family of words fits), ``noun`` what is counted ("Iraqi militiamen"), ``is_part`` says that it is
    counted within a larger whole ("three of them"), and ``terms`` are the word stems around it.
    ``holder`` None is the article's own voice; ``via`` is whom it was told to; ``cue`` is why a figure
    is no plain count: "from", "to" or "revised" (a change), "all", "hypothetical", "exercise".
    """

    article_id: str
    start: int
    end: int
    quote: str
    context_start: int
    aspect: str = ""
    noun: str = ""
    is_part: bool = False
    quantity: Quantity | None = None
    focus: tuple[int, int] = (0, 0)
    terms: frozenset[str] = frozenset()
    polarity: Polarity = "asserted"
    holder: str | None = None
    via: str | None = None
    scene: Scene = field(default_factory=Scene)
    cue: str = ""

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.quote):
            raise ValueError(f"a quote of {len(self.quote)} characters cannot span {self.start}..{self.end}")
        if not self.context_start <= self.start:
            raise ValueError("the context of a claim cannot begin after its quote")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A verbatim passage that an answer rests on: ``article.text[start:end] == quote``."""

    id: int
    article: str
    title: str
    publisher: str
    published: str | None
    url: str | None
    quote: str
    start: int
    end: int
    passage: str
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who holds a position, and where it is printed. ``copies``: the citation stands for these too."""

    holder: str | None
    via: str | None
    citation: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """One side of a finding: a value, and everyone who holds it."""

    value: str
    low: float | None
    high: float | None
    unit: str
    current: bool
    claims: tuple[Voice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What a finding is about; ``when`` and ``where`` only as the articles or their metadata give them."""

    label: str
    when: str | None = None
    where: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What the articles say of one aspect of one event, and how their positions relate."""

    event: Event
    aspect: str
    relation: Relation
    independent_sources: int
    positions: tuple[Position, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of an answer, already verified: its text with markers [n], and who wrote it."""

    text: str
    written_by: Literal["template", "model"] = "template"
    finding: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many articles the archive holds, and how many were read for this answer."""

    articles: int
    considered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer contract; ``to_dict`` is what ``rag ask --json`` prints.

    ``restated_by`` says who put a follow-up into the words of ``standalone_question``.
    """

    question: str
    standalone_question: str
    status: Literal["answered", "unanswered"]
    sentences: tuple[Sentence, ...]
    restated_by: Literal["rules", "model"] = "rules"
    findings: tuple[Finding, ...] = ()
    related: tuple[Finding, ...] = ()
    also_mentioned: tuple[int, ...] = ()
    citations: tuple[Citation, ...] = ()
    coverage: Coverage = Coverage(articles=0, considered=0)
    model: str | None = None
    timings_ms: tuple[tuple[str, float], ...] = ()

    @property
    def answer(self) -> str:
        return " ".join(sentence.text for sentence in self.sentences)

    @property
    def written_by(self) -> Literal["template", "model"]:
        return "model" if any(s.written_by == "model" for s in self.sentences) else "template"

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain lists and dictionaries, ready for JSON."""
        plain = asdict(self)
        said = {"answer": self.answer, "written_by": self.written_by, "timings_ms": dict(self.timings_ms)}
        return plain | said
