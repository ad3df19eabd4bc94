"""The checks, one module for each part of a document; each notes in a report what does not hold."""
