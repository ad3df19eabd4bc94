"""Signing in: passwords, second step, passkeys, single sign-on, sessions, and the accounts an administrator keeps."""
