"""Run: which token comes next, and what of the last prompt need not be read again?

A loaded model with its context. Tokens in, tokens out. The fixed part of a prompt is read once and its state kept for
as long as the model lives; what follows is read in steps that start at the same places whatever was asked before, so
that a kept state cannot change a reply by rounding. The likeliest token is taken; under a grammar, the likeliest that
the grammar allows. It knows nothing of text.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import numpy as np

from rag.errors import ModelError
from rag.models.llama_library import library

STEP = 128
KEPT_PREFIXES = 4
_FIRST_TRIED = 64
_TOKEN_DATA = np.dtype([("id", np.int32), ("logit", np.float32), ("p", np.float32)])  # as llama.cpp lays it out


class Session:
    """One context of llama.cpp and the states of the prompts' fixed parts."""

    def __init__(self, llama: Any) -> None:
        self._llama = llama
        self._lib = library()
        self._kept: dict[tuple[int, ...], Any] = {}

    @property
    def context(self) -> int:
        """How many tokens fit."""
        return int(self._llama.n_ctx())

    def read(self, prefix: list[int], rest: list[int]) -> Iterator[None]:
        """Read a prompt; yields after every step, so that a caller can stop."""
        if not self._restore(prefix):
            self._llama.n_tokens = 0
            yield from self._read(prefix)
            self._keep(prefix)
        yield from self._read(rest)

    def reply(self, limit: int, grammar: str) -> Iterator[int]:
        """The tokens of the reply, one by one, until the model ends it or the limit is reached."""
        rules = self._grammar(grammar) if grammar else None
        try:
            for _ in range(limit):
                token = self._next(rules)
                if token is None or self._is_end(token):
                    return
                yield token
                if rules is not None:
                    self._lib.llama_sampler_accept(rules, token)
                self._llama.eval([token])
        finally:
            if rules is not None:
                self._lib.llama_sampler_free(rules)

    def _read(self, tokens: list[int]) -> Iterator[None]:
        for start in range(0, len(tokens), STEP):
            self._llama.eval(tokens[start : start + STEP])
            yield

    def _restore(self, prefix: list[int]) -> bool:
        """Go back to where a fixed part had been read; whether it ever was."""
        state = self._kept.get(tuple(prefix))
        if state is None:
            return False
        context = self._llama.ctx
        self._lib.llama_memory_clear(self._lib.llama_get_memory(context), True)
        if not self._lib.llama_state_seq_set_data(context, state, len(state), 0):
            return False
        self._llama.input_ids[: len(prefix)] = prefix
        self._llama.n_tokens = len(prefix)
        return True

    def _keep(self, prefix: list[int]) -> None:
        context = self._llama.ctx
        size = self._lib.llama_state_seq_get_size(context, 0)
        state = (ctypes.c_uint8 * size)()
        if self._lib.llama_state_seq_get_data(context, state, size, 0) != size:
            return
        while len(self._kept) >= KEPT_PREFIXES:
            del self._kept[next(iter(self._kept))]
        self._kept[tuple(prefix)] = state

    def _next(self, rules: Any) -> int | None:
        """The likeliest token, or the likeliest that the rules allow; None where they allow none."""
        pointer = self._lib.llama_get_logits_ith(self._llama.ctx, -1)
        logits = np.ctypeslib.as_array(pointer, shape=(self._llama.n_vocab(),))
        best = logits.argmax()
        if rules is None or self._allowed(rules, np.array([best])).size:
            return int(best)
        likeliest = np.argpartition(logits, -_FIRST_TRIED)[-_FIRST_TRIED:]
        for tokens in (likeliest, np.arange(logits.size)):
            allowed = self._allowed(rules, tokens)
            if allowed.size:
                return int(allowed[logits[allowed].argmax()])
        return None

    def _allowed(self, rules: Any, tokens: Any) -> Any:
        """Those of the tokens that the grammar allows next."""
        data = np.zeros(len(tokens), dtype=_TOKEN_DATA)
        data["id"] = tokens
        start = data.ctypes.data_as(self._lib.llama_token_data_p)
        array = self._lib.llama_token_data_array(start, len(tokens), -1, False)
        self._lib.llama_sampler_apply(rules, ctypes.byref(array))
        return data["id"][data["logit"] == 0.0]

    def _is_end(self, token: int) -> bool:
        return bool(self._lib.llama_vocab_is_eog(self._llama._model.vocab, token))

    def _grammar(self, grammar: str) -> Any:
        rules = self._lib.llama_sampler_init_grammar(self._llama._model.vocab, grammar.encode(), b"root")
        if not rules:
            raise ModelError(f"llama.cpp cannot read the grammar {grammar.splitlines()[0]!r}; report this as a bug")
        return rules
