import { Model } from "survey-core";
import "survey-js-ui";
import "survey-core/survey-core.min.css";
import { firstTyped, pages } from "../questions.mjs";

const element = (q) => {
  const shown = q.shownFrom ? { visibleIf: `{familySize} >= ${q.shownFrom}` } : {};
  const base = { name: q.name, title: q.title, isRequired: q.required, ...shown };
  if (q.kind === "choice") return { ...base, type: "radiogroup", choices: q.options };
  if (q.kind === "box") return { ...base, type: "checkbox", choices: ["yes"] };
  return { ...base, type: "text", maxLength: q.maxLength, validators: q.pattern ? [{ type: "regex", regex: q.pattern }] : [] };
};
const model = new Model({ textUpdateMode: "onTyping", pages: pages.map((page) => ({ name: page.name, title: page.title, elements: page.questions.map(element) })) });
model.currentPageNo = pages.findIndex((page) => page.name === firstTyped);
model.render(document.getElementById("form"));
globalThis.benchValue = () => model.data.street;
