// Sums by session, week or month; a stack tells their parts. Too many bars become a stepped area.
import { FigureChart, color, day, number } from "../lib/chart.js";

const CROWDED = 130; // bars
const PARTS = [["hinge", "hinges", "accent", 1], ["accessory", "accessories", "muted", 0.55]];
const STACKS = [
  { parts: PARTS.map(([name, ...more]) => [`${name}_sets`, ...more]), what: "hard sets" },
  { parts: PARTS.map(([name, ...more]) => [`${name}_volume`, ...more]) },
  {
    parts: [
      ["bodyweight", "bodyweight", "accent", 0.26],
      ["light_load", "light load", "accent", 0.56],
      ["loaded", "loaded", "accent", 1],
      ["explosive", "explosive", "ink", 1],
    ],
    what: "reps",
    some: true, // parts that are none are not said
  },
];

customElements.define("fr-bar-chart", class extends FigureChart {
  get crowded() {
    return this.dates.length > CROWDED;
  }

  get type() {
    return this.crowded ? "line" : "bar";
  }

  get stack() {
    return STACKS.find(({ parts }) => parts[0][0] in this.columns);
  }

  get measured() {
    return this.stack?.parts[0][0] ?? ("volume" in this.columns ? "volume" : "value");
  }

  height() {
    return { beginAtZero: true, stacked: Boolean(this.stack), grace: "4%" };
  }

  ends() {
    if (this.crowded) return {};
    const half = { day: Math.max(2, (0.6 * this.span) / this.dates.length), week: 4, month: 17 }[this.figure.label]; // of a bar, and some air
    return { offset: false, stacked: Boolean(this.stack), ...this.room(half) };
  }

  datasets() {
    const looks = (name, alpha = 1) => ({
      backgroundColor: color(this, name, this.crowded ? 0.35 * alpha : alpha),
      borderColor: color(this, name, alpha),
      ...(this.crowded
        ? { fill: this.stack ? "stack" : "origin", stepped: "middle", borderWidth: 1, pointRadius: 0, pointHoverRadius: 0 }
        : { borderRadius: 3, maxBarThickness: 26, categoryPercentage: 0.86, barPercentage: 0.92 }),
    });
    if (!this.stack) return [{ data: this.points(this.measured), ...looks("accent") }];
    return this.stack.parts.map(([name, , token, alpha]) => ({ data: this.points(name), ...looks(token, alpha) }));
  }

  words(place) {
    const when = day(this.dates[place], this.figure.label);
    const unit = this.figure.units[this.measured] || "reps";
    const { sets, hard_sets: hard } = this.columns;
    if (this.stack) {
      const { parts, what, some } = this.stack;
      const sum = parts.reduce((all, [name]) => all + this.columns[name][place], 0);
      const said = parts.filter(([name]) => !some || this.columns[name][place]);
      const each = said.map(([name, words]) => `${number(this.columns[name][place])} ${words}`).join(", ");
      return { value: `${number(Math.round(sum * 10) / 10)} ${what ?? unit}`, source: each ? `${each} · ${when}` : when };
    }
    const count = hard ? `${sets[place]} sets, ${hard[place]} hard` : `${sets[place]} sets`;
    return { value: `${number(this.columns[this.measured][place])} ${unit}`, source: `${count}, ${when}` };
  }
});
