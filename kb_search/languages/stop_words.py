"""Words that say nothing about the subject of a query, by language.

A query drops them unless nothing else is left; they stay in the index. Most lists come with Whoosh. The others are
ours, and short: pronouns, conjunctions, auxiliaries and question words.
"""

from whoosh.lang.stopwords import stoplists

# Particles such as `in`, `on`, `off`, `out`, `up`, `not` stay: they tell `sign in` from `sign out`. The last words
# are what an apostrophe leaves of `don't` and its like.
_ENGLISH = """
a am an and are as at be been by can could did do does for from had has have how i if is it its me my of or our
should that the their them there these they this to was we were what when where which who why will with would you
your s t d ll re ve don dont doesn doesnt didn didnt isn isnt aren arent wasn wasnt weren cant couldn couldnt hasn
haven hadn shouldn wouldn wont
"""
_SLOVENIAN = """
a ali bi bil bila bili bilo bo bodo bom boste da do ga ima imam imate in iz ja jaz je jih jo k kaj kako kam kateri
katera katero kdaj kdo ker ki kje ko kot lahko me med mi moj moja moje moji moram na naj nam nas naš naša ne nekaj o
ob od pa po pod pri s se sem si smo so ste sta svoj svoja svoje ta tako te tega tem ti to tudi tukaj v vam vas vaš
vaša vaše ve z za zakaj že
"""
_CROATIAN = """
a ako ali bez bi bih bila bili bilo bio biti bude budem da do ga gdje i iako ili im ima imam imate iz ja je jesam
jesu kada kad kako kao koja koje koji koju kod li mi moj moja moje moji mogu može možete moram mu na nad nakon naš
naša ne nego neka neki ni nije nisam o od on ona oni ono pa po pod pri prije s sa sam se smo ste su svoj svoja svoje
svoju ta taj te ti to tu u uz vam vas vaš vaša vaše već vi za zašto što šta će ću
"""
_SERBIAN_CYRILLIC = """
а ако али без би бих била били било био бити буде да до га где и или им има имам из ја је јесам када кад како као
која које који коју код ли ми мој моја моје моји могу може можете морам на након наш не него неки ни није о од он
она они оно па по под при пре с са сам се смо сте су свој своја своје своју та тај те ти то ту у уз вам вас ваш ваша
ваше већ ви за зашто шта што ће ћу
"""
_POLISH = """
a aby ale albo bo być by będzie był była było były chcę co czy dla do gdy gdzie go i ich ile im innych iż ja jak
jaka jakie jaki jako je jego jej jest jestem jeszcze jeśli już każdy kiedy kto która które który lub ma mam mi mnie
moja moje mogę może można mój muszę na nad nam nas nie niż o od on ona one oni oraz po pod przez przy są się swoje
swój swoją ta tak tam te tego tej ten to tu tych tym w we więc wy z za ze że żeby
"""
_CZECH = """
a aby ale ani asi až bez bude budou by byl byla bylo byly být co či do ho i já jak jaké jaký jako je jeho její
jejich jen jestli ještě již jsem jsme jsou jste k kam kde kdo kdy když která které který mám máte mé mi mně můj moje
moji mohu může můžu můžete musím na nad nebo než ni o od on ona oni po pod podle pokud pro proč před při s se si
svůj svou své ta tak také tam te ten tento to tohle toto tu tuto ty u v vám vás váš vaše ve z za ze že
"""
_SLOVAK = """
a aby aj ako aké aký ale alebo ani áno asi až bez bol bola bolo boli bude budú by byť čo či do ho i ich ja je jeho
jej k kam kde kedy keď kto ktorá ktoré ktorý ku ma mám máte mi mne môj moja moje môžem môže môžete musím na nad nie
o od on ona oni po pod podľa pokiaľ pre prečo pred pri s sa si so som sme ste sú svoj svoju svoje ta tak tam ten
tento to toto tu ty u v vám vás váš vaše vo z za zo že
"""
_UKRAINIAN = """
а або але без би був була були було бути в вам вас ваш ваша ваше ви від він вона вони воно все для до є з за зі і із
й його її як яка яке який які якщо коли мені ми мій моя моє мої можу може можна на наш не ні о об по при про свій
свою своє та так такий там те ти то того тому тут у хто це цей ця чи чому що щоб я
"""
_OURS = {
    "en": _ENGLISH,
    "sl": _SLOVENIAN,
    "hr": _CROATIAN,
    "bs": _CROATIAN,
    "sr": _CROATIAN + _SERBIAN_CYRILLIC,
    "pl": _POLISH,
    "cs": _CZECH,
    "sk": _SLOVAK,
    "uk": _UKRAINIAN,
}
# What people ask with, where Whoosh's lists leave it out: they were made for prose.
_QUESTIONS = {
    "da": "hvordan hvorfor kan",
    "de": "möchte warum",
    "es": "cómo dónde hacer puedo quiero",
    "fi": "haluan kuinka miten voi voin voinko",
    "fr": "comment faire peut peux pourquoi puis quel où",
    "hu": "hol tudom",
    "it": "fare posso voglio",
    "nl": "waar waarom",
    "pt": "fazer onde porque posso quero",
    "ru": "могу почему хочу",
    "sv": "vill",
}
_NORWEGIAN = {"nb": "no", "nn": "no"}


def stop_words(language: str) -> frozenset[str]:
    """Words that say nothing about the subject of a query in this language; empty if we know of none."""
    if language in _OURS:
        return frozenset(_OURS[language].split())
    asked = _QUESTIONS.get(language, "").split()
    return frozenset((*stoplists.get(_NORWEGIAN.get(language, language), ()), *asked))
