"""Case files: the list of the year, what lies in each file, closing it, handing it over to the archive."""
