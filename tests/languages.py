"""A flyer in nine languages, for what scripts do to a file. The words were written for these tests."""

from __future__ import annotations

import dataclasses
from typing import NamedTuple

from handbill.piece import Imprint, Piece
from handbill.piece.leaflet import Action, Block, Figure, Leaflet
from tests import samples
from tests.samples import paragraphs, rich

RIGHT_TO_LEFT = ("ar", "ur")
ARABIC_NAME, BENGALI_NAME = "فرع الصحة", "স্বাস্থ্য শাখা"


class Texts(NamedTuple):
    headline: str
    lead: str
    heading: str
    text: tuple[str, str]
    points: tuple[str, str, str]
    name: str
    order: str


TEXTS = {
    "ar": Texts(
        "افتحوا المجالس",
        "لم تنتخبوا المجلس الذي يخطط لخدمات NHS في منطقتكم. هذا ما يتغير وما نطالب به.",
        "ما هو مجلس الرعاية؟",
        (
            "في 1 يوليو 2022 أصبح في إنجلترا 42 مجلسًا للرعاية المتكاملة (ICB)، وحلّت محل 106 مجموعات محلية. "
            "يملك المجلس المال كله ويقرر أين تُفتح الخدمات وأين تُغلق.",
            "راسلوا info@anytown.example أو زوروا **الموقع** anytown.example قبل الساعة 7:30 مساءً. "
            "التكلفة £84,000 في السنة (نحو 12%).",
        ),
        ("**قاعة دافئة** مفتوحة للجميع ستة أيام", "مساعدة 140 طفلًا في الواجبات", "ثلاثون حاسوبًا مجانيًا"),
        ARABIC_NAME,
        "وقّعوا العريضة",
    ),
    "ur": Texts(
        "بورڈ کھول دو",
        "آپ کے علاقے کی NHS سروس کا منصوبہ بنانے والے بورڈ کو آپ نے منتخب نہیں کیا۔",
        "نگہداشت بورڈ کیا ہے؟",
        (
            "1 جولائی 2022 کو انگلینڈ میں 42 مربوط نگہداشت بورڈ (ICB) بنے۔ انہوں نے 106 مقامی گروپوں کی جگہ لی۔ "
            "بورڈ ساری رقم رکھتا ہے اور فیصلہ کرتا ہے کہ کون سی خدمت کہاں کھلے گی۔",
            "info@anytown.example پر لکھیں یا **ویب سائٹ** anytown.example دیکھیں۔ خرچ £84,000 سالانہ ہے (12%)۔",
        ),
        ("**گرم کمرہ** سب کے لیے", "140 بچوں کی مدد", "مفت کمپیوٹر"),
        "صحت شاخ",
        "عرضی پر دستخط کریں",
    ),
    "bn": Texts(
        "বোর্ড খুলে দিন",
        "যে বোর্ড আপনার এলাকার NHS পরিকল্পনা করে তাকে আপনি নির্বাচন করেননি।",
        "পরিচর্যা বোর্ড কী?",
        (
            "২০২২ সালের ১ জুলাই ইংল্যান্ডে 42টি সমন্বিত পরিচর্যা বোর্ড (ICB) গঠিত হয়। তারা ১০৬টি স্থানীয় গোষ্ঠীর "
            "জায়গা নেয়। বোর্ডের হাতে সব টাকা থাকে এবং কোন পরিষেবা কোথায় খুলবে তা ঠিক করে।",
            "info@anytown.example-এ লিখুন অথবা **ওয়েবসাইট** anytown.example দেখুন। খরচ বছরে £84,000 (12%)।",
        ),
        ("**উষ্ণ ঘর** সবার জন্য", "১৪০ জন শিশুর সাহায্য", "বিনামূল্যে কম্পিউটার"),
        BENGALI_NAME,
        "আবেদনে স্বাক্ষর করুন",
    ),
    "pa": Texts(
        "ਬੋਰਡ ਖੋਲ੍ਹੋ",
        "ਤੁਹਾਡੇ ਇਲਾਕੇ ਦੀ NHS ਦੀ ਯੋਜਨਾ ਬਣਾਉਣ ਵਾਲਾ ਬੋਰਡ ਤੁਸੀਂ ਨਹੀਂ ਚੁਣਿਆ।",
        "ਦੇਖਭਾਲ ਬੋਰਡ ਕੀ ਹੈ?",
        (
            "1 ਜੁਲਾਈ 2022 ਨੂੰ ਇੰਗਲੈਂਡ ਵਿੱਚ 42 ਏਕੀਕ੍ਰਿਤ ਦੇਖਭਾਲ ਬੋਰਡ (ICB) ਬਣੇ। ਉਨ੍ਹਾਂ ਨੇ 106 ਸਥਾਨਕ ਸਮੂਹਾਂ ਦੀ ਥਾਂ ਲਈ।",
            "info@anytown.example ਨੂੰ ਲਿਖੋ ਜਾਂ **ਵੈੱਬਸਾਈਟ** anytown.example ਦੇਖੋ। ਖਰਚਾ £84,000 ਸਾਲਾਨਾ ਹੈ।",
        ),
        ("**ਨਿੱਘਾ ਕਮਰਾ** ਸਾਰਿਆਂ ਲਈ", "140 ਬੱਚਿਆਂ ਦੀ ਮਦਦ", "ਮੁਫ਼ਤ ਕੰਪਿਊਟਰ"),
        "ਸਿਹਤ ਸ਼ਾਖਾ",
        "ਪਟੀਸ਼ਨ ’ਤੇ ਦਸਤਖਤ ਕਰੋ",
    ),
    "gu": Texts(
        "બોર્ડ ખોલો",
        "તમારા વિસ્તારની NHSનું આયોજન કરતું બોર્ડ તમે ચૂંટ્યું નથી.",
        "સંભાળ બોર્ડ શું છે?",
        (
            "1 જુલાઈ 2022ના રોજ ઇંગ્લેન્ડમાં 42 સંકલિત સંભાળ બોર્ડ (ICB) બન્યા. તેઓએ 106 સ્થાનિક જૂથોની જગ્યા લીધી.",
            "info@anytown.example પર લખો અથવા **વેબસાઇટ** anytown.example જુઓ. ખર્ચ વર્ષે £84,000 છે.",
        ),
        ("**હૂંફાળો ઓરડો** બધા માટે", "140 બાળકોને મદદ", "મફત કમ્પ્યુટર"),
        "આરોગ્ય શાખા",
        "અરજી પર સહી કરો",
    ),
    "hi": Texts(
        "बोर्ड खोलो",
        "आपके क्षेत्र की NHS की योजना बनाने वाले बोर्ड को आपने नहीं चुना।",
        "देखभाल बोर्ड क्या है?",
        (
            "1 जुलाई 2022 को इंग्लैंड में 42 एकीकृत देखभाल बोर्ड (ICB) बने। उन्होंने 106 स्थानीय समूहों की जगह ली। "
            "बोर्ड के पास सारा पैसा होता है और वह तय करता है कि कौन सी सेवा कहाँ खुलेगी।",
            "info@anytown.example पर लिखें या **वेबसाइट** anytown.example देखें। खर्च £84,000 प्रति वर्ष है।",
        ),
        ("**गर्म कमरा** सबके लिए", "140 बच्चों की मदद", "मुफ़्त कंप्यूटर"),
        "स्वास्थ्य शाखा",
        "याचिका पर हस्ताक्षर करें",
    ),
    "ta": Texts(
        "வாரியங்களைத் திற",
        "உங்கள் பகுதியின் NHS திட்டமிடும் வாரியத்தை நீங்கள் தேர்ந்தெடுக்கவில்லை.",
        "பராமரிப்பு வாரியம் என்றால் என்ன?",
        (
            "1 ஜூலை 2022 அன்று இங்கிலாந்தில் 42 ஒருங்கிணைந்த பராமரிப்பு வாரியங்கள் (ICB) உருவாகின. "
            "அவை 106 உள்ளூர் குழுக்களின் இடத்தைப் பெற்றன.",
            "info@anytown.example க்கு எழுதுங்கள் அல்லது **இணையதளம்** anytown.example பாருங்கள். செலவு £84,000.",
        ),
        ("**சூடான அறை** அனைவருக்கும்", "140 குழந்தைகளுக்கு உதவி", "இலவச கணினி"),
        "சுகாதார கிளை",
        "மனுவில் கையெழுத்திடுங்கள்",
    ),
    "cy": Texts(
        "Agorwch y byrddau",
        "Ni etholwyd y bwrdd sy’n cynllunio’r GIG yn eich ardal chi. Dyma sut mae’n gweithio.",
        "Beth yw bwrdd gofal?",
        (
            "Ar 1 Gorffennaf 2022 cafodd Lloegr 42 o fyrddau gofal integredig. Cymerasant le 106 o grwpiau lleol.",
            "Ysgrifennwch at info@anytown.example neu ewch i’r **wefan**. Tŷ’r Cyngor – Ŵ ŷ.",
        ),
        ("**Ystafell gynnes** i bawb", "Help i 140 o blant", "Cyfrifiaduron am ddim"),
        "Cangen Iechyd",
        "Llofnodwch y ddeiseb",
    ),
    "pl": Texts(
        "Otwórzcie rady",
        "Nie wybraliście rady, która planuje NHS w waszej okolicy. Oto jak to działa.",
        "Czym jest rada opieki?",
        (
            "1 lipca 2022 r. Anglia otrzymała 42 rady zintegrowanej opieki (ICB). Zastąpiły one 106 lokalnych grup.",
            "Napisz na info@anytown.example lub odwiedź **stronę**. Zażółć gęślą jaźń.",
        ),
        ("**Ciepła sala** dla wszystkich", "Pomoc dla 140 dzieci", "Darmowe komputery"),
        "Oddział Zdrowia",
        "Podpisz petycję",
    ),
}
COMPLEX = ("ar", "ur", "bn", "pa", "gu", "hi", "ta")


def flyer(lang: str) -> Piece:
    """Return a flyer in a language, for a branch with a name in it and an English imprint."""
    said = TEXTS[lang]
    order = rich(said.order)
    points = tuple(map(rich, said.points))
    panel = dataclasses.replace(samples.PANEL, name=rich(said.name), meets=rich(""))
    imprint = rich(f"Promoted by A. Member on behalf of {said.name}, 12 High Street, Anytown AN1 2BB.")
    front = (
        Block("kicker", rich(said.heading)),
        Block("headline", rich(said.headline)),
        Block("lead", rich(said.lead)),
        Block("figures", (Figure(rich("42"), points[1]), Figure(rich("0"), points[2]))),
        Block("petition", dataclasses.replace(samples.PETITION, order=order)),
    )
    back = (
        Block("heading", rich(said.heading)),
        Block("text", paragraphs(*said.text)),
        Block("points", points),
        Block("actions", tuple(Action(order, point) for point in points[:2])),
        Block("contact", panel),
    )
    return samples.piece(
        "flyer",
        Leaflet((front, back)),
        lang=lang,
        direction="rtl" if lang in RIGHT_TO_LEFT else "ltr",
        title=rich(said.headline),
        branch_name=said.name,
        panel=panel,
        imprint=Imprint(imprint, whole=True, at_home=imprint, at_press=imprint),
        sources=(),
    )


def english_flyer(name: str) -> Piece:
    """Return an English flyer for a branch of that name."""
    return samples.named(samples.piece("flyer", samples.FLYER), name)
