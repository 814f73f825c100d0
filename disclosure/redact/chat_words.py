"""Words of British chat that no dictionary lists, and abbreviations: none is a slip in writing a name. Data."""

from __future__ import annotations

from typing import Final

CHAT_WORDS: Final = frozenset(
    """
    aint alot alright alrite anyone anyways arent aswell atm aww awww babe babes babez bae bants bbz bby bein bestie
    bezzie bezzy biatch bitta blates bless blud bluds bluddy boi bois bossman bout bred bredrin brekkie brill brev
    bro bros bruh bruv brb btw bubs buzzin cba cbf chattin cheers chillin chippy ciggy ciggie cos couldnt coulda coz
    crimbo cud cuda cus cuz cya cyah dammit dat dats deffo defo def deets dem dere didnt dis doin dnt dodgy doesnt
    dont dunno dwn dya emosh eva evry evo everythin eveythin facetime fave favs fella fellas feelin fink fanx fitbit
    fml fone footie frm fuckin fukin gaff gaffa gf bf gettin gimme gimmie gna goin gona gonna gotta grl gr8 gud
    gunna guna gurl gutted haha hahah hahaha hasnt hav havin havnt havent hella hes heya hiya hols hows hun hunni
    hunny hw hwo ica ican idc idk iight ikr ill im imma inabit init innit insta isnt itd itll ive jel jelly jheeze
    jst jus kinda kk kl knackered knw kno knob lad ladz lassie laters ldn legit lemme lil liek lmao lmfao lmk lol
    lols lool loool lota lotta luv luvs luvly lush lvl m8 m8s mad maccies maccys mam mandem mans mardy mayb mazza
    meds mek meself min minging minted mite mkay moar mofo moro morrow mos mrng mstr muppet mush nah nahh naa nan
    nans nana nandos nae nackered neva nevr ngl nite nites norra nowt nvm nuffin nuttin nuthin nuff nxt obs obvs obv
    oki okey okies omd omds omfg omg omw onli ota ova owt outta peeps peng pic pics pleb plz pls ppl preggers prob
    probs proly probly propa proper psml pukka punani qns quid quids rank rly rlly rn rofl roflmao rota safe sayin
    scran scouse selfie sesh sez sh1t shag shagged shat shes shoulda shouldnt shud shut shuv skeen skint slag slags
    sleepin smashin smth smthn snog snogged soz sorta srsly srs sry stfu stil sumat sumet summat sumthin sumone
    sumin summin summut swear sweetie ta tbf tbh tbqh telly teh tenner tha thang thanx thats theres thier thinkin
    tho thort thot thru thx tidy till tmrw tmw tmoz tomoz tomo tomoro tonite tonit tonz toon topup totes tryin tryna
    tuff tv twat twats txt txts txted txtd tym ty u ull ul unno unis uni ur urs urself usin uve ure vid vids vibez
    vidz voicey w8 wa waffle wagwan wan wana wanna wankered wanker wasnt wat wats watev wateva wavey wen weed
    weekend weirdo werk were wernt whats whatcha wheres whens whos wid wif wiv wifi wile woz wont wot wots wotcha
    woulda wouldnt wrk wrkin wud wuda wus wyd wyf wbu x xx xxx xxxx ya yaa yah yeah yeahh yeh yep yer yess yh yhh
    yknow yo yolo yonks youd youll youre youve yous youse yr yrs yur yuk yum zzz whatsapp snapchat tiktok youtube
    netflix spotify deliveroo instagram facebook messenger iphone ipad airpods playstation xbox tesco asda aldi lidl
    sainsburys morrisons primark greggs spoons wetherspoons boots argos ikea amazon ebay vinted prezzie pressie
    prezzies sarnie sarnies brekky bevvy bevvies bev pint pints scoobs choccy choccie chrimbo xmas bday birfday hbd
    abit alittle aload aye ayee aight deppo depot obvi kiddos kiddo mumzy mumma mumsy dadda bubba cuppa brolly motd
    efc lfc mufc nufc thfc cfc afc epl champs prem shakin makin takin lookin talkin walkin workin playin comin
    leavin movin drivin drinkin eatin cookin cleanin texin ringin callin sendin waitin startin stayin stoppin
    shoppin messin kiddin jokin laughin cryin killin hittin sittin runnin arvo aft avo mornin evenin arternoon thurs
    tues weds mon fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec masjid inshallah insha inshaallah
    mashallah masha alhamdulillah wallah wallahi habibi habibti yaar acha accha chalo bhai bhaji didi behen beta
    beti puttar theek haan nahi kya arre arrey salaam salam asalam walaikum namaste sri akaal ji jaan jaani abi abeg
    wahala oga sef jare haba kurwa dzieki czesc kochanie siema dobra okej ciao bonjour merci gracias amigo
    """.split()
)
"""Spellings and words of chat, brands, and everyday words of other languages of Britain."""

INITIALISMS: Final = frozenset(
    """
    aa ac ad ah ai al am an as at aw ay ba bc be bf bk bm bp bt by cc cd cm co ct cv da dc de di dj dl dm do dr dw
    dx ed ee eh em er et eu ex fa fb fc ff fm fr fs ft gb gf gg gm go gp gt ha hd he hi hm ho hq hr ic id if ig ii
    im in io ip ir is it iv jk kg kk km la lb ll lo ma mb md me mi ml mm mo mp mr ms mt mu my na nb nd ne ng ni nm
    no np nw ny nz of og oh oi ok om on oo op or os ot ow ox oz pa pb pc pe pg pi pm po pp pr ps pt qc ra rd re rn
    rs rt sa se sh si so sp sq ss st sw ta tb tc te tf tg th ti tk tl to ts tv tx uh uk um un up ur us ux va vi vr
    vs wb wc we wi wk wr wt wu wy xd xl xo xs xx ya ye yh yo yr yu zz afk aka all and any app are ask asl atm bad
    bbc bbl bbq bbz bcs bff bmx bmw box boy brb btw bus but buy bye can car cba cbt ccj cid cod cos cps cry cut dad
    dat day dbs did die dob dog dot dss dti dui dvd dvla dwp eat ecg edm eek egg egm eod eta etc eve eye faq far fbi
    fed fee few ffs fit fly fml foe for fri fun fyi gas gbp gcs get gif gig gmt god got gps gta gtg guy gym had has
    hat hbd hbu hen her hey him his hit hiv hmu hog how hrs hun hwk icu idc idf idk idt iii ikr ily imo ipad irl ish
    isp itv jag jan jed jet job jpg kfc kid kms kwl lad led lfc let lid lie lit lmk lol lot low ltd mad man map max
    may mba mcd mia min mob mon mot mri mrs msg mud mum mvp nah nan nbd ndd new nhs ngl nhl not nov now nsfw nvm nyc
    oap obs obv odd off oct old omd omg omw one oot our out own pal pay pcr pcs pdf pet phd pic pin pip pls plz pmd
    pmo pms pmt pop ppe ppl pub put pvc qed raf ran ref rep rip rly rom rsvp sad sas sat saw say sea see sen sep set
    sex she sim sit six sky smh sms sob sos soz spa srs sry sun tap tax tba tbc tbf tbh tea tel ten tfl tgi the thx
    tho thu til tix tmi tnt too top try tue tui tut tvs two ttc tty ttyl txt ugh usa usb use vat veg via vip vpn wag
    wan war was way wbu wed why win wkd wot wow wtf wth wyd xbx xox xxx yay yea yep yes yet ymca yob yolo you yrs
    yum zip zoo
    """.split()
)
"""Short words and abbreviations: in capitals or not, they are nobody's initials."""
