"use strict";
// The report is whole without this script; it adds search, order and a count of what is shown.
(() => {
  const list = document.querySelector(".posts");
  const posts = Array.from(list.children);
  const bar = document.getElementById("finding");
  const search = document.getElementById("search");
  const order = document.getElementById("order");
  const shown = document.getElementById("shown");
  const boxes = Array.from(document.querySelectorAll("[id^=show-]"));
  const severity = ["mismatch", "broken", "unclear", "unverifiable", "match"];
  let texts = null;

  const verdict = (post) => severity.indexOf(post.dataset.verdict);
  const score = (post) => (post.dataset.score === undefined ? -1 : Number(post.dataset.score));
  const number = (post) => Number(post.querySelector("h2").id.slice("post-".length));
  const orders = {
    number: (a, b) => number(a) - number(b),
    verdict: (a, b) => verdict(a) - verdict(b) || score(b) - score(a) || number(a) - number(b),
    score: (a, b) => score(b) - score(a) || number(a) - number(b),
  };

  // Chromium lays posts of unknown height out again and again while their neighbours vanish: 5 s for 1,000 posts,
  // 0.03 s when the list as a whole is taken away first.
  function redraw(change) {
    list.hidden = true;
    change();
    list.getBoundingClientRect();
    list.hidden = false;
    count();
  }

  function count() {
    const on = new Set(boxes.filter((box) => box.checked).map((box) => box.id.slice("show-".length)));
    const seen = posts.filter((post) => !post.hidden && on.has(post.dataset.verdict)).length;
    shown.textContent = `${seen} of ${posts.length} shown`;
  }

  function find() {
    texts = texts || posts.map((post) => post.textContent.toLowerCase());
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    redraw(() => posts.forEach((post, index) => { post.hidden = !words.every((word) => texts[index].includes(word)); }));
  }

  let waiting = 0;
  search.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(find, 120); });
  order.addEventListener("change", () => redraw(() => list.replaceChildren(...posts.slice().sort(orders[order.value]))));
  boxes.forEach((box) => box.addEventListener("change", () => redraw(() => {})));
  bar.hidden = false;
  count();

  // A page from a file may have no clipboard; then what a click selects is copied the old way.
  async function copy(button) {
    const url = button.parentElement.querySelector(".url");
    try {
      await navigator.clipboard.writeText(url.textContent);
    } catch {
      getSelection().selectAllChildren(url);
      document.execCommand("copy");
    }
    button.textContent = "Copied";
  }
  document.querySelectorAll(".copy").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  });
})();
