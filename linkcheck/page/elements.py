"""What HTML's elements, and the names sites give them, are to a reader: tables of words, as data."""

from __future__ import annotations


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


INLINE = frozenset(
    _listed(
        "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd mark nobr q rp rt ruby s samp small "
        "span strike strong sub sup time tt u var wbr input label button picture source"
    )
)
"""They go on in the line they stand in; every other element starts a line."""

UNSEEN = frozenset(
    _listed(
        "script style template svg math canvas object embed iframe select option datalist textarea noembed "
        "noframes audio video map dialog title meta link"
    )
)
"""Nothing in them is shown as text of the page (an option is shown only when chosen)."""

UNCLOSED = frozenset(
    _listed(
        "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr "
        "p li dt dd tr td th option optgroup thead tbody tfoot colgroup rt rp html body head"
    )
)
"""They have no end tag, or may leave it out: counting them would call a plain list of a thousand items deep."""

LINE_TAGS = _listed(
    "p li h1 h2 h3 h4 h5 h6 td th dd dt blockquote pre div section article figcaption span address summary body main"
)
"""Elements told apart as the start of a line."""

ENCLOSING = _listed(
    "nav header footer aside form main article section table ul ol dl figure blockquote li p details a button noscript "
    "fieldset label"
)
"""Elements that say something about all the text inside them, by tag or by ARIA role."""

ROLES = {
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
