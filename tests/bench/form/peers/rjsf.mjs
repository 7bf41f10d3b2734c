import Form from "@rjsf/core";
import validator from "@rjsf/validator-ajv8";
import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { firstTyped, pages, schemaOf } from "../questions.mjs";

// RJSF has no pages: a wizard around it shows the schema of one page at a time.
const schemas = pages.map((page) => ({ ...schemaOf(page.questions), title: page.title }));
const at = pages.findIndex((page) => page.name === firstTyped);
let data = {};
createRoot(document.getElementById("form")).render(createElement(Form, { schema: schemas[at], validator, onChange: (event) => { data = event.formData; } }));
globalThis.benchValue = () => data.street;
