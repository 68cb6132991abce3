// Sums by session, week or month; a stack tells hinges from accessories. Too many bars become a stepped area.
import { FigureChart, color, day, number } from "../lib/chart.js";

const CROWDED = 130; // bars
const STACK = [
  ["hinge_sets", "accessory_sets", "hard sets"],
  ["hinge_volume", "accessory_volume", ""],
];

customElements.define("fr-bar-chart", class extends FigureChart {
  get crowded() {
    return this.dates.length > CROWDED;
  }

  get type() {
    return this.crowded ? "line" : "bar";
  }

  get parts() {
    return STACK.find(([hinge]) => hinge in this.columns);
  }

  get measured() {
    return this.parts?.[0] ?? ("volume" in this.columns ? "volume" : "value");
  }

  height() {
    return { beginAtZero: true, stacked: Boolean(this.parts), grace: "4%" };
  }

  ends() {
    if (this.crowded) return {};
    const half = { day: Math.max(2, (0.6 * this.span) / this.dates.length), week: 4, month: 17 }[this.figure.label]; // of a bar, and some air
    return { offset: false, stacked: Boolean(this.parts), ...this.room(half) };
  }

  datasets() {
    const looks = (name, alpha = 1) => ({
      backgroundColor: color(this, name, this.crowded ? 0.35 * alpha : alpha),
      borderColor: color(this, name, alpha),
      ...(this.crowded
        ? { fill: this.parts ? "stack" : "origin", stepped: "middle", borderWidth: 1, pointRadius: 0, pointHoverRadius: 0 }
        : { borderRadius: 3, maxBarThickness: 26, categoryPercentage: 0.86, barPercentage: 0.92 }),
    });
    if (!this.parts) return [{ data: this.points(this.measured), ...looks("accent") }];
    const [hinge, accessory] = this.parts;
    return [
      { data: this.points(hinge), ...looks("accent") },
      { data: this.points(accessory), ...looks("muted", 0.55) },
    ];
  }

  words(place) {
    const when = day(this.dates[place], this.figure.label);
    const unit = this.figure.units[this.measured] || "reps";
    const { sets, hard_sets: hard } = this.columns;
    if (this.parts) {
      const [hinge, accessory, what] = this.parts;
      const [one, other] = [this.columns[hinge][place], this.columns[accessory][place]];
      const value = `${number(Math.round((one + other) * 10) / 10)} ${what || this.figure.units[hinge]}`;
      return { value, source: `${number(one)} hinges, ${number(other)} accessories · ${when}` };
    }
    const count = hard ? `${sets[place]} sets, ${hard[place]} hard` : `${sets[place]} sets`;
    return { value: `${number(this.columns[this.measured][place])} ${unit}`, source: `${count}, ${when}` };
  }
});
