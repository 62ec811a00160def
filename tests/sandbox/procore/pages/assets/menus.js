// Small comforts of every page: confirmation before what cannot be undone, menus that close, a way back.
(() => {
  for (const form of document.querySelectorAll("form[data-confirm]")) {
    form.addEventListener("submit", (event) => {
      if (!window.confirm(form.dataset.confirm)) event.preventDefault();
    });
  }
  const back = document.querySelector("[data-back]");
  back?.addEventListener("click", () => history.back());
  if (back) back.hidden = history.length < 2;

  // A menu left open hides the page below it; a click elsewhere and Escape close it.
  const menus = document.querySelectorAll("details.picker");
  const shut = (keep) =>
    menus.forEach((menu) => menu.contains(keep) || menu.removeAttribute("open"));
  document.addEventListener("click", (event) => shut(event.target));
  document.addEventListener("keydown", (event) => event.key === "Escape" && shut(null));
})();
