"""Papyan, Romano & Elad (2017), multi-layer convolutional sparse coding and the forward pass, line by line."""
