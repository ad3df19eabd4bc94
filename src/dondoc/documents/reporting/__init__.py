"""Reports on incoming and outgoing documents: counts, each of which opens its part of the book."""
