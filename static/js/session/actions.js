// What the buttons of the session screen do, by their data-action.
import { outbox } from "../lib/outbox.js";
import { toast } from "../lib/toast.js";
import { pickExercise } from "./picker.js";
import { showPlates, warmupSteps } from "./bar.js";
import { bound, keyOf, moved, swapped, unbound, warmedUp, withExercise, withSet, withSuggestion, without } from "./runs.js";

const FORGOTTEN_AFTER_MS = 2 * 60 * 60 * 1000;

const arrange = (how, sentence) => (screen, source) => {
  const run = screen.run(source);
  const { name } = screen.facts[run.exercise];
  screen.commit(how(screen.rows, keyOf(run)));
  screen.say(`${name}: ${sentence}.`);
};

const restBy = (seconds) => (screen, source) => screen.changeRest(screen.run(source), seconds);

export const actions = {
  "add-set": (screen, source) => {
    const key = keyOf(screen.run(source));
    const rows = withSet(screen.rows, key, screen.make);
    screen.commit(rows);
    screen.querySelector(`[data-set="${rows.at(-1).id}"] [data-cell]:not(:disabled)`).focus({ preventScroll: true });
  },
  "add-exercise": async (screen, source) => {
    const picked = await pickExercise(screen, { title: "Add exercise", fallback: source.href });
    if (!picked) return;
    screen.facts[picked.id] ??= picked;
    const rows = withExercise(screen.rows, picked.id, picked.plan, screen.make);
    screen.commit(rows);
    const block = screen.querySelector(`[data-set="${rows.at(-1).id}"]`).closest(".block");
    block.scrollIntoView({ block: "start" });
    block.querySelector(".tick").focus({ preventScroll: true });
  },
  swap: async (screen, source) => {
    const run = screen.run(source);
    const picked = await pickExercise(screen, { title: `Instead of ${screen.facts[run.exercise].name}`, fallback: source.href });
    if (!picked) return;
    screen.facts[picked.id] ??= picked;
    screen.commit(swapped(screen.rows, keyOf(run), picked.id, picked.plan, screen.make));
  },
  "warm-up": (screen, source) => {
    const run = screen.run(source);
    const steps = warmupSteps(screen, run);
    if (typeof steps === "string") toast(steps);
    else screen.commit(warmedUp(screen.rows, keyOf(run), steps, screen.make));
  },
  up: arrange((rows, key) => moved(rows, key, -1), "moved up"),
  down: arrange((rows, key) => moved(rows, key, 1), "moved down"),
  bind: arrange(bound, "in a superset with the next exercise"),
  unbind: arrange(unbound, "out of the superset"),
  "rest-less": restBy(-15),
  "rest-more": restBy(15),
  plates: (screen, source) => showPlates(screen, screen.run(source)),
  remove: (screen, source) => {
    const run = screen.run(source);
    screen.commit(without(screen.rows, keyOf(run)));
    screen.offerBack(run.rows, "Exercise removed.");
  },
  suggestion: (screen, source, event) => {
    const run = screen.run(source);
    const { suggestion } = screen.facts[run.exercise];
    const answer = event.submitter.value;
    const rows = answer === "taken" ? withSuggestion(screen.rows, run.exercise, suggestion) : screen.rows;
    screen.commit(rows, { suggestions: { ...screen.session.suggestions, [run.exercise]: answer } });
  },
  cues: (screen, source) => screen.tickCues(source),
  finish: (screen, source) => finish(screen, source.querySelector("button")),
  reopen: async (screen) => {
    await screen.commit(screen.rows, { finished_at: null });
    await screen.sent();
    location.assign(screen.place);
  },
  "edit-refused": (screen, source) => screen.sheet.open(screen.row(source.closest("[data-set]"))),
  "discard-refused": async (screen, source) => {
    await outbox.discard(Number(source.closest("[data-refused]").dataset.key));
    if (navigator.onLine) return location.reload(); // the server says what the row is without it
    await screen.catchUp();
    return screen.show();
  },
};

/** End the session; one left open for long ends with its last set, not with the tap that remembered it. */
async function finish(screen, button) {
  const done = screen.rows.filter((row) => row.done).map((row) => Date.parse(row.performed_at));
  const start = Date.parse(screen.session.started_at) + 1; // the server's instants are finer than a millisecond
  const last = Math.max(start, ...done);
  const end = Date.now() - last > FORGOTTEN_AFTER_MS ? last : Math.max(Date.now(), start);
  screen.querySelector("fr-rest-timer").stop();
  button.setAttribute("aria-busy", "true");
  await screen.commit(screen.rows, { finished_at: new Date(end).toISOString() });
  screen.inert = true; // for a moment: what is tapped now would be overtaken by the summary
  if (await screen.sent()) return location.assign(screen.place);
  screen.inert = false;
  button.removeAttribute("aria-busy");
  return toast("Finished, and kept on this device. It is sent when there is a connection.");
}
