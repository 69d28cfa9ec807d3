"""What the re-checker takes on trust, as plain data: the words of an instance and the rules of proof."""
