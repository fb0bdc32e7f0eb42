"""`python -m contract_kit` is the command `contract-kit`."""

from contract_kit.cli import main

if __name__ == "__main__":
    main()
