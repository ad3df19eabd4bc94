"""Roles as data: what each allows and how far it sees, changed by an administrator who is shown first what follows."""
