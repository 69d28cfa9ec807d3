"""Murray & Tanner, poster on deep convolutional sparse coding, line by line."""
