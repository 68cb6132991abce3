"""What a rule of the programme says no to."""


class Refusal(Exception):
    """A rule refuses what was asked: the sentence says why; the code, the field and the status are for clients."""

    def __init__(self, sentence: str, code: str, *, field: str = "detail", status: int = 409) -> None:
        super().__init__(sentence)
        self.sentence, self.code, self.field, self.status = sentence, code, field, status
