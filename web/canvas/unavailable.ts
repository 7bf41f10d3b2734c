// Says once, above the form, that the normal view is shown. In Arabic nobody is offered another one.
const words: Record<string, string> = {
  de: "Die Großansicht ist mit diesem Gerät oder Browser leider nicht möglich. Sie sehen die normale Ansicht.",
  "de-simple": "Die große Ansicht geht hier leider nicht. Sie sehen die normale Ansicht.",
  tr: "Büyük görünüm bu cihazda veya tarayıcıda ne yazık ki kullanılamıyor. Normal görünümü görüyorsunuz.",
  uk: "На жаль, збільшений вигляд неможливий на цьому пристрої або в цьому браузері. Ви бачите звичайний вигляд.",
  en: "Sorry, the large view is not possible with this device or browser. You are seeing the normal view.",
};

export function sayUnavailable(): void {
  if (document.querySelector(".lp-canvas-note")) return;
  const note = document.createElement("p");
  const language = document.documentElement.lang in words ? document.documentElement.lang : "de";
  note.className = "lp-canvas-note lp-notice lp-notice--info";
  note.lang = language;
  note.setAttribute("role", "status");
  document.getElementById("lp-main")?.before(note);
  note.textContent = words[language] ?? "";
}
