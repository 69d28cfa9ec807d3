"""Pictures as SVG: the same bytes from the same data, words beside every colour, no library.

``svg`` is the text, ``figure`` a picture with its title and description, ``scale`` the numbers of an
axis, ``plot`` curves, regions, points and bars on axes, ``ring`` windows on a ring, ``graph`` a layered graph.  Colours
are classes, which a page sets by its theme; ``figure.STYLE`` is the one sheet for all of them.
"""
