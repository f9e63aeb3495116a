// Keys of one letter can be switched off (WCAG 2.1.4): to who speaks to the computer a word may press them.
"use strict";
(() => {
  const NAME = "keys-of-one-letter";
  const root = document.documentElement;
  const set = (state) => { root.dataset.letterKeys = state; };
  try { set(localStorage.getItem(NAME) || "on"); } catch { set("on"); } // without a memory it holds for this page
  for (const box of document.querySelectorAll("[data-keys-switch]")) {
    box.closest("label").hidden = false;
    box.checked = root.dataset.letterKeys === "on";
    box.addEventListener("change", () => {
      set(box.checked ? "on" : "off");
      try { localStorage.setItem(NAME, root.dataset.letterKeys); } catch { /* as above */ }
    });
  }
})();
