"""`python -m an_sinh` is `ansinh`."""

from an_sinh.cli import main

if __name__ == "__main__":
    main()
