// SPDX-License-Identifier: Apache-2.0
// What ECharts is told: the site's colours, the reader's numbers and dates.

const ZONE = "Asia/Ho_Chi_Minh";
const PALETTE = ["#0b7285", "#c2410c", "#6d4bb0", "#2b8a3e", "#b4276a"];
const PALETTE_DARK = ["#66d0de", "#ffab76", "#c3a8ff", "#86dba0", "#ff9ac6"];

export function options(panel, series, limits) {
  const language = document.documentElement.lang;
  const colour = colours(panel);
  const isTime = series.every((one) => one.points.every(([at]) => typeof at === "number"));
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const long = series.some((one) => one.points.length > 400);
  const text = { color: colour("--ink-soft"), fontFamily: getComputedStyle(panel).fontFamily, fontSize: 13 };
  return {
    animation: false,
    aria: { enabled: false },
    color: isDark(panel) ? PALETTE_DARK : PALETTE,
    textStyle: text,
    grid: { left: 8, right: 16, top: 40, bottom: long ? 56 : 8, containLabel: true },
    legend: { show: series.length > 1, top: 0, left: 0, textStyle: text, icon: "roundRect", itemHeight: 4 },
    tooltip: {
      trigger: "axis",
      // Markup with styles inside is not allowed by the page's policy.
      renderMode: "richText",
      backgroundColor: colour("--surface"), borderColor: colour("--line"), textStyle: { ...text, color: colour("--ink") },
      valueFormatter: (value) => (value == null ? "–" : `${number.format(value)} ${panel.dataset.unit}`),
    },
    xAxis: {
      type: isTime ? "time" : "category",
      axisLine: { lineStyle: { color: colour("--line-strong") } },
      axisLabel: { ...text, hideOverlap: true, ...(isTime && { formatter: (at) => day(at, language) }) },
      axisPointer: { label: { formatter: ({ value }) => (isTime ? minute(value, language) : value) } },
      splitLine: { show: false },
    },
    yAxis: {
      type: "value", name: panel.dataset.unit, nameTextStyle: { ...text, align: "left" }, scale: panel.dataset.kind === "line",
      axisLabel: { ...text, formatter: (value) => number.format(value) },
      splitLine: { lineStyle: { color: colour("--line") } },
    },
    dataZoom: long ? [{ type: "inside" }, { type: "slider", height: 24, bottom: 12, textStyle: text }] : [],
    series: series.map((one, index) => ({
      name: one.name,
      type: panel.dataset.kind === "bars" ? "bar" : "line",
      data: one.points,
      showSymbol: one.points.length < 40, symbolSize: 6, sampling: "lttb", connectNulls: false,
      lineStyle: { width: 2 }, barMaxWidth: 32,
      ...(index === 0 && { markLine: limitLines(limits, colour("--bad"), { ...text, backgroundColor: colour("--surface") }) }),
    })),
  };
}

function limitLines(limits, colour, text) {
  return {
    symbol: "none", silent: true, lineStyle: { color: colour, type: "dashed", width: 1.5 },
    label: { ...text, color: colour, position: "insideStartTop", padding: [2, 4], formatter: "{b}" },
    data: limits.map(({ name, value }) => ({ name, yAxis: value })),
  };
}

const isDark = (panel) => {
  const scheme = getComputedStyle(panel).colorScheme;
  if (scheme === "dark") return true;
  return scheme.includes("dark") && matchMedia("(prefers-color-scheme: dark)").matches;
};

// Custom properties hold light-dark(…): an element's colour resolves it.
function colours(panel) {
  const probe = panel.querySelector(".chart");
  return (name) => {
    const before = probe.style.color;
    probe.style.color = `var(${name})`;
    const value = getComputedStyle(probe).color;
    probe.style.color = before;
    return value;
  };
}

const day = (at, language) => {
  const parts = new Intl.DateTimeFormat(language, { timeZone: ZONE, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
  return parts === "00:00" ? new Intl.DateTimeFormat(language, { timeZone: ZONE, day: "numeric", month: "numeric" }).format(at) : parts;
};

const minute = (at, language) => new Intl.DateTimeFormat(language, {
  timeZone: ZONE, day: "2-digit", month: "2-digit", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
}).format(at);
