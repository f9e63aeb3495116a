// Marks words with mouse, touch or keys. Without this file the page works sentence by sentence.
"use strict";
(() => {
  const form = document.querySelector("[data-coding]");
  if (!form) return;
  const text = form.querySelector("[data-text]");
  const words = [...text.querySelectorAll("[data-word]")];
  const first = form.querySelector("[data-first]"), last = form.querySelector("[data-last]");
  const find = form.querySelector("[data-find]");
  const codes = [...form.querySelectorAll(".coding__code")];
  let anchor = -1, cursor = -1;

  function show() {
    const [low, high] = anchor < cursor ? [anchor, cursor] : [cursor, anchor];
    words.forEach((word, place) => {
      word.classList.toggle("word--chosen", anchor >= 0 && place >= low && place <= high);
      word.classList.toggle("word--cursor", place === cursor);
    });
    first.value = anchor < 0 ? "" : low;
    last.value = anchor < 0 ? "" : high;
    if (anchor >= 0) for (const box of text.querySelectorAll("input:checked")) box.checked = false;
    if (cursor >= 0) words[cursor].scrollIntoView({ block: "nearest" });
  }

  function choose(from, to) {
    anchor = from;
    cursor = Math.max(0, Math.min(words.length - 1, to));
    show();
  }

  const placeOf = (node) => {
    const word = (node.nodeType === 1 ? node : node.parentElement)?.closest("[data-word]");
    return word ? Number(word.dataset.word) : -1;
  };

  // Dragging over words selects them as anywhere else; the mark is widened to whole words.
  document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection();
    if (!chosen || chosen.isCollapsed || !text.contains(chosen.anchorNode) || !text.contains(chosen.focusNode)) return;
    const from = placeOf(chosen.anchorNode), to = placeOf(chosen.focusNode);
    if (from >= 0 && to >= 0) choose(from, to);
  });
  // A click on a word must not tick the sentence: only its box does.
  text.addEventListener("click", (event) => {
    if (event.target.matches("input")) return;
    event.preventDefault();
    const place = placeOf(event.target);
    if (place < 0 || !document.getSelection().isCollapsed) return;
    choose(event.shiftKey && anchor >= 0 ? anchor : place, place);
  });
  text.addEventListener("change", () => { anchor = -1; show(); });

  function sentenceOf(place) {
    const inside = [...words[Math.max(place, 0)].closest("label").querySelectorAll("[data-word]")];
    choose(Number(inside[0].dataset.word), Number(inside.at(-1).dataset.word));
  }

  function press(key) {
    form.querySelector(`[data-key="${key}"]`)?.click();
  }

  const typing = (target) => target.matches("input:not([type=checkbox]), textarea, select");
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !words.length) return;
    if (typing(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      const to = Math.max(0, Math.min(words.length - 1, cursor + step));
      choose(event.shiftKey && anchor >= 0 ? anchor : to, to);
    } else if (event.key === "s") sentenceOf(cursor);
    else if (event.key === "/") find.querySelector("input").focus();
    else if (event.key === "z" || event.key === "n") press(event.key);
    else return;
    event.preventDefault();
  });

  find.hidden = false;
  const box = find.querySelector("input");
  box.addEventListener("input", () => {
    const wanted = box.value.trim().toLowerCase();
    for (const code of codes) code.hidden = !code.dataset.name.includes(wanted);
  });
  // Enter ticks the first code that is left and gives it.
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const left = codes.find((code) => !code.hidden);
    if (!left || !box.value.trim()) return;
    left.querySelector("input").checked = true;
    form.requestSubmit();
  });

  text.dataset.keys = "on"; // from here the keys work
})();
