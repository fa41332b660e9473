"""Tables as the tools that people post with write and take them: their headers, with rows of ours."""

from __future__ import annotations

import csv
import datetime as dt
import io
import warnings
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest

from linkcheck._post.files import Columns
from linkcheck._post.files.columns import layout_of, unread_warning
from linkcheck._post.files.read import read_posts
from linkcheck._post.types import Post
from linkcheck.errors import InputError, InputWarning

TEXTS = [f"Chestnut soup number {number} with brown butter and sage" for number in range(6)]
LINKS = [f"https://paper.example/soup/{number}" for number in range(6)]
IMAGES = [f"https://cdn.example/soup/{number}.jpg" for number in range(6)]

PUBLER = (
    "Date - Intl. format or prompt",
    "Text",
    "Link(s) - Separated by comma for FB carousels",
    "Media URL(s) - Separated by comma",
    "Title - For the video, pin, PDF ..",
    "Label(s) - Separated by comma",
    "Alt text(s) - Separated by ||",
    "Comment(s) - Separated by ||",
    "Pin board, FB album, or Google category",
    "Post subtype - I.e. story, reel, PDF ..",
    "CTA - For Facebook links or Google",
    "Reminder - For stories, reels, shorts, and TikToks",
)
METRICOOL = (
    "Text|Date|Time|Draft|Facebook|Twitter/X|LinkedIn|GBP|Instagram|Pinterest|TikTok|Youtube|Threads|Bluesky|"
    "Picture Url 1|Picture Url 2|Shortener|First Comment Text|Pinterest Board|Pinterest Pin Title|Pinterest Pin Link"
)
RECURPOST = (
    "Original Message|Facebook Message|Twitter Message|Linkedin Message|Instagram Message|Pinterest Message|Post URL|"
    "Facebook Post Type|GBP CTA|Pinterest Title|Pinterest Destination Link|YouTube Title|Original First Comment|"
    "GBP Offer Start Date|Linkedin Document|Image URL 1|Image URL 2|Video Url"
)
# Of each the columns, in order, and which of them our rows fill. As of 2026-11. Word for word as in public programs
# that write for the tool: Publer, Buffer, Hootsuite with a header, Metricool, HighLevel, and Sprout Social with links
# in the text. The others are plausible: what the fields are called in a tool's help and interface, in an order of ours.
TEMPLATES: Mapping[str, tuple[str | tuple[str, ...], Mapping[str, str]]] = {
    "Publer": (PUBLER, {"text": PUBLER[1], "link": PUBLER[2], "day": PUBLER[0], "image": PUBLER[3]}),
    "Publer of six columns": (
        "Date|Message|Link|Media URL(s)|Title|Label(s)",
        {"text": "Message", "link": "Link", "day": "Date", "image": "Media URL(s)"},
    ),
    "Buffer": (
        "Text|Image URL|Tags|Posting Time",
        {"text+link": "Text", "image": "Image URL", "label": "Tags", "day": "Posting Time"},
    ),
    "Buffer export": (
        "Text|Image URL|Scheduled At|Profile|Tags",
        {"text+link": "Text", "day": "Scheduled At", "label": "Profile"},
    ),
    "Hootsuite with a header": (
        "Date|Time|Platform|Message|Link|Image URL",
        {"date": "Date", "clock": "Time", "label": "Platform", "text": "Message", "link": "Link"},
    ),
    "SocialBee": (
        "text|link|imageUrls|gifUrls|videoUrls|postAtSpecificTime",
        {"text": "text", "link": "link", "day": "postAtSpecificTime"},
    ),
    "Metricool": (METRICOOL, {"text+link": "Text", "date": "Date", "clock": "Time", "image": "Picture Url 1"}),
    "Sprout Social": (
        "date|time_24hr|message_text|public_image_url|link",
        {"date": "date", "clock": "time_24hr", "text": "message_text", "link": "link", "image": "public_image_url"},
    ),
    "Sprout Social with links in the text": (
        "date|time_24hr|message_text|public_image_url",
        {"date": "date", "clock": "time_24hr", "text+link": "message_text", "image": "public_image_url"},
    ),
    "Agorapulse": (
        "post_content|post_link|video_url|image_url|scheduled_date",
        {"text": "post_content", "link": "post_link", "image": "image_url", "day": "scheduled_date"},
    ),
    "RecurPost": (RECURPOST, {"text": "Original Message", "link": "Post URL", "image": "Image URL 1"}),
    "RecurPost for one network": (RECURPOST, {"text": "Twitter Message", "link": "Post URL"}),
    "Oktopost": (
        "Network|Message|LinkUrl|LinkTitle|ImageUrl|Description|Picture",
        {"label": "Network", "text": "Message", "link": "LinkUrl", "image": "ImageUrl"},
    ),
    "HighLevel": (
        "postAtSpecificTime (YYYY-MM-DD HH:mm:ss)|content|link (OGmetaUrl)|imageUrls|gifUrl|videoUrls",
        {"day": "postAtSpecificTime (YYYY-MM-DD HH:mm:ss)", "text": "content", "link": "link (OGmetaUrl)"},
    ),
    "Ayrshare": (
        "post|platforms|mediaUrls|scheduleDate",
        {"text+link": "post", "label": "platforms", "image": "mediaUrls", "day": "scheduleDate"},
    ),
    "PostFast": (
        "scheduled_at|account_id|content|media_urls|first_comment|fb_content_type",
        {"day": "scheduled_at", "text+link": "content", "image": "media_urls"},
    ),
    "Postiz": (
        "id|content|publishDate|releaseURL|state|group",
        {"text+link": "content", "day": "publishDate", "label": "state"},
    ),
    "Sosyabot": (
        "Text|Year|Month|Day|Hour (0-23)|Minutes|Image URL|Link",
        {"text": "Text", "link": "Link", "image": "Image URL"},
    ),
    "Later": (
        "Profile|Caption|Media URL|Link in Bio URL|Scheduled Time",
        {"text": "Caption", "link": "Link in Bio URL", "day": "Scheduled Time"},
    ),
    "Loomly": (
        "Date|Time|Subject|Copy|Link|Labels|Channels",
        {"date": "Date", "clock": "Time", "text": "Copy", "link": "Link", "label": "Channels"},
    ),
    "Zoho Social": (
        "Date|Time|Message|Link|Image URL",
        {"date": "Date", "clock": "Time", "text": "Message", "link": "Link"},
    ),
    "Sendible": (
        "Message|Message Date|Link|Image|Status",
        {"text": "Message", "link": "Link", "day": "Message Date", "label": "Status"},
    ),
    "ContentStudio": (
        "Content|Link|Image|Video|Post Date",
        {"text": "Content", "link": "Link", "day": "Post Date", "image": "Image"},
    ),
    "CoSchedule": (
        "Social Profile|Message Type|Social Message|URL|Date|Time",
        {"label": "Message Type", "text": "Social Message", "link": "URL", "date": "Date", "clock": "Time"},
    ),
    "SmarterQueue": (
        "Category|Text|URL|Image URL|Image 2 URL",
        {"label": "Category", "text": "Text", "link": "URL", "image": "Image URL"},
    ),
    "LinkedIn analytics": (
        "Date|Post text|Link|Impressions|Reactions",
        {"text": "Post text", "link": "Link", "day": "Date"},
    ),
    "a calendar of one's own": (
        "Week|Pillar|Status|Copywriter's draft|Goes to|Due",
        {"label": "Status", "text": "Copywriter's draft", "link": "Goes to", "day": "Due"},
    ),
    "a calendar in German": (
        "Datum|Uhrzeit|Beitragstext|Ziel",
        {"date": "Datum", "clock": "Uhrzeit", "text": "Beitragstext", "link": "Ziel"},
    ),
}


def cells(number: int) -> dict[str, str]:
    day = f"2026-12-{number + 1:02}"
    return {
        "text": TEXTS[number],
        "link": LINKS[number],
        "text+link": f"{TEXTS[number]} {LINKS[number]}",
        "image": IMAGES[number],
        "day": f"{day} 09:30",
        "date": day,
        "clock": "09:30",
        "label": "scheduled",
    }


def template(name: str, delimiter: str) -> str:
    columns, filled = TEMPLATES[name]
    table = io.StringIO()
    names = columns.split("|") if isinstance(columns, str) else columns
    writer = csv.DictWriter(table, names, delimiter=delimiter, restval="")
    writer.writeheader()
    for number in range(len(TEXTS)):
        writer.writerow({column: cells(number)[kind] for kind, column in filled.items()})
    return table.getvalue()


def posts(table: str, *, link_column: str = "") -> list[Post]:
    found = list(read_posts(io.StringIO(table), name="queue.csv", link_column=link_column))
    assert all(isinstance(post, Post) for post in found), found
    return [post for post in found if isinstance(post, Post)]


def urls(table: str, *, link_column: str = "") -> list[list[str]]:
    return [[link.url for link in post.links] for post in posts(table, link_column=link_column)]


def rows_of(header: str, *columns: list[str]) -> str:
    return header + "\n" + "".join(",".join(row) + "\n" for row in zip(*columns, strict=True))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("name", TEMPLATES)
def test_the_rows_of_a_template_are_read_with_their_text_link_and_time(name: str, delimiter: str) -> None:
    found = posts(template(name, delimiter))
    _, filled = TEMPLATES[name]
    expected = TEXTS if "text" in filled else [f"{text} {link}" for text, link in zip(TEXTS, LINKS, strict=True)]
    assert [post.text for post in found] == expected
    assert [[link.url for link in post.links] for post in found] == [[link] for link in LINKS]
    times = [post.scheduled_at or post.created_at for post in found]
    if "day" in filled or "clock" in filled:
        assert [str(time)[:16] for time in times] == [f"2026-12-0{day} 09:30" for day in range(1, 7)]


def test_a_table_without_a_header_is_read_by_what_its_columns_hold() -> None:
    table = io.StringIO()
    csv.writer(table).writerows(
        [[TEXTS[n], "2026", "12", f"{n + 1}", "9", "30", IMAGES[n], LINKS[n]] for n in range(len(TEXTS))]
    )
    first, *others = posts(table.getvalue())
    assert [first.text, *(post.text for post in others)] == TEXTS
    assert urls(table.getvalue()) == [[link] for link in LINKS]
    assert first.notes == (
        "Its text was found in column 1, by what the column holds.",
        "Its link was found in column 8, by what the column holds.",
    )
    assert first.origin is not None
    assert first.origin.line == 1


@pytest.mark.parametrize("form", ["%m/%d/%Y %H:%M", "%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M"])
def test_a_sheet_of_hootsuite_is_read_in_every_order_of_the_day(form: str) -> None:
    days = [dt.datetime(2026, 11, day, 9, 30, tzinfo=dt.UTC) for day in (2, 3, 4, 5, 6, 24)]
    found = posts("".join(f"{d.strftime(form)},{t},{u}\n" for d, t, u in zip(days, TEXTS, LINKS, strict=True)))
    assert [post.text for post in found] == TEXTS
    assert [post.links[0].url for post in found] == LINKS
    assert [post.scheduled_at for post in found] == days


def test_a_day_that_no_row_tells_from_a_month_is_left_out_and_noted() -> None:
    (post,) = posts("text,date\nYork buys buses,01/02/2026 09:30\n")
    assert post.scheduled_at is None
    assert post.created_at is None
    assert post.notes == ("The time “01/02/2026 09:30” was not understood: it may begin with the day or the month.",)


def test_a_text_that_begins_with_a_date_stays_as_it_is() -> None:
    assert posts("text,date\n24/11/2026: York buys buses,2026-11-24\n")[0].text == "24/11/2026: York buys buses"


@pytest.mark.parametrize("name", ["Text", "Content", "Update", "Status", "Message", "Post"])
def test_a_column_of_labels_is_never_the_text_whatever_it_is_called(name: str) -> None:
    table = rows_of(f"{name},Wording,Goes to", ["draft"] * 6, TEXTS, LINKS)
    assert [post.text for post in posts(table)] == TEXTS


def test_a_column_of_addresses_that_is_not_read_is_told_with_the_option_that_reads_it() -> None:
    table = rows_of("text,link,Elsewhere", TEXTS, LINKS, [f"{link}/b" for link in LINKS])
    with pytest.warns(InputWarning) as told:
        assert urls(table) == [[link] for link in LINKS]
    assert [str(warning.message) for warning in told] == [
        "queue.csv: column “Elsewhere” holds URLs and is not read: --link-column “Elsewhere”"
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert urls(table, link_column="Elsewhere") == [[f"{link}/b"] for link in LINKS]


@pytest.mark.parametrize("name", ["Image URL", "Media", "Avatar", "Thumbnail URL", "Creative"])
def test_a_column_of_pictures_is_no_link_and_not_told(name: str) -> None:
    assert urls(rows_of(f"text,{name}", TEXTS, IMAGES)) == [[]] * 6


@pytest.mark.parametrize("name", ["Profile link", "Author website", "Avatar", "Permalink"])
def test_a_column_whose_name_speaks_of_somebody_or_the_post_itself_is_no_link(name: str) -> None:
    assert urls(rows_of(f"text,{name}", TEXTS, LINKS)) == [[]] * 6


def test_several_columns_of_links_and_several_links_in_a_cell_are_all_read() -> None:
    first, second, third = (f"https://a.example/{number}" for number in (1, 2, 3))
    assert urls(f'text,Link 1,Link 2\nYork buys buses,"{first}, {second}",{third}\n') == [[first, second, third]]
    assert urls(f'text,links\nYork buys buses,"{first}\n{second}"\n') == [[first, second]]


def test_addresses_of_posts_that_no_name_tells_are_not_told_beside_links_in_the_text() -> None:
    own = [f"https://twitter.com/york/status/159570000000000000{number}" for number in range(6)]
    linked = [f"{text} {link}" for text, link in zip(TEXTS, LINKS, strict=True)]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert urls(rows_of("text,Seen at", linked, own)) == [[link] for link in LINKS]


def test_a_name_that_begins_with_post_means_what_the_rest_of_it_means() -> None:
    table = rows_of("Post Id,Post Created,Post Message", list("abcdef"), ["2026-11-24"] * 6, TEXTS)
    first, *_ = posts(table)
    assert (first.id, first.text, str(first.created_at)[:10]) == ("a", TEXTS[0], "2026-11-24")


def test_columns_that_are_not_read_are_told_by_their_place_where_they_have_no_name() -> None:
    assert unread_warning(()) == ""
    assert unread_warning(("column 3",)) == "column 3 holds URLs and is not read: give the column a name, such as link"
    both = unread_warning(("column “A”", "column “B”"))
    assert both == "column “A” and column “B” hold URLs and are not read: --link-column “A”"


def test_a_table_in_which_nothing_is_a_text_names_its_columns() -> None:
    layout = layout_of(["when", "where"], [["1", "2"]], Columns())
    assert layout.problem == "no column is called text, message, content, post or caption; there are when, where"


@pytest.mark.parametrize("asked", [{"text_column": "Copy"}, {"link_column": "Copy"}])
def test_a_column_that_is_asked_for_and_is_not_there_is_told_before_any_post(
    asked: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "queue.csv"
    path.write_text(rows_of("text,url", TEXTS, LINKS), "utf-8")
    expected = "no column is called Copy; there are text, url"
    with pytest.raises(InputError) as told:
        read_posts(path, **asked)  # type: ignore[arg-type]
    assert str(told.value) == f"{path}: {expected}"
    with pytest.raises(InputError, match=expected):
        read_posts(pd.DataFrame({"text": TEXTS, "url": LINKS}), **asked)  # type: ignore[arg-type]
    with path.open("rb") as stream, pytest.raises(InputError, match=expected):
        next(read_posts(stream, **asked))  # type: ignore[arg-type]


def test_columns_that_are_named_as_texts_and_hold_addresses_are_links_of_the_text_of_another() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = posts(rows_of("text,post,Content", LINKS, TEXTS, [f"{link}/b" for link in LINKS]))
    assert [post.text for post in found] == TEXTS
    assert [[link.url for link in post.links] for post in found] == [[link, f"{link}/b"] for link in LINKS]


def test_a_column_of_texts_that_are_addresses_alone_is_read_as_texts_and_links() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = posts(rows_of("text,state", LINKS, ["queued"] * 6))
    assert [(post.text, post.links[0].url) for post in found] == list(zip(LINKS, LINKS, strict=True))


def test_a_link_whose_scheme_is_mistyped_is_still_one() -> None:
    assert urls("text,link\nTickets for the harbour lights go on sale,htp://foo.bar/x\n") == [["htp://foo.bar/x"]]
