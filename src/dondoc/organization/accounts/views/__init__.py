"""Pages of signing in, of the own account, and of the administrator of accounts."""
