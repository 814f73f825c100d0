"""Words that are names of people as well as ordinary English words, and words that name nobody.

A bare name that is an ordinary word is taken for the person only where it is written as a name. The list
holds what occurs in the Office for National Statistics' lists of given names and in common British
surnames, with ordinary words that differ from a name by a doubled letter.
"""

from __future__ import annotations

from typing import Final

MONTH_NAMES: Final = frozenset("april may june august".split())
"""Given names that are months: after "in" or beside a number they are a date."""

ORDINARY_WORDS: Final = frozenset(
    """
    ace alley amber angel april art ash ashes aspen august autumn basil bay bea bear beau berry bill bills billy blake
    blossom blue bob bobby bonnie bonny books brandy breeze brook brooke buck bud buddy carol carols celeste chance
    charity chase chip christian chuck cliff clay colt coral crystal cherry daisy dale dash dawn dean dell diamond
    dick dolly don dot drew duke earl ebony eden ember faith fern finch flora florence forest forrest frank franc
    frankie gale gay gem gene genie georgia ginger glen grace grant gray guy hank harmony harper harry haven hazel
    heath heather heaven holly holy honey hope hunter iris ivory ivy jack jade jasmine jay jean jeans jet jewel
    jimmy john jolly josh joy jude june juniper kay king kit kitty lance lane laurel lily lily lola lord lotus love
    luna mac major marina marble mark marks martin mason matt max may melody mercy mickey miles milo mo moor myrtle
    nancy neil nick nova oak ocean olive opal oscar paddy paige page pansy paris parker pat patience patsy
    pearl penny peg peggy pepper pete petal phoenix piper polly poppy pip preston prince princess prudence queen rain
    randy ray red reed reef rich rick rider river rob robin rock rocky rod rose rosemary roses rosie rowan roy ruby
    rusty sage sally sandy savannah scarlet scarlett scout serenity shane shay shirley sienna skip sky skye sol
    sonny spencer spike sterling stella storm sue summer sunny sunshine tiger tiffany tim timothy tom tommy tony tory
    trinity troy tulip ty tyne van vera verity victor viola violet wade ward wayne wendy wes whitney will willow
    winnie winter wren zac
    abbey abbot archer arch austen baker ball banks barber barker barnes baron barrel bass bates beach bean bell
    bells bench bennet best bird birch bishop black blade bloom board bond boot booth bow bowler box boy brand
    bray bridge bridges bright bristol broad brook brooks brown buck bull bunny burn burns burton bush butcher butler
    butter byrd camp cannon carpenter carr carter castle chambers chandler chapel chapman church clark clay cliff
    close cloud coat cobb coke cole collier cook cooke cooper cope corner cotton court cox craft crane cross crow
    crown cruise curry curtain dale daly dance dark day days dean deer dell dick dodge dove downs draper drew drink
    driver drum duck dunn dyer eagle earl early east english falls farmer farrow fast fawn fell fernandez field fields
    finch fish fisher fisher flash fleet fletcher flint flower flowers flynn ford forest foreman foster fountain
    fowler fox frame free freed french friend frost fry full fuller game gardener gardner garland gates gibbons gold
    golding good goode goodman gore grand gray grave graves green greene greg grey grove groves gunn guest guy hale
    hall ham hand hands hard hardy harp hart haven hawk hawkes hay hayes haze head heart heath hedge hide high hill
    hills hobbs hogg holiday holland holly holmes hood hook hooker hope horn horse house howl hull hunt hunter hurst
    ice ireland ivory jewel jobs joiner jolly joy judge jury keen key keys kidd kidman king kitchen knife knight lake
    lamb lambert land landing lane large law lawn laws leach leaf lee lemon lemons light like lilly lime line link
    lion little lock locke lodge long looker lord love low lowe luck lynch major mallet mann manner marsh marshall
    masters may meadow meadows means mead mercer merry middle mill miller mills mint moan mole money monk moon moore
    moor more morning moss mott mount mountain mould mule murray nail nelson new newman newton nice night noble noon
    north nurse nutt oak oakes old orchard page paine painter palmer park parker parks parrish parrot pass patch paul
    payne peace peach peacock pear pearce pearson peel penn penny pepper perry pike pitt place plant plum pole pollard
    pond pool poole pope port porter post pot potter potts pound powder power powers pratt price pride priest prince
    prior proctor proud pugh purple quick quill rain ram ransom rat raven ray read reader reid rest rice rich riches
    ridge ridley ring rivers roach road rock rod roller rook root rose rowe rush russell rust rye sadler sage salmon
    salt sand sands savage save saw sawyer scales school seal self service sewell shade sharp sharpe shaw shelter
    shepherd shield ship shoe shore short silver simple singer singh skinner slack slate slaughter sleet small smart
    smith snell snow south spark sparks sparrow speaker spear spence spice spirit sport spring squire staff stacks stage
    stamp star stark starling start steel steele steer stern still stock stokes stone stones storm story strange
    straw stream street strong summers sun swan swift swindle sword sykes tailor tanner tart taylor teal temple
    terry thorn thorne tidy tiger till tiller tide toll tower towers town tracy train trainer tree trout true
    truman tucker turner turn twist underwood vale vane vine voice wade waite wakes walker wall waller walls walsh
    walter want ward warden warm warner warren waters way weaver webb webber week weekes weeks welch well weller wells
    welsh west wheat wheeler white whiting wild wilde wilder wiles winch wind wine wing winter wise wolf wolfe wood
    woods woodward woody work worth wright wyatt yard yates york young
    babe baby badger bae beast bestie big bird biscuit boo boss bro bubba bubble bubbles buddy bug bunny bunty button
    cake champ chick chicken chief chuckles cookie crazy cub cuddles curly cutie dad dada daddy darling dear doc duchess
    duck ducky dude fats flower foxy fudge giant ghost girl girly gran grumpy guv hero honey hotshot hun kid kiddo lad
    lass lion little lucky mad mate monkey moose mouse nan nana nanny nugget nutter owner panda pal peach peanut pickle
    pig piglet pops pudding pumpkin puppy rabbit rat rebel shadow shorty shrimp sis skinny skip slim smiler smiley
    sparky speedy spud squirrel squeak star stretch sugar sweet sweetie tank teddy tiny titch treacle tubs twin wee
    wolf worm home work mobile new old two three
    """.split()
)
"""Names, nicknames and surnames that are ordinary words."""

NAMES_NOBODY: Final = frozenset(
    """
    me mum mam mummy mother dad daddy father nan nana nanna gran granny grandma grandad granda grandpa sis sister bro
    brother aunt auntie aunty uncle cousin cuz wife husband hubby wifey partner ex boyfriend girlfriend bf gf bestie
    mate babe baby bae darling love son daughter niece nephew stepdad stepmum
    work home mobile mob phone number new old uni office landline house flat
    whatsapp system unknown admin user owner you my his her our the and of a an i
    mr mrs miss ms mx dr doctor prof sir madam boss
    """.split()
)
"""Words for a relation, a label or a title: alone they are searched for as nobody's name."""
