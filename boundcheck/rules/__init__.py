"""Inference rules: claims derived from claims, with every premise and side condition discharged by the tool.

``normal`` says when two terms are equal by algebra, ``entail`` when one fact gives another, ``library`` holds the
rules, ``lines`` what a proof file writes, ``derive`` runs a chain of lines.
"""
