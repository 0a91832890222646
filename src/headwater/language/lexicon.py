"""The words that the floor knows: closed classes, common verbs, and the cues of attribution. All lists are ours."""

from typing import Literal, NamedTuple

Polarity = Literal["asserted", "denied", "alleged"]


def several(words: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(words.split())


class Cue(NamedTuple):
    """How a verb of attribution gives its content.

    `takes`: c a clause or quotation, n a noun phrase, i an infinitive, o an addressee before the content,
    q only a quotation. `preps`: prepositions that lead in the content.
    """

    lemma: str
    kind: str  # say, order, judge, mind, show
    polarity: Polarity
    takes: str
    preps: frozenset[str]


PRONOUNS = several("he she it they i we you someone everyone nobody")
OBJECTS = several("him her them me us himself herself itself themselves")
POSSESSIVES = several("his her its their my our your whose")
DETERMINERS = several(
    "the a an this these those some any each every no another such both all many several most few more other "
    "either neither one"
)
PREPOSITIONS = several(
    "of in on at by for with from to into onto about against between among amid during through over under near "
    "within without across toward towards despite except via behind beyond outside inside around upon alongside "
    "per versus regarding concerning including like unlike off above below along past"
)
BOTH = several("after before since until as than")  # prepositions that also open clauses
SUBORDINATORS = several(
    "that because although though while whereas if unless whether when where why how once so whenever wherever lest "
    "except till"
)
WH = several("who whom which what whose whoever whatever")
COORDINATORS = several("and but or nor yet plus")
AUXILIARIES = several("be am is are was were been being have has had having do does did 's 're 've 'd 'm")
MODALS = several("will would can could may might must shall should 'll wo ca")
NEGATIONS = several("not n't never nor neither")
ADVERBS = several(
    "also again now then later earlier still even just once often always already soon recently further too only "
    "almost twice ever instead meanwhile thus there here moreover furthermore however nevertheless nonetheless "
    "first next ago yesterday today tomorrow tonight afterward afterwards before long since together away back "
    "perhaps maybe very quite rather much never up down out"
)
TIMES = several(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight january february march "
    "april may june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec "
    "morning afternoon evening night noon midnight week month year"
)
DAYS = several("monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight")
CLITICS = several("n't 's 're 've 'll 'd 'm")
# Common adjectives: what follows one is a noun, whatever else it could be.
ADJECTIVES = several(
    "new old recent latest last first second next final early late similar different same other public private open "
    "strong weak long short high low big small large great good bad best worst major minor main key top real full "
    "whole joint general special local national foreign federal international political economic financial military "
    "social legal official former current future past possible likely serious critical direct clear broad wide deep "
    "further additional initial original independent common various certain important significant basic fresh hard "
    "harsh sharp repeated growing tough troubling false true wrong right easy difficult simple popular daily weekly "
    "annual global regional"
)
# Things that speak because somebody wrote or uttered them.
WRITINGS = several(
    "statement statements comment comments remark remarks report reports release letter memo memorandum transcript "
    "interview speech text document documents filing filings affidavit indictment complaint lawsuit study survey poll "
    "polls data figures email emails tweet tweets post posts message messages communique readout note notes analysis "
    "article account accounts testimony records record results findings paper article estimates research"
)

# Forms of cues that are as often nouns, and base forms that never are.
NOUNS = several(
    "question questions claim claims comment comments report reports demand demands concern concerns doubt doubts fear "
    "fears hope hopes promise promises pledge pledges warning attack attacks complaint view "
    "views request requests quote "
    "quotes account plan plans offer offers appeal appeals regret regrets"
)
PLURALS = several(
    "talks tests visits attacks strikes forces ties moves votes arms drills exercises reports claims exchanges "
    "results rates costs prices works plans aims reforms reviews changes leads needs uses shows bonds shares grants "
    "loans offers orders demands supplies transfers deals exports imports returns benefits concerns limits trades "
    "hopes fears marks risks cuts rules comments questions calls statements promises pledges doubts answers rights "
    "troops protests guarantees"
)
SPOKEN = several(
    "say believe think tell argue agree insist suggest contend maintain acknowledge concede deny know expect"
)
OCCASIONS = WRITINGS | several("conference briefing rally address debate hearing meeting program show speech")

# Verbs that are no cues, so that clauses and noun phrases end where they should.
VERBS = several("""
abandon absorb accept accompany achieve acquire act adapt adjust adopt advance affect afford aid aim allow alter
amount analyse analyze anticipate appear apply apprehend approach approve argue arrange arrest arrive assemble assess
assign assist associate assume assure attach attempt attend avoid await award back bail balance bar base batter bear
beat become begin belong betray bid bind bite blame block blow board bomb boost borrow bother bounce breach break
bring brush build burn bury buy campaign cancel capture care carry cast catch cause cease celebrate chair challenge
change charge chase check choose circulate claim clash clean clear climb close coach coincide collaborate collapse
collect combine come comfort command commit compare compete complete comply comprise conceal concern conduct connect
conquer consider consist consume contact contain contribute control convert convict convince cook cooperate coordinate
cope cost count cover crack crash crawl create creep cross crush cultivate curb cure cut damage dance dare date deal
decide decline decrease deepen defeat defend delay deliver demolish deny depend deploy derail descend deserve design
desire destroy detain detect deter develop devote dictate die differ dig dine disappear disclose discourage discover
discuss dispatch display distribute disturb divide dominate donate double doubt drag drain draw dress drift drink
drive drop drown dump earn ease eat echo edit elect embrace emerge emphasise employ enable encourage end enforce
engage enjoy enlarge ensure entail enter erase erode erupt escalate escape establish evacuate evolve examine exceed
exchange excite exclude execute exercise exist expand expire explode exploit explore export expose extend face fade
fail fall fasten favor favour feature feed fetch fight file fill filter fine finish fire fit fix flash flee flip float
flood flourish flow fly focus fold follow forbid force forget forgive form freeze frighten fuel fulfil fulfill
function fund gain gather generate get give glance go govern grab grant greet grow guard guide halt hammer hand handle
hang happen harm hate head heal heat help hesitate hide highlight hike hint hire hit hold honor honour host hug hunt
hurt identify ignore illustrate impact impose imprison improve include increase inherit inhibit initiate injure
inspect inspire install instil intensify interfere interpret interrupt interview introduce invade invent invest invite
involve isolate issue jail join judge jump junk justify keep kick kill kiss knock know label lack lag land last laugh
launch lay lead leak lean leap learn leave legalise legalize lend lessen let level license lie lift limit line link
list listen live load loan locate lock look loom loot lose love lower maintain make manage march mark marry mask
master match matter mean measure mediate meet mention merge merit mind mine miss mix modernise modernize monitor
motivate mount move multiply murder nail name narrow near need negotiate nominate note notice number obey obstruct
obtain occupy occur operate oppress organise organize oust outline overcome overlook oversee overthrow overturn owe
own pack paint park part partner pass pave pay perform permit persist persuade phone pick pilot place plague plant
play please plot plunge point pose possess post postpone pour practise praise pray precede prepare preserve press
presume prevail prevent print proceed process produce profit progress prohibit promote prompt prosecute protect
protest prove provide publish pull punish purchase pursue push put quit race raid raise rally range rank rate ratify
reach react realise rear rebel rebuild recall receive recognise recognize recover recruit reduce refine reform refuse
regard register regulate reinforce reject relate relax release relieve rely remain remember remind remove rename renew
rent repair repay repeal replace represent require rescue resemble reserve reside resign resist resolve respect rest
restore restrict result resume retain retire return reveal reverse review revise revive reward ride ring rise risk rob
rock roll round rub ruin rule run rush sacrifice sail save scale scare score scramble screen seal search secure seek
seem seize select sell send separate serve set settle sever shake shape share shed shelter shield shift ship shoot
shoulder shrink shut sign simplify sink sit skip slash sleep slide slip slow smash smell smile smoke snap soar solve
sort sound span spark specify spend spill spin split spoil sponsor spot spread spring spur stab stage stake stand
stare start starve station stave stay steal stem step stick stimulate stir stop store storm strengthen stress stretch
strike strip struggle study submit substitute succeed sue suffer suit summon supervise supply support surface surge
surprise surrender surround survive suspend swap sway sweep swell swim swing switch tackle take talk target taste tax
teach tear tempt tend terminate terrify test thank thrive throw tie tighten tolerate top total touch tour tow trace
track trade trail train transfer translate trap travel treat trigger trim triple trust try turn twist undergo
underline undermine underscore understand undertake unfold unite unleash unveil update uphold urge use utilise value
vanish vary view violate visit vote wait walk wander warm warrant wash waste watch weaken wear weigh widen win wind
wipe withdraw witness work worsen wound wrap wreck yield
""")
_IRREGULAR = """
become became become, begin began begun, break broke broken, bring brought, build built, buy bought, catch caught,
choose chose chosen, come came, deal dealt, draw drew drawn, drink drank drunk, drive drove driven, eat ate eaten,
fall fell fallen, feed fed, fight fought, flee fled, fly flew flown, get got gotten, give gave given, go went gone,
grow grew grown, hang hung, hide hid hidden, hold held, keep kept, know knew known, lead led, leave left,
lend lent, lie lay lain lying, lose lost, make made, meet met, pay paid, rise rose risen, run ran, seek sought,
sell sold, send sent, shake shook shaken, shoot shot, sink sank sunk, sit sat, sleep slept, spend spent,
stand stood, steal stole stolen, strike struck, take took taken, teach taught, throw threw thrown,
understand understood, wear wore worn, win won, withdraw withdrew withdrawn, write wrote written, say said,
tell told, think thought, feel felt, find found, swear swore sworn, speak spoke spoken, see saw seen, hear heard,
read read, put put, forecast forecast, foresee foresaw foreseen, show showed shown, sing sang sung, let let,
set set, cut cut, hit hit, cost cost, cast cast, hurt hurt, shut shut, split split, spread spread,
beat beat beaten, prove proved proven, learn learned learnt, burn burned burnt, undergo underwent undergone,
lay laid, mean meant, bear bore borne
"""
IRREGULAR = {
    lemma: forms
    for lemma, *forms in (entry.split() for entry in _IRREGULAR.replace("\n", " ").split(",") if entry.strip())
}
PARTICIPLES = frozenset(forms[1] for forms in IRREGULAR.values() if len(forms) > 1 and not forms[1].endswith("ing"))
DOUBLED = several(
    "admit commit permit regret rebut stop drop plan beg ban bar rip tip tap hit cut get let put run set shut sit win "
    "quip slam transfer refer prefer defer occur rob begin chat chip blog compel expel rebel control"
)

# lemmas : takes : prepositions that lead in the content
LISTED: dict[tuple[str, Polarity], str] = {
    ("say", "asserted"): """
say state remark reiterate assert opine exclaim quip joke retort counter reply respond answer continue : c
add note explain observe reveal disclose confirm acknowledge concede recall mention : cn
stress emphasize emphasise conclude maintain contend reckon speculate theorize testify reason repeat : cn
announce declare proclaim predict forecast foresee project propose recommend clarify outline : cni
unveil tout trumpet echo : cn
report write post tweet text cable blog broadcast publish relay : cn
admit : cn : to
argue : c : for against that
insist : c : on upon
suggest indicate hint imply signal : cni : at
elaborate expound : q : on
warn caution : con : of about against
promise pledge vow swear guarantee : cnio
threaten offer : cin
tell inform notify assure remind : co : about of
advise brief : co : on about
boast brag : c : of about
complain grumble gripe : c : about of
lament bemoan : cn
comment : c : on about
agree : ci : with to on that
disagree : c : with
object : c : to
speak : q : of against for
refer allude point : q : to
rail lash : q : against
apologize apologise : c : for
ask : cio : about for
wonder inquire enquire : c : about
question : cn
shout yell cry scream whisper mutter murmur chant sing chime gasp sigh shrug : cq
quote cite : n
stipulate posit muse interject rejoin venture volunteer : c
describe characterize characterise portray depict : n : as
call : n : for on upon
dub label brand term : q
liken compare : n
""",
    ("say", "alleged"): "claim allege : cni\npurport profess : ci",
    ("say", "denied"): "deny refute rebut dispute reject dismiss : cn",
    ("order", "asserted"): """
urge implore beg exhort press beseech : coi
order instruct direct command : coi
demand request : cni
encourage : oi
appeal plead : cq : for to
advocate : cn : for
""",
    ("judge", "asserted"): """
praise laud hail commend applaud welcome salute extol celebrate congratulate compliment thank : n : for
condemn denounce criticize criticise blast slam decry deplore deride ridicule mock lambast lambaste rebuke chastise : n
attack assail castigate berate scold fault : n
endorse oppose champion : n
protest : c : against
regret mourn : cn
""",
    ("judge", "alleged"): "accuse : n : of\nblame : n : for",
    ("mind", "asserted"): """
believe think assume suspect presume suppose fear guess figure : c : in
expect : c
feel realize realise understand recognize recognise learn discover notice : c
worry : c : about over that
want wish intend plan : i
deem view regard : n
hope : ci : for
""",
    ("mind", "denied"): "doubt : cn",
    ("show", "asserted"): "show find demonstrate rule : cn\nread : q\nestimate calculate : cn",
}


def _cues() -> dict[str, Cue]:
    """Every lemma with its cue."""
    found: dict[str, Cue] = {}
    for (kind, polarity), block in LISTED.items():
        for line in block.strip().splitlines():
            lemmas, takes, *preps = (part.strip() for part in line.split(":"))
            for lemma in lemmas.split():
                leads = frozenset(preps[0].split()) if preps else frozenset()
                found[lemma] = Cue(lemma, kind, polarity, takes, leads)
    return found


CUES = _cues()
# "her claim that …", "he is confident that …"
NOMINAL: dict[str, Polarity] = {
    **dict.fromkeys(several("claim allegation accusation contention suggestion assumption suspicion"), "alleged"),
    "denial": "denied",
    **dict.fromkeys(
        several(
            "statement assertion warning promise pledge argument belief view hope fear concern announcement insistence "
            "acknowledgment acknowledgement admission conclusion prediction threat vow demand assurance conviction "
            "complaint finding remark observation opinion proposal emphasis reminder worry testimony estimate"
        ),
        "asserted",
    ),
}
STANCES = several(
    "sure certain confident convinced adamant worried concerned afraid hopeful optimistic aware clear pleased sorry "
    "disappointed proud glad happy frustrated determined grateful"
)
PUT_IT = Cue("put", "say", "asserted", "cq", frozenset())
SIGNED = Cue("", "say", "asserted", "q", frozenset())  # a dash, a colon, a quotation that stands by itself
ACCORDING = Cue("according", "say", "asserted", "c", frozenset())


def _forms(lemma: str) -> dict[str, str]:
    """Every form of a verb with its shape: b base, s third person, d past or participle, g -ing."""
    stem = lemma[:-1] if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")) else lemma
    double = lemma + lemma[-1] if lemma in DOUBLED else stem
    third = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    past = double + "ed"
    if lemma[-1] == "y" and lemma[-2] not in "aeiou":
        third, past = lemma[:-1] + "ies", lemma[:-1] + "ied"
    elif lemma.endswith("ee"):
        past = lemma + "d"
    forms = {lemma: "b", third: "s", double + "ing": "g", past: "d"}
    if lemma.endswith("ie"):
        forms[lemma[:-2] + "ying"] = "g"
    forms.update(dict.fromkeys(IRREGULAR.get(lemma, ()), "d"))
    return forms


def _verb_forms() -> dict[str, tuple[str, str]]:
    """Every verb form the floor knows -> its lemma and shape."""
    found: dict[str, tuple[str, str]] = {}
    for lemma in sorted({*VERBS, *IRREGULAR, *CUES}):
        for form, shape in _forms(lemma).items():
            if form not in found or lemma in CUES:
                found[form] = (lemma, shape)
    found["found"] = ("find", "d")
    return found


VERB_FORMS = _verb_forms()
