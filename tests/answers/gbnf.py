"""Say something at random: which sentences does a grammar allow?

Reads the part of GBNF that the program's own grammars use: rules, texts, groups, choices and sequences.
"""

from __future__ import annotations

import random
import re

_TOKEN = re.compile(r'\s*(?:("(?:[^"\\]|\\.)*")|([()|])|([A-Za-z][\w-]*))')


def rules_of(grammar: str) -> dict[str, str]:
    """Each rule by its name."""
    return dict(line.split(" ::= ", 1) for line in grammar.splitlines())


def sentence(rules: dict[str, str], rng: random.Random, *, start: str = "root") -> str:
    """One sentence that the grammar allows, each choice at random."""
    tokens = [next(group for group in match.groups() if group) for match in _TOKEN.finditer(rules[start])]
    said, rest = _choice(tokens, rules, rng)
    assert not rest, f"{rest} is left of {start}"
    return said


def _choice(tokens: list[str], rules: dict[str, str], rng: random.Random) -> tuple[str, list[str]]:
    ways, said = [], ""
    while tokens and tokens[0] != ")":
        token, *tokens = tokens
        if token == "|":
            ways.append(said)
            said = ""
        elif token == "(":
            inner, tokens = _choice(tokens, rules, rng)
            said, tokens = said + inner, tokens[1:]
        elif token.startswith('"'):
            said += token[1:-1].replace('\\"', '"').replace("\\\\", "\\")
        else:
            said += sentence(rules, rng, start=token)
    return rng.choice([*ways, said]), tokens
