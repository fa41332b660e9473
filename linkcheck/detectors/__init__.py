"""An optional detector beside the six rooms: whether the page says the claim in other words (extra [semantic]).

Named "linkcheck.detectors:Meaning" in settings and commands. It is built and asked as any detector of the user's is; a
post is never judged by it unless it is named. The sentence model comes inside a package; nothing is downloaded.
"""

from linkcheck.detectors._meaning import Meaning

__all__ = ["Meaning"]
