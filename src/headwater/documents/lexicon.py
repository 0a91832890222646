"""The trade's own phrases: what pages call their boxes, prompts, notes and stamps. Written by us, one row a theme.

Each list is an alternation of regular expressions; case does not matter.
"""

import re


def _any(rows: str) -> str:
    """The rows of a list as one alternation."""
    return "(?:" + "|".join(r.strip() for r in rows.strip().splitlines()) + ")"


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I)


def _compile_lower(pattern: str) -> re.Pattern[str]:
    """For text in lower case: five times as fast as a pattern that folds case itself."""
    return re.compile(pattern)


# Heads of boxes of links, matched at the start of a short line.
RELATED = _compile(
    _any(r"""
    (?:read|see|watch|listen|learn|view)(?: it| this)? (?:more|next|also|now|here)
    also (?:read|see|on)
    more (?:on|from|in|about|like|stories|news|articles)
    related(?: (?:stories|story|articles?|news|content|posts?|topics?|coverage|links?|reading|items?|videos?))?
    (?:you )?(?:may|might|could) (?:also )?(?:like|be interested in|enjoy|want to read)
    up next|next up|don'?t miss|in case you missed it|what to read next
    recommend(?:ed|ations?|s)?
    top (?:stories|news|headlines)
    latest(?: (?:news|stories|posts|headlines|articles|videos))?
    recent (?:posts|stories|news|articles|comments)
    (?:other|similar) (?:stories|news|articles|posts)
    editors?'?s? (?:picks?|choice)
    (?:from )?around the web|from (?:the web|our partners)
    sponsored(?: (?:content|links?))?|promoted(?: (?:content|stories|links?))?|paid content
    (?:continue|keep|further) reading|explore more
    """)
    + r"\b"
)
RANKING = _compile(
    _any(r"""
    rankings?|trending|popular|top \d+|best of
    (?:the )?most (?:read|viewed|popular|shared|commented|watched|recent|discussed)
    hot (?:news|topics|stories)
    """)
    + r"\b"
)

# Words of prompts, anywhere in a line, and the words that speak to the reader.
PROMPT = _compile_lower(
    r"\b"
    + _any(r"""
    newsletters?|subscrib(?:e|er|ers|ing)|subscription|sign(?:ing)? up|inbox|mailing list|e-?mail alerts?
    push notifications?|get (?:the|our) (?:latest|daily|weekly)|log in|register(?: now| for free| here)?
    (?:breaking )?news alerts?|delivered (?:to|every|weekday|daily)
    become a member|support (?:our|independent) journalism|donate|download (?:the|our) app
    follow us|join (?:us|our|the conversation)
    """)
    + r"\b"
)
READER = _compile(r"\b(?:you|your|you're|us|our|we|here|now|today|free|daily|weekly)\b")
OURS = _compile(r"\b(?:your|our|us|here|free)\b")

# Pictures and films.
MEDIUM = _compile(
    r"\b"
    + _any(r"""
    photos?|pictures?|images?|videos?|vdo|clips?|footage|screenshots?|screengrab|gallery|slideshow|courtesy
    tiktok|youtube|instagram|getty|shutterstock|livestream|illustration|infographic
    """)
    + r"\b"
)
CAPTION = _compile(
    _any(r"""
    [(\[]\s*(?:photo|image|picture|credit|courtesy|illustration|file|video|source)\b[^()\[\]]*[)\]]\s*\.?$
    \b(?:photo|image|picture|credit|video|courtesy)(?: credit)?\s*(?::|by\b|of\b)\s*\S[^.]*\.?$
    [(\[](?:[^()\[\]]*\b(?:photo|images|picture alliance|shutterstock))(?:/[^()\[\]]*)?[)\]]\s*\.?$
    [(\[](?:AP|AFP|EPA|Reuters)(?:/[^()\[\]]*)?[)\]]\s*\.?$
    ^(?:file )?(?:photo|picture|image|video)\s*[:|–-]
    ^\W*in this .{0,80}\b(?:photo(?:graph)?|image|picture|video(?: grab)?|screenshot|frame)\b
    ^\W*(?:an? |the )?(?:file |undated |handout )?(?:photo(?:graph)?|image|picture) (?:shows|of|from|taken|released)\b
    """)
)
TELLS = _compile(r"\b(?:said|says|told|shows?|showed|was|were|is|are|has|have|had|will|did)\b")

# Buttons and counters, as whole lines.
WIDGET = _compile(
    _any(r"""
    \d[\d,.]*[km]?\+?\s+(?:comments?|shares?|likes?|views?|visitors?|replies|reactions?|votes?|points?)
    \d[\d,.]*[km]?\+?\s+(?:followers?|guests?|members?|users?|posts?|minutes? read|min read)
    .{0,20}\bmin(?:ute)?s? read|(?:loading|please wait)\b.*
    (?:view|show|hide|load|see|read|post|leave|add|write|join|no)(?: \w+)? (?:comments?|replies)(?: \(?\d+\)?)?
    comments?(?: \(?\d*\)?| (?:are )?(?:closed|off|disabled))?
    share(?: (?:this|on|via|article|story|post|with).{0,30})?|like(?: this)?|copy link|link copied!?
    tweet|print|e-?mail|save|bookmark|reply|report|quote|edit|follow|flag|permalink
    facebook|twitter|x|whatsapp|linkedin|reddit|pinterest|telegram|messenger|pocket
    advertisement|advertising|ad|skip to (?:main )?content|menu|search|home|close|toggle \w+|navigation|open menu
    log ?in|sign in|log ?out|register|subscribe|back to top|top|next|previous|prev|listen|watch live|live|play|pause
    who(?:'s| is) online|online (?:now|users)|scroll (?:down )?to continue.{0,20}|accept(?: all)?(?: cookies)?
    (?:article|story|text|page) continues (?:below|after).{0,30}|this article is .{0,40}old
    click (?:here )?to (?:share|print|e-?mail).{0,60}
    """)
    + r"[.:!…]*"
)
TAGS = _compile(
    _any(r"""
    tags?|tagged(?: (?:with|as|under))?|topics?|filed under|keywords|labels
    more on these topics|in this (?:story|article)
    """)
    + r"\s*:?(?:\s|$)"
)
CRUMB = _compile(
    _any(r"""
    (?:\S.{0,40}?(?:\s[>›»/]\s|[›»]|\s>)){1,6}.{0,60}
    (?:category|categories|section|posted in|filed in|you are here|current|location)\s*:.{1,60}
    """)
)

# The words of pages about themselves, one row a language, and the words that speak to the reader or for the house.
CHROME = _compile_lower(
    r"\b"
    + _any(r"""
    cookies?|privacy|policy|terms|conditions|copyright|rights reserved|newsletters?|subscri\w+|sign (?:in|up)|log ?in
    register|account|password|share|comments?|e-?mail|website|menu|search|follow us|advert\w*|sponsor\w*|contact
    about us|faq|download|app|click|gallery|more (?:from|on|about|news)|read more|posted|related|popular|latest|trending
    categor\w+|tags?|archives?
    datenschutz|impressum|kommentar\w*|anmelden|abonn\w+|mehr|teilen|werbung|anzeige
    inscri\w+|connexion|commentaires?|partager
    publicidade|compartilh\w+|comentári\w+|comentarios?|compartir|suscr\w+|publicidad
    condividi|commenti|iscri\w+|pubblicità
    комментари\w+|реклам\w+|подпис\w+|поделиться|политик\w+|читайте
    """)
    + r"\b"
)
ADDRESS = _compile_lower(
    r"\b"
    + _any(r"""
    you|your|we|our|us
    sie|ihr\w*|vous|votre|você|sua|seu|usted|tu
    вы|ваш\w*
    """)
    + r"\b"
)

# Notes of the newsroom.
_STORY = r"(?:this|the) (?:story|article|report|(?:blog )?post|piece|page|version|headline)"
_REPAIR = _any(r"""
    corrections?|clarifications?|corrects|corrected|editors?'?s?’?s? note|erratum|errata
    korrektur|berichtigung|richtigstellung|klarstellung|(?:anmerkung|hinweis) der redaktion
    rectificati[fe]|correctif|note de la r[ée]daction|correcci[oó]n|rectificaci[oó]n|fe de (?:errat[ae]s?|errores)
    nota de la redacci[oó]n|correç[ãa]o|nota da redaç[ãa]o|rettifica|errata corrige|nota della redazione
    rectificatie|correctie|rättelse|rettelse|presisering|oikaisu|sprostowanie|исправление|уточнение|更正|訂正|정정
    korrekturhinweis|transparenzhinweis|erramos|oprava|helyreigazítás|düzeltme|поправка|виправлення|уточнення|ispravak
    ispravka|διόρθωση|koreksi|đính chính|تصحيح|note to readers
    """)
_NO_LINK = r"(?!\s*(?:and|&|\||polic))"  # the page of all corrections
_NO_CALL = r"(?!\s*(?:if (?:you|there)|to (?:report|submit)|report|see)\b)"  # "found a mistake?"
_ERRED = r"(?:incorrectly|wrongly|mis(?:stated|spelled|identified|quoted)|stated|said|gave)"
_MEND = r"(?:include|reflect|correct|clarify|fix|remove|say|make)"
_EARLIER = _any(rf"""
    an? (?:earlier|previous) version (?:of|{_ERRED})
    (?:an?|the|some) (?:prior|original|initial|earlier|previous) versions? (?:of {_STORY}|of this|{_ERRED})
    earlier versions of {_STORY}
    in (?:einer|der) (?:früheren|vorherigen|vorigen|ersten|älteren|ursprünglichen) (?:version|fassung)
    (?:dans )?une (?:version précédente|précédente version|version antérieure|première version)
    (?:en )?una versión (?:anterior|previa)|(?:em )?uma versão (?:anterior|prévia)
    (?:in )?una (?:versione precedente|precedente versione)|(?:in )?een (?:eerdere|vorige) versie van
    i en (?:tidligere|tidigare) (?:versjon|version|udgave) a[vf]|w (?:pierwotnej|poprzedniej) wersji
    [ву] (?:предыдущей|первоначальной|более ранней|попередній) версии?
    """)
_REGRET = r"(?:regrets?|apologi[sz]es? for) (?:the|this|any|our|its) (?:error|mistake)"
_MENDED = r"(?:korrigiert|berichtigt|richtiggestellt|präzisiert)"
CORRECTION = _compile(
    r"^\W*"  # once for all, not at every letter for each
    + _any(rf"""
    {_REPAIR}{_NO_LINK}(?:,?\s[^:.]{{0,30}})?\s?[:：.—–(-]{_NO_CALL}
    (?:(?:due to|because of|owing to) an? .{{0,30}}\berror,? )?{_EARLIER}\b
    {_STORY} (?:was|is) (?:later )?(?:corrected|amended|clarified)\b
    {_STORY} (?:was|has been) (?:edited|revised|changed|updated|refiled) .{{0,40}}\bto {_MEND}\b
    {_STORY} (?:originally|initially|previously) {_ERRED}\b
    this (?:version|story|article|item) (?:corrects|clarifies|deletes|restores)\b
    we have (?:since )?(?:corrected|amended|clarified)\b|we (?:\w+ly )?{_REGRET}|.{{2,40}} {_REGRET}s?\W*$
    (?:dieser|der) (?:artikel|text|beitrag) wurde .{{0,40}}\b{_MENDED}\b|wir haben .{{0,80}}\b{_MENDED}\b
    (?:cet article|ce texte) a été (?:corrigé|rectifié)\b|contrairement à ce que nous av(?:i?ons)\b
    est[ea] (?:artículo|texto|noticia) (?:ha sido|fue) (?:corregid|rectificad)[oa]\b
    est[ea] (?:artigo|texto|reportagem|matéria) foi corrigid[oa]\b|diferentemente do que (?:foi )?publicad
    questo articolo è stato (?:corretto|rettificato)\b|dit artikel is .{{0,40}}\bge(?:corrig|rectific)eerd\b
    """)
    + "|"
    + _any(rf"""
    \b{_STORY} has (?:since )?been (?:corrected|amended|clarified)\b
    ^\s*[(\[]\s*(?:corrects|clarifies|refiles|removes|deletes|fixes)\s.{{2,120}}[)\]]
    """)
)
UPDATE = _compile(
    r"\W*"
    + _any(rf"""
    updates?\s*(?:\d|[:\-–—(])|updated\s*[:\-–—]\s*(?=\D)
    (?:mise à jour|actualización|atualização|aggiornamento|oppdatering|uppdatering|opdatering)\s?[:(–-]\s*(?=\D)
    dieser (?:artikel|text|beitrag|ticker) wird (?:laufend |fortlaufend |ständig )?(?:aktualisiert|ergänzt)
    {_STORY} (?:has been|was|is being|will be) (?:last )?updated
    this is a (?:breaking|developing) (?:news )?story
    """)
)
CONTRIBUTOR = _compile(
    r".{0,160}\b"
    + _any(r"""
    contributed to (?:this|the) (?:report|story|article|piece)|contributed (?:reporting|research)
    (?:additional )?reporting by|(?:edited|editing|writing|compiled|translated) by|reported from
    with (?:files|reporting|additional reporting) (?:from|by)
    """)
    + r"\b.{0,200}"
)
_USED = r"(?:published|broadcast|reproduced|rewritten|redistributed|copied)"
RIGHTS = _compile(
    _any(rf"""
    \W*(?:©|\(c\) ?\d{{4}}|copyright\b)
    .*\ball rights reserved
    .*\b(?:may|must) not be {_USED}\b
    (?:\W*|\W*{_STORY} .{{0,40}})(?:first|originally) (?:published|appeared) (?:on|in|at|by)\b
    .*\b(?:republished|syndicated) (?:with permission|from|under)\b|\W*(?:distributed|provided) by\b
    """)
)

# Bylines and stamps.
BYLINE = _compile(
    r"\W*"
    + _any(r"""
    (?P<post>via|posted by|submitted by|started by|thread starter|asked by)
    by|authors?|byline|reporter|source|credit|from|(?:written|reported|published|story|words|report|text) by
    von|par|por|di|av|af|door|texto|autor|auteur
    """)
    + r"\b\s*[:|]?\s*"
)
DATED_BYLINE = _compile(r"\W*(?:posted|published|written|filed|updated)\b.{4,60}?\bby\s+\S")
STAMP = _compile(
    r"\W*(?P<kind>"
    + _any(r"""
    (?:view|time|access|crawl|fetch|retriev\w*|release|index\w*|capture\w*|scrape\w*|date)\s*(?:date|time|on|ed|d)?
    accessed(?: on)?|(?:first |originally )?(?:published|posted|created|issued|added|released)(?: on| at)?
    (?:last )?(?:updated|modified|edited|reviewed|changed)(?: on| at)?
    aktualisiert|veröffentlicht|publié(?: le)?|publicado(?: el)?
    """)
    + r")\s*[:|–-]?\s*$"
)
OFFICE = _compile(
    r"\b"
    + _any(r"""
    staff|reporters?|writers?|editors?|correspondents?|contributors?|columnist|author|admin|guest|anonymous|unknown
    bureau|desk|team|news(?:room|paper|wire)?|press|agency|agencies|media|wire|service|network|associated|redaktion
    times|post|daily|online|tv|radio|magazine|journal|tribune|herald|gazette|web|digital
    group|company|university|institute|department|office|comments?|views?|shares?
    """)
    + r"\b"
)
