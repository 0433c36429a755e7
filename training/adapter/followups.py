"""Ask on: how do people follow up a question, and what do they mean by it?

Invented conversations out: the earlier questions, the follow-up, and the same question in words that stand alone. Each
subject has questions with several short ways of asking them; any short way may follow any question of its subject.
Further patterns switch the event, the speaker or the year, point back with a pronoun, or change the subject.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from training.adapter import lexicon

QUESTIONS: dict[str, tuple[tuple[str, str], ...]] = {
    "casualty": (
        ("How many people died in {e}?", "How many died?|And how many died?|How many people died?|And the dead?|How many of them died?"),
        ("How many people were killed in {e}?", "How many were killed?|And how many people were killed?|And killed?"),
        ("How many people were injured in {e}?", "How many were injured?|And how many were injured?|And the injured?|How many people were injured?|And injured?"),
        ("How many people were wounded in {e}?", "And how many were wounded?|And the wounded?|How many wounded?"),
        ("How many people are missing after {e}?", "How many are missing?|And the missing?|Is anyone missing? How many?|How many people are still missing?"),
        ("How many children died in {e}?", "How many children died?|And how many children?|And children?|How many of them were children?"),
        ("Was anyone arrested after {e}?", "Was anyone arrested?|And was anyone arrested?|Any arrests?"),
        ("What caused {e}?", "What caused it?|And what caused it?|What was the cause?|Why did it happen?"),
        ("When was {e}?", "When was that?|When was it?|When did it happen?|And when?|When?"),
        ("Who was responsible for {e}?", "Who was responsible?|And who was responsible for it?|Who is to blame?|Who was behind it?"),
        ("How many people were rescued after {e}?", "How many were rescued?|And rescued?|How many people were rescued?"),
        ("How many homes were destroyed in {e}?", "How many homes were destroyed?|And homes?|And how many homes?"),
        ("Who survived {e}?", "Who survived?|Did anyone survive?|And who survived it?"),
        ("What did the police say about {e}?", "What did the police say?|And the police?|What did the police say about it?"),
        ("How many hospitals treated victims of {e}?", "How many hospitals treated the victims?|How many hospitals treated victims?"),
    ),
    "protest": (
        ("How many people took part in {e}?", "How many people took part?|How many took part?|And how many took part in it?|How big was it?"),
        ("How many people were arrested at {e}?", "How many were arrested?|And how many people were arrested?|Any arrests?|And arrests?"),
        ("Why was {e} banned?", "Why was it banned?|Why was that banned?|And why was it banned?"),
        ("Who organised {e}?", "Who organised it?|And who organised it?|Who was behind it?"),
        ("When did {e} end?", "When did it end?|And when did it end?"),
        ("What did the demonstrators demand at {e}?", "What did they demand?|What did the demonstrators demand?|And what did they want?"),
        ("Was anyone hurt at {e}?", "Was anyone hurt?|And was anyone hurt?|Did anyone get hurt?"),
        ("Did the police use tear gas at {e}?", "Did the police use tear gas?|Was tear gas used?|And tear gas?"),
    ),
    "business": (
        ("How many jobs will be lost through {e}?", "How many jobs will be lost?|And jobs?|How many jobs?|And how many jobs will go?"),
        ("How much will {e} cost?", "How much will it cost?|And the cost?|What will it cost?|And how much?"),
        ("Who approved {e}?", "Who approved it?|And who approved it?|Who approved that?"),
        ("When was {e} announced?", "When was it announced?|And when was that announced?|When was that?"),
        ("Why did the regulator oppose {e}?", "Why did the regulator oppose it?|And why was the regulator against it?"),
        ("What did the union say about {e}?", "What did the union say?|And the union?|What did the union say about it?"),
        ("Is {e} final?", "Is it final?|Is that final?"),
    ),
    "crime": (
        ("How much was taken in {e}?", "How much was taken?|And how much did they take?|And the loot?"),
        ("Who was charged over {e}?", "Who was charged?|And who was charged?|Has anyone been charged?"),
        ("How many suspects were arrested after {e}?", "How many suspects were arrested?|And how many were arrested?|And suspects?"),
        ("When did {e} take place?", "When did it take place?|And when was it?|When was that?|When?"),
        ("Was anyone hurt in {e}?", "Was anyone hurt?|And was anyone hurt in it?"),
        ("What did the prosecutor say about {e}?", "What did the prosecutor say?|And the prosecutor?"),
        ("Where did the police find the van used in {e}?", "Where did the police find the van?|And the van? Where did the police find it?"),
    ),
    "politics": (
        ("Who won {e}?", "Who won?|And who won it?|Who won that?"),
        ("What was the turnout in {e}?", "What was the turnout?|And the turnout?|And what was the turnout in it?"),
        ("How many votes were counted in {e}?", "How many votes were counted?|And how many votes?|And votes?"),
        ("Who lost {e}?", "Who lost?|And who lost it?"),
        ("When was {e}?", "When was it?|When was that?|And when?"),
        ("Why was {e} postponed?", "Why was it postponed?|And why was it postponed?|Why was that?"),
        ("What did the opposition say about {e}?", "What did the opposition say?|And the opposition?|What did the opposition say about it?"),
        ("Did the observers criticise {e}?", "Did the observers criticise it?|And did the observers criticise it?"),
    ),
    "nature": (
        ("How large was the area hit by {e}?", "How large was the area?|And the area? How large was it?|How large was the area hit?"),
        ("How many people had to leave because of {e}?", "How many people had to leave?|How many had to leave?|And how many left because of it?"),
        ("What caused {e}?", "What caused it?|And the cause? What was it?|And what caused it?"),
        ("When did {e} begin?", "When did it begin?|And when did it begin?|When?"),
        ("How many animals died in {e}?", "How many animals died?|And animals?|And how many animals?"),
        ("What damage did {e} do?", "What damage did it do?|And the damage?|And what damage did it do?"),
        ("Is {e} over?", "Is it over?|Is that over now?"),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """The earlier questions, oldest first, the follow-up, and what it asks by itself."""

    earlier: tuple[str, ...]
    follow_up: str
    standalone: str


def conversation(rng: random.Random) -> Conversation:
    """One invented conversation."""
    kind = rng.choices(
        (_plain, _later, _switched_event, _switched_speaker, _person, _year, _fresh, _two_events, _group, _agree, _why),
        (9, 6, 4, 4, 3, 3, 3, 3, 4, 2, 2),
    )[0]
    return kind(rng)


def event(rng: random.Random, subject: str) -> str:
    """An invented event of a subject."""
    patterns = dict(lexicon.EVENTS)[subject].split("|")
    return rng.choice(patterns).format(p=rng.choice(lexicon.PLACES))


def person(rng: random.Random) -> str:
    """An invented person, with a title or a first name."""
    return f"{rng.choice(lexicon.TITLES if rng.random() < 0.5 else lexicon.FORENAMES)} {rng.choice(lexicon.SURNAMES)}"


def _subject(rng: random.Random) -> str:
    return rng.choices(tuple(QUESTIONS), (8, 3, 3, 3, 3, 3))[0]


def _short(rng: random.Random, forms: str) -> str:
    return rng.choice(forms.split("|"))


def _plain(rng: random.Random) -> Conversation:
    subject = _subject(rng)
    e = event(rng, subject)
    (first, _), (second, short) = rng.sample(QUESTIONS[subject], 2)
    return Conversation(earlier=(first.format(e=e),), follow_up=_short(rng, short), standalone=second.format(e=e))


def _later(rng: random.Random) -> Conversation:
    subject = _subject(rng)
    e = event(rng, subject)
    (first, _), (_, middle), (last, short) = rng.sample(QUESTIONS[subject], 3)
    return Conversation(
        earlier=(first.format(e=e), _short(rng, middle)), follow_up=_short(rng, short), standalone=last.format(e=e)
    )


def _two_events(rng: random.Random) -> Conversation:
    """Two events were asked about; the follow-up means the last."""
    one, two = _subject(rng), _subject(rng)
    e, other = event(rng, one), event(rng, two)
    (second, _), (last, short) = rng.sample(QUESTIONS[two], 2)
    return Conversation(
        earlier=(rng.choice(QUESTIONS[one])[0].format(e=e), second.format(e=other)),
        follow_up=_short(rng, short),
        standalone=last.format(e=other),
    )


def _switched_event(rng: random.Random) -> Conversation:
    subject = _subject(rng)
    e, other = event(rng, subject), event(rng, subject)
    question = rng.choice(QUESTIONS[subject])[0]
    way = rng.choice(("And in {o}?", "What about {o}?", "And {o}?", "How about {o}?", "And for {o}?"))
    return Conversation(
        earlier=(question.format(e=e),), follow_up=way.format(o=other), standalone=question.format(e=other)
    )


def _switched_speaker(rng: random.Random) -> Conversation:
    one, other = rng.sample([*lexicon.BODIES, *(person(rng) for _ in range(20))], 2)
    topic = rng.choice([*lexicon.TOPICS, event(rng, _subject(rng))])
    way = rng.choice(
        ("And {o}?", "What about {o}?", "What did {o} say?", "And what did {o} say?", "And {o}, what did it say?")
    )
    return Conversation(
        earlier=(f"What did {one} say about {topic}?",),
        follow_up=way.format(o=other),
        standalone=f"What did {other} say about {topic}?",
    )


def _person(rng: random.Random) -> Conversation:
    who = person(rng)
    topic = rng.choice(lexicon.TOPICS)
    she, her = rng.choice((("she", "her"), ("he", "him")))
    first = rng.choice(
        (
            "Who is {w}?",
            "Where did {w} speak?",
            "What did {w} say about {t}?",
            "When did {w} resign?",
            "Why was {w} arrested?",
        )
    )
    then, full = rng.choice(
        (
            (f"What did {she} say about {topic}?", f"What did {who} say about {topic}?"),
            (f"Where was {she} born?", f"Where was {who} born?"),
            (f"When did {she} resign?", f"When did {who} resign?"),
            (f"Who met {her}?", f"Who met {who}?"),
            (f"Did {she} apologise?", f"Did {who} apologise?"),
            (f"Why was {she} arrested?", f"Why was {who} arrested?"),
            (f"And who criticised {her}?", f"Who criticised {who}?"),
            (f"How many people did {she} meet?", f"How many people did {who} meet?"),
        )
    )
    return Conversation(earlier=(first.format(w=who, t=topic),), follow_up=then, standalone=full)


def _year(rng: random.Random) -> Conversation:
    subject = rng.choice(("politics", "casualty", "nature"))
    e = event(rng, subject)
    question = rng.choice(QUESTIONS[subject])[0].format(e=e).rstrip("?")
    one, other = rng.sample(range(1990, 2031), 2)
    way = rng.choice(("And in {y}?", "What about {y}?", "And the one in {y}?", "I mean the one in {y}.", "In {y}?"))
    dated = rng.random() < 0.6
    return Conversation(
        earlier=(f"{question} in {one}?" if dated else f"{question}?",),
        follow_up=way.format(y=other),
        standalone=f"{question} in {other}?",
    )


def _fresh(rng: random.Random) -> Conversation:
    """The question stands alone already."""
    one, two = _subject(rng), _subject(rng)
    question = rng.choice(QUESTIONS[two])[0].format(e=event(rng, two))
    asked = rng.choice(("{q}", "And {low}", "But {low}")).format(q=question, low=question[0].lower() + question[1:])
    return Conversation(
        earlier=(rng.choice(QUESTIONS[one])[0].format(e=event(rng, one)),), follow_up=asked, standalone=question
    )


def _group(rng: random.Random) -> Conversation:
    """The same count of another group or in another place."""
    e = event(rng, "casualty")
    one, other = rng.sample([g for g in lexicon.GROUPS if g != "people"], 2)
    verb = rng.choice(("were killed", "were injured", "are missing", "were arrested", "died", "were rescued"))
    place = rng.choice(lexicon.PLACES)
    way, full = rng.choice(
        (
            (f"And {other}?", f"How many {other} {verb} in {e}?"),
            (f"How many {other}?", f"How many {other} {verb} in {e}?"),
            (f"What about {other}?", f"How many {other} {verb} in {e}?"),
            (f"How many of them in {place}?", f"How many {one} {verb} in {place} in {e}?"),
            (f"How many of them were {other}?", f"How many {other} {verb} in {e}?"),
        )
    )
    return Conversation(earlier=(f"How many {one} {verb} in {e}?",), follow_up=way, standalone=full)


def _agree(rng: random.Random) -> Conversation:
    who, topic, other = person(rng), rng.choice(lexicon.TOPICS), rng.choice(lexicon.BODIES)
    way, full = rng.choice(
        (
            (f"Does {other} agree?", f"Does {other} agree with {who} about {topic}?"),
            (f"Did {other} deny that?", f"Did {other} deny what {who} said about {topic}?"),
            (f"And did {other} confirm it?", f"Did {other} confirm what {who} said about {topic}?"),
            ("Who disagreed?", f"Who disagreed with {who} about {topic}?"),
        )
    )
    return Conversation(earlier=(f"What did {who} say about {topic}?",), follow_up=way, standalone=full)


def _why(rng: random.Random) -> Conversation:
    place, topic = rng.choice(lexicon.PLACES), rng.choice(lexicon.TOPICS)
    body = rng.choice(lexicon.BODIES)
    did, base = rng.choice(
        (
            ("close", "the school in"),
            ("attack", "the depot at"),
            ("cancel", "the festival in"),
            ("sell", "the mill at"),
            ("block", "the road to"),
            ("evacuate", "the camp at"),
        )
    )
    first = rng.choice(
        (
            f"When did {body} {did} {base} {place}?",
            f"Did {body} {did} {base} {place}?",
            f"How did {body} {did} {base} {place}?",
        )
    )
    short, full = rng.choice(
        (
            (
                rng.choice(("Why?", "And why?", "Why was that?", "Why did they do that?")),
                f"Why did {body} {did} {base} {place}?",
            ),
            (rng.choice(("When?", "And when?", "When was that?")), f"When did {body} {did} {base} {place}?"),
            (f"What did {body} say about {topic}?", f"What did {body} say about {topic}?"),
        )
    )
    return Conversation(earlier=(first,), follow_up=short, standalone=full)
