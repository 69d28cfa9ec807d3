"""Exact linear algebra and linear programmes over the rationals, with certificates that anybody can check."""
