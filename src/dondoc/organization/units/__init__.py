"""Units over time: their dated names, what happened to them, groups of them."""
