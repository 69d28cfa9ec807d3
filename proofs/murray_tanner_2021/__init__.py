"""Murray & Tanner (2021), recovery of activation pathways via deep convolutional sparse coding, line by line."""
