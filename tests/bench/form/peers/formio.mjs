import { Formio } from "@formio/js/dist/formio.form.min.js";
import "@formio/js/dist/formio.form.min.css";
import { firstTyped, pages } from "../questions.mjs";

const component = (q) => {
  const base = { key: q.name, label: q.title, input: true, validate: { required: q.required }, ...(q.shownFrom ? { customConditional: `show = Number(data.familySize) >= ${q.shownFrom}` } : {}) };
  if (q.kind === "choice") return { ...base, type: "radio", values: q.options.map((value) => ({ value, label: value })) };
  if (q.kind === "box") return { ...base, type: "checkbox" };
  return { ...base, type: "textfield", validate: { required: q.required, maxLength: q.maxLength, ...(q.pattern ? { pattern: q.pattern } : {}) } };
};
const panels = pages.map((page) => ({ type: "panel", key: page.name, title: page.title, components: page.questions.map(component) }));
const api = globalThis.Formio ?? Formio;
const form = await api.createForm(document.getElementById("form"), { display: "wizard", components: panels }, { noAlerts: true });
await form.setPage(pages.findIndex((page) => page.name === firstTyped));
globalThis.benchValue = () => form.data.street;
