// The reader's conversations, as this browser keeps them: list, open, delete, begin anew, save.
const list = element.querySelector("ul");
const make = (name, more) => Object.assign(document.createElement(name), more);

function entry(talk) {
  const item = make("li", {});
  const open = make("button", { type: "button", className: "open", textContent: talk.title, title: talk.title, dir: "auto" });
  open.dataset.id = talk.id;
  if (talk.id === rag.now()) open.setAttribute("aria-current", "true");
  const drop = make("button", { type: "button", className: "drop", textContent: "\u00d7" });
  drop.dataset.drop = talk.id;
  drop.setAttribute("aria-label", `Delete the conversation: ${talk.title}`);
  item.append(open, drop);
  return item;
}

function draw() {
  const talks = rag.talks();
  list.replaceChildren(...talks.map(entry));
  element.querySelector(".none").hidden = talks.length > 0;
  element.querySelector(".saves").hidden = !rag.now();
}

function begin() {
  rag.now("");
  rag.lane.leave("");
  draw();
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.className === "fresh") begin();
  if (button.dataset.as) dispatchEvent(new CustomEvent("rag:save", { detail: { as: button.dataset.as } }));
  if (button.dataset.id) {
    const talk = rag.talk(button.dataset.id);
    rag.now(button.dataset.id);
    rag.lane.leave(JSON.stringify({ id: talk.id, turns: talk.turns }));
    draw();
  }
  if (button.dataset.drop) {
    rag.drop(button.dataset.drop);
    if (rag.now() === button.dataset.drop) begin();
    draw();
  }
});

const phone = matchMedia("(max-width: 820px)");
const fold = element.querySelector(".shelf");
fold.open = !phone.matches;
addEventListener("rag:kept", draw);
addEventListener("storage", draw);
draw();
