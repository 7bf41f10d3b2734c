// What one visit of one form shows, measured in the page itself. Runs before any script of the page (addInitScript).
export function probe() {
  const state = { usable: null, live: null, memories: [], keys: [] };
  globalThis.benchState = state;
  const keep = (exports) => { for (const value of Object.values(exports)) if (value instanceof WebAssembly.Memory) state.memories.push(value); };
  const wrapped = (original) => async (...args) => {
    const result = await original.apply(WebAssembly, args);
    keep((result.instance ?? result).exports);
    return result;
  };
  WebAssembly.instantiate = wrapped(WebAssembly.instantiate);
  WebAssembly.instantiateStreaming = wrapped(WebAssembly.instantiateStreaming);
  const look = () => {
    const field = document.querySelector('input[name="address.street"], #form input[type="text"], #form input:not([type])');
    if (field && !field.disabled && state.usable === null) state.usable = performance.now();
    const engine = globalThis.benchValue ? true : document.body?.dataset.live === "yes";
    if (field && engine && state.live === null) state.live = performance.now();
    if (state.live === null) requestAnimationFrame(look);
  };
  look();
  // From the key to the moment after the frame that shows it.
  addEventListener("keydown", () => {
    const start = performance.now();
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => state.keys.push(performance.now() - start);
      port2.postMessage(0);
    });
  }, true);
}
