// A value over time: a line with its uncertainty, single points, or weights with their running mean.
import { FigureChart, color, day, number } from "../lib/chart.js";

const CROWDED = 90; // points, from which on they are drawn as a bare line
const DENSE = 250; // from which on a thick line would be a smear

customElements.define("fr-line-chart", class extends FigureChart {
  type = "line";

  get measured() {
    return "value" in this.columns ? "value" : "load";
  }

  get dot() {
    return this.dates.length > CROWDED ? 0 : 3.5;
  }

  height() {
    return { grace: "8%" };
  }

  datasets() {
    const { low, high, mean } = this.columns;
    const accent = color(this, "accent");
    const muted = color(this, "muted");
    const line = { borderColor: accent, backgroundColor: accent, borderWidth: this.dates.length > DENSE ? 1.5 : 2.5, tension: 0.15 };
    const hidden = { pointRadius: 0, pointHoverRadius: 0, borderWidth: 0 };
    if (mean) {
      const faint = { borderColor: muted, backgroundColor: muted, showLine: false };
      return [
        { data: this.points("value"), ...faint, pointRadius: this.dates.length > CROWDED ? 1.5 : 3, pointHoverRadius: 5 },
        { data: this.points("mean"), ...line, pointRadius: 0, pointHoverRadius: 0 },
      ];
    }
    if (this.figure.style === "points") {
      const square = { pointStyle: "rect", borderColor: muted, backgroundColor: muted, borderWidth: 1.5, stepped: "middle" };
      return [{ data: this.points("load"), ...square, pointRadius: this.dot, pointHoverRadius: 6 }];
    }
    const sets = [{ data: this.points("value"), ...line, pointRadius: this.dot, pointHoverRadius: 6 }];
    if (low && high) {
      sets.push({ data: this.points("low"), ...hidden });
      sets.push({ data: this.points("high"), ...hidden, fill: "-1", backgroundColor: color(this, "accent", 0.25) });
    }
    return sets;
  }

  words(place) {
    const { value, low, high, load, reps, mean, days } = this.columns;
    const unit = this.figure.units[this.measured] ?? "";
    const when = day(this.dates[place], this.figure.label);
    const shown = (of, digits) => `${number(of, digits)}${unit && ` ${unit}`}`;
    if (mean) return { value: shown(value[place], 1), source: `${when}, 7-day mean ${shown(mean[place], 1)}` };
    if (days) return { value: shown(value[place], 1), source: `${when}, from ${days[place]} ${days[place] === 1 ? "day" : "days"}` };
    if (this.figure.style === "points") return { value: shown(load[place]), source: `× ${reps[place]}, ${when}` };
    if (low) {
      const spread = low[place] === high[place] ? "measured" : `${number(low[place], 0)}–${number(high[place], 0)}`;
      const from = `from ${number(load[place])} × ${reps[place]}`;
      return { value: shown(value[place], 1), source: `${spread}, ${from}, ${when}` };
    }
    const added = load?.[place] ? `with ${number(load[place])} ${this.figure.units.load}, ` : "";
    return { value: `${shown(value[place])}${unit ? "" : " reps"}`, source: `${added}${when}` };
  }
});
