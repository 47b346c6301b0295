// Sets the chosen colours before the first paint.
try {
  const theme = localStorage.getItem("conga-theme");
  if (["dark", "light", "contrast"].includes(theme)) document.documentElement.dataset.theme = theme;
} catch {
  // Storage is switched off: the system's colours are used.
}
