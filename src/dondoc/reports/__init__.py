"""Reports: composed from what is on record, each figure open to its records, frozen when they are handed on."""
