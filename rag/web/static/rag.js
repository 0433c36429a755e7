// What every page of ours shares: the reader's conversations, which stay in this browser, and the theme.
window.rag = (() => {
  const MOST = 60;
  const reader = () => encodeURIComponent(window.gradio_config?.username ?? "");
  const prefix = () => `rag.talk:${reader()}:`;
  const read = (key) => {
    try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
  };
  const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(prefix()));
  const talks = () => keys().map(read).filter((talk) => talk?.id).sort((one, other) => other.saved - one.saved);
  const talk = (id) => read(prefix() + id);
  const drop = (id) => localStorage.removeItem(prefix() + id);
  const now = (id) => {
    const key = `rag.now:${reader()}`;
    if (id === undefined) return sessionStorage.getItem(key);
    return id ? sessionStorage.setItem(key, id) : sessionStorage.removeItem(key);
  };
  // Make room by letting the oldest conversations go; the one at hand stays.
  const store = (kept) => {
    const old = talks().filter((one) => one.id !== kept.id);
    old.splice(MOST - 1).forEach((one) => drop(one.id));
    for (;;) {
      try { return localStorage.setItem(prefix() + kept.id, JSON.stringify(kept)); } catch (error) {
        if (!old.length) return console.warn("this conversation is too long to be kept", error);
        drop(old.pop().id);
      }
    }
  };
  const keep = ({ id, title, at, length, turn }) => {
    const kept = talk(id) ?? { id, turns: [] };
    kept.turns.length = Math.min(kept.turns.length, length);
    kept.turns[at] = turn;
    if (kept.turns.includes(undefined)) return; // a part is missing, such as one that another tab let go
    store({ ...kept, title, saved: Date.now() });
    now(id);
    dispatchEvent(new Event("rag:kept"));
  };
  // What the chat page begins with: the conversation of this tab, unless the address asks a question of its own.
  const memory = () => {
    if (new URL(location.href).searchParams.get("ask")) now("");
    const kept = now() ? talk(now()) : null;
    return kept ? JSON.stringify({ id: kept.id, turns: kept.turns }) : "";
  };
  // The question that the address asks, once.
  const asked = () => {
    const address = new URL(location.href);
    const question = address.searchParams.get("ask") ?? "";
    address.searchParams.delete("ask");
    if (question) history.replaceState(history.state, "", address);
    return question;
  };
  const typed = (question) => {
    rag.lane.ask(question);
    return question.trim() ? "" : question;
  };
  const save = ({ name, type, text }) => {
    const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
    if (type === "text/html" && open(address, "_blank", "")) return;
    Object.assign(document.createElement("a"), { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  };
  // Ask before something is done for good; Escape and a click beside the question mean no.
  const sure = (question, yes) => new Promise((answer) => {
    const box = document.createElement("dialog");
    const make = (name, more) => Object.assign(document.createElement(name), more);
    const form = make("form", { method: "dialog" });
    const row = make("div", { className: "row" });
    const words = make("p", { textContent: question, id: "sure" });
    row.append(make("button", { value: "", textContent: "Keep it" }), make("button", { value: "yes", textContent: yes, className: "yes" }));
    form.append(words, row);
    box.className = "ask";
    box.setAttribute("aria-labelledby", "sure");
    box.append(form);
    box.addEventListener("click", (event) => event.target === box && box.close(""));
    box.addEventListener("close", () => {
      box.remove();
      answer(box.returnValue === "yes");
    });
    document.body.append(box);
    box.showModal();
  });
  const theme = (choice) => {
    if (choice) localStorage.setItem("rag.theme", choice);
    const wanted = localStorage.getItem("rag.theme") ?? "system";
    const dark = wanted === "dark" || (wanted === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
    if (document.body.classList.contains("dark") !== dark) document.body.classList.toggle("dark", dark);
    return wanted;
  };
  const watchTheme = () => {
    theme();
    new MutationObserver(() => theme()).observe(document.body, { attributeFilter: ["class"] });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => theme());
  };
  document.body ? watchTheme() : addEventListener("DOMContentLoaded", watchTheme);
  return { talks, talk, drop, now, keep, memory, asked, typed, save, sure, theme };
})();
