"""Amendments to motions: what they can do, what comes of them, and how they are said.

It works on the models of motions and makes new ones; nothing is read or written here.
"""
