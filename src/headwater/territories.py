"""Territory: the countries and territories of the world with their people's names, capitals and seats of government.

Beside them the cities and regions that the news names without their country. Written by hand; codes, names and what of
the cities CLDR knows (by their time zones) are checked against it in the tests.
"""

from headwater.records import Record


class Territory(Record, frozen=True):
    """One territory. The first name is the usual one; a seat is a place or house whose name stands for the state."""

    code: str  # ISO 3166 alpha-3
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    seats: tuple[str, ...]


# code | names | demonyms | capitals | other seats
_TABLE = """
AFG | Afghanistan | Afghan, Afghani | Kabul | Taliban
ALB | Albania | Albanian | Tirana |
DZA | Algeria | Algerian | Algiers |
AND | Andorra | Andorran | Andorra la Vella |
AGO | Angola | Angolan | Luanda |
ATG | Antigua and Barbuda, Antigua & Barbuda | Antiguan | Saint John's, St. John's |
ARG | Argentina | Argentine, Argentinian, Argentinean | Buenos Aires | Casa Rosada
ARM | Armenia | Armenian | Yerevan |
AUS | Australia | Australian, Aussie | Canberra |
AUT | Austria | Austrian | Vienna |
AZE | Azerbaijan | Azerbaijani, Azeri | Baku |
BHS | Bahamas, The Bahamas | Bahamian | Nassau |
BHR | Bahrain | Bahraini | Manama |
BGD | Bangladesh | Bangladeshi | Dhaka, Dacca |
BRB | Barbados | Barbadian, Bajan | Bridgetown |
BLR | Belarus, Byelorussia | Belarusian, Belarussian | Minsk |
BEL | Belgium | Belgian | Brussels |
BLZ | Belize | Belizean | Belmopan |
BEN | Benin | Beninese | Porto-Novo |
BTN | Bhutan | Bhutanese | Thimphu |
BOL | Bolivia | Bolivian | La Paz, Sucre |
BIH | Bosnia and Herzegovina, Bosnia & Herzegovina, Bosnia, Bosnia-Herzegovina | Bosnian | Sarajevo |
BWA | Botswana | Botswanan, Motswana | Gaborone |
BRA | Brazil | Brazilian | Brasilia, Brasília | Planalto
BRN | Brunei | Bruneian | Bandar Seri Begawan |
BGR | Bulgaria | Bulgarian | Sofia |
BFA | Burkina Faso | Burkinabe | Ouagadougou |
BDI | Burundi | Burundian | Gitega, Bujumbura |
KHM | Cambodia, Kampuchea | Cambodian, Khmer | Phnom Penh |
CMR | Cameroon | Cameroonian | Yaounde, Yaoundé |
CAN | Canada | Canadian | Ottawa |
CPV | Cape Verde, Cabo Verde | Cape Verdean, Cabo Verdean | Praia |
CAF | Central African Republic | Central African | Bangui |
TCD | Chad | Chadian | N'Djamena, Ndjamena |
CHL | Chile | Chilean | Santiago | La Moneda
CHN | China, People's Republic of China, PRC, Communist China, Mainland China | Chinese | Beijing, Peking | Zhongnanhai
COL | Colombia | Colombian | Bogota, Bogotá |
COM | Comoros | Comoran, Comorian | Moroni |
COG | Republic of the Congo, Congo - Brazzaville, Congo-Brazzaville | | Brazzaville |
COD | Democratic Republic of the Congo, Democratic Republic of Congo, DR Congo, Congo - Kinshasa, \
    Congo-Kinshasa, DRC, Congo, Zaire | Congolese, Zairian | Kinshasa |
CRI | Costa Rica | Costa Rican | San Jose, San José |
CIV | Côte d’Ivoire, Côte d'Ivoire, Cote d'Ivoire, Ivory Coast | Ivorian | Yamoussoukro, Abidjan |
HRV | Croatia | Croatian, Croat | Zagreb |
CUB | Cuba | Cuban | Havana |
CYP | Cyprus | Cypriot | Nicosia |
CZE | Czechia, Czech Republic | Czech | Prague |
DNK | Denmark | Danish, Dane | Copenhagen |
DJI | Djibouti | Djiboutian | Djibouti City |
DMA | Dominica | | Roseau |
DOM | Dominican Republic | Dominican | Santo Domingo |
ECU | Ecuador | Ecuadorian, Ecuadorean | Quito |
EGY | Egypt | Egyptian | Cairo |
SLV | El Salvador | Salvadoran, Salvadorean | San Salvador |
GNQ | Equatorial Guinea | Equatorial Guinean, Equatoguinean | Malabo |
ERI | Eritrea | Eritrean | Asmara |
EST | Estonia | Estonian | Tallinn |
SWZ | Eswatini, Swaziland | Swazi | Mbabane |
ETH | Ethiopia | Ethiopian | Addis Ababa |
FJI | Fiji | Fijian | Suva |
FIN | Finland | Finnish, Finn | Helsinki |
FRA | France | French, Frenchman, Frenchwoman | Paris | Elysee, Élysée, Quai d'Orsay
GAB | Gabon | Gabonese | Libreville |
GMB | Gambia, The Gambia | Gambian | Banjul |
GEO | Georgia, Republic of Georgia | Georgian | Tbilisi |
DEU | Germany, Federal Republic of Germany | German | Berlin | Bundestag
GHA | Ghana | Ghanaian | Accra |
GRC | Greece | Greek | Athens |
GRD | Grenada | Grenadian | Saint George's |
GTM | Guatemala | Guatemalan | Guatemala City |
GIN | Guinea | Guinean | Conakry |
GNB | Guinea-Bissau | Bissau-Guinean | Bissau |
GUY | Guyana | Guyanese | Georgetown |
HTI | Haiti | Haitian | Port-au-Prince |
HND | Honduras | Honduran | Tegucigalpa |
HKG | Hong Kong, Hong Kong SAR China | Hong Konger | |
HUN | Hungary | Hungarian | Budapest |
ISL | Iceland | Icelandic, Icelander | Reykjavik, Reykjavík |
IND | India | Indian | New Delhi | Delhi, Lok Sabha
IDN | Indonesia | Indonesian | Jakarta |
IRN | Iran, Islamic Republic of Iran, Islamic Republic, Persia | Iranian, Persian | Tehran, Teheran |
IRQ | Iraq | Iraqi | Baghdad |
IRL | Ireland, Republic of Ireland, Irish Republic | Irish, Irishman | Dublin |
ISR | Israel, State of Israel, Jewish state | Israeli | Jerusalem | Knesset, Tel Aviv
ITA | Italy | Italian | Rome |
JAM | Jamaica | Jamaican | Kingston |
JPN | Japan | Japanese | Tokyo |
JOR | Jordan | Jordanian | Amman |
KAZ | Kazakhstan | Kazakh, Kazakhstani | Astana, Nur-Sultan |
KEN | Kenya | Kenyan | Nairobi |
KIR | Kiribati | I-Kiribati | South Tarawa, Tarawa |
XKX | Kosovo | Kosovar, Kosovan | Pristina, Prishtina |
KWT | Kuwait | Kuwaiti | Kuwait City |
KGZ | Kyrgyzstan, Kyrgyz Republic | Kyrgyz | Bishkek |
LAO | Laos | Laotian, Lao | Vientiane |
LVA | Latvia | Latvian | Riga |
LBN | Lebanon | Lebanese | Beirut | Hezbollah, Hizbollah
LSO | Lesotho | Basotho | Maseru |
LBR | Liberia | Liberian | Monrovia |
LBY | Libya | Libyan | Tripoli |
LIE | Liechtenstein | Liechtensteiner | Vaduz |
LTU | Lithuania | Lithuanian | Vilnius |
LUX | Luxembourg | Luxembourgish, Luxembourger | Luxembourg City |
MAC | Macao, Macau, Macao SAR China | Macanese | |
MDG | Madagascar | Malagasy, Madagascan | Antananarivo |
MWI | Malawi | Malawian | Lilongwe |
MYS | Malaysia | Malaysian | Kuala Lumpur | Putrajaya
MDV | Maldives, The Maldives | Maldivian | Male, Malé |
MLI | Mali | Malian | Bamako |
MLT | Malta | Maltese | Valletta |
MHL | Marshall Islands | Marshallese | Majuro |
MRT | Mauritania | Mauritanian | Nouakchott |
MUS | Mauritius | Mauritian | Port Louis |
MEX | Mexico | Mexican | Mexico City | Los Pinos
FSM | Micronesia | Micronesian | Palikir |
MDA | Moldova, Republic of Moldova | Moldovan | Chisinau, Chișinău |
MCO | Monaco | Monegasque, Monacan | |
MNG | Mongolia | Mongolian | Ulaanbaatar, Ulan Bator |
MNE | Montenegro | Montenegrin | Podgorica |
MAR | Morocco | Moroccan | Rabat |
MOZ | Mozambique | Mozambican | Maputo |
MMR | Myanmar, Burma, Myanmar (Burma) | Burmese, Myanmarese | Naypyidaw, Naypyitaw |
NAM | Namibia | Namibian | Windhoek |
NRU | Nauru | Nauruan | Yaren |
NPL | Nepal | Nepalese, Nepali | Kathmandu, Katmandu |
NLD | Netherlands, The Netherlands, Holland | Dutch, Dutchman | Amsterdam, The Hague |
NZL | New Zealand | New Zealander, Kiwi | Wellington |
NIC | Nicaragua | Nicaraguan | Managua |
NER | Niger | Nigerien | Niamey |
NGA | Nigeria | Nigerian | Abuja | Aso Rock
PRK | North Korea, Democratic People's Republic of Korea, DPRK, D.P.R.K. | North Korean | Pyongyang |
MKD | North Macedonia, Macedonia | Macedonian, North Macedonian | Skopje |
NOR | Norway | Norwegian | Oslo |
OMN | Oman | Omani | Muscat |
PAK | Pakistan | Pakistani | Islamabad | Rawalpindi
PLW | Palau | Palauan | Ngerulmud |
PSE | Palestine, Palestinian Territories, Palestinian Authority, State of Palestine, Gaza, Gaza Strip, West Bank \
    | Palestinian, Gazan | Ramallah | Hamas, Fatah, PLO, Palestine Liberation Organization
PAN | Panama | Panamanian | Panama City |
PNG | Papua New Guinea | Papua New Guinean | Port Moresby |
PRY | Paraguay | Paraguayan | Asuncion, Asunción |
PER | Peru | Peruvian | Lima |
PHL | Philippines, The Philippines | Filipino, Filipina, Philippine | Manila | Malacanang, Malacañang
POL | Poland | Polish, Pole | Warsaw |
PRT | Portugal | Portuguese | Lisbon |
PRI | Puerto Rico | Puerto Rican | San Juan |
QAT | Qatar | Qatari | Doha |
ROU | Romania, Rumania | Romanian, Rumanian | Bucharest |
RUS | Russia, Russian Federation, Soviet Union, USSR, U.S.S.R. | Russian, Soviet | Moscow | Kremlin, Duma, State Duma
RWA | Rwanda | Rwandan | Kigali |
KNA | Saint Kitts and Nevis, St. Kitts & Nevis, St. Kitts and Nevis | Kittitian | Basseterre |
LCA | Saint Lucia, St. Lucia | Saint Lucian | Castries |
VCT | Saint Vincent and the Grenadines, St. Vincent & Grenadines | Vincentian | Kingstown |
WSM | Samoa | Samoan | Apia |
SMR | San Marino | Sammarinese | |
STP | São Tomé & Príncipe, Sao Tome and Principe, São Tomé and Príncipe | Sao Tomean | Sao Tome, São Tomé |
SAU | Saudi Arabia, Kingdom of Saudi Arabia | Saudi, Saudi Arabian | Riyadh |
SEN | Senegal | Senegalese | Dakar |
SRB | Serbia | Serbian, Serb | Belgrade |
SYC | Seychelles | Seychellois | Victoria |
SLE | Sierra Leone | Sierra Leonean | Freetown |
SGP | Singapore | Singaporean | |
SVK | Slovakia, Slovak Republic | Slovak, Slovakian | Bratislava |
SVN | Slovenia | Slovenian, Slovene | Ljubljana |
SLB | Solomon Islands | Solomon Islander | Honiara |
SOM | Somalia | Somali, Somalian | Mogadishu |
ZAF | South Africa | South African | Pretoria, Cape Town |
KOR | South Korea, Republic of Korea, RoK, ROK | South Korean | Seoul | Blue House
SSD | South Sudan | South Sudanese | Juba |
ESP | Spain | Spanish, Spaniard | Madrid | Moncloa
LKA | Sri Lanka, Ceylon | Sri Lankan | Colombo | Tamil Tigers
SDN | Sudan | Sudanese | Khartoum |
SUR | Suriname, Surinam | Surinamese | Paramaribo |
SWE | Sweden | Swedish, Swede | Stockholm |
CHE | Switzerland | Swiss | Bern, Berne |
SYR | Syria, Syrian Arab Republic | Syrian | Damascus |
TWN | Taiwan, Republic of China, Chinese Taipei | Taiwanese | Taipei |
TJK | Tajikistan | Tajik, Tajikistani | Dushanbe |
TZA | Tanzania | Tanzanian | Dodoma, Dar es Salaam |
THA | Thailand, Siam | Thai | Bangkok |
TLS | Timor-Leste, East Timor | Timorese, East Timorese | Dili |
TGO | Togo | Togolese | Lome, Lomé |
TON | Tonga | Tongan | Nuku'alofa, Nuku’alofa |
TTO | Trinidad and Tobago, Trinidad & Tobago, Trinidad | Trinidadian | Port of Spain |
TUN | Tunisia | Tunisian | Tunis |
TUR | Türkiye, Turkey, Turkiye | Turkish, Turk | Ankara |
TKM | Turkmenistan | Turkmen | Ashgabat |
TUV | Tuvalu | Tuvaluan | Funafuti |
UGA | Uganda | Ugandan | Kampala |
UKR | Ukraine | Ukrainian | Kyiv, Kiev | Verkhovna Rada
ARE | United Arab Emirates, UAE, U.A.E., the Emirates | Emirati | Abu Dhabi | Dubai
GBR | United Kingdom, UK, U.K., Britain, Great Britain, England, Scotland, Wales, Northern Ireland \
    | British, Briton, Brit, English, Scottish, Welsh | London | Downing Street, Whitehall, Westminster, Number 10
USA | United States, U.S., US, USA, U.S.A., United States of America, America | American | Washington, Washington DC, \
    Washington, D.C. | White House, Pentagon, Capitol Hill, Oval Office, State Department, Congress, Foggy Bottom
URY | Uruguay | Uruguayan | Montevideo |
UZB | Uzbekistan | Uzbek, Uzbekistani | Tashkent |
VUT | Vanuatu | Vanuatuan, Ni-Vanuatu | Port Vila |
VAT | Vatican City, Vatican, Holy See, The Vatican | | | Apostolic Palace
VEN | Venezuela | Venezuelan | Caracas | Miraflores
VNM | Vietnam, Viet Nam | Vietnamese | Hanoi |
ESH | Western Sahara | Sahrawi, Saharawi | Laayoune | Polisario, Polisario Front
YEM | Yemen | Yemeni, Yemenite | Sanaa, Sana'a | Houthi, Houthis
ZMB | Zambia | Zambian | Lusaka |
ALA | Åland Islands, Aland Islands, Aland | Alander | Mariehamn |
ASM | American Samoa | American Samoan | Pago Pago |
AIA | Anguilla | Anguillan | The Valley |
ABW | Aruba | Aruban | Oranjestad |
BMU | Bermuda | Bermudian | |
VGB | British Virgin Islands | British Virgin Islander | Road Town |
CYM | Cayman Islands | Caymanian | George Town |
COK | Cook Islands | Cook Islander | Avarua |
CUW | Curaçao, Curacao | Curaçaoan, Curacaoan | Willemstad |
FLK | Falkland Islands, Falklands | Falkland Islander | Port Stanley |
FRO | Faroe Islands, Faroes | Faroese | Tórshavn, Torshavn |
GUF | French Guiana | French Guianese | Cayenne |
PYF | French Polynesia, Tahiti | French Polynesian, Tahitian | Papeete |
GIB | Gibraltar | Gibraltarian | |
GRL | Greenland | Greenlandic, Greenlander | Nuuk |
GLP | Guadeloupe | Guadeloupean | Basse-Terre |
GUM | Guam | Guamanian | Hagåtña, Hagatna |
IMN | Isle of Man | Manx | |
JEY | Jersey | | Saint Helier, St. Helier |
GGY | Guernsey | | Saint Peter Port, St. Peter Port |
MTQ | Martinique | Martinican | Fort-de-France |
MYT | Mayotte | Mahoran | Mamoudzou |
MSR | Montserrat | Montserratian | |
NCL | New Caledonia | New Caledonian | Noumea, Nouméa |
NIU | Niue | Niuean | Alofi |
MNP | Northern Mariana Islands | | Saipan |
REU | Réunion, Reunion Island | Réunionese | Saint-Denis |
SHN | St. Helena, Saint Helena | Saint Helenian | Jamestown |
SXM | Sint Maarten | | Philipsburg |
TCA | Turks & Caicos Islands, Turks and Caicos Islands, Turks and Caicos | | Cockburn Town |
VIR | U.S. Virgin Islands, US Virgin Islands | | Charlotte Amalie |
ZWE | Zimbabwe, Rhodesia | Zimbabwean | Harare |
"""


def _listed(cell: str) -> tuple[str, ...]:
    """The words of one cell; a comma inside "Washington, D.C." is no border."""
    found = [w.strip() for w in cell.replace(", D.C.", "\0").split(",")]
    return tuple(w.replace("\0", ", D.C.") for w in found if w)


def _territory(line: str) -> Territory:
    code, *cells = line.split("|")
    return Territory(code.strip(), *(_listed(c) for c in cells))


TERRITORIES: tuple[Territory, ...] = tuple(_territory(line) for line in _TABLE.replace("\\\n", "").strip().split("\n"))

# The cities and regions that the news names without their country: code | names
_CITIES = """
AFG | Kandahar, Herat, Helmand, Jalalabad, Mazar-i-Sharif, Kunduz
ARE | Sharjah
ARG | Cordoba, Córdoba, Rosario, Mendoza, Patagonia
AUS | Sydney, Melbourne, Brisbane, Perth, Adelaide, Darwin, Hobart, Queensland, New South Wales, Tasmania, \
    Western Australia, South Australia, Northern Territory
AUT | Salzburg, Graz, Linz, Innsbruck
BEL | Antwerp, Ghent, Bruges, Flanders, Wallonia
BGD | Chittagong, Cox's Bazar
BRA | São Paulo, Sao Paulo, Rio de Janeiro, Rio, Salvador, Recife, Manaus, Fortaleza, Porto Alegre
CAN | Toronto, Montreal, Vancouver, Calgary, Edmonton, Winnipeg, Quebec, Ontario, Alberta, British Columbia, Manitoba, \
    Saskatchewan, Nova Scotia, New Brunswick, Newfoundland, Yukon
CHE | Zurich, Zürich, Geneva, Basel, Lausanne, Davos
CHL | Valparaiso, Valparaíso
CHN | Shanghai, Guangzhou, Shenzhen, Tianjin, Wuhan, Chongqing, Chengdu, Nanjing, Harbin, Tibet, Lhasa, Xinjiang, \
    Urumqi, Sichuan, Guangdong, Inner Mongolia, Yunnan
COL | Medellin, Medellín, Cali
DEU | Hamburg, Munich, Frankfurt, Cologne, Stuttgart, Dresden, Leipzig, Hanover, Bremen, Bavaria, Saxony, Ramstein, \
    Düsseldorf, Dusseldorf, Nuremberg, Bonn
DZA | Oran
ECU | Guayaquil
EGY | Alexandria, Giza, Luxor, Suez, Sinai, Port Said
ESP | Barcelona, Valencia, Seville, Bilbao, Catalonia, Andalusia, Basque Country, Canary Islands, Mallorca
ETH | Tigray, Mekelle
FRA | Marseille, Marseilles, Lyon, Toulouse, Bordeaux, Strasbourg, Lille, Nantes, Corsica, Normandy, Brittany, \
    Provence, Calais
GBR | Manchester, Birmingham, Liverpool, Glasgow, Edinburgh, Leeds, Sheffield, Bristol, Cardiff, Belfast, Newcastle, \
    Aberdeen, Nottingham, Southampton, Brighton, Oxford, Yorkshire, Cornwall, Kent, Essex, Sussex
GRC | Thessaloniki, Crete, Lesbos, Piraeus
IDN | Bali, Java, Sumatra, Aceh, Papua, Surabaya, Borneo
IND | Mumbai, Bombay, Kolkata, Calcutta, Chennai, Madras, Bangalore, Bengaluru, Hyderabad, Ahmedabad, Kashmir, Punjab, \
    Gujarat, Kerala, Assam, Bihar, Uttar Pradesh, Goa, Srinagar
IRN | Isfahan, Shiraz, Mashhad, Qom, Natanz, Bushehr
IRQ | Basra, Mosul, Kirkuk, Fallujah, Najaf, Karbala, Erbil, Tikrit, Ramadi, Kurdistan
IRL | Galway, Limerick
ISR | Haifa, Golan Heights, Galilee, Beersheba, Negev
ITA | Milan, Naples, Turin, Venice, Florence, Genoa, Bologna, Palermo, Sicily, Sardinia, Tuscany, Lombardy, Lampedusa
JPN | Osaka, Kyoto, Hiroshima, Nagasaki, Yokohama, Nagoya, Sapporo, Okinawa, Fukushima, Hokkaido, Kobe
KAZ | Almaty, Baikonur
KEN | Mombasa
LBY | Benghazi, Misrata, Sirte
LBN | Sidon
MAR | Casablanca, Marrakesh, Marrakech
MEX | Guadalajara, Monterrey, Tijuana, Cancun, Chiapas, Oaxaca, Acapulco, Ciudad Juarez
MMR | Yangon, Rangoon, Mandalay, Rakhine
NGA | Lagos, Kano, Maiduguri, Borno, Biafra
NLD | Rotterdam, Utrecht, Eindhoven
NOR | Bergen, Stavanger, Tromsø, Svalbard
NZL | Auckland, Christchurch
PAK | Karachi, Lahore, Peshawar, Quetta, Balochistan, Sindh, Waziristan
PER | Cusco, Arequipa
PHL | Mindanao, Luzon, Cebu, Davao
POL | Krakow, Kraków, Gdansk, Gdańsk, Wroclaw, Wrocław, Lodz
PRT | Porto, Madeira, Azores
PSE | Gaza City, Rafah, Khan Younis, Hebron, Nablus, Jenin, Bethlehem, East Jerusalem, Jericho
RUS | St. Petersburg, Saint Petersburg, Leningrad, Vladivostok, Novosibirsk, Yekaterinburg, Siberia, Chechnya, Grozny, \
    Dagestan, Kaliningrad, Sochi, Kazan, Murmansk, Kursk, Belgorod, Rostov, Khabarovsk, Sakhalin, Kamchatka, Volgograd
SAU | Jeddah, Mecca, Medina, Dhahran
SDN | Darfur, Port Sudan, El Fasher
SWE | Gothenburg, Malmo, Malmö
SYR | Aleppo, Homs, Hama, Idlib, Raqqa, Palmyra, Daraa, Latakia
THA | Phuket, Chiang Mai, Pattaya
TUR | Istanbul, Izmir, Antalya, Diyarbakir, Adana, Anatolia
TZA | Zanzibar
UKR | Kharkiv, Odessa, Odesa, Lviv, Mariupol, Donetsk, Luhansk, Donbas, Donbass, Crimea, Sevastopol, Kherson, Dnipro, \
    Zaporizhzhia, Bakhmut, Chernobyl, Chernihiv
USA | Alabama, Alaska, Arizona, Arkansas, California, Colorado, Connecticut, Delaware, Florida, Hawaii, Idaho, \
    Illinois, Indiana, Iowa, Kansas, Kentucky, Louisiana, Maine, Maryland, Massachusetts, Michigan, Minnesota, \
    Mississippi, Missouri, Montana, Nebraska, Nevada, New Hampshire, New Jersey, New Mexico, New York, \
    North Carolina, North Dakota, Ohio, Oklahoma, Oregon, Pennsylvania, Rhode Island, South Carolina, South Dakota, \
    Tennessee, Texas, Utah, Vermont, Virginia, West Virginia, Wisconsin, Wyoming, New York City, Los Angeles, \
    Chicago, Houston, Philadelphia, Phoenix, San Antonio, San Diego, Dallas, San Francisco, Boston, Seattle, Denver, \
    Detroit, Atlanta, Miami, Las Vegas, New Orleans, Baltimore, Cleveland, Pittsburgh, St. Louis, Minneapolis, \
    Cincinnati, Kansas City, Salt Lake City, Milwaukee, Sacramento, Oklahoma City, Honolulu, Anchorage, Brooklyn, \
    Manhattan, Hollywood, Silicon Valley, Guantanamo, Indianapolis, Memphis, Nashville, Tampa, Orlando, Portland, \
    Tucson, Long Island, Cape Canaveral
VEN | Maracaibo
VNM | Ho Chi Minh City, Saigon, Da Nang, Haiphong
YEM | Aden, Hodeidah, Taiz
ZAF | Johannesburg, Durban, Soweto, Bloemfontein
"""
# Parts of the world that are no state's.
_PARTS = """
Europe, Asia, Africa, Antarctica, North America, South America, Central America, Latin America, Middle East, Far East,
Southeast Asia, Central Asia, South Asia, East Asia, West Africa, East Africa, North Africa, Sahel, Sahara, Balkans,
Caucasus, Scandinavia, Caribbean, Mediterranean, Atlantic, Pacific, Arctic, Black Sea, Red Sea, Persian Gulf,
South China Sea, Horn of Africa, Eastern Europe, Western Europe, Himalayas, Alps, Amazon, Korean Peninsula,
Arabian Peninsula, Indian Ocean, Gulf of Mexico, West Indies, Sub-Saharan Africa, Eurasia, Oceania, Euphrates, Rhine,
Danube, Nile
"""

CITIES: dict[str, tuple[str, ...]] = {
    code.strip(): _listed(names)
    for code, _, names in (line.partition("|") for line in _CITIES.replace("\\\n", "").strip().split("\n"))
}
PARTS: tuple[str, ...] = _listed(_PARTS.replace("\n", " "))
