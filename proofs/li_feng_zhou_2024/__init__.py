"""Li, Feng & Zhou (2024), line by line: uniqueness, stability, and convolutional networks for deep sparse coding."""
