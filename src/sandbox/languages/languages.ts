// The languages that people of the sandbox and their mail programs speak, each with a short answer as somebody types it.

/** A language of somebody in the sandbox. */
export interface Language {
  /** BCP 47. */
  code: string;
  /** As English names it. */
  name: string;
  /** Two paragraphs. */
  answer: string;
}

/** All that can be chosen, English first. */
export const languages: readonly Language[] = [
  { code: "en", name: "English", answer: "Green as the door, please.\n\nYes, whenever they like." },
  { code: "de", name: "German", answer: "Bitte grün wie die Tür.\n\nJa, wann immer sie möchten." },
  { code: "fr", name: "French", answer: "Vert comme la porte, s’il vous plaît.\n\nOui, quand ils veulent." },
  { code: "es", name: "Spanish", answer: "Verde como la puerta, por favor.\n\nSí, cuando quieran." },
  { code: "it", name: "Italian", answer: "Verde come la porta, per favore.\n\nSì, quando vogliono." },
  { code: "pt", name: "Portuguese", answer: "Verde como a porta, por favor.\n\nSim, quando quiserem." },
  { code: "nl", name: "Dutch", answer: "Groen zoals de deur, graag.\n\nJa, wanneer ze maar willen." },
  { code: "pl", name: "Polish", answer: "Zielony jak drzwi, proszę.\n\nTak, kiedy tylko zechcą." },
  { code: "cs", name: "Czech", answer: "Zelené jako dveře, prosím.\n\nAno, kdykoli budou chtít." },
  { code: "sk", name: "Slovak", answer: "Zelené ako dvere, prosím.\n\nÁno, kedykoľvek budú chcieť." },
  { code: "hu", name: "Hungarian", answer: "Zöld legyen, mint az ajtó.\n\nIgen, amikor csak szeretnék." },
  { code: "ro", name: "Romanian", answer: "Verde ca ușa, vă rog.\n\nDa, oricând doresc." },
  { code: "da", name: "Danish", answer: "Grøn som døren, tak.\n\nJa, når de har lyst." },
  { code: "sv", name: "Swedish", answer: "Grön som dörren, tack.\n\nJa, när de vill." },
  { code: "nb", name: "Norwegian", answer: "Grønn som døren, takk.\n\nJa, når de måtte ønske." },
  { code: "fi", name: "Finnish", answer: "Vihreä kuin ovi, kiitos.\n\nKyllä, milloin vain haluavat." },
  { code: "ru", name: "Russian", answer: "Зелёная, как дверь, пожалуйста.\n\nДа, когда им удобно." },
  { code: "uk", name: "Ukrainian", answer: "Зелена, як двері, будь ласка.\n\nТак, коли їм зручно." },
  { code: "tr", name: "Turkish", answer: "Kapı gibi yeşil lütfen.\n\nEvet, ne zaman isterlerse." },
  { code: "el", name: "Greek", answer: "Πράσινο σαν την πόρτα, παρακαλώ.\n\nΝαι, όποτε θέλουν." },
  { code: "he", name: "Hebrew", answer: "ירוק כמו הדלת, בבקשה.\n\nכן, מתי שירצו." },
  { code: "ar", name: "Arabic", answer: "أخضر مثل الباب من فضلك.\n\nنعم، متى أرادوا." },
  { code: "ja", name: "Japanese", answer: "ドアと同じ緑でお願いします。\n\nはい、いつでもどうぞ。" },
  { code: "zh", name: "Chinese", answer: "请用和门一样的绿色。\n\n可以，什么时候都行。" },
  { code: "ko", name: "Korean", answer: "문과 같은 초록색으로 부탁드립니다.\n\n네, 언제든지 괜찮습니다." },
  {
    code: "vi",
    name: "Vietnamese",
    answer: "Màu xanh lá như cánh cửa nhé.\n\nVâng, khi nào họ muốn cũng được.",
  },
];
