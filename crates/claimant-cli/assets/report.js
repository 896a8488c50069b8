// Adds to the links that work without it: hovering lights up both ends, a click on a claim shows its card.
"use strict";
for (const report of document.querySelectorAll(".report")) {
  const pieces = new Map();
  for (const piece of report.querySelectorAll("[data-claims]")) {
    for (const id of piece.dataset.claims.split(" ")) {
      pieces.set(id, [...(pieces.get(id) || []), piece]);
    }
  }
  const ends = (id) => [document.getElementById(id), ...(pieces.get(id) || [])].filter(Boolean);
  const light = (ids, on) => ids.flatMap(ends).forEach((end) => end.classList.toggle("lit", on));
  const follow = (end, ids) => {
    end.addEventListener("mouseenter", () => light(ids, true));
    end.addEventListener("mouseleave", () => light(ids, false));
  };
  const shown = (id) => {
    const card = document.getElementById(id);
    card.scrollIntoView({ block: "nearest" });
    card.focus({ preventScroll: true });
  };
  for (const piece of report.querySelectorAll("[data-claims]")) {
    const ids = piece.dataset.claims.split(" ");
    follow(piece, ids);
    piece.addEventListener("click", () => shown(ids[ids.length - 1]));
  }
  for (const card of report.querySelectorAll(".card")) {
    follow(card, [card.id]);
  }
}
