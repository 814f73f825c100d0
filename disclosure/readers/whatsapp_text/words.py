"""What WhatsApp itself writes into an export, in the languages it speaks.

Wherever the shape of a text says what it is (U+200E marks on iOS, angle brackets and brackets on Android), the
shape is used and no words are needed. Words are needed for what has no shape of its own: that a message was
deleted, that a call was missed, and system lines of iOS. They are compared without case and end marks.
"""

from __future__ import annotations

import re
from typing import Final

_DELETED_BY_OTHER: Final = """
this message was deleted|this message was deleted by admin|message deleted|this message was deleted by an admin
se eliminó este mensaje|este mensaje fue eliminado|mensaje eliminado|este mensaje ha sido eliminado
ce message a été supprimé|ce message a été effacé|message supprimé
diese nachricht wurde gelöscht|nachricht gelöscht
questo messaggio è stato eliminato|messaggio eliminato
esta mensagem foi apagada|esta mensagem foi eliminada|mensagem apagada|mensagem eliminada
dit bericht is verwijderd|dit bericht werd verwijderd
данное сообщение удалено|это сообщение удалено|сообщение удалено
це повідомлення видалено|це повідомлення було видалено|повідомлення видалено
ta wiadomość została usunięta|wiadomość została usunięta|usunięto wiadomość
tato zpráva byla odstraněna|tato zpráva byla smazána|zpráva byla smazána
táto správa bola odstránená|táto správa bola vymazaná
ezt az üzenetet törölték|ez az üzenet törölve lett|üzenet törölve
acest mesaj a fost șters|acest mesaj a fost şters
det här meddelandet raderades|detta meddelande raderades|meddelandet har raderats
denne besked blev slettet|denne meddelelse blev slettet|beskeden er slettet
denne meldingen ble slettet|meldingen ble slettet
tämä viesti poistettiin|viesti poistettiin|tämä viesti on poistettu
bu mesaj silindi
αυτό το μήνυμα διαγράφηκε|το μήνυμα διαγράφηκε|αυτό το μήνυμα διαγράφτηκε
това съобщение беше изтрито|съобщението беше изтрито
ova poruka je izbrisana|ova je poruka izbrisana|ова порука је избрисана
aquest missatge s'ha suprimit|s'ha suprimit aquest missatge|aquest missatge s'ha eliminat
הודעה זו נמחקה|ההודעה נמחקה|הודעה זו נמחקה.
تم حذف هذه الرسالة|حُذفت هذه الرسالة|تم حذف الرسالة
این پیام حذف شد|این پیام حذف شده است|پیام حذف شد
یہ پیغام حذف کر دیا گیا|یہ پیغام حذف کر دیا گیا ہے|یہ پیغام ڈیلیٹ کر دیا گیا تھا
यह संदेश हटा दिया गया|यह संदेश मिटाया गया|यह मैसेज हटाया गया|यह मैसेज डिलीट किया गया|यह संदेश हटाया गया था
এই মেসেজটি মুছে ফেলা হয়েছে|এই বার্তাটি মুছে ফেলা হয়েছে|এই মেসেজটি ডিলিট করা হয়েছে
ਇਹ ਸੁਨੇਹਾ ਮਿਟਾ ਦਿੱਤਾ ਗਿਆ ਸੀ|ਇਹ ਮੈਸੇਜ ਮਿਟਾਇਆ ਗਿਆ ਸੀ
આ સંદેશ કાઢી નાખવામાં આવ્યો|આ મેસેજ ડિલીટ કરવામાં આવ્યો હતો
இந்தச் செய்தி நீக்கப்பட்டது|இந்த மெசேஜ் நீக்கப்பட்டது
ఈ సందేశం తొలగించబడింది|ఈ మెసేజ్ తొలగించబడింది
हा संदेश हटवला गेला|हा मेसेज हटवला होता|हा संदेश हटवला होता
pesan ini telah dihapus|pesan ini dihapus|mesej ini telah dipadamkan|mesej ini dipadam
tin nhắn này đã bị xóa|tin nhắn này đã bị xoá|tin nhắn này đã được thu hồi
ข้อความนี้ถูกลบแล้ว|ข้อความนี้ถูกลบไปแล้ว|ลบข้อความนี้แล้ว
此消息已删除|此条消息已删除|该消息已被删除|消息已删除
此訊息已刪除|這則訊息已刪除|此訊息已被刪除
このメッセージは削除されました|メッセージは削除されました|このメッセージは取り消されました
삭제된 메시지입니다|이 메시지는 삭제되었습니다|이 메시지가 삭제되었습니다
"""
_DELETED_BY_OWNER: Final = """
you deleted this message|you deleted this message as admin
eliminaste este mensaje|has eliminado este mensaje
vous avez supprimé ce message|tu as supprimé ce message
du hast diese nachricht gelöscht|sie haben diese nachricht gelöscht
hai eliminato questo messaggio
você apagou esta mensagem|apagou esta mensagem|apagaste esta mensagem|eliminou esta mensagem|você apagou essa mensagem
je hebt dit bericht verwijderd|u hebt dit bericht verwijderd|je hebt dit bericht gewist
вы удалили данное сообщение|вы удалили это сообщение|вы удалили сообщение
ви видалили це повідомлення|ви видалили повідомлення
usunąłeś tę wiadomość|usunięto tę wiadomość|usunąłeś(-aś) tę wiadomość|usunęłaś tę wiadomość
odstranili jste tuto zprávu|tuto zprávu jste odstranili|smazali jste tuto zprávu|tuto zprávu jste smazali
odstránili ste túto správu|túto správu ste odstránili|vymazali ste túto správu
törölted ezt az üzenetet|ezt az üzenetet törölted
ai șters acest mesaj|ați șters acest mesaj
du raderade det här meddelandet|du raderade detta meddelande|du har raderat detta meddelande
du slettede denne besked|du slettede denne meddelelse|du har slettet denne besked
du slettet denne meldingen|du har slettet denne meldingen
poistit tämän viestin
bu mesajı sildiniz|bu mesajı sildin
διαγράψατε αυτό το μήνυμα
изтрихте това съобщение|вие изтрихте това съобщение
izbrisali ste ovu poruku|избрисали сте ову поруку
heu suprimit aquest missatge|has suprimit aquest missatge
מחקת הודעה זו|מחקת את ההודעה הזו|מחקת הודעה זו.
لقد حذفت هذه الرسالة|حذفت هذه الرسالة|أنت حذفت هذه الرسالة
شما این پیام را حذف کردید|این پیام را حذف کردید
آپ نے یہ پیغام حذف کر دیا|آپ نے یہ پیغام حذف کیا
आपने यह संदेश हटा दिया|आपने यह मैसेज हटाया|आपने यह संदेश मिटाया|आपने यह मैसेज डिलीट किया
আপনি এই মেসেজটি মুছে দিয়েছেন|আপনি এই বার্তাটি মুছে ফেলেছেন
anda menghapus pesan ini|anda telah menghapus pesan ini|anda memadamkan mesej ini|anda telah memadamkan mesej ini
bạn đã xóa tin nhắn này|bạn đã xoá tin nhắn này|bạn đã thu hồi tin nhắn này
คุณลบข้อความนี้แล้ว|คุณลบข้อความนี้
您已删除此消息|您删除了此消息|你已删除此消息|您已刪除此訊息|您刪除了此訊息|你已刪除此訊息
このメッセージを削除しました|あなたはこのメッセージを削除しました|あなたがこのメッセージを削除しました
이 메시지를 삭제했습니다|나에게서 삭제된 메시지입니다|삭제한 메시지입니다|회원님이 이 메시지를 삭제했습니다
"""
_CALL: Final = """
missed voice call|missed video call|voice call|video call|missed group voice call|missed group video call
silenced call
llamada perdida|videollamada perdida|llamada de voz perdida|llamada de voz|videollamada
appel vocal manqué|appel vidéo manqué|appel manqué|appel vocal|appel vidéo
verpasster sprachanruf|verpasster videoanruf|verpasster anruf|sprachanruf|videoanruf
chiamata vocale persa|videochiamata persa|chiamata persa|chiamata vocale|videochiamata
chamada de voz perdida|chamada de vídeo perdida|ligação de voz perdida|ligação de vídeo perdida
chamada de voz|chamada de vídeo
gemiste spraakoproep|gemiste video-oproep|gemiste oproep|spraakoproep|video-oproep
пропущенный аудиозвонок|пропущенный видеозвонок|пропущенный звонок|аудиозвонок|видеозвонок
пропущений аудіодзвінок|пропущений відеодзвінок
nieodebrane połączenie głosowe|nieodebrane połączenie wideo|nieodebrane połączenie
zmeškaný hlasový hovor|zmeškaný videohovor|zmeškaný hovor
cevapsız sesli arama|cevapsız görüntülü arama|sesli arama|görüntülü arama
missat röstsamtal|missat videosamtal|ubesvaret taleopkald|ubesvaret videoopkald|tapt taleanrop|tapt videoanrop
vastaamaton äänipuhelu|vastaamaton videopuhelu
αναπάντητη φωνητική κλήση|αναπάντητη βιντεοκλήση
apel vocal pierdut|apel video pierdut|nem fogadott hanghívás|nem fogadott videóhívás
שיחה קולית שלא נענתה|שיחת וידאו שלא נענתה|שיחה שלא נענתה
مكالمة صوتية فائتة|مكالمة فيديو فائتة|مكالمة فائتة
تماس صوتی از دست رفته|تماس ویدیویی از دست رفته
छूटी हुई वॉइस कॉल|छूटी हुई वीडियो कॉल|मिस्ड वॉइस कॉल|मिस्ड वीडियो कॉल
panggilan suara tak terjawab|panggilan video tak terjawab|panggilan suara terlepas|panggilan video terlepas
cuộc gọi thoại nhỡ|cuộc gọi video nhỡ|สายโทรด้วยเสียงที่ไม่ได้รับ|วิดีโอคอลที่ไม่ได้รับ
未接语音通话|未接视频通话|未接語音通話|未接視訊通話|不在着信
音声通話の不在着信|ビデオ通話の不在着信|부재중 음성통화|부재중 영상통화
"""

_SYSTEM: Final = re.compile(
    "|".join(
        (
            r"end-to-end|ende-zu-ende|bout en bout|extremo a extremo|ponta a ponta|crittografia end|сквозным шифрованием|"
            r"наскрізн|uçtan uca|koncovým šifr|end-to-end-|végpontok között|totalsträckskryptera|päästä päähän|"
            r"kompleksowo|od końca do końca|od kraja do kraja|end til end|ende-til-ende|ende til ende|от край до край|"
            r"διατερματικ|מקצה לקצה|بين الطرفين|تمامًا بين|سرتاسر|एंड-टू-एंड|"
            r"এন্ড-টু-এন্ড|secara menyeluruh|"
            r"hujung ke hujung|đầu cuối|ตั้งแต่ต้นทางถึงปลายทาง|端到端|端對端|"
            r"エンドツーエンド|종단간|종단 간|d'extrem a extrem",
            r"security code|sicherheitsnummer|sicherheitscode|code de sécurité|código de seguridad|código de segurança|"
            r"codice di sicurezza|beveiligingscode|код безопасности|код безпеки|güvenlik kodu|kod zabezpieczeń|"
            r"bezpečnostní kód|säkerhetskod|sikkerhedskode|sikkerhetskode|κωδικός ασφαλείας|קוד האבטחה|رمز الأمان|"
            r"सुरक्षा कोड|kode keamanan|mã bảo mật|รหัสความปลอดภัย|安全代码|安全碼|"
            r"セキュリティコード|보안 코드|turvakoodi",
            r"changed (?:their|the|this group|to )|created (?:this )?group|added (?:you|~?\S.*)|removed |left\.?$|"
            r"joined using|turned (?:on|off) disappearing|message timer|disappearing messages|pinned a message|"
            r"is a contact\.?$|is now an admin|you're now an admin|no longer an admin|new (?:phone )?number|"
            r"this business|blocked this contact|unblocked this contact|started a call|reset this group|this chat is|"
            r"tap to (?:learn more|change|add|chat)|community|waiting for this message",
            r"hat die gruppe|hat dich hinzugefügt|hinzugefügt\.?$|a créé le groupe|vous a ajouté|a ajouté|a quitté|"
            r"creó (?:el|este) grupo|te añadió|añadió a|salió del grupo|ha creato il gruppo|ti ha aggiunto|ha aggiunto|"
            r"ha abbandonato|criou o grupo|adicionou|saiu\.?$|heeft (?:de )?groep|heeft u toegevoegd|heeft .* toegevoegd|"
            r"heeft de groep verlaten|создал|добавил|вышел|вышла|вступил|grubu oluşturdu|ekledi|ayrıldı|utworzył|dodał|"
            r"opuścił|vytvořil|přidal|opustil|skapade gruppen|lade till|lämnade|oprettede gruppen|tilføjede|forlod|"
            r"创建了|添加了|退出了|建立了|新增了|離開了|"
            r"グループを作成|追加しました|退出しました|그룹을 만들|초대했습니다|나갔습니다|"
            r"أنشأ|أضاف|غادر|יצר|הוסיף|יצא|membuat grup|menambahkan|keluar|đã tạo nhóm|đã thêm|đã rời",
        )
    ),
    re.IGNORECASE,
)

_FILE: Final = r"[^<>:|\n/\\]*?[^\s<>:|/\\]\.[A-Za-z0-9]{2,5}"
ATTACHED: Final = re.compile(rf"<(?P<word>[^<>:：\n]{{2,40}}?)\s?[:：]\s?[\u200e\u200f]*(?P<file>{_FILE})>")
"""iOS: `<attached: 00000012-PHOTO.jpg>` in any language."""
FILE_ATTACHED: Final = re.compile(
    rf"[\u200e\u200f]*(?P<file>{_FILE}) \((?P<word>[^()\n]{{4,40}})\)[\u200e\u200f]*(?=\n|$)"
)
"""Android: `IMG-20220323-WA0002.jpg (file attached)` in any language."""
OMITTED: Final = re.compile(r"[\u200e\u200f]*<(?P<word>[^<>\n]{4,60})>[\u200e\u200f]*(?=\n|$)")
"""Android: `<Media omitted>` in any language, as a whole line."""
EDITED: Final = re.compile(r"\s*[\u200e\u200f]*<(?P<word>[^<>:\n]{4,60})>[\u200e\u200f]*$")
"""`text <This message was edited>` in any language, at the end of a text."""
LOCATION: Final = re.compile(
    r"[\u200e\u200f]*[^\n:]{2,40}?\s?[:：] https?://(?:maps\.google\.com|www\.google\.com/maps)/?\S*?[?&]?(?:q=|@)?"
    r"(?P<latitude>-?\d{1,2}\.\d+),(?P<longitude>-?\d{1,3}\.\d+)\S*"
)
POLL: Final = re.compile(
    r"[\u200e\u200f]*[^\n:：]{3,20}\s?[:：]\n.*(?:\n\u200e?[^\n:：]{3,20}\s?[:：] .*\(\d.*\))+", re.DOTALL
)


def folded(text: str) -> str:
    """A text for comparing with the lists: no marks, no end stop, no case."""
    return text.strip("\u200e\u200f\u202a\u202c \u202f\u00a0.。!").casefold().replace("\u2019", "'")


def _set(text: str) -> frozenset[str]:
    return frozenset(folded(item) for line in text.split("\n") for item in line.split("|") if item.strip())


DELETED_BY_OTHER: Final = _set(_DELETED_BY_OTHER)
DELETED_BY_OWNER: Final = _set(_DELETED_BY_OWNER)
CALLS: Final = _set(_CALL)


def is_call(text: str) -> bool:
    """Whether a text that the application made tells of a call (`Video call, ‎5 min`)."""
    return folded(re.split(r"[,،，.\n]", text, maxsplit=1)[0]) in CALLS


def is_system(text: str) -> bool:
    """Whether a text that the application made is one of its system lines."""
    return bool(_SYSTEM.search(text))


_CHAT_FILE: Final = re.compile(
    r"(?:.*?whatsapp.*?)(?:\s-\s|\swith\s|\scon\s|\savec\s|\smit\s|\scom\s|\so\s|\sс\s(?:контактом\s)?|\sз\s|\smet\s|"
    r"\sz\s|\ss\s|\smed\s|\sile\s|\ssa\s|\scu\s|\sdengan\s|\svới\s)(?P<name>.+)",
    re.IGNORECASE,
)


def chat_name(stem: str) -> str | None:
    """The chat's name in the name of its file (`WhatsApp Chat with Ann.txt`), in the languages known.

    >>> chat_name("WhatsApp Chat with Ann Example")
    'Ann Example'
    """
    match = _CHAT_FILE.fullmatch(stem)
    return match["name"].strip() if match else None
