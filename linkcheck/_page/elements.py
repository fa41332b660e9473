"""What do the elements of HTML, and the names that sites give them, say of the text inside them?"""

from __future__ import annotations

import re
from functools import lru_cache

from linkcheck._page.markup import RAW

_INLINE = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd mark nobr q rp rt ruby s samp small "
    "span strike strong sub sup time tt u var wbr input label button picture source"
)
INLINE = frozenset(_INLINE.split())
"""They continue the line that holds them; every other element starts a line."""

_NON_RENDERED = (
    "script style template svg math canvas object embed iframe select option datalist textarea noembed "
    "noframes audio video map dialog title meta link"
)
NON_RENDERED = frozenset(_NON_RENDERED.split())
"""Nothing in them is shown as text of the page (an option is shown only when chosen)."""

SILENT = NON_RENDERED - RAW - {"meta", "link", "embed"}
"""Those whose content the walk over the page meets, and passes over."""
# What a start tag ends if it stands open, and what that must not stand outside of.
TABLE = frozenset({"table"})
_IN_LIST = frozenset({"ul", "ol", "dl", "menu", "table", "td", "th", "section", "article", "blockquote"})
ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), _IN_LIST),
    "dt": (frozenset({"dt", "dd"}), _IN_LIST),
    "dd": (frozenset({"dt", "dd"}), _IN_LIST),
    "tr": (frozenset({"tr"}), TABLE),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    **dict.fromkeys(("thead", "tbody", "tfoot"), (frozenset({"tbody", "thead", "tfoot"}), TABLE)),
    "option": (frozenset({"option"}), frozenset({"datalist", "table"})),
}
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ENDING_PARAGRAPHS = (
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form header "
    "hgroup hr main menu nav ol p pre search section summary table ul li dt dd tr td th tbody thead tfoot"
)
ENDS_PARAGRAPH = HEADINGS | frozenset(_ENDING_PARAGRAPHS.split())
# An end tag whose start tag is not in here ends nothing outside.
BARRIERS = frozenset({"td", "th", "table", "caption", "object"})
OF_TABLE = frozenset({"td", "th", "tr", "tbody", "thead", "tfoot", "table", "caption"})

_LINE_TAGS = (
    "p li h1 h2 h3 h4 h5 h6 td th dd dt blockquote pre div section article figcaption span address summary body main"
)
LINE_TAGS = tuple(_LINE_TAGS.split())
"""Elements distinguished as the start of a line."""

_ENCLOSING = (
    "nav header footer aside form main article section table ul ol dl figure blockquote li p details a button noscript "
    "fieldset label"
)
ENCLOSING = tuple(_ENCLOSING.split())
"""Elements that say something about all the text inside them, by tag or by ARIA role."""

ARIA_ROLES = {
    "navigation": "nav",
    "banner": "header",
    "contentinfo": "footer",
    "complementary": "aside",
    "main": "main",
    "article": "article",
    "search": "form",
    "list": "ul",
}
"""The element that an ARIA role stands for."""

NAME_GROUPS: dict[str, str] = {
    "content": ("content contents body text entry story richtext rte prose wysiwyg copy markdown bodytext maincontent"),
    "article": "article articlebody post postbody blog news blogpost single hentry",
    "main": "main primary center",
    "product": (
        "product pdp sku item detail details spec specs specification specifications description desc "
        "features attributes overview summary"
    ),
    "price": (
        "price cart buy addtocart stock basket checkout wishlist quantity qty shipping variant swatch "
        "size option options"
    ),
    "list": (
        "list listing results result grid cards card tile tiles teaser items collection catalog feed "
        "directory row entries"
    ),
    "forum": "thread topic message messages forum reply replies question answer answers bbwrapper discussion",
    "comment": "comment comments disqus respond review reviews rating ratings testimonial testimonials",
    "user": "user users avatar profile author byline member signature username poster bio badge",
    "meta": (
        "meta date time timestamp published posted info stats votes vote views tag tags category "
        "categories label labels"
    ),
    "nav": (
        "nav navigation navbar menu menus submenu dropdown breadcrumb breadcrumbs crumb crumbs topbar "
        "toolbar tabs tab toc skip pagination pager paging"
    ),
    "header": "header masthead head hero top logo brand",
    "footer": "footer foot bottom copyright legal colophon disclaimer",
    "side": "sidebar side aside rail widget widgets secondary column",
    "related": (
        "related recommend recommended recommendations recommendation more popular trending latest recent "
        "similar also upsell readmore suggestions featured next prev previous carousel slider slide "
        "swiper"
    ),
    "ad": (
        "ad ads advert advertisement advertising sponsor sponsored promo promotion promotions banner "
        "banners outbrain taboola dfp affiliate"
    ),
    "social": "social share sharing shares facebook twitter follow like likes addthis",
    "form": (
        "form login signin signup register newsletter subscribe subscription search input field filter "
        "filters facet facets sort sorting refine"
    ),
    "popup": (
        "cookie cookies consent gdpr popup modal overlay dialog notice alert toast lightbox offcanvas "
        "drawer tooltip hidden visually visuallyhidden"
    ),
    "caption": "caption figure image img gallery photo media video player credit thumbnail thumb picture embed",
    "button": "button btn cta action actions control controls icon icons link links",
    "section": "faq accordion collapse panel section block module component container wrapper",
    "quote": "quote blockquote pullquote code highlight pre",
    "title": "title heading headline subtitle subhead name",
}
"""What a class or id is made of, grouped by what such names are given to. Collected from the default markup of
WordPress, Drupal, Discourse, phpBB, XenForo, vBulletin, Shopify, WooCommerce, Magento and from Bootstrap."""

_GROUP_OF: dict[str, int] = {}
for _bit, _words in enumerate(NAME_GROUPS.values()):
    for _word in _words.split():
        _GROUP_OF[_word] = _GROUP_OF.get(_word, 0) | 1 << _bit
_NAME_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]{2,}")


@lru_cache(maxsize=4096)
def groups_of(written: str) -> int:
    """Return the groups that the parts of a class or id belong to, as bits of NAME_GROUPS."""
    found = 0
    for part in _NAME_PART.findall(written):
        found |= _GROUP_OF.get(part.lower(), 0)
    return found
