"""Short and pet forms of given names in use in Britain, by community. Data.

Each line is a family: anyone called by one of its names may be called by the others. A name may stand in several
families (Ali, Jo, Sam). Spelling is folded: no accents, lower case.
"""

from __future__ import annotations

from functools import cache
from typing import Final

_FAMILIES: Final = """
# English, Scottish, Welsh
abigail abi abby abbie gail
adam ads addy
alan allan allen al alun
albert bert bertie al alby
alexander alex al alec alick sandy sasha xander lex alistair alasdair ali
alexandra alex alexa lexi lexie sandra sasha ali alix
alfred alf alfie fred
alison ally ali
amanda mandy manda mands
amelia millie milly mel amy emmy
andrew andy drew dru andi
angela angie ange angel
anne ann annie anna nan nancy
annabel bella annie belle
anthony tony ant tone antony
antonia toni tonia
archibald archie baldie
arthur art artie
barbara barb babs barbie bobbie
barnaby barney
barry baz bazza
beatrice bea bee trixie bibi
benjamin ben benny benji benjy
bernadette bernie detta
bernard bernie
bethany beth bethy bethan
beverley beverly bev bevs
bradley brad bradders
brian bri bryan
bridget bridie biddy bridie
bronwen bron
caitlin cait caity kate
callum cal cally calum
cameron cam cammy
candice candy
caroline carolyn caz carrie caro lyn
catherine katherine kathryn cath kath kathy cathy kate katie katy kat kitty kay kit
cecilia cece celia cissie sissy
charles charlie chas chaz chuck charley
charlotte lottie charlie lotte char charl
chelsea chels
cheryl chez cher
chloe chlo clo coco
christina christine chris chrissie chrissy tina christie
christopher chris topher kit christy
claire clare clairey
clifford cliff
clive clivey
colin col
constance connie
cordelia delia cordy
craig craigy
cynthia cindy cyn
daniel dan danny dani
danielle dani danni elle
darren daz dazza daren
david dave davey davy dai dafydd dewi
dawn dawny
deborah debbie debs deb debra
declan dec
denise den neesy
dennis den denny
derek del dez degsy
desmond des dez desy
diana diane di dee
dominic dom dommie
donald don donny
donna donz
dorothy dot dotty dottie dolly dora thea
douglas doug dougie
duncan dunc
dylan dyl dill
edith edie
edmund ed ned eddie ted
edward ed eddie ted teddy ned eddy woody
eleanor ellie nell nellie nora elle elly lenny
elizabeth elisabeth liz lizzie lizzy beth betty betsy bess bessie eliza libby lisa elsie ellie lilibet buffy liza
ellen nell nellie ellie nelly
emily em emmy ems millie emmie
emma em ems emmy
eric rick ricky
erin ez
ernest ernie
esther essie
ethan eth
eugene gene
evelyn evie eve
felicity fliss flick lissy
fiona fi fee ona
florence flo flossie florrie
frances fran frankie francesca franny fanny chessie cesca frannie
francis frank frankie fran
frederick fred freddie freddy rick fritz
gareth gaz gary garth gazza
gary gaz gazza gaz
gavin gav
gemma gem gems jem
geoffrey geoff jeff jeffrey
george georgie geordie jord
georgia georgie gia
georgina georgie gina george
gerald gerry jerry
gerard ger gerry
gillian gill jill gilly jilly
gladys glad
glenn glen
gordon gord
grace gracie
graham graeme gray
gregory greg gregg greggs
gwendolyn gwen wendy gwenny
hannah hanny han hanna
harold harry hal
harriet hattie harrie harry hatty etta
harvey harv
hayley hayls hales
heather hev hettie
helen hels nell nellie helena lena
henry harry hal hank
herbert herb bert
hilary hils hil
holly hols
howard howie
hugh hughie huw
humphrey humph
ian iain
imogen immy imo
irene rene reenie
isaac zac ike zack
isabel isabelle isabella izzy bella izzie bel belle issy ibby
jack jacky jackie jacko
jacob jake coby jay
jacqueline jackie jacqui jax jacs jackie
james jim jimmy jamie jem jay jimbo jamesy
jane janey jan janie
janet jan jans
jasmine jas jaz jazz jassy jazzy
jason jase jay
jayne jay
jeffrey jeff
jemima jem mima
jennifer jen jenny jenn jenna jeni
jeremy jez jem jerry jezza
jermaine jerms jay
jessica jess jessie jessy jecca
joan joanie
joanne joanna jo joey joe anna
jocelyn joss
jodie jods
john johnny jack jon johnno ian jonny
jonathan jon jonny nathan johnny jonno
jordan jord jordy
joseph joe joey jojo jos
josephine jo josie joey fifi posy
joshua josh joshy
joyce joy
judith judy jude judi
julia julie jules jools
julian jules
juliet jules julie
justin jus
karen kaz kazza kas
keith keefy
kelly kel kels
kelvin kelv kel
kenneth ken kenny
kerry kez
kevin kev kevvy
kieran kier kez kiers kieron ciaran ki kieren
kimberley kimberly kim kimmy kims
kirsty kirst kirstie kirsten
kyle ky
laura laurie lo loz lolly
lauren loz laurie lozza ren
laurence lawrence larry laurie loz loz
leanne lea lee leah
lee leeroy
leonard len lenny leo
leslie les
lesley les lez
lewis lew louis
liam li
lillian lily lil lilly
linda lin lindy lyn lindz
lindsay lindsey linds linz
logan lo
louise lou lulu louisa
lucy lu luce lulu lucinda lucille
luke lukey
lydia lyds liddy
madeleine maddie maddy mads madeline
malcolm mal malc
margaret maggie meg megan peggy peg madge marge margie margot daisy maisie greta rita mags molly
maria ria mia mari
marilyn mazza lyn
marion mari
mark marky
marlene marly
martha marty mattie patty
martin marty mart
mary molly polly may mamie mae
matilda tilly tilda mattie matty till
matthew matt matty mat
maureen mo mozza reenie
maurice mo
maxwell maximilian maxine max maxie
megan meg megs meggie
melanie mel mels lanie
melissa mel lissa missy lissy
michael mick mike mickey micky mikey mitch mikael
michelle shell chelle shelly mich meesh shelley
mildred millie milly
miranda mandy randa mim
miriam mim mimi
mohammed mo
morgan mo morgs
muriel mu
nadine naddy
naomi nomi nay
natalie nat nats natty tally
natasha tash tasha nat
nathan nathaniel nate nath nat natty
neil neily
nicholas nick nicky nico nik
nicola nicky nikki nic nicole nics
nigel nige
noel noelle
norman norm
oliver ollie olly ol noll
olivia liv livvy livvie ollie liv
oscar oz ossie
owen o
pamela pam pammy pammie
patricia pat patsy tricia trish patty trisha paddy
patrick pat paddy rick padraig paddy
paul pauly paulie
paula paulie
pauline paul polly
penelope penny pen nell
peter pete petey
philip phillip phil pip flip
philippa pippa pip phil
phyllis phyl
priscilla cilla prissy
prudence prue
rachel rach rachael rache ray
raymond ray
rebecca becky becca becs bex beck becks becki
reece rhys reecey
reginald reg reggie
rhiannon rhi annie nonny rhian
richard rich rick ricky dick richie dickie ritchie rico
robert rob bob robbie bobby bert robin robby
roberta bobbie robbie
robin rob
rodney rod roddy
roger rog rodge
roland roly
ronald ron ronnie
rosalind ros roz
rose rosie rosa roz
rosemary rosie rose romy
roxanne roxy rox
russell russ rusty
ruth ruthie
ryan ry
samantha sam sammy sammi samm mantha
samuel sam sammy
sandra sandy sand sandie
sarah sara sal sally sadie sare sazza saz
scott scotty
sebastian seb bas
shane shaney
shannon shan shaz shanny
sharon shaz shazza shaza shari
shaun sean shauny shawn
sheila she shelly
shirley shirl
sidney sid
simon si sime
sophia sophie soph sof
stacey stacy stace
stanley stan
stella stel
stephanie steph steff stevie stef steffi
stephen steven steve stevie ste stevo
stuart stewart stu stew
susan sue susie suzie sukie susannah susanna suzanne suze su
sylvia syl sylvie
tamara tam tammy tamsin
tara taz
taylor tay
terence terry tel tezza tez
teresa theresa tess terry tessa tracy
thomas tom tommy thom tomo
tiffany tiff tiffy
timothy tim timmy
tobias toby tobe
tracey tracy trace
trevor trev
tristan tris
tyler ty
tyrone ty
ursula ursa
valerie val
vanessa ness nessa nessie vee van
veronica ronnie vera nica
victor vic
victoria vicky vicki tori vix vic vikki toria queenie vicks
vincent vin vinny vince
vivian vivienne viv
walter wally walt wat
wayne waz wazza
wendy wends
wilfred wilf fred
william will bill billy willy liam wills wil willie
winifred winnie freda win
yasmin yas yaz yazz jasmine minnie
yvonne vonnie eve
zachary zac zack zak
zoe zo zozo
# Irish and Scots Gaelic
aoife eefs eefa effie
bernadette bernie
brendan bren
caoimhe keeva quiva
catriona cat trina triona cait
ciaran kieran ciaz kier
concepta connie
cormac cory mac
deirdre dee dede
eamon eddie
eilidh eils ailie
eoin eoghan owen
fionnuala finola nuala fi
grainne grania
hamish hame seamus jimmy
maeve mae meave
mairead mags maired
niamh neevy neeve nia
oisin osh
orlaith orla
padraig paddy pat podge pauric
roisin rosh ro rosie
ruairi rory ruari
saoirse sersh
siobhan shiv shivvy shiobs chevonne
sinead shins nead
# Polish, Czech, Slovak, Lithuanian, Ukrainian, Russian
agnieszka aga agi agnes agusia gusia jagna agunia agniecha
aleksander olek alek aleks
aleksandra ola olenka aleks olka
andrzej andy jedrek andrew
anna ania anka aneczka anusia hania
barbara basia baska
bartlomiej bartosz bartek bart
boguslaw bogdan bodzio
dariusz darek
dominik domino dominic
dorota dorotka dosia
elzbieta ela elka
ewa ewcia ewka ewunia ewelina
ewelina ewela ewka
grzegorz grzesiek grzes greg
halina halinka hala
ilona ilonka
irena irka
iwona iwonka
jakub kuba kubus jake
jan janek jasiek jas
jaroslaw jarek
jerzy jurek george
joanna asia aska joasia
jozef jozek joe
justyna justa justynka
kamil kamilek
kamila kama
karolina karola karo
katarzyna kasia kaska kate kat kasiunia
krzysztof krzysiek krzys chris
lukasz luki lukaszek luke
magdalena magda madzia lena
malgorzata gosia goska malgosia margaret
marcin marcinek martin
maria marysia marysienka maja
mariusz mario
marta martusia
mateusz mati matt
michal michalek mike michas
monika monia moni
natalia natka nati
pawel pawelek paul
piotr piotrek pete peter piotrus
przemyslaw przemek
rafal rafalek raf
ryszard rysiek richard
slawomir slawek
stanislaw staszek stan stasiek
sylwia sylwka
szymon szymek simon
tadeusz tadek ted
tomasz tomek tomus tom
urszula ula ulka
waldemar waldek
wojciech wojtek
zbigniew zbyszek zbych
zofia zosia zoska sofia
alexei alexey alyosha lyosha
anastasia nastya nastia stasya
dmitri dmitry dima mitya
ekaterina katya katia
elena lena alyona
irina ira
mikhail misha
natalia natasha nata
oksana ksenia oxana ksyusha
oleksandr sasha sashko
olga olya
sergei sergey seryozha serhiy
svetlana sveta lana
tatiana tanya tania
vladimir vova volodya vlad
volodymyr vova
yulia julia yulya
# Romanian, Bulgarian, Hungarian, Albanian
alexandru alex sandu
andrei dre andy
andreea deea andre
cristian cristi
elena lenuta ileana
florin flo
gabriela gabi gabriel
gheorghe ghita gigi
ioana ioni oana
ion ionut nelu
mihai misu mihaita
mihaela miha ela
nicoleta nico
stefan stef fane
vasile vasi
arben beni
besnik niku
# South Asian
abdul abs abdulla
aditya adi
ahmed ahmad ahmet
aisha ayesha ayesh aish esha
akash aki
amandeep aman mandy
amarjit amar
amina ami amna
amit amz
amrit amritpal amz rit
anita neets ani
anjali anj anju
arjun arj arju
arshad arsh
asif asi
avtar avi tari
baldev bal
balbir bal bali
balwinder bal balli
bhupinder bhup bhupi
bilal bils billy
chandrika chan
davinder dav davi dave
deepak deep deepu dips
deepika deeps dips
dilip dil
faisal fais fez
farah faz fari
farhan farhad faz
fatima fati fatty tima fatema
gagandeep gagan
gurdeep gurd gur
gurpreet gurps gurp gp preet
gursharan guri
haroon harry
harjit harj harji
harminder harm harmi
harpreet harps harp preet happy
harvinder harv harvi
hussain hussein huss hus
ibrahim ibby ib ibz
imran immy imz
inderjit inder indi
irfan irf
ismail ismael izzy smiley
jagdeep jag jags jaggi
jagjit jag jags
jasdeep jas
jasleen jas jaz jassi jassy jazz leena jasi leen
jaspreet jas jaz preet jassi
jasvinder jas jaz
jaswinder jas jaz
javed jav
jyoti jo jyo
kalpana kalp kally
kamaljit kam kamal
kamran kam kami
karanjit karan
kavita kavi kav
khadija khadi dija
khalid khal
kiran kiz
kuldeep kul kully
kulwinder kul kully
lakshmi laksh laxmi
lakhvir lucky lakh
mahmood mahmud mood
maninder mani manny
manjit manj manji manjeet
manpreet mani manps preet
maryam mariam mary
meena mee minu
mehmood moody
mohammed mohammad muhammad mohamed muhammed mo moe mohd mohamad mos
mohinder mohi
mukesh muks
mustafa mus musti
nadeem nads
nadia nads nadz
naveed nav
navdeep nav navi
navjot nav navi
neha nehz
nikhil nik nicky
nisha nish
nusrat nus
omar umar omz
pardeep pradeep pardy
parminder parm parmi pam
parveen parv
pooja puja pooj
prabhjot prab
pratik prat
preeti preet
priya pri priyanka
priyanka pri pinky
rahul rahz
rajesh raj raji
rajinder raj raji
rajiv raj
rakesh rocky rax
ramesh ram
ranjit ran ranj
ravinder rav ravi
rehana reh
rukhsana ruksy rux roxy
sabina sab
saima sai
salman sal sallu
sandeep sandy sands deep
sanjay sanj jay
sarbjit sarb
satnam sat sati
satwinder sat
shabana shab shabs
shabnam shab shabs
shahid shah
shakeel shak
shazia shaz shazi
sheetal shee
sikander sikki
simran simranjit sim simmy sims
sukhdeep sukh suki
sukhvinder sukhi sukh suki
sukhwinder sukhi sukh suki
sunil sunny
sunita suni
surinder suri
surjit surj
tahir taz
tanveer tan
tariq taz
tejinder tej
usman uz
varinder varin
vijay vij
vikram viks vic vik
vishal vish
waqar waq
waseem was waz
yusuf yousef yus yusi joe yousuf
zahid zed
zainab zaynie zee zay zai
zeeshan zee shani
zubair zuby
# African and Caribbean
abena abbs
abimbola bimbo bola
adebayo ade bayo
adeola ade ola
adewale wale ade
akosua akos
ayodele ayo dele
babatunde tunde baba
chidi chi
chiamaka amaka chichi
chidinma chichi dinma
chinedu nedu edu
chinonso nonso
chukwuemeka emeka emeks
delroy del roy
ebele eb
emmanuel emma manny emman
folasade sade fola
funmilayo funmi
ifeoma ify ifee
ikechukwu ike iyke
kehinde kenny
kofi kof
kwame kwams
leroy roy lee
ngozi zizi ngo
nkechi kechi
obinna obi
olabisi bisi
olamide ola mide lammy
olanrewaju lanre
olufemi femi
oluwaseun seun seunie olu shay
oluwatobi tobi
oluwatosin tosin
omotola tola
opeyemi ope
samuel sammy
shanice shani shan niecy
taiwo tai
temitope temi tope
tendai ten
uchenna uche
yetunde yetty
# East Asian, Middle Eastern, Turkish, Greek, Portuguese, Spanish, Italian
abdullah abdul abs
aikaterini katerina katia
ali alihan
anastasios tasos
antonio toni tonio
carlos carlito
christos chris
concepcion concha conchita
dimitrios dimitris jim
eduardo edu
enrique quique
fernando nando
francisco paco pancho fran kiko
georgios george yiorgos
giovanni gio gianni
giuseppe beppe peppe
guadalupe lupe
hassan hass
hiroshi hiro
ignacio nacho
jesus chuy
joao joaozinho
jose pepe
konstantinos kostas dinos
mehmet memo
mercedes merche
nikolaos nikos
panagiotis panos
reza rez
roberto beto
salvatore sal toto
sofia sofi
soraya sori
yiannis ioannis john
"""


@cache
def _families_of() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in _FAMILIES.splitlines():
        if line and not line.startswith("#"):
            family = line.split()
            for name in family:
                found.setdefault(name, set()).update(family)
    return {name: frozenset(others - {name}) for name, others in found.items()}


@cache
def given_names() -> frozenset[str]:
    """Every name of the families: a word that is one is somebody's own name, no slip in writing another."""
    return frozenset(_families_of())


def other_forms(name: str) -> frozenset[str]:
    """What somebody of a given name may be called as well.

    >>> sorted(other_forms("piotr"))
    ['pete', 'peter', 'piotrek', 'piotrus']
    """
    return _families_of().get(name, frozenset())
