// What the charts share: Chart.js on demand, colours from the tokens, a point chosen by pointer or arrow keys.
const ADDRESS = { chart: "/static/vendor/chart.js", dates: "/static/vendor/chartjs-adapter-date-fns.js" };
const DAY = 24 * 3600 * 1000;
let loading;

function load() {
  loading ??= import(ADDRESS.chart).then(() => import(ADDRESS.dates)); // the adapter needs Chart to be there
  return loading;
}

/** Read a token as a colour that a canvas takes. */
export function color(element, name, alpha = 1) {
  const probe = document.createElement("span");
  probe.style.color = `color-mix(in srgb, var(--${name}) ${alpha * 100}%, transparent)`;
  element.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

export function number(value, digits) {
  return value.toLocaleString("en-GB", { minimumFractionDigits: digits ?? 0, maximumFractionDigits: digits ?? 2 });
}

/** Say a date of the data, which carries no time zone, as the table does. */
export function day(text, label) {
  const options = label === "month" ? { month: "short", year: "numeric" } : { day: "numeric", month: "short", year: "numeric" };
  const said = new Date(`${text}T12:00`).toLocaleDateString("en-GB", options);
  return label === "week" ? `week of ${said}` : said;
}

const shortest = (value) => (value >= 10000 ? `${number(value / 1000, value % 1000 ? 1 : 0)}k` : number(value));

/** A chart of a figure. A subclass says what to draw (`datasets()`) and what a point means (`words(place)`). */
export class FigureChart extends HTMLElement {
  connectedCallback() {
    this.figure ??= JSON.parse(this.querySelector("script").textContent);
    this.columns = this.figure.columns;
    this.dates = this.columns[Object.keys(this.columns)[0]];
    this.stop = new AbortController();
    this.seen = new IntersectionObserver((found) => found.some((one) => one.isIntersecting) && this.start(), {
      rootMargin: "300px",
    });
    this.seen.observe(this);
  }

  disconnectedCallback() {
    this.seen?.disconnect();
    this.stop?.abort();
    this.chart?.destroy();
  }

  async start() {
    this.seen.disconnect();
    try {
      await load();
      if (this.isConnected && !this.chart) this.build();
    } catch (error) {
      const note = document.createElement("p");
      note.className = "chart-note";
      note.textContent = "The chart could not be loaded. The table below holds the numbers.";
      this.replaceChildren(note);
      console.error(error);
    }
  }

  build() {
    this.readout = document.createElement("p");
    this.readout.className = "readout";
    const frame = document.createElement("div");
    frame.className = "plot";
    this.canvas = document.createElement("canvas");
    frame.append(this.canvas);
    this.replaceChildren(this.readout, frame);
    const about = {
      role: "slider", tabindex: 0, "aria-label": this.figure.title, "aria-valuemin": 1, "aria-valuemax": this.dates.length,
    };
    for (const [name, value] of Object.entries(about)) this.canvas.setAttribute(name, value);
    this.place = this.dates.length - 1;
    this.draw();
    const { signal } = this.stop;
    this.canvas.addEventListener("keydown", (event) => this.step(event), { signal });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw(), { signal });
  }

  draw() {
    this.chart?.destroy();
    Chart.defaults.font.family = getComputedStyle(this).fontFamily;
    Chart.defaults.font.size = 13;
    this.chart = new Chart(this.canvas, {
      type: this.type,
      data: { datasets: this.datasets() },
      options: this.options(),
      plugins: [{ id: "chosen", beforeDatasetsDraw: (chart) => this.mark(chart) }],
    });
    this.choose(this.place);
  }

  /** Points of a column as Chart.js wants them. */
  points(name) {
    return this.dates.map((x, place) => ({ x, y: this.columns[name][place] }));
  }

  options() {
    const muted = color(this, "muted");
    const unit = this.figure.units[this.measured] ?? "";
    const withUnit = (value, place, ticks) => `${shortest(value)}${unit && place === ticks.length - 1 ? ` ${unit}` : ""}`;
    return {
      animation: false,
      maintainAspectRatio: false,
      layout: { padding: { top: 8, right: 4 } },
      interaction: { mode: "index", axis: "x", intersect: false },
      onHover: (event, found) => found.length && this.choose(found[0].index),
      onClick: (event, found) => found.length && this.choose(found[0].index),
      scales: {
        x: {
          type: "time",
          time: {
            minUnit: this.figure.label === "month" || this.span > 100 ? "month" : this.span > 21 ? "week" : "day",
            isoWeekday: true,
            displayFormats: { day: "d MMM", week: "d MMM", month: this.span < 300 ? "MMM" : "MMM yyyy", quarter: "MMM yyyy", year: "yyyy" },
          },
          ticks: { color: muted, maxRotation: 0, autoSkip: true, autoSkipPadding: 20 },
          grid: { display: false },
          border: { color: color(this, "line") },
          ...this.ends(),
        },
        y: {
          ticks: { color: muted, maxTicksLimit: 6, callback: withUnit },
          grid: { color: color(this, "line") },
          border: { display: false },
          ...this.height(),
        },
      },
      plugins: { legend: { display: false }, tooltip: { enabled: false } },
    };
  }

  /** A single point gets a week of room on both sides, so that it does not stand on the axis. */
  ends() {
    return this.dates.length > 1 ? {} : this.room(7);
  }

  /** Leave so many days of room before the first date and after the last. */
  room(days) {
    const [first, last] = [this.dates[0], this.dates.at(-1)].map((text) => new Date(`${text}T00:00`).getTime());
    return { min: first - days * DAY, max: last + days * DAY };
  }

  /** Days that the data spans. */
  get span() {
    return (new Date(this.dates.at(-1)) - new Date(this.dates[0])) / DAY;
  }

  choose(place) {
    this.place = Math.max(0, Math.min(place, this.dates.length - 1));
    const words = this.words(this.place);
    const { session, set } = this.columns;
    this.readout.replaceChildren();
    const value = document.createElement("b");
    value.textContent = words.value;
    const rest = document.createElement(session?.[this.place] ? "a" : "span");
    if (session?.[this.place]) rest.href = `/sessions/${session[this.place]}${set ? `#set-${set[this.place]}` : ""}`;
    rest.textContent = words.source;
    this.readout.append(value, " ", rest);
    this.canvas.setAttribute("aria-valuenow", this.place + 1);
    this.canvas.setAttribute("aria-valuetext", `${words.value}, ${words.source}`);
    this.chart.draw();
  }

  /** Draw a line through the chosen point. */
  mark(chart) {
    const x = chart.scales.x.getPixelForValue(new Date(`${this.dates[this.place]}T00:00`).getTime());
    const { top, bottom } = chart.chartArea;
    const pen = chart.ctx;
    pen.save();
    pen.strokeStyle = color(this, "edge");
    pen.setLineDash([3, 3]);
    pen.beginPath();
    pen.moveTo(x, top);
    pen.lineTo(x, bottom);
    pen.stroke();
    pen.restore();
  }

  step(event) {
    const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 };
    if (event.key in steps) this.choose(this.place + steps[event.key]);
    else if (event.key === "Home") this.choose(0);
    else if (event.key === "End") this.choose(this.dates.length - 1);
    else return;
    event.preventDefault();
  }
}
