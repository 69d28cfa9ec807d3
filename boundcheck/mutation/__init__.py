"""The auditor audited: every claim of a proof folder edited in small ways, and what the auditor makes of each edit."""
