"""The administrator's screens of the organisation: the tree, a unit over time, groups of units."""
