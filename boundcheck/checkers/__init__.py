"""Checkers: each takes a claim with its hypotheses and returns one finding.

``search`` looks for counterexamples on exact instances, ``rule`` runs a derivation, ``enclosure`` covers a box with Arb
balls, ``series`` compares power series, ``kernel`` asks Coq.
"""
