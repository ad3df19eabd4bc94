"""Parts every app may use: errors, the clock, the calendar, Vietnamese text, events."""
