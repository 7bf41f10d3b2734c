#include "routes/accessibility_words.h"

namespace lesepass::server {

namespace {
const AccessibilityWords german{
    .title = "Erklärung zur Barrierefreiheit",
    .scope = "Diese Erklärung gilt für den Online-Antrag auf einen Bibliotheksausweis. Verantwortlich ist: {0}.",
    .standard =
        "Grundlage sind § 10 b BGG NRW und die BITVNRW. Maßstab sind die Norm EN 301 549 und die WCAG 2.2, Stufe "
        "AA. Der Antrag ist damit teilweise vereinbar.",
    .method =
        "Die Einschätzung beruht auf einer Selbstbewertung: Jede Seite wird bei jeder Änderung automatisch geprüft "
        "und mit der Tastatur bedient. Eine Prüfung durch eine unabhängige Stelle gab es noch nicht.",
    .gaps_title = "Was nicht barrierefrei ist",
    .gaps = {"Die „Großansicht“ zeichnet die Seite als Bild. Eigene Farben, Schriften und Übersetzungen des Browsers "
             "wirken darin nicht. Die normale Ansicht bietet alles ohne diese Einschränkung.",
             "Hochgeladene Nachweise sind Bilder, die wir nicht verändern."},
    .date = "Stand der Erklärung: {0}",
    .help_title = "Erklärungen in anderer Form",
    .sign_language = "Erklärung in Deutscher Gebärdensprache",
    .easy_read = "Erklärung in Leichter Sprache",
    .feedback_title = "Barriere melden",
    .feedback_intro =
        "Ist Ihnen etwas aufgefallen, das nicht barrierefrei ist? Schreiben Sie uns. Ihre Nachricht geht an "
        "die Bibliothek. Sie können auch anrufen oder eine E-Mail schreiben: {0}",
    .message = "Ihre Nachricht",
    .message_hint = "Was wollten Sie tun, und was hat nicht funktioniert? Bitte keine Angaben aus Ihrem Antrag.",
    .email = "E-Mail-Adresse (freiwillig)",
    .email_hint = "Nur wenn Sie eine Antwort möchten. Zum Beispiel name@example.org",
    .send = "Nachricht senden",
    .message_missing = "Bitte schreiben Sie, was Ihnen aufgefallen ist.",
    .email_wrong = "Bitte prüfen Sie die E-Mail-Adresse. Sie sieht zum Beispiel so aus: name@example.org",
    .errors_title = "Bitte prüfen Sie Ihre Angaben",
    .error_prefix = "Fehler: {0}",
    .sent_title = "Ihre Nachricht ist gespeichert",
    .sent = "Wir stellen sie jetzt der Bibliothek zu. Gelesen hat sie dort noch niemand.",
    .sent_with_email = "Die Bibliothek antwortet an die Adresse, die Sie angegeben haben.",
    .sent_without_email = "Sie haben keine E-Mail-Adresse angegeben. Deshalb kann Ihnen niemand antworten.",
    .back = "Zur Erklärung zur Barrierefreiheit",
    .ombuds_title = "Ombudsstelle",
    .ombuds =
        "Antwortet die Bibliothek nicht oder hilft die Antwort nicht, können Sie sich an die Ombudsstelle für "
        "barrierefreie Informationstechnik des Landes Nordrhein-Westfalen wenden. Das Verfahren kostet nichts.",
    .ombuds_link = "Ombudsstelle im Internet",
    .ombuds_mail = "E-Mail an die Ombudsstelle: {0}",
    .monitoring_title = "Überwachungsstelle",
    .monitoring =
        "Die Überwachungsstelle für barrierefreie Informationstechnik des Landes Nordrhein-Westfalen ist bei "
        "IT.NRW: {0}",
};

const AccessibilityWords english{
    .title = "Accessibility statement",
    .scope = "This statement is about the online application for a library card. Responsible: {0}.",
    .standard =
        "It is based on section 10b BGG NRW and the BITVNRW. The measure is EN 301 549 and WCAG 2.2, level AA. "
        "The application is partially compliant.",
    .method =
        "This is a self-assessment: every page is tested automatically with every change, and operated by keyboard. "
        "There has been no independent audit yet.",
    .gaps_title = "What is not accessible",
    .gaps = {"The “large view” draws the page as a picture. Colours, fonts and translations of your browser have no "
             "effect in it. The normal view offers everything without this limit.",
             "Uploaded documents are pictures that we do not change."},
    .date = "Date of this statement: {0}",
    .help_title = "Explanations in another form",
    .sign_language = "Explanation in German Sign Language",
    .easy_read = "Explanation in plain German (Leichte Sprache)",
    .feedback_title = "Report a barrier",
    .feedback_intro =
        "Did you find something that is not accessible? Please write to us. Your message goes to the "
        "library. You can also call or send an e-mail: {0}",
    .message = "Your message",
    .message_hint = "What did you want to do, and what did not work? Please nothing from your application.",
    .email = "E-mail address (optional)",
    .email_hint = "Only if you would like an answer. For example name@example.org",
    .send = "Send message",
    .message_missing = "Please write what you found.",
    .email_wrong = "Please check the e-mail address. It looks like this: name@example.org",
    .errors_title = "Please check your answers",
    .error_prefix = "Error: {0}",
    .sent_title = "Your message has been stored",
    .sent = "We are now delivering it to the library. Nobody there has read it yet.",
    .sent_with_email = "The library will answer to the address you gave.",
    .sent_without_email = "You gave no e-mail address. So nobody can answer you.",
    .back = "To the accessibility statement",
    .ombuds_title = "Ombuds office",
    .ombuds =
        "If the library does not answer or the answer does not help, you can turn to the ombuds office for "
        "accessible information technology of North Rhine-Westphalia. It is free of charge.",
    .ombuds_link = "Ombuds office on the web",
    .ombuds_mail = "E-mail to the ombuds office: {0}",
    .monitoring_title = "Monitoring body",
    .monitoring =
        "The monitoring body for accessible information technology of North Rhine-Westphalia is at IT.NRW: {0}",
};
}  // namespace

Language accessibility_language(Language language) {
    // Whoever reads German of any kind gets the statement's own language, everybody else the English one.
    return is_german(language) ? Language::De : Language::En;
}

const AccessibilityWords& accessibility_words(Language language) {
    return accessibility_language(language) == Language::De ? german : english;
}

}  // namespace lesepass::server
