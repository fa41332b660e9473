"""Which words bound a statement, and which stand around one and say nothing of it?"""

from __future__ import annotations

from linkcheck.training._tables.table import Table

TABLES = (
    Table(
        file="_text/data/qualifiers.txt",
        entry="A kind of word that bounds a statement and, behind a bar, the words: how surely it holds (doubt), in "
        "which rank, of how much (part, whole), and to which limit",
        used_by=("_evidence/detectors/predicates.py",),
        source="written for linkcheck",
        licence="that of linkcheck",
        earns="tests/evidence/detectors/test_predicates.py::test_a_qualifier_that_the_post_drops_is_told",
    ),
    Table(
        file="_text/data/frame_words.txt",
        entry="A kind of word of labels and credits around a sentence and, behind a bar, the words: outlets, sections "
        "and formats of the press, openers of posts, greetings, credits; small words of labels, "
        'words of place and time that no credit has, and participles behind which "by" names a doer and no author',
        used_by=("_post/frames.py",),
        source="written for linkcheck",
        licence="that of linkcheck",
        earns="tests/post/test_frames.py::test_a_label_of_known_words_is_no_subject",
    ),
)
