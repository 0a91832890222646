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


PRONOUNS = several("he she it they i we you one someone everyone nobody")
OBJECTS = several("him her them me us himself herself itself themselves")
POSSESSIVES = several("his her its their my our your whose")
DETERMINERS = several(
    "the a an this these those some any each every no another such both all many several most few more other "
    "either neither what"
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
TITLES = several(
    "mr mrs ms miss dr prof professor sir dame lord lady judge justice rev reverend father sister sen senator rep "
    "representative gov governor president premier chancellor minister secretary ambassador mayor councillor "
    "councilman councilwoman general gen colonel col major maj captain capt lieutenant lt sergeant sgt chief officer "
    "detective inspector superintendent commissioner spokesman spokeswoman spokesperson director chairman chairwoman "
    "chairperson chair leader king queen prince princess pope bishop archbishop coach attorney prosecutor sheriff "
    "congressman congresswoman candidate nominee economist analyst author lawyer"
)
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

OCCASIONS = WRITINGS | several("conference briefing rally address debate hearing meeting program show speech")

# Verbs that are no cues, so that clauses and noun phrases end where they should.
VERBS = several("""
accept achieve act advance affect aim allow appear apply approach approve arrange arrest arrive assume attach attempt
attend avoid beat become begin belong bomb boost borrow break bring build burn buy capture carry cast catch cause
celebrate change charge chase check choose claim climb close collapse collect combine come commit compare compete
complete concern consist contact contain contribute control cook cost cover crash create cross cut damage deal
decide decrease defeat deliver depend deploy derail destroy detain develop die differ disappear discover divide
drag draw drink drive drop earn eat elect emerge employ enable encourage end engage enjoy enter escape establish
evacuate exist expand explode export extend face fail fall feed fight fill finish fire fit flee float flood flow fly
focus follow force form gain gather generate get give go grow handle hang happen hide hit hold host hunt hurt
identify impose improve include increase injure inspect introduce invade invest involve join jump keep kick kill kiss
know lack land last laugh launch lead lean leak learn leave lend let lie lift live load lose make manage march
marry meet merge miss move need negotiate obtain occur operate organise organize own pay perform pick plant play
possess prepare prevent produce protect prove provide pull push put raise reach receive recognise recognize recover
reduce remain remove replace represent rescue resign resume retire return rise rob roll run sail save seek seem seize
sell send serve set settle shake share shift shoot shut sign sink sit sleep slide solve spend split spread stand
start stay steal stop strengthen strike struggle study succeed suffer supply surround survive suspend take teach tend
test throw touch track train transfer travel treat try turn understand undergo use visit vote wait walk watch wear win
withdraw work wound
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
DOUBLED = several(
    "admit commit permit regret rebut stop drop plan beg ban bar rip tip tap hit cut get let put run set shut sit win "
    "quip slam transfer refer prefer defer occur rob begin chat chip blog compel expel rebel control"
)

# lemmas : takes : prepositions that lead in the content
_CUES: dict[tuple[str, Polarity], str] = {
    ("say", "asserted"): """
say state remark reiterate assert opine exclaim quip joke retort counter reply respond answer continue : c
add note explain observe reveal disclose confirm acknowledge concede recall underscore underline mention highlight : cn
stress emphasize emphasise conclude maintain contend reckon speculate theorize testify reason repeat : cn
announce declare predict forecast foresee project propose recommend clarify outline : cni
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
apologize apologise : c : for
ask : cio : about for
wonder inquire enquire : c : about
question : cn
shout yell cry scream whisper mutter murmur chant sing chime gasp sigh shrug : cq
quote cite : n
stipulate posit muse interject rejoin venture volunteer : c
describe characterize characterise portray depict : n
call dub label brand term : n : for
liken compare : n
claim : cni
dispute refute rebut : n
""",
    ("say", "alleged"): "claim allege : cni\npurport profess : ci",
    ("say", "denied"): "deny : cn\nrefute rebut : cn\ndispute reject dismiss : cn",
    ("order", "asserted"): """
urge implore beg exhort press beseech : coi
order instruct direct command : coi
demand request : cni
encourage : oi
invite : oi
appeal plead : cq : for to
advocate : cn : for
""",
    ("judge", "asserted"): """
praise laud hail commend applaud welcome salute extol celebrate congratulate : n : for
condemn denounce criticize criticise blast slam decry deplore deride ridicule mock lambast lambaste rebuke chastise : n
attack assail castigate berate scold blame fault : n
defend endorse back support oppose champion : n
protest : cn : against
regret mourn : cn
""",
    ("judge", "alleged"): "accuse suspect : n : of\nblame : n : for",
    ("mind", "asserted"): """
believe think assume suspect presume suppose fear hope guess figure : c : in
doubt : cn
expect : cnio
feel realize realise understand : c
worry : c : about over that
want wish intend plan : i
consider deem view regard : n
hope : ci : for
""",
    ("show", "asserted"): "show find demonstrate rule : c\nread : q\nestimate calculate : cn",
}


def _cues() -> dict[str, Cue]:
    """Every lemma with its cue; a later, more particular line wins."""
    found: dict[str, Cue] = {}
    for (kind, polarity), block in _CUES.items():
        for line in block.strip().splitlines():
            lemmas, takes, *preps = (part.strip() for part in line.split(":"))
            for lemma in lemmas.split():
                leads = frozenset(preps[0].split()) if preps else frozenset()
                found[lemma] = Cue(lemma, kind, polarity, takes, leads)
    return found


CUES = _cues()
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
