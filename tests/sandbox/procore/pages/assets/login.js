// Lists who may sign in to the demo; a click signs in.
(async () => {
  const section = document.querySelector("[data-people]");
  if (!section) return;
  const people = await (await fetch(section.dataset.people)).json();
  const form = document.querySelector("form[action='/login']");
  for (const { login, password, who, where } of people) {
    const use = Object.assign(document.createElement("button"), {
      type: "button",
      className: "person",
    });
    use.append(
      Object.assign(document.createElement("strong"), { textContent: who }),
      `${login} · ${password}`,
      document.createElement("br"),
      where,
    );
    use.addEventListener("click", () => {
      form.elements.login.value = login;
      form.elements.password.value = password;
      form.requestSubmit();
    });
    const item = document.createElement("li");
    item.append(use);
    section.querySelector("ul").append(item);
  }
  section.hidden = false;
})();
