"""What is shipped: the wheel and the sdist, in an environment of their own."""
