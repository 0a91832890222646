"""Lexicon: the verbs, nouns and agents of political events, written for the sixteen types of PLOVER (2021).

A line of `_VERBS` reads: type, mode or "-", verbs, and the words one of which must follow within a few words. A verb
that stands in several lines takes the first whose words follow. A line of `_NOUNS` names events that stand as nouns.
"""

from functools import lru_cache
from typing import NamedTuple


def listed(words: str) -> frozenset[str]:
    """The words of a list that is written as one line."""
    return frozenset(words.split())


class Entry(NamedTuple):
    """What a predicate may be coded as."""

    type: str
    mode: str | None
    objects: frozenset[str]  # one of these follows; empty: none need
    stance: bool  # it governs what follows: "threatened to bomb" is a threat and no bombing


STANCES = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE"})
FRIENDLY = frozenset({"AID", "COOPERATE", "SUPPORT", "CONSULT", "CONCEDE", "RETREAT", "AGREE"})
HOSTILE = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST", "REJECT", "THREATEN"})
MUTUAL = frozenset({"CONSULT", "COOPERATE", "AGREE"})  # both sides do it when no object is told

_VERBS = """
REJECT - | reject, refuse, decline, dismiss, rebuff, spurn, veto, renege, snub, defy, oppose, boycott, disobey |
REJECT - | deny | allegation claim charge accusation that it its he she any having shipping involvement report \
    request permit permission allocation access visa land
REJECT - | violate | ban order ceasefire truce resolution agreement law
REJECT - | rule, block | out veto resolution proposal deal plan vote
REJECT - | turn | down
THREATEN - | threaten, warn, swear |
THREATEN - | vow | fight retaliate revenge respond crush destroy continue attack strike avenge punish never not
THREATEN - | issue, give, deliver | ultimatum warning threat
THREATEN - | caution, menace, intimidate |
REQUEST - | demand, urge, insist, press, pressure, implore, plead, petition, appeal, ask, request, exhort, \
    propose, require |
REQUEST - | call, push | on for upon
REQUEST - | seek | aid help support assistance talks meeting asylum release extradition mediation access \
    guarantees
REQUEST - | offer, suggest, float | talks plan security regular compromise proposal
ACCUSE - | accuse, blame, condemn, denounce, criticize, criticise, decry, deplore, charge, allege, indict, \
    convict, lambaste, slam, rebuke, chide, berate, castigate, blast, assail, deride, lament, complain, fault, vilify, \
    chastise |
ACCUSE - | lodge, file, deliver, submit | protest complaint lawsuit suit petition
ACCUSE - | find, hold, declare | guilty responsible liable
ACCUSE - | express, voice, raise | concern outrage anger dismay disapproval regret alarm displeasure
ACCUSE - | describe | threat threats aggression crime provocation occupying illegal
ACCUSE investigate | investigate, probe |
ACCUSE investigate | open, launch, begin, start, order, conduct | investigation investigations inquiry probe
ACCUSE investigate | put, place | investigation
ACCUSE - | sentence, jail | allegations charges treason
CONCEDE - | lift, ease, relax, shorten, loosen, suspend, end | curfew ban emergency restrictions restriction \
    censorship siege martial measures controls state
CONCEDE - | concede, apologise, apologize |
CONCEDE - | call, postpone, cancel | off strike protest demonstration rally
CONCEDE - | accept, meet, yield, bow, give | demands demand
CONCEDE - | release, free, return, pardon, amnesty | prisoners prisoner hostages hostage detainees detainee \
    captives dissident dissidents rebels soldiers
CONCEDE - | take | steps
CONCEDE - | legalize, legalise, restore, grant | rights freedoms freedom party parties autonomy amnesty
RETREAT - | withdraw, pull, evacuate | troops forces soldiers settlements withdrawal out back positions tanks army \
    peacekeepers
RETREAT - | retreat, surrender, capitulate, demobilize, demobilise, disarm, resign, abdicate |
RETREAT - | step | down
RETREAT - | complete, begin, start | withdrawal pullout retreat demobilization disarmament
RETREAT - | declare, observe, announce | ceasefire cease-fire truce
RETREAT - | lift, end, ease | sanctions embargo embargoes boycott blockade siege
RETREAT - | receive, admit, allow, accept | observers inspectors monitors peacekeepers mission
RETREAT - | improve | access
RETREAT - | lay | arms weapons
RETREAT - | lay, hand | down
SANCTION - | suspend, halt, cut, stop, reduce, freeze, withhold, cancel, end, slash | aid assistance loans loan \
    funding relations ties program programme supplies deliveries exports imports trade assets talks cooperation food \
    contacts credits sales
SANCTION - | impose, tighten, extend, renew, slap, adopt | sanctions sanction embargo boycott blockade tariffs \
    tariff penalties
SANCTION - | expel, deport | inspectors diplomat diplomats ambassador envoy observers journalists official \
    officials agency workers
SANCTION - | recall, withdraw, summon | ambassador envoy diplomats ambassadors staff inspectors observers
SANCTION - | sever, break, downgrade | ties relations relation diplomatic talks
SANCTION - | close, shut, seal | border borders embassy consulate frontier crossing
SANCTION - | walk | out
SANCTION - | force | out
SANCTION - | sanction, embargo, blacklist |
PROTEST strike | go, stage, begin, launch, hold, continue, start | strike walkout stoppage
PROTEST demo | protest, demonstrate, rally, march, picket, riot |
PROTEST demo | stage, hold, organize, organise, join, converge, attend | demonstration demonstrations rally \
    rallies protest protests march sit-in vigil
PROTEST obstruct | block, obstruct, blockade, occupy | road roads roadway highway bridge traffic transport \
    entrance railway street streets port airport border
PROTEST riot | burn, torch, loot, smash | flag effigy shops cars tyres tires offices
COERCE arrest | arrest, detain, imprison, jail, apprehend, capture |
COERCE detain | kidnap, abduct |
COERCE ban | ban, outlaw, prohibit, bar |
COERCE censor | censor, deface, hack, jam |
COERCE censor | suspend, shut, close | publication newspaper station broadcast website magazine radio
COERCE restrict | prevent, restrict | demonstration protest rally movement access journalists march travel
COERCE curfew | impose, declare, extend | curfew emergency martial restrictions
COERCE destroy | demolish, bulldoze, confiscate, raid, seize, impound, ransack |
COERCE deport | deport, evict, displace, expel, banish, exile |
COERCE - | disperse, suppress, repress, persecute, crack |
COERCE deport | force | homes camp villages
COERCE execute | execute, hang |
ASSAULT - | attack, assault, kill, wound, injure, murder, massacre, slay, maim, ambush, storm, strike, shoot, \
    slaughter, clash, fight, battle, behead, gun |
ASSAULT heavy-weapons | shell, bombard, pound, retake, recapture, overrun, invade |
ASSAULT aerial | bomb, strafe |
ASSAULT heavy-weapons | capture, seize, occupy, launch, fire | town village stronghold city territory base \
    artillery mortar rocket rockets missile missiles shells position positions offensive attack attacks strikes \
    airstrikes raid raids assault
ASSAULT firearms | open | fire
ASSAULT beat | beat, torture, rape, assassinate, stab, poison, mutilate, hijack |
ASSAULT explosives | detonate, explode, set | bomb bombs explosives device mine
ASSAULT explosives | blow | up themselves
ASSAULT - | carry, stage, mount | attack attacks bombing assault ambush raid raids
MOBILIZE troops | deploy, mass, mobilize, mobilise, reinforce, amass |
MOBILIZE troops | deploy, mass, strengthen, increase, send, move, station, dispatch, put, place, remain, expand, \
    boost, resume | troops forces soldiers alert presence warships reservists tanks garrison
MOBILIZE weapons | test, launch, fire, prepare, conduct | missile missiles weapon weapons nuclear satellite \
    ballistic shelling warhead
AID military | send, supply, provide, ship, deliver, transfer, give, sell, arm, contribute, dispatch, donate | \
    weapons arms munitions ammunition missiles tanks shells rockets troops military drones artillery intelligence \
    equipment containers jets aircraft
AID humanitarian | send, provide, deliver, give, donate, supply, distribute, airlift, offer, ship | aid relief \
    food medicine supplies assistance help shelter tents blankets water goods grain tons tonnes wheat rice
AID economic | grant, lend, extend, give, provide, approve, donate, pledge | loan loans credit grant million \
    billion funds fund money aid financial subsidies
AID asylum | grant, open, give, offer, shelter | asylum refuge sanctuary borders border shelter
AID - | evacuate, rescue, assist, aid, subsidize, finance, bankroll, resupply |
AID - | arrive | peacekeeping peacekeepers troops
COOPERATE - | extradite, cooperate, collaborate, trade, co-operate |
COOPERATE military | conduct, hold, launch, stage, begin, expand, resume, start, join | exercise exercises drill \
    drills maneuvers manoeuvres games patrol patrols
COOPERATE - | share, exchange | intelligence information expertise technology data prisoners experience
COOPERATE - | invite | visit parade attend tour to him her
COOPERATE economic | boost, expand, increase, resume, open, restore | trade cooperation exports investment flights \
    contacts railway
CONSULT visit | visit, tour, arrive, travel, fly, return | talks visit state meeting summit capital
CONSULT visit | visit, accompany |
CONSULT visit | arrive |
CONSULT visit | pay | visit
CONSULT visit | travel, fly, head | visit talks summit
CONSULT host | host, welcome, greet |
CONSULT - | meet, negotiate, consult, confer, mediate, discuss, parley |
CONSULT - | hold, attend, begin, open, resume, conclude, conduct, launch, continue, host | talks meeting \
    negotiations summit discussions consultations conference dialogue conversation mediation round reception
CONSULT phone | phone, telephone |
CONSULT phone | speak, talk | phone telephone with
SUPPORT - | praise, hail, commend, thank, congratulate, applaud, laud, endorse, back, support, recognize, \
    recognise, welcome, salute, approve, defend, reaffirm, extol, honour, honor, ratify |
SUPPORT - | establish, upgrade, restore, improve, normalize, normalise, resume | ties relations relation \
    diplomatic
SUPPORT - | sign, conclude, initial | treaty agreement accord pact deal declaration memorandum protocol
SUPPORT - | express, pledge, offer, voice, declare | support solidarity gratitude backing condolences sympathy
SUPPORT - | reopen, re-open, open | embassy consulate mission
SUPPORT - | lodge, cast | vote ballot
AGREE - | agree, pledge, promise, consent, undertake, commit, accept, offer, volunteer |
AGREE - | reach, strike, announce | agreement deal accord understanding compromise
AGREE - | reopen, re-open | borders border
"""

_NOUNS = """
CONSULT - | meeting talks summit negotiations consultations discussions
CONSULT visit | visit trip
SUPPORT - | recognition endorsement
ASSAULT - | attack attacks bombing shelling assault killing airstrike airstrikes raid massacre assassination \
    invasion ambush clashes
ASSAULT explosives | explosion bombings
COOPERATE military | drills exercises manoeuvres maneuvers
PROTEST demo | demonstration demonstrations protests rally riots riot
PROTEST strike | strike
SANCTION - | embargo sanctions boycott
COERCE arrest | arrest arrests detention
AID - | shipments deliveries donation
RETREAT - | withdrawal ceasefire resignation
ACCUSE - | accusation accusations condemnation
COERCE - | crackdown
"""

_AGENTS = """
GOV | government president premier minister ministers ministry official officials authorities administration \
    cabinet king queen emir sultan leader leaders chancellor spokesman spokeswoman spokesperson ambassador embassy \
    envoy envoys diplomat diplomats negotiator negotiators regime secretary mayor governor governors prince presidency \
    rulers ruler state secretary-general administration's delegation counterpart kremlin premier's chairman tsar
MIL | army troops troop soldier soldiers forces military navy warships warship general generals helicopters tanks \
    aircraft warplanes jets commander commanders marines peacekeepers peacekeeping paratroopers gunboats admiral \
    colonel servicemen defence defense battalion airmen officers
COP | police policemen policeman officers constable security
REB | rebels rebel guerrilla guerrillas insurgents insurgent militants militant separatists militia militiamen \
    fighters jihadists terrorists terrorist hamas taliban hezbollah fatah
OPP | opposition dissident dissidents activists activist protesters protestors demonstrators supporters exiled \
    ousted
LEG | parliament congress senate assembly lawmakers lawmaker legislators duma knesset mp mps bundestag senator \
    deputies legislature
JUD | court courts judge judges tribunal prosecutor prosecutors
CVL | people villagers villager civilians civilian residents resident citizens citizen women children youths \
    families crowds crowd homes village villages town nationals national population passengers farmers farmer men \
    worshippers fishermen fisherman sailors sailor crew crews skipper skippers tourists tourist \
    pilgrims hostages hostage relatives
REF | refugees refugee migrants immigrants evacuees aliens
EDU | students student teachers teacher university professor schools pupils
LAB | workers union unions miners drivers labourers laborers
JRN | television tv radio agency newspaper newspapers journalist journalists reporters reporter media broadcaster \
    websites sites
MED | doctors nurses hospital
BUS | company companies firm firms businessmen business bank investors traders
CRM | prisoners prisoner gang gangs pirates criminals kidnappers smugglers
UAF | gunmen gunman bomb bomber bombers attackers assailants
IGO | un u.n. nato eu osce imf iaea opec
NGO | charity charities
"""

_BODIES = """
IGO | united nations, u.n., un, nato, european union, eu, e.u., security council, u.n. security council, un \
    security council, osce, imf, international monetary fund, world bank, african union, arab league, iaea, \
    international atomic energy agency, opec, asean, european community, european commission, world food program, \
    world health organization, who, unesco, unicef, unhcr, ecowas, commonwealth, organization of american states, \
    world trade organization, wto, interpol, g7, g8, g20, organisation of african unity, organization of african \
    unity, international labor office, gulf cooperation council, international criminal court, european parliament, \
    north atlantic treaty organization, warsaw pact
NGO | red cross, red crescent, amnesty international, human rights watch, greenpeace, oxfam, doctors without \
    borders, medecins sans frontieres, save the children
REB | hamas, hezbollah, hizbollah, islamic jihad, taliban, islamic state, al-qaeda, al qaeda, boko haram, \
    al-shabaab, farc, unita
"""

_IRREGULAR_FORMS = """
swear swore sworn; give gave given; seek sought; find found; hold held; put put putting; meet met; take took
taken; withdraw withdrew withdrawn; lay laid; cut cut cutting; freeze froze frozen; withhold withheld; break
broke broken; shut shut shutting; go went gone goes; begin began begun beginning; shoot shot; fight fought;
strike struck; beat beat beaten; blow blew blown; overrun overran overrunning; retake retook retaken; send sent;
lend lent; sell sold; fly flew flown; pay paid; speak spoke spoken; set set setting; slay slew slain; behead
beheaded; stab stabbed stabbing; hang hanged hanging; undertake undertook undertaken; rebuff rebuffed; bow
bowed; commit committed committing; ban banned banning; slam slammed slamming; bar barred barring; gun gunned;
jam jammed jamming; confer conferred conferring; stop stopped stopping; spurn spurned; ship shipped shipping;
transfer transferred transferring; slap slapped slapping; snub snubbed snubbing; kidnap kidnapped kidnapping
kidnaped; expel expelled expelling; travel travelled travelling traveled traveling; cancel cancelled cancelling
canceled; step stepped; shell shelled; plead pleaded pled; torch torched
"""
_IRREGULAR = {
    verb: forms for verb, *forms in (entry.split() for entry in _IRREGULAR_FORMS.replace("\n", " ").split(";"))
}


def inflected(verb: str) -> list[str]:
    """The forms of a verb."""
    stem = verb.removesuffix("e")
    if verb.endswith("y") and verb[-2] not in "aeiou":
        forms = [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    else:
        third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
        forms = [verb, third, stem + "ed", stem + "ing"]
    return [*forms, *_IRREGULAR.get(verb, [])]


def _lines(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.replace("\\\n", "").strip().split("\n")]


@lru_cache(maxsize=1)
def verbs() -> dict[str, tuple[Entry, ...]]:
    """Form of a verb -> what it may be coded as, in order of preference: with a word that must follow first."""
    table: dict[str, list[Entry]] = {}
    for head, listed, objects in _lines(_VERBS):
        kind, mode = head.split()
        entry = Entry(kind, None if mode == "-" else mode, frozenset(objects.split()), kind in STANCES)
        for verb in listed.split(","):
            for form in dict.fromkeys(inflected(verb.strip())):
                table.setdefault(form, []).append(entry)
    return {form: tuple(sorted(entries, key=lambda e: not e.objects)) for form, entries in table.items()}


@lru_cache(maxsize=1)
def bases() -> frozenset[str]:
    """The bare forms of all verbs: never a participle."""
    return frozenset(verb.strip() for _, listed, _ in _lines(_VERBS) for verb in listed.split(","))


@lru_cache(maxsize=1)
def nouns() -> dict[str, Entry]:
    """Noun of an event -> what it is coded as."""
    table: dict[str, Entry] = {}
    for head, listed in _lines(_NOUNS):
        kind, mode = head.split()
        for noun in listed.split():
            table.setdefault(noun, Entry(kind, None if mode == "-" else mode, frozenset(), False))
    return table


@lru_cache(maxsize=1)
def agents() -> dict[str, str]:
    """Noun for people or a body -> the PLOVER sector."""
    return {noun: role for role, nouns_ in reversed(_lines(_AGENTS)) for noun in nouns_.split()}


@lru_cache(maxsize=1)
def bodies() -> dict[str, str]:
    """Folded name of a body that belongs to no single state -> its sector."""
    return {name.strip(): role for role, names in _lines(_BODIES) for name in names.split(",")}
