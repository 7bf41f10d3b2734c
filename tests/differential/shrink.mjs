// The smallest draft that still fails: takes away and shortens as long as the difference stays.
function* smaller(draft) {
  if (draft.steps.length > 1) for (const step of draft.steps) yield { ...draft, steps: [step] };
  for (let i = 0; i < draft.changes.length; i += 1) yield { ...draft, changes: draft.changes.filter((_, at) => at !== i) };
  for (let i = 0; i < draft.attachments.length; i += 1) yield { ...draft, attachments: draft.attachments.filter((_, at) => at !== i) };
  for (const name of Object.keys(draft.answers)) {
    const { [name]: gone, ...answers } = draft.answers;
    yield { ...draft, answers };
  }
  if (draft.language !== "de") yield { ...draft, language: "de" };
  for (const [name, value] of Object.entries(draft.answers)) {
    const letters = [...value];
    if (letters.length < 2) continue;
    const half = Math.ceil(letters.length / 2);
    for (const part of [letters.slice(0, half), letters.slice(half), letters.slice(1), letters.slice(0, -1)])
      yield { ...draft, answers: { ...draft.answers, [name]: part.join("") } };
  }
}

export async function shrink(draft, differs, budget = 2000) {
  for (let left = budget; left > 0; ) {
    let next;
    for (const candidate of smaller(draft)) {
      if ((left -= 1) <= 0) break;
      if (await differs(candidate)) { next = candidate; break; }
    }
    if (!next) return draft;
    draft = next;
  }
  return draft;
}
