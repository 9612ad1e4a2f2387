"""The limits of the data's texts and addresses, in characters."""

from typing import Annotated

from msgspec import Meta

ShortText = Annotated[str, Meta(min_length=1, max_length=110)]
Name = Annotated[str, Meta(min_length=1, max_length=50)]
Reason = Annotated[str, Meta(min_length=1, max_length=70)]
Remark = Annotated[str, Meta(min_length=1, max_length=170)]
Paragraph = Annotated[str, Meta(min_length=20, max_length=420)]
Url = Annotated[str, Meta(pattern=r"^https://[^\s]+$", max_length=512)]
