import { JsonForms } from "@jsonforms/react";
import { vanillaCells, vanillaRenderers } from "@jsonforms/vanilla-renderers";
import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { firstTyped, pages, questions, schemaOf } from "../questions.mjs";

// The whole schema, one page of it shown.
const schema = schemaOf(questions);
const layouts = pages.map((page) => ({ type: "VerticalLayout", elements: page.questions.map((q) => ({ type: "Control", scope: `#/properties/${q.name}` })) }));
const at = pages.findIndex((page) => page.name === firstTyped);
let data = {};
createRoot(document.getElementById("form")).render(createElement(JsonForms, { schema, uischema: layouts[at], data, renderers: vanillaRenderers, cells: vanillaCells, onChange: (event) => { data = event.data; } }));
globalThis.benchValue = () => data.street;
