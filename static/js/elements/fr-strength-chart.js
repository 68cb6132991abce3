// e1RM with its uncertainty and top set over time, drawn from the API; the table beside it holds the same numbers.
const ADDRESS = { chart: "/static/vendor/chart.js", dates: "/static/vendor/chartjs-adapter-date-fns.js" };

customElements.define("fr-strength-chart", class extends HTMLElement {
  async connectedCallback() {
    try {
      const [estimates, tops] = await Promise.all([this.read("e1rm"), this.read("top_set"), import(ADDRESS.chart)]);
      await import(ADDRESS.dates); // needs Chart to be there
      if (this.isConnected) this.draw(estimates, tops);
    } catch (error) {
      this.innerHTML = '<p class="chart-note">The chart could not be loaded. The table below holds the numbers.</p>';
      console.error(error);
    }
  }

  disconnectedCallback() {
    this.chart?.destroy();
    this.scheme?.abort();
  }

  async read(metric) {
    const answer = await fetch(`${this.dataset.src}&metric=${metric}`, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`progress answered ${answer.status}`);
    return answer.json();
  }

  draw(estimates, tops) {
    this.replaceChildren(document.createElement("canvas"));
    const canvas = this.firstElementChild;
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", `${this.dataset.name}: estimated 1RM and top set over time`);
    Chart.defaults.font.family = getComputedStyle(this).fontFamily;
    this.chart = new Chart(canvas, this.plan(estimates, tops));
    this.scheme = new AbortController();
    matchMedia("(prefers-color-scheme: dark)").addEventListener(
      "change",
      () => {
        this.chart.destroy();
        this.chart = new Chart(canvas, this.plan(estimates, tops));
      },
      { signal: this.scheme.signal },
    );
  }

  plan(estimates, tops) {
    const css = (name) => color(this, `var(--${name})`);
    const points = (columns, key) => columns.date.map((x, place) => ({ x, y: columns[key][place], place }));
    const line = { borderColor: css("accent"), backgroundColor: css("accent"), pointRadius: 3.5, pointHoverRadius: 6 };
    const silent = { pointRadius: 0, pointHoverRadius: 0, borderWidth: 0, isSpread: true };
    const unit = this.dataset.unit;
    return {
      type: "line",
      data: {
        datasets: [
          { data: points(estimates, "value"), columns: estimates, label: "e1RM", borderWidth: 2.5, tension: 0.2, ...line },
          { data: points(estimates, "low"), ...silent },
          { data: points(estimates, "high"), fill: "-1", backgroundColor: fade(css("accent")), ...silent },
          {
            data: points(tops, "value"), columns: tops, label: "Top set", showLine: false, pointStyle: "rect",
            pointRadius: 3.5, pointHoverRadius: 6, borderColor: css("muted"), backgroundColor: css("muted"),
          },
        ],
      },
      options: {
        animation: false,
        maintainAspectRatio: false,
        interaction: { mode: "nearest", axis: "x", intersect: false },
        scales: {
          x: {
            type: "time",
            time: { minUnit: "day", tooltipFormat: "d MMM yyyy", displayFormats: { day: "d MMM", week: "d MMM", month: "MMM yyyy" } },
            ticks: { color: css("muted"), maxRotation: 0, autoSkipPadding: 24 },
            grid: { display: false },
            border: { color: css("line") },
          },
          y: {
            ticks: { color: css("muted"), callback: (value) => `${value} ${unit}` },
            grid: { color: css("line") },
            border: { display: false },
            grace: "8%",
          },
        },
        plugins: {
          legend: { display: false },
          tooltip: {
            filter: (item) => !item.dataset.isSpread,
            displayColors: false,
            padding: 12,
            callbacks: { label: (item) => describe(item, unit) },
          },
        },
        onClick: (event, found) => {
          const hit = found.find((item) => item.datasetIndex === 0 || item.datasetIndex === 3);
          if (!hit) return;
          const { columns } = this.chart.data.datasets[hit.datasetIndex];
          location.assign(`/sessions/${columns.session[hit.index]}#set-${columns.set[hit.index]}`);
        },
      },
    };
  }
});

function describe(item, unit) {
  const { columns, label } = item.dataset;
  const at = item.dataIndex;
  const source = `${columns.load[at]} ${unit} × ${columns.reps[at]}`;
  if (label === "Top set") return `Top set ${source}`;
  const [low, high] = [columns.low[at], columns.high[at]].map((value) => value.toFixed(1));
  const spread = low === high ? "measured" : `${low} to ${high}`;
  return [`e1RM ${columns.value[at].toFixed(1)} ${unit} (${spread})`, `from ${source}`];
}

function color(element, value) {
  const probe = document.createElement("span");
  probe.style.color = value;
  element.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

function fade(rgb) {
  return rgb.replace("rgb(", "rgba(").replace(")", ", 0.16)");
}
