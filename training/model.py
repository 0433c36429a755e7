"""Model: which figure comes out for a question beside a sentence?

Token ids and types in, one logit a row out. The packaged MiniLM reads question, sentence and surroundings as one text;
the head compares the mean of the question's tokens with that of the sentence's, starting from their likeness (what
the encoder was made for), and learns what else tells. Question and sentence are told apart by their places: the
question ends at the first [SEP], the sentence has the second token type.
"""

from __future__ import annotations

from typing import Any

import torch
from transformers import AutoModel

SEP = 102
START = 8.0  # the weight that likeness starts with


class Reader(torch.nn.Module):
    """MiniLM with a head of one figure."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.body = AutoModel.from_pretrained(source, add_pooling_layer=False, attn_implementation="eager")
        width = self.body.config.hidden_size
        self.head = torch.nn.Sequential(torch.nn.Linear(5 * width + 1, 128), torch.nn.GELU(), torch.nn.Linear(128, 1))
        torch.nn.init.zeros_(self.head[2].weight)
        torch.nn.init.constant_(self.head[2].bias, -8.0)

    def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> Any:
        """Ids, mask and types ``[n, t]`` to logits ``[n]``."""
        states = self.body(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        passed = torch.cumsum((input_ids == SEP).to(states.dtype), dim=1)
        asked = (passed < 0.5).to(states.dtype).unsqueeze(2)
        judged = token_type_ids.to(states.dtype).unsqueeze(2)
        first, second = _mean(states, asked), _mean(states, judged)
        alike = (first * second).sum(dim=1, keepdim=True)
        seen = torch.cat([states[:, 0], first, second, first * second, (first - second).abs(), alike], dim=1)
        return START * alike[:, 0] + self.head(seen)[:, 0]


def _mean(states: Any, chosen: Any) -> Any:
    """The mean of the chosen tokens, at length one."""
    total = (states * chosen).sum(dim=1)
    return total / torch.sqrt((total * total).sum(dim=1, keepdim=True) + 1e-9)
