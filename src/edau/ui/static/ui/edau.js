// What a browser can add to pages that are complete without it.

// A form that came back with errors: reading begins at the list of what to do.
document.querySelector('form[method="post"] .govuk-error-summary')?.focus();

// A link to something behind a fold opens the fold.
function unfold() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let fold = target?.closest?.("details"); fold; fold = fold.parentElement?.closest("details")) fold.open = true;
}
addEventListener("hashchange", unfold);
unfold();

// A form is sent once, however often the button is pressed.
for (const form of document.querySelectorAll('form[method="post"]')) {
  let sent = 0;
  form.addEventListener("submit", (event) => {
    if (event.timeStamp - sent < 2000 && sent) event.preventDefault();
    sent = event.timeStamp;
  });
}
