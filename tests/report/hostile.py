"""A report whose every text tries to run something, and a report of many steps."""

TEXTS = (
    "<script>window.hacked=1</script>",
    '"><img src=x onerror="window.hacked=1">',
    "]]></style></script><script>window.hacked=1</script>",
    "'--><svg onload=window.hacked=1>\\frac{</math><script>window.hacked=1</script>}{x}",
    "javascript:window.hacked=1 {{ 7*7 }} {% raw %} &lt;b&gt; \x00\x1b[31m\u202e",
)


def spoiled(value, keep=("key", "schema", "verdict", "grade", "status", "digest", "kind"), count=None):
    """A copy of plain data in which every text is a hostile one; numbers, verdicts and terms stay."""
    count = [0] if count is None else count
    if isinstance(value, dict):
        return {
            key: entry if key in (*keep, "claim", "world", "certificate") else spoiled(entry, keep, count)
            for key, entry in value.items()
        }
    if isinstance(value, list):
        return [spoiled(entry, keep, count) for entry in value]
    if isinstance(value, str):
        count[0] += 1
        return f"{TEXTS[count[0] % len(TEXTS)]}{count[0]}"
    return value


def many(data, number):
    """A report with so many steps, copies of those of another one."""
    steps = []
    for copy in range(-(-number // len(data["steps"]))):
        renamed = {one["label"]: f"copy_{copy}_{one['label']}" for one in data["steps"]}
        steps += [
            one | {"label": renamed[one["label"]], "uses": [renamed.get(u, u) for u in one["uses"]]}
            for one in data["steps"]
        ]
    conclusions = [one | {"rests_on": [f"copy_0_{label}" for label in one["rests_on"]]} for one in data["conclusions"]]
    return data | {"steps": steps[:number], "conclusions": conclusions}
