"""What a year is to bring: targets, their plans, what was measured, and the programme of work."""
