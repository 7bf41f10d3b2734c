// Browser "back" and "forward" move between steps; no data, not even the step, is in the address.
interface StepState {
  lpStep: string;
}

let present = "";
let travelling = false;

const isStepState = (state: unknown): state is StepState =>
  typeof state === "object" && state !== null && typeof (state as StepState).lpStep === "string";

function enter(step: string, how: "pushState" | "replaceState"): void {
  present = step;
  document.body.dataset["step"] = step;
  history[how]({ lpStep: step } satisfies StepState, "");
}

// `visit` asks the form for a step; it may decide for another one.
export function startHistory(visit: (step: string) => void, signal: AbortSignal): void {
  enter(document.body.dataset["step"] ?? "", "replaceState");
  window.addEventListener("popstate", (event) => {
    if (!isStepState(event.state)) return;
    travelling = true;
    visit(event.state.lpStep);
    travelling = false;
    // The form stayed or went elsewhere: this entry stands for what is shown.
    if (event.state.lpStep !== present) enter(present, "replaceState");
  }, { signal });
}

export function showStep(step: string): void {
  if (travelling) {
    present = step;
    document.body.dataset["step"] = step;
  } else {
    enter(step, step === present ? "replaceState" : "pushState");
  }
}
