"""Audited papers: one folder each, one file per statement; they import only public names of boundcheck."""
