// Sets the chosen colours before the first paint.
try {
  const theme = localStorage.getItem("conga-theme");
  if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is switched off: the system's colours are used.
}
