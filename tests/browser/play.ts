// What is done on each step of an application, said once: Playwright's hands (steps.ts), Firefox and WebKitGTK
// (engines/) and the text browsers play the same list.
export interface Person {
  givenName: string;
  familyName: string;
  birthDate: string;
  email: string;
}

export const thi: Person = { givenName: "Thị Mai", familyName: "Nguyễn-Müller", birthDate: "29.02.2000", email: "mai@example.org" };

type Value = readonly [name: string, value: string];

export interface Scene {
  step: string;
  shows?: readonly string[];   // in main, before anything is done
  fill?: readonly Value[];
  choose?: readonly Value[];
  tick?: readonly string[];
  attach?: readonly Value[];   // control, file name
  press: string;
}

export interface Play {
  library: string;
  scenes: readonly Scene[];
  state: RegExp;               // on the status page
}

const sent: Scene = { step: "summary", tick: ["consent.terms", "consent.truth"], press: "submit" };

// Ends on the status page, waiting for payment.
export const adultInMusterstadt = (person: Person): Play => ({
  library: "musterstadt",
  scenes: [
    { step: "start", press: "next" },
    {
      step: "address",
      fill: [["address.street", "Straße des 17. Juni"], ["address.houseNumber", "135 a"], ["address.postcode", "12345"], ["address.town", "Musterstadt"]],
      press: "next",
    },
    {
      step: "person",
      fill: [["applicant.givenName", person.givenName], ["applicant.familyName", person.familyName], ["applicant.birthDate", person.birthDate]],
      press: "next",
    },
    { step: "contact", fill: [["contact.email", person.email]], press: "next" },
    { step: "card", choose: [["card.reduction", "student"], ["card.pickup", "zentral"]], press: "next" },
    { step: "proofs", attach: [["proof.identity", "ausweis.png"], ["proof.reduction", "studierendenausweis.png"]], press: "next" },
    { ...sent, shows: ["Straße des 17. Juni", person.familyName, "8,00"] },
  ],
  state: /^Wartet auf Bezahlung$/,
});

// A child pays nothing; a guardian consents at once.
export const childInKoeln: Play = {
  library: "koeln",
  scenes: [
    { step: "start", press: "next" },
    {
      step: "address",
      fill: [["address.street", "Domkloster"], ["address.houseNumber", "4"], ["address.postcode", "50667"], ["address.town", "Köln"]],
      press: "next",
    },
    {
      step: "person",
      fill: [["applicant.givenName", "Mia"], ["applicant.familyName", "Müller-Lüdenscheidt"], ["applicant.birthDate", `01.09.${new Date().getFullYear() - 8}`]],
      press: "next",
    },
    {
      step: "guardian",
      fill: [["guardian.givenName", "Jörg"], ["guardian.familyName", "O’Brien"]],
      tick: ["guardian.consent"],
      press: "next",
    },
    { step: "contact", press: "next" },
    { step: "card", choose: [["card.pickup", "kalk"]], press: "next" },
    { step: "proofs", attach: [["proof.identity", "kind.png"], ["proof.guardianIdentity", "eltern.png"]], press: "next" },
    { ...sent, shows: ["Domkloster", "Müller-Lüdenscheidt", "Kostenlos"] },
  ],
  state: /^(Eingegangen|An die Bibliothek übergeben)$/,
};

export const id = (wireName: string) => `#f-${wireName.replaceAll(".", "-")}`;
export const option = (wireName: string, value: string) => `input[name="${wireName}"][value="${value}"]`;
export const action = (value: string) => `main button[value="${value}"]`;
// A form says its step; the status page may have no form (nothing to press).
export const shown = (step: string) => `#lp-form[data-step="${step}"], body[data-step="status"][data-step="${step}"]`;
