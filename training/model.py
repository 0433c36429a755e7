"""Model: which figures come out for a question beside a passage?

Token ids and types in, one logit out for each sentence and figure that is judged. The packaged MiniLM reads question,
title and passage as one text; a head compares the mean of the question's tokens with that of the judged ones, starting
from their likeness (what the encoder was made for), and learns what else tells; sentences and figures have a head
each. The question ends at the first [SEP].
"""

from __future__ import annotations

from typing import Any

import torch
from transformers import AutoModel

SEP = 102
START = 8.0  # the weight that likeness starts with


class Reader(torch.nn.Module):  # type: ignore[misc]
    """MiniLM with a head for sentences and one for figures."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.body = AutoModel.from_pretrained(source, add_pooling_layer=False, attn_implementation="eager")
        width = self.body.config.hidden_size
        self.head, self.figure_head = _head(5 * width + 1), _head(5 * width + 1)

    def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any, spans: Any, figures: Any) -> Any:
        """Ids, mask and types ``[n, t]``, judged tokens ``[n, k, t]``, which are figures ``[n, k]``; to logits."""
        states = self.body(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        passed = torch.cumsum((input_ids == SEP).to(states.dtype), dim=1)
        asked = (passed < 0.5).to(states.dtype).unsqueeze(1)
        judged = _unit(spans.to(states.dtype) @ states)
        first = _unit(asked @ states).expand_as(judged)
        alike = (first * judged).sum(dim=2, keepdim=True)
        whole = states[:, :1].expand_as(judged)
        seen = torch.cat([whole, first, judged, first * judged, (first - judged).abs(), alike], dim=2)
        told = torch.where(figures > 0.5, self.figure_head(seen)[:, :, 0], self.head(seen)[:, :, 0])
        return START * alike[:, :, 0] + told


def _head(width: int) -> torch.nn.Sequential:
    head = torch.nn.Sequential(torch.nn.Linear(width, 128), torch.nn.GELU(), torch.nn.Linear(128, 1))
    torch.nn.init.zeros_(head[2].weight)
    torch.nn.init.constant_(head[2].bias, -8.0)
    return head


def _unit(total: Any) -> Any:
    """The direction of a sum of states: their mean, at length one."""
    return total / torch.sqrt((total * total).sum(dim=2, keepdim=True) + 1e-9)
