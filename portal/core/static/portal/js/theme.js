/* Before the first paint: the visitor's own choice of light or dark. */
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch { /* storage is closed: the system decides */ }
document.documentElement.classList.add("js");
