"""What a page says, without its markup."""

import re


def text(answer):
    content = re.sub(r"<(script|style|svg).*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", content).replace("&#x27;", "'").split())
