"""Official documents, what they say, and their files."""
