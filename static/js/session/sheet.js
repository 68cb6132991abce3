// Everything about one set, in a sheet over the session. What is changed is stored at once; Done only closes it.
import { readNumber } from "./reading.js";
import { lines, runsOf } from "./runs.js";

const NUMBERS = ["rir", "rpe", "rest_s"];
const LISTS = ["faults", "felt"];

export class Sheet {
  constructor(screen) {
    this.screen = screen;
    this.dialog = screen.querySelector("#set-sheet");
    this.form = this.dialog.querySelector("form");
    this.dialog.addEventListener("change", (event) => {
      event.stopPropagation(); // the rows have their own way
      this.store(event.target.name);
    });
    this.dialog.querySelector("[data-delete]").addEventListener("click", () => this.remove());
  }

  get row() {
    return this.screen.rows.find((row) => row.id === this.id);
  }

  open(row) {
    this.id = row.id;
    const facts = this.screen.facts[row.exercise];
    const run = runsOf(this.screen.rows).find((one) => one.rows.includes(row));
    const { label } = lines(run, facts).find((line) => line.row === row);
    this.dialog.querySelector("h2").textContent = `${facts.name}, ${label === "W" ? "warm-up" : `set ${label}`}`;
    this.dialog.querySelector("[data-set-page]").href = `/sets/${row.id}`;
    const { elements } = this.form;
    for (const name of NUMBERS) elements[name].value = row[name] ?? "";
    elements.note.value = row.note;
    elements.pain.value = row.pain ?? "";
    elements.pain_place.value = row.pain_place;
    for (const name of ["kind", "side"]) elements[name].value = row[name];
    elements.form_rating.value = row.form_rating ?? "";
    for (const name of LISTS) for (const box of elements[name]) box.checked = row[name].includes(box.value);
    this.complain("");
    this.dialog.showModal();
  }

  store(name) {
    const { row, form } = this;
    if (!row || !name) return;
    const { elements } = form;
    const changes = {};
    if (NUMBERS.includes(name)) {
      const read = readNumber(name, elements[name].value, this.screen.unit);
      if (read.wrong) return this.complain(read.wrong);
      changes[name] = read.value;
    } else if (LISTS.includes(name)) {
      changes[name] = [...elements[name]].filter((box) => box.checked).map((box) => box.value);
    } else if (name === "pain" || name === "pain_place") {
      const pain = elements.pain.value === "" ? null : Number(elements.pain.value);
      const place = elements.pain_place.value;
      if ((pain === null) !== (place === "")) return this.complain(pain === null ? "Say how strong it was, 0 to 10." : "Say where it hurt.");
      Object.assign(changes, { pain, pain_place: place });
    } else if (name === "form_rating") {
      changes.form_rating = elements.form_rating.value === "" ? null : Number(elements.form_rating.value);
    } else {
      changes[name] = elements[name].value;
    }
    this.complain("");
    if (changes.kind && changes.kind !== "failure" && row.reps === 0) return this.complain("0 reps means a missed lift: that is a failure set.");
    this.screen.commit(this.screen.with(row, changes));
  }

  remove() {
    const { row, screen } = this;
    this.dialog.close();
    screen.commit(screen.rows.filter((one) => one !== row));
    screen.offerBack([row], "Set deleted.");
  }

  complain(sentence) {
    const line = this.dialog.querySelector("[data-sheet-errors]");
    line.textContent = sentence;
    line.hidden = !sentence;
  }
}
