// Choose an exercise from what the device keeps; without that, the page of the server does it.
import { kit } from "../lib/kit.js";

const LATELY = 8;

/** Return the facts of the chosen exercise, or null where the person thought better of it. */
export async function pickExercise(screen, { title, fallback }) {
  const found = await kit();
  if (!found) {
    location.assign(fallback);
    return null;
  }
  const dialog = screen.querySelector("#exercise-picker");
  const search = dialog.querySelector("[data-find]");
  dialog.querySelector("[data-picker-name]").textContent = title;
  dialog.querySelector("[data-own]").href = `/exercises/new?session=${screen.sessionId}`;
  search.value = "";
  const all = Object.values(found.exercises);
  const show = () => list(dialog, matching(all, search.value), search.value);
  show();
  dialog.showModal();
  search.focus();
  return new Promise((resolve) => {
    const ended = new AbortController();
    const { signal } = ended;
    const close = (slug) => {
      ended.abort();
      resolve(slug ? found.exercises[slug] : null);
      dialog.close();
    };
    search.addEventListener("input", show, { signal });
    search.addEventListener("keydown", (event) => {
      const first = dialog.querySelector("[data-slug]");
      if (event.key === "Enter" && first) {
        event.preventDefault();
        close(first.dataset.slug);
      }
    }, { signal });
    dialog.addEventListener("click", (event) => {
      const choice = event.target.closest("[data-slug]");
      if (choice) close(choice.dataset.slug);
    }, { signal });
    dialog.addEventListener("close", () => close(null), { signal });
  });
}

function matching(all, text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = all.filter((one) => words.every((word) => one.search.includes(word)));
  const rank = (one) => (words.length && one.name.toLowerCase().startsWith(words[0]) ? -1 : one.lately ?? Infinity);
  return fits.sort((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name));
}

function list(dialog, fits, text) {
  const choice = dialog.querySelector("[data-choice]");
  const lines = fits.map((one) => {
    const line = choice.content.firstElementChild.cloneNode(true);
    line.dataset.slug = one.id;
    line.querySelector("[data-name]").textContent = one.name;
    const lately = one.lately !== null && one.lately < LATELY && !text ? "lately · " : "";
    line.querySelector("[data-about]").textContent = `${lately}${one.pattern} · ${one.equipment}`;
    return line;
  });
  dialog.querySelector("[data-found]").replaceChildren(...lines);
  dialog.querySelector("[data-none]").hidden = lines.length > 0;
}
