// The end of the thread's script: wakes the module, then hands it every request in order. A fault is told to the page.
const awake = __wbg_init({ module_or_path: new URL("layouts.wasm", import.meta.url) });
onmessage = ({ data }) => {
  awake.then(() => hear(data)).catch((fault) => setTimeout(() => { throw fault; }));
};
