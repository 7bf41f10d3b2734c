// The form that everybody builds: the thirty questions a family in Siegen is asked by Lesepass, on the same pages, with the
// same limits. Peers get them as data; Lesepass has them in shared/form/definition.h.
const text = (name, title, more = {}) => ({ name, title, kind: "text", required: true, maxLength: 80, ...more });
const date = (name, title) => text(name, title, { maxLength: 10, pattern: "^[0-9]{1,2}\\.[0-9]{1,2}\\.[0-9]{4}$" });
const choice = (name, title, options, more = {}) => ({ name, title, kind: "choice", required: true, options, ...more });
const box = (name, title, required = true) => ({ name, title, kind: "box", required });

const members = [1, 2, 3, 4].flatMap((n) => [
  text(`member${n}Name`, `Name der ${n}. weiteren Person`, { maxLength: 120, shownFrom: n }),
  { ...date(`member${n}BirthDate`, `Geburtsdatum der ${n}. weiteren Person`), shownFrom: n },
]);

export const pages = [
  { name: "start", title: "Bibliotheksausweis beantragen", questions: [choice("purpose", "Was möchten Sie beantragen?", ["new", "renewal"])] },
  { name: "address", title: "Ihre Adresse", questions: [
    text("street", "Straße"), text("houseNumber", "Hausnummer", { maxLength: 12, pattern: "^[0-9].*$" }),
    text("postcode", "Postleitzahl", { maxLength: 5, pattern: "^[0-9]{5}$" }), text("town", "Ort")] },
  { name: "person", title: "Für wen ist der Ausweis?", questions: [text("givenName", "Vorname"), text("familyName", "Nachname"), date("birthDate", "Geburtsdatum")] },
  { name: "contact", title: "Wie erreichen wir Sie?", questions: [
    text("email", "E-Mail-Adresse", { maxLength: 200, pattern: "^[^@ ]+@[^@ ]+\\.[^@ ]+$" }), text("telephone", "Telefon", { required: false, maxLength: 40, pattern: "^[0-9 ()/.+-]{5,}$" })] },
  { name: "card", title: "Ihr Ausweis", questions: [
    choice("category", "Welcher Ausweis?", ["single", "partner", "family"]), choice("term", "Wie lange?", ["year", "half-year", "month"]),
    choice("reduction", "Ermäßigung", ["none", "student", "pupil", "volunteer"]), choice("pickup", "Wo holen Sie den Ausweis ab?", ["main", "north", "south", "digital"]),
    choice("payment", "Wie möchten Sie bezahlen?", ["online", "at-counter"]), box("openLibrary", "Zugang ohne Personal", false),
    box("openLibraryTerms", "Ich stimme den Bedingungen zu", false), choice("identityKind", "Welches Dokument?", ["id-card", "passport", "registration"])] },
  { name: "family", title: "Ihre Familie", questions: [
    choice("familySize", "Wie viele weitere Personen?", ["1", "2", "3", "4"]), ...members, box("household", "Wir leben in einem Haushalt")] },
  { name: "summary", title: "Prüfen und absenden", questions: [box("terms", "Ich erkenne die Benutzungsordnung an"), box("truth", "Meine Angaben sind richtig")] },
];
export const questions = pages.flatMap((page) => page.questions);
export const firstTyped = "address"; // the first page with a field to type into

// JSON Schema of one page, or of everything.
export function schemaOf(list) {
  const property = (q) => q.kind === "box" ? { type: "boolean", title: q.title, ...(q.required ? { const: true } : {}) }
    : q.kind === "choice" ? { type: "string", title: q.title, enum: q.options }
      : { type: "string", title: q.title, maxLength: q.maxLength, ...(q.required ? { minLength: 1 } : {}), ...(q.pattern ? { pattern: q.pattern } : {}) };
  return { type: "object", properties: Object.fromEntries(list.map((q) => [q.name, property(q)])), required: list.filter((q) => q.required && !q.shownFrom).map((q) => q.name) };
}
