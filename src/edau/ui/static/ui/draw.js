// The map for drawing a place: fetched only when somebody asks for it.
for (const form of document.querySelectorAll("form.drawmap")) {
  const words = JSON.parse(form.dataset.words);
  const said = form.querySelector(".said");
  const button = form.querySelector(".show");
  const asking = form.querySelectorAll(".asking, .acts:not(.done)");
  for (const part of asking) part.hidden = false;
  form.querySelector(".without").hidden = true;
  button.addEventListener("click", async () => {
    button.disabled = true;
    said.textContent = words.loading;
    try {
      const { open } = await import(form.dataset.module);
      await open(form, words);
      for (const part of asking) part.hidden = true;
    } catch {
      said.textContent = words.trouble;
      button.disabled = false;
    }
  });
}
