"""The exact model of deep convolutional sparse coding: plain data in, worlds out.

``worlds.build`` is the door.  Below it: ``geometry`` (where atoms sit), ``layer`` and ``network`` (the model),
``decoder`` (the projection with explicit ties), ``exact`` (rational linear algebra), ``fields`` (reading JSON).
"""
