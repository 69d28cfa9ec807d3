"""Reports: the only place that makes text.  ``data`` is the JSON, ``markdown`` and ``terminal`` are made from it."""
