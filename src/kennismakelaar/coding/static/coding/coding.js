// Marks words with mouse, touch or keys. Without this file the page works sentence by sentence.
"use strict";
(() => {
  const form = document.querySelector("[data-coding]");
  if (!form) return;
  const text = form.querySelector("[data-text]");
  const words = [...text.querySelectorAll("[data-word]")];
  const lines = [...text.querySelectorAll("label")].map((label) => {
    const inside = [...label.querySelectorAll("[data-word]")].map((word) => Number(word.dataset.word));
    return [inside[0], inside.at(-1)];
  });
  const first = form.querySelector("[data-first]"), last = form.querySelector("[data-last]");
  const find = form.querySelector("[data-find]");
  const codes = [...form.querySelectorAll(".coding__code")];
  const stance = form.querySelector("select[name=stance]");
  const memory = `coding:${form.dataset.coding}`;
  let anchor = -1, cursor = -1;

  function show() {
    const [low, high] = anchor < cursor ? [anchor, cursor] : [cursor, anchor];
    words.forEach((word, place) => {
      word.classList.toggle("word--chosen", anchor >= 0 && place >= low && place <= high);
      word.classList.toggle("word--cursor", place === cursor);
    });
    first.value = anchor < 0 ? "" : low;
    last.value = anchor < 0 ? "" : high;
    if (anchor >= 0) for (const box of form.querySelectorAll("input[name=sentence]:checked")) box.checked = false;
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
  form.addEventListener("change", (event) => {
    if (event.target.name !== "sentence") return;
    anchor = -1;
    show();
  });

  const lineOf = (place) => lines.findIndex(([low, high]) => place >= low && place <= high);

  function word(step, more) {
    const to = Math.max(0, Math.min(words.length - 1, cursor + step));
    choose(more && anchor >= 0 ? anchor : to, to);
  }

  // Down marks the next sentence; with Shift it is added to what is marked.
  function line(step, more) {
    const here = anchor < 0 ? (step > 0 ? -1 : lines.length) : lineOf(cursor);
    const to = lines[Math.max(0, Math.min(lines.length - 1, here + step))];
    choose(more && anchor >= 0 ? anchor : to[0], to[1]);
  }

  const marked = () => anchor >= 0 || form.querySelector("input[name=sentence]:checked");

  function press(key) {
    form.querySelector(`[data-key="${key}"]`)?.click();
  }

  function give(digit, next) {
    const button = form.querySelector(`[data-digit="${digit}"]`);
    if (!button) return;
    if (!marked()) choose(0, words.length - 1);
    if (next && form.querySelector("[data-give-next]")) {
      const then = Object.assign(document.createElement("input"), { type: "hidden", name: "then", value: "next" });
      form.append(then);
    }
    button.click();
  }

  function set(value) {
    if (stance) stance.value = stance.value === value ? "" : value;
  }

  const stances = { w: "wish", o: "obstacle", p: "practice", l: "praise" };
  const steps = { ArrowRight: [word, 1], ArrowLeft: [word, -1], ArrowDown: [line, 1], ArrowUp: [line, -1] };
  const single = {
    a: () => choose(0, words.length - 1),
    s: () => { const at = lines[lineOf(Math.max(cursor, 0))]; choose(at[0], at[1]); },
    "/": () => find.querySelector("input").focus(),
    m: () => form.querySelector("textarea[name=memo]")?.focus(),
    z: () => press("z"), n: () => press("n"), v: () => press("v"),
    "?": () => { const help = form.querySelector("[data-keys-help]"); help.open = !help.open; help.scrollIntoView({ block: "nearest" }); },
    Enter: () => form.querySelector("[data-give]")?.click(),
  };

  const typing = (target) => target.matches("input:not([type=checkbox]), textarea, select");
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !words.length) return;
    if (document.documentElement.dataset.letterKeys === "off" && event.key.length === 1) return;
    if (typing(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const digit = /^Digit([1-9])$/.exec(event.code);
    if (steps[event.key]) steps[event.key][0](steps[event.key][1], event.shiftKey);
    else if (digit) give(digit[1], event.shiftKey);
    else if (stances[event.key]) set(stances[event.key]);
    else if (event.key === "Enter" && event.target.closest("a, button, summary, label")) return;
    else if (single[event.key]) single[event.key]();
    else return;
    event.preventDefault();
  });

  // Where somebody was in the text and on the page is there again after a code was given.
  addEventListener("pagehide", () => {
    sessionStorage.setItem(memory, JSON.stringify([cursor, scrollY, find.nextElementSibling?.scrollTop ?? 0]));
  });
  const was = JSON.parse(sessionStorage.getItem(memory) ?? "null");
  if (was && location.hash === "#tekst") {
    cursor = Math.min(was[0], words.length - 1);
    show();
    if (find.nextElementSibling) find.nextElementSibling.scrollTop = was[2];
    scrollTo(0, was[1]);
  }

  find.hidden = false;
  const box = find.querySelector("input");
  box.addEventListener("input", () => {
    const wanted = box.value.trim().toLowerCase();
    for (const code of codes) code.hidden = !code.dataset.name.includes(wanted);
  });
  // Enter ticks the first code that is left and gives it; without a mark to the whole text.
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const left = codes.find((code) => !code.hidden);
    if (!left || !box.value.trim()) return;
    left.querySelector("input").checked = true;
    if (!marked()) choose(0, words.length - 1);
    form.requestSubmit(form.querySelector("[data-give]"));
  });

  text.dataset.keys = "on"; // from here the keys work
})();
