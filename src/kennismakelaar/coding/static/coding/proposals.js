// Judges proposals of the machine by one key. Without this file each proposal has its buttons.
"use strict";
(() => {
  const rows = [...document.querySelectorAll("[data-proposal]")];
  if (!rows.length) return;
  const list = document.querySelector("[data-proposals]");
  let current = Math.max(0, rows.findIndex((row) => `#${row.id}` === location.hash));

  function show(move) {
    rows.forEach((row, place) => row.classList.toggle("proposal--current", place === current));
    if (!move) return;
    rows[current].focus({ preventScroll: true });
    rows[current].scrollIntoView({ block: "nearest" });
  }

  const press = (verdict) => rows[current].querySelector(`button[value=${verdict}]`).click();

  // On the list the right code is asked first; on the page of a text it is chosen beside it.
  function correct() {
    const ask = rows[current].querySelector("[data-correct]");
    if (!ask) return press("correct");
    ask.open = true;
    ask.querySelector("select").focus();
  }

  const keys = { j: () => press("accept"), x: () => press("reject"), c: correct };
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  const typing = (target) => target.matches("input:not([type=checkbox]), textarea, select");

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.documentElement.dataset.letterKeys === "off" && event.key.length === 1) return;
    if (event.key === "Escape" && list) show(true);
    else if (event.key === "Enter" && event.target.closest("[data-correct] select, [data-correct] input")) press("correct");
    else if (typing(event.target)) return;
    else if (keys[event.key]) keys[event.key]();
    else if (list && steps[event.key]) {
      current = Math.max(0, Math.min(rows.length - 1, current + steps[event.key]));
      show(true);
    } else return;
    event.preventDefault();
  });
  // A click or a tab into another proposal makes that one the one the keys are for.
  if (list) rows.forEach((row, place) => row.addEventListener("focusin", () => { current = place; show(false); }));

  show(Boolean(location.hash) && Boolean(list));
  for (const help of document.querySelectorAll("[data-proposal-keys]")) help.hidden = false;
  document.documentElement.dataset.proposalKeys = "on"; // from here the keys work
})();
