// What is changed in a rule, one change a mutant. Works on lines: clang-format has put blanks around every binary operator,
// and a change that does not compile is no mutant.
const swaps = [
  [" < ", " <= "], [" <= ", " < "], [" > ", " >= "], [" >= ", " > "], [" == ", " != "], [" != ", " == "],
  [" && ", " || "], [" || ", " && "], [" + 1", " - 1"], [" - 1", " + 1"], [" * ", " + "], ["std::min(", "std::max("],
  ["std::max(", "std::min("], ["any_of(", "none_of("], ["none_of(", "any_of("], ["return true;", "return false;"],
  ["return false;", "return true;"], ["Always", "Never"],
];

// Strings, characters and comments become as many dots, so that positions stay.
const masked = (line) => line.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\/\/.*$/g, (text) => ".".repeat(text.length));

function* everywhere(text, from) {
  for (let at = text.indexOf(from); at >= 0; at = text.indexOf(from, at + 1)) yield at;
}

function* swapsOf(line, plain) {
  for (const [from, to] of swaps)
    for (const at of everywhere(plain, from)) yield { name: `${from.trim()} to ${to.trim()}`, line: line.slice(0, at) + to + line.slice(at + from.length) };
}

// Boundaries: the next number.
function* numbersOf(line, plain) {
  for (const match of plain.matchAll(/(?<![\w.])(0x[0-9A-Fa-f]+|\d[\d']*)(?![\w.])/g)) {
    const number = match[0].replaceAll("'", "");
    const next = number.startsWith("0x") ? `0x${(Number(number) + 1).toString(16).toUpperCase()}` : String(Number(number) + 1);
    yield { name: `${match[0]} to ${next}`, line: line.slice(0, match.index) + next + line.slice(match.index + match[0].length) };
  }
}

function* negationsOf(line, plain) {
  const condition = /\bif \((?!const |auto )(.*)\) [^)]*;$|\bif \((?!const |auto )(.*)\)(?: \{)?$/.exec(plain);
  const inner = condition?.[1] ?? condition?.[2];
  if (inner && !/ [<>=!]=? | && | \|\| /.test(inner)) {
    const at = plain.indexOf(`if (${inner})`) + 4;
    yield { name: "condition negated", line: `${line.slice(0, at)}!(${line.slice(at, at + inner.length)})${line.slice(at + inner.length)}` };
  }
  const value = /\breturn ([^;{]+);/.exec(plain);
  if (value && !/ [<>=!]=? | && | \|\| |^(true|false|std::|\{|"|\.)/.test(value[1])) {
    const at = value.index + 7;
    yield { name: "answer negated", line: `${line.slice(0, at)}!(${line.slice(at, at + value[1].length)})${line.slice(at + value[1].length)}` };
  }
  for (const match of plain.matchAll(/(?<=[(\s])!(?=[a-z(])/g)) yield { name: "not dropped", line: line.slice(0, match.index) + line.slice(match.index + 1) };
}

function* droppedOf(line, plain) {
  const text = plain.trim();
  const whole = /;$/.test(text) && !/^(return|const |constexpr|auto |using |static|case |default|for |while |do |break|continue|namespace|struct|[A-Za-z_:<>]+[&*]? [a-z_]+( =|;|\{|\())/.test(text);
  const balanced = (text.match(/\(/g) ?? []).length === (text.match(/\)/g) ?? []).length && !/^[)}\].,?:&|+]/.test(text);
  if (whole && balanced) yield { name: "line dropped", line: "" };
}

// One row of a table or list that stands on a line of its own.
function* rowsOf(line, plain) {
  if (/^\s*\{.*\},?$/.test(plain) && !/^\s*\{\}/.test(plain)) yield { name: "row dropped", line: "" };
}

export function mutantsOf(file, source) {
  const lines = source.split("\n");
  const out = [];
  let skipping = false;
  lines.forEach((line, index) => {
    const plain = masked(line);
    if (/^\s*(#|static_assert|namespace|using |\}|$)/.test(plain)) return;
    if (/static_assert/.test(plain)) skipping = true;
    if (!skipping)
      for (const make of [swapsOf, numbersOf, negationsOf, droppedOf, rowsOf])
        for (const { name, line: changed } of make(line, plain))
          if (changed !== line) out.push({ file, at: index, name, before: line.trim(), after: changed.trim(), changed });
    if (/;\s*$/.test(plain)) skipping = false;
  });
  return out;
}

export const applied = (source, mutant) => source.split("\n").map((line, index) => (index === mutant.at ? mutant.changed : line)).join("\n");
