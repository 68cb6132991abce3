// A small form for what a refused operation says, made of its own values; fields that were wrong come first.
const LABELS = {
  load_kg: "Load (kg)", reps: "Reps", planned_reps: "Planned reps", rpe: "RPE", rir: "RIR", duration_s: "Time (s)",
  distance_m: "Distance (m)", rest_s: "Rest (s)", form_rating: "Form (1 to 5)", pain: "Pain (0 to 10)",
  pain_place: "Where it hurt", clean_reps: "Clean reps", weight_kg: "Body weight (kg)", bodyweight_kg: "Body weight (kg)",
};
// What places a row and no person types.
const HIDDEN = ["id", "session", "exercise", "drill", "template", "block", "superset", "position", "suggestions", "v"];

/** Return a form with `read()`, which gives the operation's body as it is now in the form. */
export function editForm(op) {
  const wrong = Object.keys(op.problem.errors).map((name) => name.split(".")[0]).filter((name) => name !== "detail");
  const given = Object.keys(op.body).filter((name) => op.body[name] !== null && !HIDDEN.includes(name));
  const names = [...new Set([...wrong, ...given])];
  const form = document.createElement("form");
  form.className = "stack";
  const fields = names.map((name) => field(op, name, op.problem.errors[name]));
  const actions = document.createElement("div");
  actions.className = "actions";
  actions.append(button("submit", "btn primary", "Send"), button("button", "btn quiet", "Cancel"));
  actions.lastChild.dataset.cancel = "";
  form.append(...fields.map(({ element }) => element), actions);
  form.read = () => ({ ...op.body, ...Object.fromEntries(fields.map(({ name, read }) => [name, read()])) });
  return form;
}

/** Return why an operation was refused, with its fields as the form calls them. */
export function reason({ detail, errors }) {
  const said = Object.entries(errors).map(([name, lines]) => {
    const words = lines.join(" ");
    return name === "detail" ? words : `${labelFor(name.split(".")[0])}: ${words}`;
  });
  return said.join(" ") || detail;
}

function labelFor(name) {
  const words = name.replaceAll("_", " ");
  return LABELS[name] ?? words[0].toUpperCase() + words.slice(1);
}

function field(op, name, errors) {
  const value = op.body[name] ?? null;
  const id = `edit-${op.key}-${name}`;
  const element = document.createElement("div");
  const label = document.createElement("label");
  label.htmlFor = id;
  label.textContent = labelFor(name);
  const input = document.createElement(name === "note" ? "textarea" : "input");
  input.id = id;
  if (typeof value === "boolean") {
    element.className = "tickline";
    input.type = "checkbox";
    input.checked = value;
    element.append(input, label);
    return { name, element, read: () => input.checked };
  }
  element.className = "field";
  input.value = Array.isArray(value) ? value.join(", ") : (value ?? "");
  if (typeof value === "number") input.inputMode = "decimal";
  element.append(label, input);
  if (errors) {
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", `${id}-errors`);
    const line = document.createElement("p");
    line.id = `${id}-errors`;
    line.className = "errors";
    line.textContent = errors.join(" ");
    element.append(line);
  }
  return { name, element, read: () => meant(input.value.trim(), value) };
}

/** Return what the text means, seen from what the field held before. */
function meant(text, before) {
  if (Array.isArray(before)) return text.split(",").map((part) => part.trim()).filter(Boolean);
  if (text === "") return typeof before === "string" ? "" : null;
  const number = Number(text.replace(",", "."));
  return typeof before === "string" || Number.isNaN(number) ? text : number;
}

function button(type, className, words) {
  const made = document.createElement("button");
  return Object.assign(made, { type, className, textContent: words });
}
