"""What sites print around and inside an article: sets of phrases, two to look at, one to show figures on.

A phrase of furniture is drawn from a grammar: [one|of these] when it is set up; {site}, {network}, {year}, {section}
and {days} stand until it is printed.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Phrases(NamedTuple):
    """A set of phrases; `vendor` those that one software prints on many sites, by their place on the page."""

    sections: tuple[str, ...]
    labels: tuple[str, ...]
    vendor: Mapping[str, tuple[str, ...]]
    legal: str
    offer: str
    about: str
    slogan: str
    caption: str
    notices: tuple[str, ...]
    teaser_heads: tuple[str, ...]
    list_heads: tuple[str, ...]
    entry: str  # a line of a list of headlines, by {n} and {headline}
    dated: tuple[str, ...]
    tags: str


COOKIES = """[We use|This site stores|{site} sets] cookies
[to remember your settings|so that we can count our visits|to keep you signed in]
and [to show advertising that suits you|to learn which pages are read|to make the site quicker].
[Read on to agree|Choose Accept to agree|By staying you agree],
or [change your choices here|see our cookie list|open the settings]."""
NEWSLETTER = """[Get|Have|Receive] [the best of our stories|our morning letter|the day in five minutes]
[in your inbox|by e-mail|before breakfast], [free|at no cost|without charge]:
[enter your address|sign up below|leave us your e-mail].
[You can stop at any time|No spam, ever|One click and you are out]."""
SHARE = """[Share this story|Share with friends|Pass it on] [by e-mail|by message|on your networks],
[copy the link|print it|save it for later]"""
PROMPT = """[Have you seen something we should report|Do you know more about this story|Were you there]?
[Write to the desk|Call our newsroom|Send us your pictures] [day or night|in confidence|and we will call you back]."""
COMMENTS = """[Comments are open|Join the discussion|Tell us what you think]:
[be kind|stay on the matter|no insults],
[we read every word|posts are checked before they appear|our rules apply]."""
LEGAL = """© [all rights reserved|no part may be printed again without leave|the texts on this site are protected].
{site} is [published by|a title of|part of] {network},
[which is not responsible for the content of other sites|registered office as given in the imprint]
[and a member of the press council, bound by its code|and pays its taxes here].
[Terms of use|Conditions] | [Privacy|Your data] | [Contact|Write to us] | [Complaints|How we correct mistakes]"""
ABOUT = """{site} [has reported from|has written about|has stood up for] [the valley|the coast|the border towns]
since 1{year}, [from a back room over a bakery|with a staff of nine|without a day's break]
[and thanks to readers who pay|with the help of its friends|on paper and here]."""
OFFER = """[Read all of {network}|All titles of {network}] for [one price|the price of a coffee|less than you think]:
[first month free|half price until spring|no strings]."""
APPEAL = """[Our reporters went to {days} meetings last year|A town without a paper forgets|Somebody has to read the
minutes] [and told you what was said there|so that you need not go yourself|and we think that it should be us].
[Advertisements pay for a third of that|No owner tells us what to write|Our presses are older than the bridge]:
[readers pay for the rest|the others have closed|that is why we ask you]. [Give what you can|Put us on your list of good
deeds|Take out a subscription, or a second one for a neighbour]."""
BROWSER = """[Your browser is too old for these pages|Some parts of this page need scripts|You are reading the plain
version], [so pictures and maps may be missing|and the live table will not move|which is kinder to slow lines].
[A newer one costs nothing and is safer|Please switch scripts on for {site}|Turn to our help if this seems wrong]."""
MACHINE = """[Weather and share prices come from outside suppliers|Figures of the market are late by a quarter of an
hour|Some lists on this page are made by machine], [and nobody here can vouch for them|as the exchanges demand|and are
looked over by an editor afterwards]."""
TUNED = Phrases(
    sections=tuple(
        """News Politics Business Sport Culture Weather Opinion Local World Science Travel Food Motoring
        Property""".split()
    ),
    labels=tuple(
        """politics economy council harbour money football film music election technology phones law schools
        health""".split()
    ),
    vendor={"top": (COOKIES, BROWSER), "inside": (NEWSLETTER, PROMPT, APPEAL), "bottom": (SHARE, COMMENTS, MACHINE)},
    legal=LEGAL,
    offer=OFFER,
    about=ABOUT,
    slogan="""{site} – [from a back room over a bakery|with a staff of nine|without a day's break]
    [and thanks to readers who pay|with the help of its friends|on paper and here].""",
    caption="[Picture|Photo|File picture]: {site} [archive|library]",
    notices=("Advertisement", "Story continues below"),
    teaser_heads=("Related", "Read more", "More on this", "You may also like", "Do not miss", "From our archive"),
    list_heads=("Most read", "More from {section}", "Latest", "Today on {site}", "Popular now"),
    entry="{headline}",
    dated=("Published", "Updated", "Posted"),
    tags="Tags: ",
)

CONSENT = """[With your consent|If you allow it|Once you say yes], {site} and [its 84 partners|up to 120
companies|our suppliers] [keep and read data on your device|save identifiers in your browser|measure how you use our
pages]. [Some of them rely on a legitimate interest|This pays for our work|You may withdraw this whenever you like];
[see our notice on data|the list stands in the privacy centre|the details are behind Preferences]."""
SUPPORT = """[Since you are here|Before you go on|One moment, please]: [good reporting costs money|nobody owns us|we
have no wall around our articles]. [Last month {days} people|In this year {days} readers|So far {days} of you]
[chipped in|became members|gave something], [and we are asking you to be next|every little helps us stay
independent|from two a month you can as well]. [It takes a minute|Support us today|Become a member]."""
APP = """[Our app|The {site} app|The new app] [tells you first|brings alerts to your phone|works without a
connection]: [find it in your store|scan the code|download it now]. [Rated 4.7 by our users|Now with sudoku|No
account needed]."""
SURVEY = """[How are we doing|Was this article useful|What did you miss here]? [Take our survey|Answer five
questions|Give us a mark] [and win a weekend for two|it takes three minutes|nobody sees your name]."""
FOLLOW = """[Follow {site}|Like our page|Find us] [on all channels|where your friends are|on social media] [for
pictures from behind the scenes|so as not to miss a thing|and talk to the newsroom]"""
RULES = """[Only members can post here|The debate is closed after three days|Log in to leave a comment]. [Posts do
not show the view of the editors|Abuse is reported and deleted|Every user answers for his own words], [see the house
rules|moderators are on duty until ten|names are not published]."""
IMPRINT = """[Copyright|All content copyright|Printed matter and pictures copyright] {network}, [printed in our own
plant|entered in the register of companies under number {days}|a family business]. {site} [follows the guidelines of
the editors' association|is audited twice a year|takes no money from parties]; [reprints only against a
fee|syndication on request|quotes must link to us]. [Imprint|Who we are] · [Careers|Jobs] · [Advertise|Media kit] ·
[Archive|Back issues]"""
HOUSE = """[Founded in 1{year} as a weekly sheet|Printed every working day since 1{year}|Begun in 1{year} by two
brothers], {site} [is read in|goes to|tells the news of] [eleven parishes|the northern hills|both banks of the
river], [and has won nine prizes|with two pages for children|and never missed a Friday]."""
BUNDLE = """[Two titles, one subscription|Paper and screen together|The weekend bundle] from {network}: [save a
third|now with the crossword book|cancel when you like], [offer ends on Sunday|new customers only|students pay
half]."""
SHOWN = Phrases(
    sections=tuple(
        """Home-page Nation Region Economy Games Stage Sky Letters Abroad Research Journeys Kitchen Cars Houses
        Farming""".split()
    ),
    labels=tuple("budget trade roads courts banks league cinema songs ballot chips police farms nurses ports".split()),
    vendor={"top": (CONSENT,), "inside": (SUPPORT, APP, SURVEY), "bottom": (FOLLOW, RULES)},
    legal=IMPRINT,
    offer=BUNDLE,
    about=HOUSE,
    slogan="""[Yours since|Awake since|Independent since] 1{year}: {site},
    [the voice of the hills|news with roots|a good day begins here]""",
    caption="[Image credit|Camera|Illustration]: [by our own staff|handed out|courtesy of a reader], {site}",
    notices=("Ad – continue reading", "Jump to comments", "Listen to this article 4 min"),
    teaser_heads=("In this context", "Background", "Our readers chose", "Also worth a look", "See as well"),
    list_heads=("Top five of {section}", "Just in", "Editors recommend", "What others read on {site}", "Trending"),
    entry="{n}. {headline}",
    dated=("First published", "As of", "Last changed"),
    tags="Filed under: ",
)

LOGIN = """[Hello, guest|You are not signed in|Welcome back]. [Sign in|Create an account|Log on with your card]
[to keep your reading list|to save stories for the train|to open the crossword]; [forgotten your password|trouble with
your account|new here]? [The help desk answers from eight to six|Ask for a fresh one|A letter will reach you in
minutes]."""
WARNING = """[Storm warning in force for the coast|Roads may be slippery tonight|High water is expected at the mills]:
[see the live map|call the hot line|details with the weather office] [before you set out|for your postcode|at the full
hour]."""
AUDIO = """[Hear this article read to you|Prefer to listen|Press play for the spoken version]: [the voice is made by
machine|read by {site} staff|{days} stories are waiting in our player], [names may come out oddly|about the length of a
tram ride|also in the car]."""
BOX = """[The podcast of the week|On our own behalf|A word from the publisher]: [three reporters talk about what did not
fit into the paper|every Thursday two editors open the mail of the week|our archive has gone through the scanner page by
page], [and nobody gets off lightly|with songs from the vault|from the flood to the first moped]. [Wherever there are
podcasts|Recorded on the second floor|A click on the picture starts it]."""
FACTS = """[How we check facts|What our labels mean|Our promise of accuracy]: [two people read each line|every figure
has a second source|opinion is printed in italics] [before it goes out|and mistakes are put right in the open|as our
charter of 1{year} asks]."""
ELSEWHERE = """[Paid content from our partners|Found on the net|From the shops of our advertisers]: [nine sofas that fit
through any door|this trick saves on heating oil|what your teeth tell about you], [dentists are amazed|number four is a
surprise|only while stocks last]"""
REUSE = """[Do you want to print this text|Reuse of this article|Rights and reprints]? [Ask our desk for
rights|Licences from {network}|Schools may copy freely], [quote the number at the foot|answers within two
days|pictures are excluded]."""
GROUP = """[A service of|Produced by|Responsible in law:] {network}, [court of registry and tax number on
request|managing board and watchdog see inside|post box {days}]. [Printed on paper from cut-offs|Powered by the sun
since last June|Member of the audit bureau], [no liability for letters sent in unasked|for links the linked
answer|accessibility is being improved]. [About these pages|Masthead] / [House rules|Fair play] /
[Subscriptions|Delivery] / [Sitemap|All topics]"""
DESK = """[The county desk|Our team for towns and villages|The night shift] [looks after|keeps an eye on|writes about]
[council chambers, courts and cattle shows|trains that come and trains that do not|everything between the two motorways]
[for {site}|since 1{year}|and answers letters], [tips are welcome at the back door|portraits of all of us hang in the
hall|the coffee is better than it was]."""
GIFT = """[Give the paper away|A present that comes every day|For grandparents and exiles]: [{network} at half the
price|twelve weeks of {network}|all of {network}, wrapped], [ends by itself|no small print|a card is included]."""
OTHER = Phrases(
    sections=tuple(
        """Today Country Counties Markets Football Stages Skies Columns Planet Lab Trips Table Engines Homes
        Gardens""".split()
    ),
    labels=tuple("transport theatre tax rugby internet police hospital bank wages film rivers energy trial".split()),
    vendor={"top": (LOGIN, WARNING), "inside": (AUDIO, BOX), "bottom": (FACTS, ELSEWHERE, REUSE)},
    legal=GROUP,
    offer=GIFT,
    about=DESK,
    slogan="""{site}: [all that happened and some that did not|between the hills since 1{year}|weekdays, and now on
    Sundays], [nothing left out|more than a fish wrapper|ask your neighbour]""",
    caption="[Seen by|Taken by|Drawn by] [our photographer on duty|a passer-by|agency and {site}]",
    notices=("– advertising –", "Go on reading below the picture", "3 comments, read them all"),
    teaser_heads=("Linked stories", "The story so far", "On the same subject", "For subscribers", "Seen elsewhere"),
    list_heads=("{section} in one minute", "The ten most read", "New on {site}", "Stories of the day", "Last hour"),
    entry="› {headline}",
    dated=("Printed", "Online since", "State of"),
    tags="Keywords: ",
)
SETS: Mapping[str, Phrases] = {"tuned": TUNED, "other": OTHER, "shown": SHOWN}
