"""Words for other words, all our own: spellings of two houses, numbers in letters, and what a rewriter says instead."""

import re
from collections.abc import Mapping

BRITISH = """
color=colour labor=labour favor=favour honor=honour neighbor=neighbour center=centre theater=theatre liter=litre
meter=metre defense=defence offense=offence license=licence program=programme tire=tyre organize=organise
organized=organised organization=organisation recognize=recognise recognized=recognised realize=realise
realized=realised criticize=criticise criticized=criticised analyze=analyse traveled=travelled traveling=travelling
canceled=cancelled labeled=labelled modeling=modelling fulfill=fulfil gray=grey aging=ageing toward=towards
afterward=afterwards email=e-mail online=on-line favorite=favourite catalog=catalogue
"""
FIGURES = "two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12"
SYNONYMS = """
said=stated|noted|explained|remarked says=states|notes|explains told=informed|assured added=went|continued
new=fresh|novel big=large|sizeable large=big|major small=minor|little great=huge|vast good=fine|solid bad=poor|weak
high=lofty|steep low=slight|modest old=former|aged young=youthful first=initial|opening last=final|latest
next=coming|following many=numerous|plenty several=various|some most=nearly about=around|roughly almost=nearly|close
also=too|likewise however=still|yet but=yet|though because=since|as while=as|whereas after=following|once
before=ahead|until during=amid|throughout against=versus|opposing between=among with=alongside|including
without=lacking|minus over=above|beyond under=below|beneath within=inside more=further|extra less=fewer|reduced
very=highly|quite only=just|merely even=indeed|still now=currently|today then=later|afterwards already=by|previously
make=produce|create makes=produces|creates made=produced|created making=producing|creating take=seize|accept
taken=accepted|seized took=accepted|seized taking=accepting get=obtain|receive got=obtained|received
give=hand|grant given=handed|granted gave=handed|granted giving=handing|granting go=move|head went=moved|headed
going=moving|heading gone=moved|left come=arrive|emerge came=arrived|emerged coming=arriving|emerging
see=view|observe seen=viewed|observed saw=noticed|viewed show=reveal|display shown=revealed|displayed
showed=revealed|displayed shows=reveals|displays find=discover|locate found=discovered|located use=employ|apply
used=employed|applied using=employing|applying uses=employs|applies work=labour|effort working=operating|active
worked=laboured|served help=aid|assist helped=aided|assisted helping=aiding|assisting need=require|demand
needs=requires|demands needed=required|demanded want=wish|desire wants=wishes|desires wanted=wished|desired
think=believe|feel thought=believed|felt believe=think|hold believes=thinks|holds know=understand|realise
known=familiar|recognised call=name|term called=named|termed calls=appeals|names say=state|note start=begin|launch
started=began|launched starting=beginning begin=start|open began=started|opened end=close|finish ended=closed|finished
stop=halt|cease stopped=halted|ceased keep=retain|hold kept=retained|held hold=stage|keep held=staged|kept
bring=deliver|carry brought=delivered|carried put=placed|set set=fixed|placed let=allow|permit allow=let|permit
allowed=let|permitted allows=lets|permits become=turn|grow became=turned|grew win=capture|secure won=captured|secured
winning=victorious|successful lose=forfeit|drop lost=forfeited|dropped beat=defeat|overcome beaten=defeated|overcome
lead=head|guide led=headed|guided leading=top|chief play=perform|act played=performed|appeared
playing=performing|appearing run=manage|operate running=managing|operating pay=spend|settle paid=spent|settled
buy=purchase|acquire bought=purchased|acquired sell=market|trade sold=marketed|traded rise=climb|increase
rose=climbed|increased risen=climbed|increased fall=drop|decline fell=dropped|declined fallen=dropped|declined
cut=reduce|trim increase=growth|jump increased=raised|lifted grow=expand|swell growth=expansion|rise grew=expanded
plan=scheme|intend plans=schemes|proposals planned=intended|scheduled decide=choose|resolve decided=chose|resolved
decision=choice|ruling ask=request|query asked=requested|queried offer=propose|bid offered=proposed|presented
report=study|account reports=accounts|stories reported=recorded|described expect=await|predict
expected=likely|due expects=predicts|awaits hope=trust|aim hopes=aims|trusts hoped=aimed|wished try=attempt|seek
tried=attempted|sought trying=attempting|seeking face=confront|meet faces=confronts|meets
people=persons|residents man=person|fellow men=males woman=lady women=females|ladies child=youngster
children=youngsters|kids group=band|body groups=bodies|bands company=firm|business companies=firms|businesses
firm=company|business firms=companies|businesses government=administration|cabinet minister=secretary|politician
ministers=secretaries|politicians leader=head|chief leaders=heads|chiefs official=officer|representative
officials=officers|representatives party=faction|movement country=nation|state countries=nations|states
world=globe|planet city=town|metropolis home=house|domestic house=home|residence area=region|zone
part=portion|section way=method|manner year=season|twelvemonth years=seasons month=period
day=date|morning days=dates time=moment|period times=occasions|moments number=figure|total numbers=figures|totals
money=cash|funds price=cost|rate prices=costs|rates cost=price|expense costs=expenses|prices market=trade|sector
markets=exchanges|sectors sales=turnover|takings deal=agreement|pact deals=agreements|contracts job=post|position
jobs=posts|positions problem=issue|difficulty problems=issues|difficulties issue=matter|question
issues=matters|questions question=query|doubt questions=queries|doubts change=shift|alteration
changes=shifts|alterations changed=altered|shifted law=statute|legislation court=tribunal|bench case=matter|lawsuit
police=officers|detectives attack=assault|strike attacks=assaults|strikes war=conflict|fighting film=movie|picture
films=movies|pictures music=songs|tunes award=prize|honour awards=prizes|honours game=match|contest
games=matches|contests team=side|squad teams=sides|squads player=sportsman|competitor players=sportsmen|competitors
coach=trainer|manager season=campaign|term final=decider|last service=facility|provision services=facilities
system=network|scheme systems=networks|schemes phone=handset|telephone phones=handsets|telephones
computer=machine|device computers=machines|devices technology=equipment|technique software=programs|applications
important=key|significant strong=powerful|firm clear=plain|obvious possible=potential|feasible likely=probable
able=capable real=genuine|true best=finest|top better=improved|superior huge=enormous|massive early=initial|prompt
late=delayed|belated recent=latest|past current=present|existing major=main|chief main=principal|central
public=open|common national=nationwide|domestic international=global|worldwide local=regional|nearby
long=lengthy|extended short=brief|concise full=complete|entire whole=entire|complete such=similar|comparable
around=about|near well=ably|nicely much=far|considerably still=yet|nevertheless often=frequently|regularly
again=anew|repeatedly away=off|aside back=returned|again support=backing|assistance power=strength|might
top=leading|chief move=step|measure moves=steps|measures result=outcome|consequence results=outcomes|findings
figure=number|statistic figures=numbers|statistics chance=opportunity|prospect record=best|mark fans=supporters
claim=assertion|allegation claims=assertions|allegations claimed=asserted|alleged warned=cautioned|alerted
announced=unveiled|declared confirmed=verified|acknowledged revealed=disclosed|uncovered agreed=consented|accepted
denied=rejected|dismissed refused=declined|rejected launched=introduced|unveiled following=after|behind
continue=carry|proceed continued=carried|proceeded remain=stay|linger remains=stays remained=stayed include=cover
includes=covers|contains included=covered|contained including=among|covering provide=supply|furnish
provided=supplied|furnished receive=get|collect received=got|collected despite=notwithstanding|amid
"""
NEEDLESS = frozenset(
    """very really quite rather just highly simply certainly clearly actually nearly fully newly widely recently
    major huge big new great recent current special main particular leading controversial latest so-called""".split()
)
CONFUSED = "its=it's their=there there=their your=you're than=then lose=loose affect=effect to=too led=lead"
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()


def pairs(table: str) -> dict[str, str]:
    """`a=b` entries."""
    return dict(entry.split("=") for entry in table.split())


AMERICAN_TO_BRITISH: Mapping[str, str] = pairs(BRITISH)
BRITISH_TO_AMERICAN: Mapping[str, str] = {v: k for k, v in AMERICAN_TO_BRITISH.items()}
LETTERS_TO_FIGURES: Mapping[str, str] = pairs(FIGURES)
FIGURES_TO_LETTERS: Mapping[str, str] = {v: k for k, v in LETTERS_TO_FIGURES.items()}
INSTEAD: Mapping[str, tuple[str, ...]] = {k: tuple(v.split("|")) for k, v in pairs(SYNONYMS).items()}
CONFUSABLE: Mapping[str, str] = pairs(CONFUSED)

_SHELL = re.compile(r"^(\W*)(.*?)(\W*)$", re.S)


def shelled(form: str) -> tuple[str, str, str]:
    """A printed word as what stands before it, the word, what stands after it."""
    found = _SHELL.match(form)
    return (found[1], found[2], found[3]) if found else ("", form, "")


def replaced(form: str, table: Mapping[str, str]) -> str:
    """The form with its word exchanged by the table; case and marks are kept."""
    before, word, after = shelled(form)
    other = table.get(word.lower())
    return form if other is None else before + like(word, other) + after


def like(word: str, other: str) -> str:
    """Another word with the first one's capital."""
    return other[:1].upper() + other[1:] if word[:1].isupper() else other
