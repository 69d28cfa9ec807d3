"""The probe: instances that violate a claimed bound, or come close; campaigns that survive whatever happens to them.

The map, bottom up: ``statement`` (the bounds that have a name), ``layer_point``, ``kernel``, ``layer_starts``,
``layer_moves``, ``layers`` (fast search over single layers), ``data_moves``, ``sources`` (search over any source of
instances), ``task`` (one task: a start, moves, exact re-evaluation), ``spec``, ``fold``, ``store``, ``campaign``,
``cluster`` (the one module that needs dask), ``confirm`` (the independent program looks at what was found).
"""
