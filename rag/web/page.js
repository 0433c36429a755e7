// What HTML alone cannot do in the conversation: markers that move to their card, folds that stay
// as the reader left them while sentences arrive, and a new question that comes into view.
const folded = new Map();
const key = (fold) => [...element.querySelectorAll("details")].indexOf(fold);
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const go = (target, block) => target.scrollIntoView({ block, behavior: calm() ? "auto" : "smooth" });
let turns = 0;

element.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  if (!link) return;
  event.preventDefault(); // the page has a <base>, so a bare fragment would load it anew
  const card = document.getElementById(link.getAttribute("href").slice(1));
  if (!card) return;
  go(card, "center");
  card.focus({ preventScroll: true });
});

element.addEventListener("toggle", (event) => folded.set(key(event.target), event.target.open), true);

watch("value", () => {
  element.querySelectorAll("details").forEach((fold, at) => (fold.open = folded.get(at) ?? fold.open));
  const shown = element.querySelectorAll(".turn");
  if (shown.length > turns) go(shown[shown.length - 1], "start");
  turns = shown.length;
});
