// Keeps the sums at the top as they are now. Without it the page is the same, as of when it was opened.
const sums = document.querySelector("[data-live]");
const source = new EventSource(sums.dataset.live);
source.addEventListener("overview", (event) => {
  for (const [name, sum] of Object.entries(JSON.parse(event.data))) {
    const tile = sums.querySelector(`[data-sum="${name}"]`);
    if (tile.querySelector("dd").textContent !== sum.shown) {
      tile.querySelector("dd").textContent = sum.shown;
      tile.classList.add("changed");
      // How much more that is than before was said of the number that stood here.
      const before = tile.querySelector(".before");
      if (before) before.textContent = before.dataset.before;
    }
    tile.classList.toggle("attention", sum.attention);
  }
  document.querySelector("[data-live-since]").hidden = false;
});
source.addEventListener("freshness", (event) => {
  const { until, behind } = JSON.parse(event.data);
  document.querySelector("[data-live-until]").textContent = until;
  const said = document.querySelector("[data-live-behind]");
  if (said.textContent === (behind ?? "")) return;
  const warning = document.createElement("p");
  warning.className = "warning";
  warning.textContent = behind;
  said.replaceChildren(...(behind ? [warning] : []));
});
// What ends by itself is the token, or the service: saying so is better than numbers that stand still unnoticed.
source.addEventListener("error", () => {
  document.querySelector("[data-live-since]").hidden = true;
});
