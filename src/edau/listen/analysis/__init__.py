"""What is worked out from what people say, one file a subject. Only these modules call kernels."""

from edau.listen.analysis.likeness import Likeness, likenesses

__all__ = ["Likeness", "likenesses"]
