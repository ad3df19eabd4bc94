"""What happens to people and posts and matters above."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PostEnded:
    """A post was given its last day: what its holder led must be handed over."""

    post_id: int
