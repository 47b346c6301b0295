// Says that the page is not whole, where what wakes it does not come: its script, its module, its texts.
for (const trouble of ["error", "unhandledrejection"]) {
  addEventListener(trouble, () => {
    const notice = document.getElementById("not-loaded");
    if (notice && !window.__hydrated) notice.hidden = false;
  });
}
