"""Invent: which people, places, outlets and events do the training examples speak of?

Word lists written for this project. Everything named here is invented, and none of it occurs in the evaluation cases.
"""

from __future__ import annotations

PLACES = (
    "Harlow|Tarvin|Ostrel|Brackwater|Lower Senn|Quellin|Marabad|Dorran|Kessin|Port Halvard|Ashgrove|Velmira|Tolosk|"
    "Rimmond|Caldera Bay|Nyland|Upper Foss|Santa Brisa|Oldmere|Jarrow Hill|Pinedale Cross|Kharim|Bellon|Westry|Umbra|"
    "Sandrock|Iverley|Mount Kell|Gannet Island|Zorin|Tamarac|Lisgard|Hebbing|Corvo|Ruen|Alder Falls|Drumlin|Shem|"
    "Novy Most|Pelham Reach|Yassir|Tern Point|Gullane Moor|Orsk Bridge|Medway Sands|Kilbrae|Fendale|Rovigna"
).split("|")
SURNAMES = (
    "Kovary Haddon Leeman Nowitz Ruzic Silvane Diaros Nasri Bellamy Zahran Perdomo Tanabe Oyelan Brandvik Castellan"
    " Drummond Eskola Farrow Grelling Holub Ibarren Jessup Kandel Lindqvist Marchetta Nkemel Okwuosa Petrosyan Quiller"
    " Radevic Stenmark Thorburn Ulrichsen Vasko Wexler Yilmazer Zamorin Abernethie Bodnar Crespi"
).split()
FORENAMES = (
    "Anna Omar Peter Maria Fatima Juan Yuki Ines Tomas Leila Goran Esther Dmitri Ruth Samuel Aisha Henrik Clara Mateo"
    " Nadia Oskar Priya Ravi Sofia Viktor Wanda Yusuf Zelda Bruno Celia"
).split()
TITLES = (
    "Mayor|Governor|Minister|Colonel|Captain|Inspector|Judge|Professor|Dr|Senator|Bishop|Superintendent|Chief Constable|"
    "Ambassador|General"
).split("|")
BODIES = (
    "the ministry of health|the interior ministry|the army|the coast guard|the fire service|the police|the union|"
    "the Red Crescent|the hospital|the district hospital|the city council|the rebels|the opposition|the company|"
    "the operator|the organisers|the mayor's office|the rescue service|the border guard|the prosecutor|the railway|"
    "the relief committee|the weather office|the airport authority|the mining company|the water board|the regulator|"
    "a police spokesman|a hospital director|a government official|two witnesses|residents|the town hall|the navy|"
    "the human rights group|the teachers' union|the shipping line|the insurers|the auditors|an army spokeswoman"
).split("|")
OUTLETS = (
    "Valley Post|The Harlow Echo|Northern Wire|Radio Bey|Coast Daily|Morning Ledger|Channel Nine|The Senn Courier|"
    "Meridian Press|Capital Times|The Evening Standard-Bearer|Lowland News|Orient Agency|Hill Country Gazette|"
    "The Dorran Observer|Metro Bulletin|Gulf Telegraph|The Weekly Anchor|Pan-Isles News|Border Herald"
).split("|")
GROUPS = (
    "people|miners|passengers|soldiers|protesters|workers|children|villagers|fishermen|students|officers|migrants|"
    "tourists|prisoners|residents|firefighters|rebels|civilians|sailors|climbers|journalists|patients|pilgrims|"
    "militants|guards|militiamen|contractors|nurses|spectators|farmers|construction workers|aid workers|sheep|horses|dogs"
).split("|")
HAPPENED = (
    "killed|injured|wounded|missing|arrested|rescued|evacuated|displaced|detained|hospitalised|trapped|released|kidnapped|"
    "charged|dismissed|infected"
).split("|")
THINGS = (
    "homes|houses|cars|shops|tents|buildings|boats|trees|cattle|bridges|schools|vehicles|tanks|flights|trains|jobs|"
    "votes|ballots|seats|beds|wagons|crates|books|paintings|bottles|bicycles|drones|pumps|windows|graves"
).split("|")
THINGS_HAPPENED = (
    "destroyed|damaged|burned|flooded|cancelled|stolen|sold|lost|recovered|found|seized|counted|cut|empty".split("|")
)
MODIFIERS = (
    "young local foreign Iraqi Kurdish striking elderly armed unarmed wild stranded Dorran Velmiran senior female off-duty"
    " postal empty stolen wooden American Senn masked"
).split()
AMOUNTS = (
    ("figure", ("27 kilometres", "115 mph", "42", "about 300", "6.5 hours", "at least 80")),
    (
        "cost",
        ("$4 million", "€1.2 billion", "US$1.3 million", "about £60,000", "12 million francs", "at least $300,000"),
    ),
    ("damage", ("$40 million", "about €7 million", "more than $2 million", "£850,000")),
    ("fine", ("$15,000", "€2 million", "£400", "about $1 million")),
    ("ransom", ("$500,000", "€3 million", "nearly $2 million")),
    ("turnout", ("41 per cent", "78.2 per cent", "about 60 per cent", "at least 55 per cent")),
    ("share of the vote", ("51.3 per cent", "48 per cent", "about a third", "62%")),
    ("height", ("12 metres", "about 30 metres", "40 feet", "at least 9 metres")),
    ("length", ("27 kilometres", "about 17 miles", "350 metres", "more than 2 miles")),
    ("area burned", ("1,000 acres", "405 hectares", "about 12,000 hectares", "at least 80 acres")),
    ("weight", ("3 tonnes", "about 450 kilograms", "more than 900 pounds")),
    ("speed", ("95 km/h", "about 140 km/h", "60 mph", "at least 110 km/h")),
    ("magnitude", ("6.1", "5.8", "about 6.4")),
    ("delay", ("three hours", "40 minutes", "about two days")),
    ("price", ("$4.20", "€310", "about £18", "more than $1,000")),
)
EVENTS = (
    ("casualty", "the {p} train crash|the {p} mine collapse|the fire at {p}|the {p} flood|the bus crash near {p}|"
     "the {p} bombing|the earthquake in {p}|the {p} ferry disaster|the avalanche at {p}|the explosion at the {p} refinery|"
     "the shooting at {p} station|the landslide in {p}|the {p} stampede|the storm that hit {p}|the airstrike on {p}|"
     "the {p} bridge collapse|the attack on the {p} base|the {p} plane crash|the gas leak at {p}|the clashes in {p}"),
    ("protest", "the march in {p}|the {p} demonstration|the rally at {p}|the dockers' strike in {p}|the {p} sit-in|"
     "the protest outside {p} prison|the vigil in {p}|the {p} blockade"),
    ("business", "the closure of the {p} plant|the {p} shipyard sale|the merger of the {p} banks|the {p} dam project|"
     "the recall of the {p} kettle|the cuts at {p} Steel|the {p} airport deal"),
    ("crime", "the {p} bank robbery|the theft from the {p} museum|the {p} kidnapping|the {p} fraud case|"
     "the murder in {p}|the raid on {p} harbour|the {p} jailbreak|the hacking of {p} hospital"),
    ("politics", "the {p} election|the {p} referendum|the vote in {p}|the {p} peace talks|the {p} border treaty|"
     "the {p} summit|the budget of {p}|the resignation of the mayor of {p}"),
    ("nature", "the {p} wildfire|the drought in {p}|the {p} eruption|the {p} oil spill|the outbreak in {p}|"
     "the whale stranding at {p}|the {p} heatwave"),
)  # fmt: skip
TOPICS = (
    "the levy|the ceasefire|the curfew|the budget|the closure|the verdict|the new law|the strike|the evacuation|the deal|"
    "the inquiry|the report|the pension reform|the blackout|the vaccine|the pipeline|the hostages|the tax|the ban"
).split("|")
