"""Home by role, navigation, and the demo organisation."""
