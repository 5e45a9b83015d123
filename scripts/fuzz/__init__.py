"""Feed tonematch with damaged and hostile input, and look whether it stays a program that answers in sentences."""
