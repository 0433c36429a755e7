// Bring the quote that the address points to into view, and let Escape put a claim's note away.
watch("value", () => element.querySelector("#quote")?.scrollIntoView({ block: "center" }));
element.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.activeElement.blur();
});
