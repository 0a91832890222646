"""The words that tell what a name is: titles, heads of the names of bodies and places, words that are no name."""


def several(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


TITLES = several(
    "president premier chancellor minister secretary senator sen rep representative congressman congresswoman "
    "governor gov mayor king queen prince princess emperor sheikh sheik sultan emir pope cardinal archbishop "
    "bishop ayatollah imam rabbi rev father mr mrs ms miss dr prof professor sir lady lord dame judge justice "
    "gen general col colonel maj major capt captain lt lieutenant sgt sergeant adm admiral marshal commander "
    "commissioner ambassador envoy consul chairman chairwoman chair spokesman spokeswoman spokesperson speaker "
    "leader chief head director deputy vice prime foreign defence defense interior finance state attorney "
    "superintendent sheriff constable inspector detective officer special acting former ousted opposition "
    "counterpart strongman dictator rebel warlord coach inspector-general secretary-general undersecretary "
    "vice-president first national security adviser advisor council economy trade health energy agriculture "
    "culture democrat republican actor actress singer referee trooper agent manager gm ceo cfo executive editor author "
    "analyst economist lawyer astronaut pastor councillor councilman councilwoman clerk warden journalist reporter "
    "correspondent columnist senior junior assistant associate"
)
RANKS = TITLES - several(
    "prime foreign defence defense interior finance state security council economy trade health energy "
    "agriculture culture national special acting former ousted opposition first deputy vice rebel senior junior "
    "assistant associate"
)
ORGANISATION = several(
    "ministry agency council party bank corp corporation inc co company university college school police court "
    "senate congress parliament department committee commission union army navy force forces guard guards "
    "association federation league group fund organization organisation institute foundation society club "
    "press news times post journal gazette herald tribune broadcasting service office bureau authority "
    "administration board assembly house cabinet government command front movement alliance coalition brigade "
    "brigades militia jihad church hospital museum team network radio television tv airlines airways railways "
    "nations embassy secretariat treasury directorate center centre academy laboratory studios pictures holdings "
    "industries technologies orchestra"
)
ORG_OF = several(
    "ministry bank university department house institute court board church office bureau college league army city"
)
PLACE = several(
    "river street avenue road island islands lake mount mountain mountains bay sea ocean peninsula city county "
    "province airport bridge square valley port harbour harbor desert strait gulf canal region district oblast "
    "state states republic cape coast hill hills park forest falls beach station cosmodrome strip bank heights "
    "territory territories"
)
LINK = several("of the de la del di da du van von der den bin ibn al el ben")
NO_NAME = several(
    "a an the and but or nor so yet for if then than that this these those there here he she it we you i they "
    "his her its our your their my me him them us who whom whose which what when where why how in on at by to "
    "from with without into onto over under after before during since until till while as of off up down out "
    "about against among between through across near not no yes all any some both each every many much more "
    "most few several other another such only also even just still already now today yesterday tomorrow "
    "however moreover meanwhile although though because despite besides instead perhaps maybe later earlier "
    "once again never always often sometimes recently officials official police troops soldiers rebels "
    "protesters government state local foreign national new old first second third last next one two three "
    "four five six seven eight nine ten is are was were be been has have had do does did will would can could "
    "should may might must let according asked speaking monday tuesday wednesday thursday friday saturday "
    "sunday january february march april june july august september october november december jan feb mar apr "
    "jun jul aug sep sept oct nov dec gmt est edt pdt utc photo image read via"
)
SAID = several(
    "said says told added asked wrote warned insisted argued noted explained replied claimed denied stated announced"
)
INTO_PLACE = several("in near from into outside across around through throughout")
OWN_POSSESSIVE = several("people's workers' women's men's children's teachers'")  # these stand inside names
MAY_OPEN = several(  # words of NO_NAME that open a name where they have a capital inside a sentence
    "new old national first second third fourth fifth foreign state local one supreme"
)
PLACE_OPENS = several("mount lake cape port fort river san santa santo saint st isle gulf")
LIKE_PLACES = several("hill park banks lake bridges forest")  # heads of places that are family names too
OF_A_BODY = several(  # what follows the name of a firm or an institution
    "shares executives employees subsidiary stock ceo shareholders customers"
)
IS_A_BODY = several(  # what stands right before the name of one
    "company firm newspaper agency broadcaster magazine airline carmaker automaker retailer manufacturer bank insurer "
    "charity giant maker website"
)
ALSO_GIVEN = several("chad jordan israel georgia sofia florence santiago")  # territories that people are called by
SUFFIXES = several("jr sr")
_BODIES = """
islamic state|isis|isil|daesh|al-qaeda|al qaeda|al-qaida|boko haram|al-shabab|al-shabaab|mossad|interpol|europol
opec|nato|unesco|unicef|asean|amnesty international|human rights watch|greenpeace|red cross|red crescent|world bank
reuters|bloomberg|xinhua|interfax|tass|itar-tass|yonhap|kyodo|al jazeera|al-jazeera|kcna|agence france-presse
gazprom|rosneft|google|microsoft|facebook|amazon|boeing|airbus|toyota|samsung|huawei|lockheed martin
"""
BODIES = frozenset("|".join(_BODIES.split("\n")).split("|")) - {""}  # named without a word for what they are
FOR = several(  # bodies whose names go on with "for": "Centre for Seafaring"
    "institute center centre council committee foundation association office agency fund society organization "
    "organisation department school coalition alliance campaign"
)
