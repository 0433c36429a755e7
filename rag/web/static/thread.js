// What HTML alone cannot do in the conversation: markers that open their passage, folds and an edited question
// that stay as the reader left them while sentences arrive, and a new question that comes into view.
const folded = new Map();
const key = (fold) => [...element.querySelectorAll("details")].indexOf(fold);
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const go = (target, block) => target.scrollIntoView({ block, behavior: calm() ? "auto" : "smooth" });
let turns = 0;
let edited = null;

const sheet = document.createElement("dialog");
sheet.className = "sheet";
sheet.setAttribute("aria-label", "The passage");
document.body.append(sheet);
sheet.addEventListener("click", (event) => {
  if (event.target === sheet || event.target.closest(".close")) sheet.close();
});

function openPassage(card, marker) {
  const shut = Object.assign(document.createElement("button"), { className: "close", type: "button", textContent: "Close" });
  const copy = card.cloneNode(true);
  copy.querySelectorAll("details.whole").forEach((fold) => {
    fold.previousElementSibling.replaceWith(fold.querySelector("blockquote"));
    fold.remove();
  });
  const shown = document.createElement("div");
  shown.className = "card";
  shown.append(...copy.childNodes);
  sheet.replaceChildren(shut, shown);
  sheet.showModal();
  sheet.querySelector("mark")?.scrollIntoView({ block: "center" });
  sheet.addEventListener("close", () => marker.isConnected && marker.focus(), { once: true });
}

function edit(turn) {
  const asked = turn.querySelector(".asked");
  const form = document.createElement("form");
  form.className = "editor";
  const box = Object.assign(document.createElement("textarea"), { value: edited.text, rows: 2, maxLength: 2000 });
  box.setAttribute("aria-label", "Edit your question");
  const button = (type, textContent) => Object.assign(document.createElement("button"), { type, textContent });
  const cancel = button("button", "Cancel");
  form.append(box, button("submit", "Ask"), cancel);
  const close = () => { edited = null; form.replaceWith(asked); asked.querySelector("button").focus(); };
  const send = (event) => {
    event?.preventDefault();
    const at = edited.at;
    const question = box.value.trim();
    close();
    rag.lane.ask(question, at);
  };
  box.addEventListener("input", () => (edited.text = box.value));
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey) send(event);
    if (event.key === "Escape") close();
  });
  form.addEventListener("submit", send);
  cancel.addEventListener("click", close);
  asked.replaceWith(form);
  box.focus();
}

const doing = {
  again: (turn, at) => rag.lane.ask(turn.dataset.question, at),
  edit: (turn, at) => { edited = { at, text: turn.dataset.question }; edit(turn); },
  save: (turn, at, as) => trigger("save", { at, as }),
  rate: (turn, at, as) => trigger("rate", { at, as }),
};

element.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  if (link) {
    event.preventDefault(); // the page has a <base>, so a bare fragment would load it anew
    const card = document.getElementById(link.getAttribute("href").slice(1));
    if (card) openPassage(card, link);
    return;
  }
  const chip = event.target.closest("[data-ask]");
  if (chip && chip.getAttribute("aria-disabled")) return;
  if (chip) {
    chip.setAttribute("aria-disabled", "true"); // asked; the thread comes anew without it
    return rag.lane.ask(chip.dataset.ask);
  }
  const tool = event.target.closest("[data-do]");
  if (tool) doing[tool.dataset.do](tool.closest(".turn"), Number(tool.dataset.at), tool.dataset.as);
});

element.addEventListener("toggle", (event) => folded.set(key(event.target), event.target.open), true);

watch("value", () => {
  element.querySelectorAll("details").forEach((fold, at) => (fold.open = folded.get(at) ?? fold.open));
  const shown = element.querySelectorAll(".turn");
  if (edited && shown[edited.at]) edit(shown[edited.at]);
  if (shown.length > turns) go(shown[shown.length - 1], "start");
  if (!shown.length) {
    folded.clear();
    greet();
  }
  turns = shown.length;
});

// Questions that may follow come after the answer, when they come: they are added to the last turn as it stands.
function follow({ id, at, turn }) {
  const last = element.querySelector(".turn:last-child");
  if (!turn.next?.length || last?.dataset.talk !== id || Number(last.dataset.at) !== at) return;
  if (last.querySelector(".chips")) return;
  const chips = document.createElement("div");
  chips.className = "chips";
  chips.setAttribute("role", "group");
  chips.setAttribute("aria-label", "Questions that may follow");
  const chip = (ask) => Object.assign(document.createElement("button"), { type: "button", className: "chip", textContent: ask });
  chips.append(...turn.next.map(chip));
  turn.next.forEach((ask, number) => (chips.children[number].dataset.ask = ask));
  last.append(chips);
}

// What the archive holds stands below the welcome, once the server has told it.
function greet() {
  const place = element.querySelector(".front");
  if (place && props.front) place.innerHTML = props.front; // made of escaped text by the server
}
watch("front", greet);

watch("keep", () => {
  if (!props.keep) return;
  const kept = JSON.parse(props.keep);
  rag.keep(kept);
  follow(kept);
});
watch("parcel", () => props.parcel && rag.save(JSON.parse(props.parcel)));
addEventListener("rag:save", (event) => trigger("save", event.detail));

const line = Object.assign(document.createElement("p"), { className: "waiting", hidden: true });
line.setAttribute("role", "status");
element.parentElement.append(line);
const ways = {
  submit: (told) => trigger("submit", told), // Gradio wants the names of events to stand here
  leave: (told) => trigger("leave", told),
  stop: (told) => trigger("stop", told),
};
rag.lane.carry(ways, (waiting) => {
  line.hidden = !waiting.length;
  line.textContent = waiting.length ? `Next: ${waiting.map(({ question }) => question).join(" \u00b7 ")}` : "";
});
