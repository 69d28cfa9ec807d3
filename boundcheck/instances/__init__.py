"""Where instances come from: boundary cases in a fixed order, and Hypothesis strategies that shrink to simple ones."""
