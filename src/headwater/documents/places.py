"""Places: cities that datelines name, so that a name before a stop, a colon or a dash is known to be one."""

from headwater.text import fold

# Capitals, seats of government and courts, and the large cities that news is written in, by their names in English
# and at home. Written by us; a place that is missing is still known by its capitals or by the bracket behind it.
_CITIES = """
Abidjan Abu·Dhabi Abuja Accra Addis·Ababa Adelaide Aden Albany Albuquerque Aleppo Alexandria Algiers Alger Algier Almaty
Amman Amsterdam Anchorage Ankara Annapolis Antananarivo Antwerp Antwerpen Apia Ashgabat Asmara Astana Asunción
Athens Athen Atenas Atlanta Atlantic·City Auckland Augsburg Austin Baghdad Bagdad Baku Bali Baltimore Bamako
Bangalore Bengaluru Bangkok Bangui Barcelona Barcelone Basel Baton·Rouge Beijing Peking Pékin Pekín Beirut Beyrouth
Belfast Belgrade Belgrad Beograd Belo·Horizonte Benghazi Bergen Berlin Berlín Bern Berne Bielefeld Bilbao Birmingham
Bishkek Bismarck Bissau Bochum Bogota Bogotá Boise Bologna Bonn Bordeaux Boston Brasília Brasilia Bratislava
Braunschweig Brazzaville Bremen Brisbane Bristol Brno Brussels Bruxelles Brüssel Bruselas Bruxelas Bucharest București
Bukarest Budapest Buenos·Aires Buffalo Bujumbura Busan Cairo Kairo Le·Caire El·Cairo Calgary Cali Canberra Cape·Town
Kapstadt Caracas Cardiff Casablanca Charleston Charlotte Chennai Chicago Chişinău Chisinau Chongqing Christchurch
Cincinnati Cleveland Cologne Köln Colombo Columbus Conakry Copenhagen København Kopenhagen Copenhague Córdoba Cotonou
Cottbus Dakar Dallas Damascus Damaskus Damas Dar·es·Salaam Darmstadt Darwin Davos Denver Des·Moines Detroit Dhaka Dili
Djibouti Dodoma Doha Donetsk Dortmund Dresden Dubai Dublin Duisburg Durban Dushanbe Düsseldorf Edinburgh Edmonton
Eisenach Erfurt Essen Florence Firenze Florenz Frankfort Frankfurt Frankfurt·am·Main Freetown Freiburg Gaborone Gaza
Gaza·City Gaza-Stadt Geneva Genf Genève Ginebra Genoa Genova Georgetown Glasgow Gothenburg Göteborg Göttingen Graz
Guadalajara Guangzhou Guatemala·City Guayaquil Haifa Halifax Halle Hamburg Hanoi Hannover Hanover Harare Hargeisa
Harrisburg Hartford Havana La·Habana Havanna Heidelberg Helsinki Helsingfors Hiroshima Ho·Chi·Minh·City Hong·Kong
Hongkong Honolulu Houston Hyderabad Indianapolis Innsbruck Islamabad Istanbul İstanbul Estambul Izmir İzmir Jackson
Jakarta Jeddah Jena Jerusalem Jérusalem Jerusalén Johannesburg Juba Juneau Kabul Kaboul Kaduna Kampala Kandahar Kano
Kansas·City Karachi Karlsruhe Kassel Kathmandu Kharkiv Charkiw Khartoum Khartum Kherson Kiel Kigali Kingston Kinshasa
Koblenz Kobe Kolkata Konstanz Kraków Krakow Krakau Kuala·Lumpur Kuwait·City Kyiv Kiev Kiew Kyoto La·Paz Lagos Lahore
Lansing Las·Vegas Lausanne Le·Havre Leeds Leipzig Liberec Libreville Lille Lilongwe Lima Limerick Linz Lisbon Lisboa
Lissabon Lisbonne Little·Rock Liverpool Ljubljana Lomé London Londres Londra Los·Angeles Louisville Luanda Lübeck
Lucknow Lusaka Luxembourg Luxemburg Lviv Lwiw Lyon Macau Madison Madrid Magdeburg Mailand Mainz Malabo Malé Managua
Manama Manchester Manila Mannheim Maputo Marbella Marrakech Marrakesh Marseille Medellín Melbourne Memphis Mexico·City
Ciudad·de·México Mexiko-Stadt Miami Milan Milano Milwaukee Minneapolis Minsk Mogadishu Monaco Monrovia Monterrey
Montevideo Montgomery Montpellier Montreal Montréal Moscow Moskau Moscou Moscú Mosca Москва Mosul Mumbai Bombay Munich
München Münster Muscat Nagasaki Nagoya Nairobi Nantes Naples Napoli Neapel Nashville Nassau Naypyitaw N'Djamena
Neu-Delhi New·Delhi New·Orleans New·York Nueva·York Newark Niamey Nicosia Nikosia Nottingham Nouakchott
Nuremberg Nürnberg Nuuk Odesa Odessa Oklahoma·City Omaha Orlando Osaka Oslo Ottawa Ouagadougou Palermo Panama·City
Paramaribo Paris Parigi Peshawar Perth Philadelphia Phnom·Penh Phoenix Pittsburgh Podgorica Port·Louis Port·Moresby
Port-au-Prince Portland Porto Porto·Alegre Potsdam Prague Prag Praha Praga Praia Pretoria Pristina Providence Pyongyang
Québec Quebec·City Quetta Quito Rabat Raleigh Ramallah Rangoon Yangon Recife Regensburg Rennes Reykjavik
Reykjavík Rhodes Richmond Riga Rio·de·Janeiro Riyadh Riad Rome Roma Rom Rosario Rostock Rotterdam Saarbrücken Sacramento
Salem Salt·Lake·City Salzburg San·Antonio San·Diego San·Francisco San·José San·Juan San·Salvador Sanaa Sana'a
Santa·Fe Santiago Santiago·de·Chile Santo·Domingo São·Paulo Sapporo Sarajevo Schwerin Seattle Seoul Sevastopol Seville
Sevilla Shanghai Sharm·el-Sheikh Sheffield Shenzhen Singapore Singapur Skopje Sofia Springfield Srinagar
St.·Gallen St.·Louis St.·Paul St.·Petersburg Stavanger Stockholm Strasbourg Straßburg Stuttgart Sucre Suva Sydney
Taipei Tallahassee Tallinn Tampa Tampico Tashkent Tbilisi Tiflis Tegucigalpa Tehran Teheran Téhéran Tel·Aviv
The·Hague Den·Haag La·Haye La·Haya Thessaloniki Thimphu Tijuana Tirana Tokyo Tokio Toronto Toulouse Trenton Trier
Trieste Triest Tripoli Tripolis Tromsø Trondheim Tunis Turin Torino Ulan·Bator Ulm United·Nations Utrecht Valencia
Valletta Valparaíso Vancouver Vaduz Vatican·City Vatikanstadt Venice Venezia Venedig Vienna Wien Vienne Viena
Vientiane Vilnius Warsaw Warschau Warszawa Varsovie Varsovia Washington Washington·DC Weimar Wellington Wichita
Wiesbaden Windhoek Winnipeg Wolfsburg Wroclaw Wrocław Wuhan Wuppertal Würzburg Yaounde Yaoundé Yerevan Eriwan Zagreb
Zaragoza Zurich Zürich Киев Київ Минск Санкт-Петербург 北京 上海 台北 香港
東京 华盛顿 首尔 서울 القاهرة بيروت دمشق بغداد الرياض
"""
CITIES = frozenset(fold(name.replace("·", " ")) for name in _CITIES.split())


def is_city(name: str) -> bool:
    """Whether a name, or each of two names joined by a stroke, is a known city's; what follows a comma is left out."""
    parts = name.split(",", maxsplit=1)[0].strip(" .").split("/")
    return all(fold(p.strip()) in CITIES for p in parts)
