// Mutants of the form definition. Changing the table itself would compile everything anew; the same effect is had where the
// table is read: validate.cpp is compiled once with a switch, and each mutant sets it. shared/form/validate.cpp is the one
// place that asks whether a question is asked, required or too long.
const kinds = [
  { name: "asked if: negated", row: "ASKED" },
  { name: "required if: negated", row: "REQUIRED" },
  { name: "one character more allowed", row: "LONGER" },
];

function instrumented(validate) {
  const replaced = (text, from, to) => {
    if (!text.includes(from)) throw new Error(`validate.cpp has changed, adapt rows.mjs: ${from}`);
    return text.replace(from, to);
  };
  const hook = `#include <cstdlib>
#include <cstring>
#include <string_view>
namespace {
bool mutates(const char* what, std::string_view name) {
    const char* set = std::getenv("LESEPASS_MUTANT_ROW");
    return set != nullptr && std::strncmp(set, what, std::strlen(what)) == 0 && name == set + std::strlen(what);
}
}
`;
  let text = hook + validate;
  text = replaced(text, "holds(field.asked_if, draft, world, facts);", "(holds(field.asked_if, draft, world, facts) != mutates(\"ASKED:\", field.wire_name));");
  text = replaced(text, "holds(field.required_if, draft, world, facts);", "(holds(field.required_if, draft, world, facts) != mutates(\"REQUIRED:\", field.wire_name));");
  return replaced(text, "length > field.max_length ", "length > field.max_length + (mutates(\"LONGER:\", field.wire_name) ? 1u : 0u) ");
}

export function rowMutants(definition, validate) {
  const text = instrumented(validate);
  const out = [];
  definition.split("\n").forEach((line, at) => {
    const row = /^\s*\{F::\w+, .*?(\d+), "([\w.]+)"\},$/.exec(line);
    if (!row) return;
    for (const { name, row: what } of kinds)
      if (what !== "LONGER" || (Number(row[1]) > 0 && !/ (Postcode|Date), /.test(line)))
        out.push({ file: "form/validate.cpp", at, name: `definition.h, ${row[2]}, ${name}`, before: row[2], after: "", text, env: { LESEPASS_MUTANT_ROW: `${what}:${row[2]}` } });
  });
  return out;
}
