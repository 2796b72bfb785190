"""Rounds what goes into the encoder's products to 8 bits while it is trained, as the run-time model does.

Fake quantisation with a straight-through gradient (Jacob and others 2018): the range is that of one window, as at run
time, where each window is read by itself. Weights are not rounded: their share of the error is small.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn


class _Rounded(torch.autograd.Function):
    @staticmethod
    def forward(_context: Any, values: Tensor) -> Tensor:
        low = values.amin((-2, -1), keepdim=True).clamp(max=0).float()
        high = values.amax((-2, -1), keepdim=True).clamp(min=0).float()
        step = ((high - low) / 255).clamp(min=1e-8)
        zero = (-low / step).round()
        rounded: Tensor = (((values / step + zero).round() - zero) * step).to(values.dtype)
        return rounded

    @staticmethod
    def backward(_context: Any, *gradients: Any) -> Any:
        return gradients[0]


def rounded(values: Tensor) -> Tensor:
    """The values (windows, pieces, width) on 256 even steps between the least and the greatest of their window."""
    found: Tensor = _Rounded.apply(values)  # type: ignore[no-untyped-call]
    return found


def round_inputs(encoder: nn.Module) -> None:
    """Make every product of the encoder round its input from now on."""
    for module in encoder.modules():
        if isinstance(module, nn.Linear):
            module.register_forward_pre_hook(lambda _module, given: (rounded(given[0]),))
