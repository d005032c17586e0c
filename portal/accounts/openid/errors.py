"""What can go wrong at a provider; views make a page of it."""


class OpenIdError(Exception):
    """``code`` is for the log and for choosing words; it never holds what the provider said."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


class ProviderDown(OpenIdError):
    """It cannot be reached, is too slow, or answers nonsense. Later it may work."""


class ProviderWrong(OpenIdError):
    """Something in the answer is not right: nobody gets in on it."""
