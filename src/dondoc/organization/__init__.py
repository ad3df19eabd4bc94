"""Units, people, posts, roles and accounts."""
