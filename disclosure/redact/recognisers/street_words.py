"""Words of British addresses: kinds of street, what streets are commonly named after, towns. Data for `street_address`.

Authority: Royal Mail's Postcode Address File for kinds of street and their short forms; the towns are the larger ones of
the Office for National Statistics' list of built-up areas, with the boroughs of London.
"""

from __future__ import annotations

from typing import Final

STRONG: Final = "road|rd|street|avenue|ave|lane|crescent|cresc|cres|terrace|gardens|gdns|grove|mews|boulevard|blvd|drive|close|square"
"""Kinds of street that are hardly ever anything else after a number and a word."""

WEAK: Final = (
    "str|st|av|ln|cr|terr|ter|tce|gdn|dr|cl|sq|court|ct|place|pl|way|walk|wlk|hill|row|rise|view|vw|parade|pde|green|park|pk|mount|bank|"
    "croft|wharf|quay|yard|gate|fold|garth|path|passage|side|heath|common|meadow|meadows|fields|villas|buildings|cottages|"
    "broadway|circus|circle|esplanade|promenade|embankment|approach|end|loan|wynd|brae|vennel|ginnel|heol|ffordd|stryd|maes|bypass|"
    "causeway|chase|copse|dene|dell|drift|glade|glen|holt|nook|orchard|paddock|ridge|spinney|vale|wood|woods|oval|pastures|quadrant|"
    "reach|shaw|springs|lea|lees|leas|links|hollow|gait|ridings|mead|towers|heights|mansions|estate"
)
"""Kinds of street that are ordinary words or abbreviations too."""

TITLED: Final = (
    "Road|Rd|Street|Str|St|Avenue|Ave|Av|Lane|Ln|Crescent|Cresc|Cres|Cr|Terrace|Terr|Ter|Tce|Gardens|Gdns|Gdn|Grove|Mews|Boulevard|Blvd|"
    "Drive|Dr|Close|Cl|Square|Sq|Court|Ct|Place|Pl|Way|Walk|Wlk|Hill|Row|Rise|View|Parade|Pde|Green|Park|Pk|Mount|Bank|Croft|Wharf|"
    "Quay|Yard|Gate|Fold|Garth|Path|Passage|Side|Heath|Common|Meadows?|Fields|Villas|Buildings|Cottages|Broadway|Circus|Esplanade|"
    "Promenade|Embankment|Approach|End|Loan|Wynd|Brae|Vennel|Ginnel|Causeway|Chase|Copse|Dene|Dell|Drift|Glade|Glen|Holt|Nook|"
    "Orchard|Paddock|Ridge|Spinney|Vale|Woods?|Oval|Pastures|Quadrant|Reach|Springs|Leas?|Links|Hollow|Ridings|Mead|Towers|Heights|"
    "Mansions|Estate"
)
"""Every kind of street, as a heading or an address writes it."""

TITLED_ALONE: Final = (
    "Road|Rd|Street|Avenue|Ave|Lane|Ln|Crescent|Cresc|Cres|Terrace|Gardens|Gdns|Grove|Mews|Close|Drive|Boulevard|Square"
)
"""Those that make an address without a house number."""

TITLED_AFTER_A_PREPOSITION: Final = "Way|Court|Ct|Place|Pl|Hill|Row|Rise|View|Walk|Green|Park|Croft|Garth|Fold|Parade|Mount|Wharf|Quay|Gate|Dr|Cl|Sq|Terr|Chase|Vale|Path"
"""Those that do after "on", "in", "at", "down" and the like."""

HOUSE: Final = (
    "House|Cottage|Cottages|Farm|Farmhouse|Lodge|Barn|Hall|Villa|Manor|Forge|Mill|Rectory|Vicarage|Grange|Bungalow|Court|Tower|Towers|"
    "Heights|Mansions|Point|View|Apartments|Chambers|Wharf|Buildings|Lofts|Works|Croft|Stables|Oast|Priory|Parsonage|Gatehouse|Dene"
)
"""What the names of houses and blocks end in."""

NO_STREET: Final = frozenset(
    """
    min mins minute minutes mile miles quid pound pounds pm am hr hrs hour hours day days week weeks month months year years yr yrs x
    time times on the a an in to down my our your at from off of up along is was and or more other people lads girls us for left right
    this that st nd th rd metre metres meter meters yard yards km percent degrees drink drinks beer beers can cans stop stops i u you
    he she we they it him her them me mine bed beds bedroom car cars bus buses way same next last first every any some all no one two
    three side wrong long short nice big little main dead busy quiet whole side bike walk drive ride run exit lane lanes goals nil points
    kids mates friends man men woman women guys boys were are be been being had has have did do does go going went gone get got just
    then with without if so but when where what who why how out over under back front round outside inside before after between by near
    about ago later early late now today tomorrow tonight yesterday again still only already even come came coming take took taking
    """.split()
)
"""Words that no street name begins with or holds after a number: "10 min drive", "2 lads down the street"."""

NO_STREET_ALONE: Final = NO_STREET | frozenset(
    """
    high side back our your main cross street cul sac one busy country test memory fast slow bus cycle left hand dead end quiet same
    another pub motorway ring toll slip a b m sesame wall fleet downing harley oxford regent bond easy abbey coronation albert
    """.split()
)
"""Words that name no street in particular, or one that everybody knows."""

STREET_NAMES: Final = frozenset(
    """
    station church high mill park green school new old manor victoria queen queens king kings north south east west london main albert
    grange chapel bridge market springfield woodland woodlands orchard meadow elm oak ash cherry rose george york stanley alexandra
    windsor highfield grove kingsway chester clarence clarendon broadway alexander wellington nelson priory hill cross mount river
    brook field fields wood woods well moor common castle hall farm lodge cottage garden spring sunny valley lake water forest heath
    princess prince duke dukes earl bishop bishops abbey cathedral college university hospital cemetery factory canal dock harbour sea
    beach cliff cambridge oxford lincoln durham norfolk suffolk essex kent surrey sussex devon cornwall dorset bristol bath richmond
    warwick stafford derby leicester nottingham lancaster carlisle preston bolton salisbury winchester canterbury hereford gloucester
    worcester russell bedford cavendish devonshire rutland gordon hamilton campbell stewart wallace bruce douglas graham scott burns
    byron shelley milton tennyson shakespeare chaucer dickens wordsworth keats churchill gladstone disraeli palmerston cromwell
    waterloo trafalgar alma inkerman balaclava mafeking jubilee coronation empire union liberty commercial industrial railway tower
    bell swan lion crown anchor eagle fox hare deer badger robin lark kestrel falcon heron willow birch beech pine cedar holly ivy
    laurel maple poplar sycamore hazel hawthorn primrose violet lily bluebell poppy fern bracken heather thistle clover apple pear
    plum peach lime chestnut walnut upper lower middle great little long short broad narrow stone brick red white black blue golden
    silver copper lead iron top bottom central front back pleasant grand royal
    """.split()
)
"""Ordinary words that streets are named after all over the country, so that they are no reason for doubt."""

TOWNS: Final = (
    "aberdeen|accrington|aldershot|altrincham|andover|ashford|ashton[ -]under[ -]lyne|aylesbury|ayr|banbury|bangor|barking|barnet|barnsley|barrow|barry|basildon|"
    "basingstoke|bath|batley|bebington|bedford|belfast|bexley|birkenhead|birmingham|blackburn|blackpool|bognor(?: regis)?|bolton|bootle|boston|bournemouth|"
    "bracknell|bradford|braintree|brent|brentwood|bridgend|brighton|bristol|brixton|bromley|burnley|burton(?: on trent)?|bury(?: st edmunds)?|caerphilly|camberley|"
    "cambridge|camden|cannock|canterbury|cardiff|carlisle|castleford|chatham|chelmsford|cheltenham|chester|chesterfield|chorley|clacton|coatbridge|colchester|"
    "corby|coventry|cramlington|crawley|crewe|croydon|cumbernauld|cwmbran|dagenham|darlington|dartford|derby|derry|dewsbury|doncaster|dover|dudley|dumfries|dundee|"
    "dunfermline|durham|ealing|east kilbride|eastbourne|eastleigh|edinburgh|ellesmere port|enfield|epsom|esher|everton|exeter|falkirk|fareham|farnborough|"
    "folkestone|gateshead|gillingham|glasgow|gloucester|gosport|grantham|gravesend|grays|great yarmouth|greenock|greenwich|grimsby|guildford|hackney|halesowen|"
    "halifax|hamilton|haringey|harlow|harrogate|harrow|hartlepool|hastings|hatfield|havant|hayes|hemel(?: hempstead)?|hereford|high wycombe|hillingdon|hinckley|hitchin|"
    "horsham|hounslow|hove|huddersfield|hull|inverness|ipswich|irvine|islington|jarrow|keighley|kettering|kidderminster|kilmarnock|kings lynn|kingston|kirkcaldy|"
    "lambeth|lancaster|leamington(?: spa)?|leeds|leicester|leigh|lewisham|leyland|lichfield|lincoln|lisburn|liverpool|livingston|llanelli|london|londonderry|loughborough|"
    "lowestoft|luton|macclesfield|maidenhead|maidstone|manchester|mansfield|margate|merthyr(?: tydfil)?|middlesbrough|milton keynes|morecambe|morley|motherwell|"
    "neath|newbury|newcastle(?: upon tyne)?|newham|newport|newry|newton abbot|newtownabbey|northampton|norwich|nottingham|nuneaton|oldbury|oldham|oxford|paignton|paisley|"
    "peckham|perth|peterborough|plymouth|pontefract|poole|port talbot|portsmouth|preston|ramsgate|rayleigh|reading|redbridge|redcar|redditch|redhill|rhondda|rhyl|"
    "richmond|rochdale|rochester|romford|rotherham|rugby|runcorn|rushden|salford|salisbury|sandwell|scarborough|scunthorpe|sheffield|shrewsbury|sittingbourne|"
    "slough|smethwick|solihull|south shields|southall|southampton|southend(?: on sea)?|southport|southwark|st albans|st austell|st helens|stafford|staines|stevenage|"
    "stirling|stockport|stockton(?: on tees)?|stoke(?: on trent)?|stourbridge|stratford|stretford|sunderland|sutton(?: coldfield)?|swansea|swindon|tamworth|taunton|telford|"
    "tonbridge|torquay|tottenham|truro|tunbridge wells|uxbridge|wakefield|wallasey|walsall|walthamstow|wandsworth|warrington|washington|watford|wellingborough|"
    "welwyn(?: garden city)?|west bromwich|weston(?: super mare)?|weymouth|whitby|widnes|wigan|willenhall|wimbledon|winchester|windsor|wirral|woking|wolverhampton|woolwich|"
    "worcester|workington|worksop|worthing|wrexham|yeovil|york"
)
"""Towns and boroughs, as one alternation in small letters."""
