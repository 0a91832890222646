"""Agencies: the wires of the world and the names they are credited with, short and long, in several languages."""

import re
from functools import lru_cache

# One agency a row, its names parted by bars; the first is the one that we report. Press-release wires come last.
_TABLE = """
The Associated Press | Associated Press | AP | AP News | Assoc. Press | 美联社 | Асошиэйтед Пресс | أسوشيتد برس
Reuters | Thomson Reuters | Reuters News Agency | 路透社 | 路透 | ロイター | Рейтер | رويترز
Agence France-Presse | AFP | Agence France Presse | Agence France-Presse (AFP) | 法新社 | أ ف ب | فرانس برس
United Press International | UPI
Bloomberg | Bloomberg News | 彭博社 | 彭博
Deutsche Presse-Agentur | dpa | DPA | dpa-AFX | dpa-infocom | German Press Agency | Deutsche Presseagentur | 德新社
Evangelischer Pressedienst | epd | EPD
Katholische Nachrichten-Agentur | KNA
Sport-Informations-Dienst | SID
dts Nachrichtenagentur | dts
ANSA | Agenzia ANSA | Agenzia Ansa | 安莎社
Adnkronos
Agenzia Italia | AGI
LaPresse
Askanews
Italpress
EFE | Agencia EFE | Agencia Efe | 埃菲社
Europa Press
Colpisa
Servimedia
Lusa | Agência Lusa | Agencia Lusa
Belga | Belga News Agency | Agence Belga
ANP | Algemeen Nederlands Persbureau
Novum
APA | Austria Presse Agentur | Austria Press Agency | APA-OTS
Keystone-SDA | SDA | Keystone-ATS | ATS | sda
PAP | Polish Press Agency | Polska Agencja Prasowa
CTK | ČTK | Czech News Agency | Česká tisková kancelář
TASR | Tlačová agentúra Slovenskej republiky
SITA
MTI | Magyar Távirati Iroda
Tanjug | Танјуг
BTA | Bulgarian News Agency | БТА
Agerpres
Mediafax
Hina | HINA
STA | Slovenska tiskovna agencija
FENA
ANA-MPA | ΑΠΕ-ΜΠΕ | Athens News Agency
BNS | Baltic News Service
ELTA
LETA
Ritzau | Ritzaus Bureau
NTB | Norsk Telegrambyrå
TT | TT Nyhetsbyrån
STT | Suomen Tietotoimisto
Interfax | Интерфакс
TASS | Itar-Tass | ITAR-TASS | ТАСС | ИТАР-ТАСС | 塔斯社
RIA Novosti | РИА Новости
Regnum | РЕГНУМ
Ukrinform | Укринформ | Укрінформ
UNIAN | УНИАН | УНІАН
Interfax-Ukraine | Интерфакс-Украина | Інтерфакс-Україна
BelTA | БелТА | БЕЛТА
Anadolu Agency | Anadolu | Anadolu Ajansı | AA | الأناضول
DHA | Demirören News Agency | Demirören Haber Ajansı
İHA | İhlas Haber Ajansı | IHA
ANKA
Xinhua | Xinhua News Agency | 新华社 | 新華社 | شينخوا
China News Service | CNS | 中新社 | 中国新闻社
Central News Agency | CNA | 中央社 | 中央通訊社
Kyodo News | Kyodo | 共同通信 | 共同通信社 | 共同社 | 共同
Jiji Press | Jiji | 時事通信 | 時事
Yonhap | Yonhap News Agency | 연합뉴스 | 韩联社
Newsis | 뉴시스
News1 | 뉴스1
KCNA | Korean Central News Agency | 朝中社
Press Trust of India | PTI | 印度报业托拉斯
ANI | Asian News International
IANS | Indo-Asian News Service
UNI | United News of India
Antara | ANTARA
Bernama
Vietnam News Agency | VNA | TTXVN | Thông tấn xã Việt Nam
Associated Press of Pakistan | APP
Pakistan Press International | PPI
BSS | Bangladesh Sangbad Sangstha
UNB | United News of Bangladesh
Philippine News Agency | PNA
Australian Associated Press | AAP
The Canadian Press | Canadian Press | CP | La Presse Canadienne | Presse canadienne | La Presse canadienne
PA Media | Press Association | PA | PA news agency
Jewish Telegraphic Agency | JTA
Religion News Service | RNS
Catholic News Service
Agência Brasil
Estadão Conteúdo | Agência Estado
Folhapress
Agência O Globo
Télam
Notimex
Prensa Latina
Noticias Argentinas
Colprensa
Pan African News Agency | PANA
MENA | Middle East News Agency | أ ش أ | وكالة أنباء الشرق الأوسط
Saudi Press Agency | SPA | واس
WAM | Emirates News Agency | وام
Petra | بترا
Wafa | WAFA | وفا
Algérie Presse Service | APS
Maghreb Arabe Presse | MAP
Tunis Afrique Presse | TAP
IRNA | ایرنا
ISNA | ایسنا
Mehr News Agency
Fars News Agency
NAN | News Agency of Nigeria
Ghana News Agency | GNA
South African Press Association | SAPA
African News Agency
Inter Press Service | IPS
Tribune News Service | TNS | Tribune Content Agency
States Newsroom
Stacker
CNN Wire | CNN Newsource
Nexstar Media Wire
The Conversation
Capital News Service
City News Service
Bay City News | Bay City News Service
KFF Health News | Kaiser Health News
ProPublica
Relaxnews | AFP Relaxnews | AFP-Relaxnews | ETX Daily Up
news aktuell | ots | Presseportal
PR Newswire | PRNewswire
Business Wire
GlobeNewswire | GLOBE NEWSWIRE
SyndiGate | SyndiGate.info
"""
AGENCIES = tuple(tuple(n.strip() for n in row.split("|")) for row in _TABLE.strip().splitlines())
_BY_NAME = {name.casefold(): names[0] for names in AGENCIES for name in names}
_ALL = sorted((n for names in AGENCIES for n in names), key=lambda n: (-len(n), n))
_BY_LETTERS = {
    key: names[0]
    for names in AGENCIES
    for name in names
    if len(key := "".join(c for c in name.casefold() if c.isalnum())) > 4
}
NAME = "|".join(re.escape(n) for n in _ALL)
"""An alternation of every name, the longest first."""
LONG_NAME = "|".join(re.escape(n) for n in _ALL if " " in n and n[0].isupper())
# Short names that are everyday words in lower case, and those that are other things too when they stand alone.
_AMBIGUOUS = frozenset(n.casefold() for n in _ALL if n.isupper() and len(n) <= 4) - {"dpa", "epd"}
_OTHER_THINGS = frozenset(
    "AA MENA SPA UNI NAN STA APP CNS MAP TAP APS PA Petra Antara Stacker SITA ANKA Novum Presseportal".split()
)
_ANY = re.compile(rf"(?<![\w./@])(?:{NAME})(?![\w@])")
_PREFIX = re.compile(r"^(?:(?:by|via|from|von|par|por|di|de|mit|with|and|und)\s+)+(?:the\s+(?=associated))?", re.I)
_DESK = re.compile(
    r"(?<=\w)(?:[/:-]\s?\w{2,12}|\s+(?:sport|staff|news|(?:\w+ ){0,3}(?:writers?|reporters?|correspondents?)))$", re.I
)


@lru_cache(maxsize=256)  # of one page the same few names are asked for again and again
def agency_named(name: str) -> str | None:
    """The agency that a name or a doubled name stands for; None for everything else."""
    plain = re.sub(r"\s+", " ", name).strip(" .,;:()[]|/©")
    plain = _PREFIX.sub("", plain)
    if found := _known(plain) or _known(_DESK.sub("", plain)):
        return found
    half = re.split(r"\s*(?<=\w)(?:By|Von|Par)\s+", plain, maxsplit=1)
    if len(half) == 2 and half[0].casefold() == half[1].casefold():
        return agency_named(half[0])
    return None


def _known(plain: str) -> str | None:
    found = _BY_NAME.get(plain.casefold()) or _BY_NAME.get(plain.casefold().removeprefix("the "))
    return found if plain.casefold() not in _AMBIGUOUS or plain.isupper() else None


def stands_alone(name: str) -> bool:
    """Whether a name that is all of a line can only be an agency's."""
    return name.strip(" .()[]") not in _OTHER_THINGS


def agency_of_host(host: str) -> str | None:
    """The agency whose own site a host is, by the letters of its name; None for everything else."""
    return next((found for label in host.casefold().split(".") if (found := _BY_LETTERS.get(label))), None)


def agency_in(words: str) -> str | None:
    """The first agency named anywhere in some words, as in a note on who contributed."""
    found = _ANY.search(words)
    return agency_named(found.group()) if found else None
