import type { Picture } from "../picture.ts";
import { h, type Node, type PageContext, say } from "./element.ts";
import { count } from "./format.ts";

type Bars = NonNullable<Picture["bars"]>;
type Points = NonNullable<Picture["map"]>;

const barHeight = 32;
const wide = { label: 132, plot: 440, figures: 80 };
/** For a phone: the same letters, a shorter plot. */
const narrow = { label: 104, plot: 190, figures: 56 };

/** Round numbers from zero that reach the longest bar, four steps at most. */
export function ticksTo(most: number): number[] {
  const rough = Math.max(1, most) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power);
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, at) => at * step);
}

/** Bars from zero, most first; the figures stand beside them and again in a table. */
export function barChart(context: PageContext, drawn: Bars, columnName: string): Node {
  const { bars, more } = drawn;
  const title = say(context, `按${columnName}的行数`, `Rows by ${columnName}`);
  const rest =
    more.values === 0
      ? null
      : h(
          "p",
          { className: "note" },
          say(
            context,
            `另有 ${count(more.values)} 个取值，共 ${count(more.rows)} 行。`,
            `${count(more.values)} more values with ${count(more.rows)} rows in all.`,
          ),
        );
  return h(
    "div",
    null,
    h("div", { className: "ch-w" }, barPicture(context, bars, title, wide)),
    h("div", { className: "ch-n" }, barPicture(context, bars, title, narrow)),
    rest,
    barTable(context, bars, columnName, title),
  );
}

function barPicture(
  context: PageContext,
  bars: Bars["bars"],
  title: string,
  { label: names, plot, figures }: typeof wide,
): Node {
  const most = Math.max(...bars.map((bar) => bar.count));
  const height = bars.length * barHeight;
  const x = (value: number) => names + (value / most) * plot;
  const short = (label: string) => (label.length > 9 ? `${label.slice(0, 8).toWellFormed()}…` : label);
  const svg = h(
    "svg",
    {
      viewBox: `0 0 ${names + plot + figures} ${height + 26}`,
      width: names + plot + figures,
      height: height + 26,
      role: "img",
      "aria-label": title,
      style: { font: "14px var(--w-font)" },
    },
    ...ticksTo(most).flatMap((tick) => [
      h("line", {
        key: `l${tick}`,
        x1: x(tick),
        x2: x(tick),
        y1: 0,
        y2: height,
        stroke: tick === 0 ? "var(--w-ink3)" : "var(--w-line)",
      }),
      h(
        "text",
        { key: `t${tick}`, x: x(tick), y: height + 18, fontSize: 12, textAnchor: "middle", fill: "var(--w-ink3)" },
        count(tick),
      ),
    ]),
    ...bars.flatMap((bar, at) => [
      h("rect", {
        key: `r${at}`,
        x: names,
        y: at * barHeight + 6,
        width: Math.max(1, x(bar.count) - names),
        height: 20,
        fill: "var(--w-water5)",
      }),
      h(
        "text",
        { key: `n${at}`, x: names - 10, y: at * barHeight + 21, textAnchor: "end", fill: "var(--w-ink)" },
        short(nameIn(context, bar.label)),
      ),
      h("text", { key: `c${at}`, x: x(bar.count) + 8, y: at * barHeight + 21, fill: "var(--w-ink)" }, count(bar.count)),
    ]),
  );
  return svg;
}

const nameIn = (context: PageContext, label: string): string =>
  label === "" ? say(context, "未填", "not stated") : label;

/** The same figures for whoever does not see the picture. */
const barTable = (context: PageContext, bars: Bars["bars"], columnName: string, title: string): Node =>
  h(
    "details",
    null,
    h("summary", null, say(context, "看表格", "As a table")),
    h(
      "table",
      null,
      h("caption", null, title),
      h(
        "thead",
        null,
        h(
          "tr",
          null,
          h("th", { scope: "col" }, columnName),
          h("th", { scope: "col", className: "num" }, say(context, "行数", "Rows")),
        ),
      ),
      h(
        "tbody",
        null,
        ...bars.map((bar, at) =>
          h(
            "tr",
            { key: at },
            h("td", null, nameIn(context, bar.label)),
            h("td", { className: "num" }, count(bar.count)),
          ),
        ),
      ),
    ),
  );

const mapWidth = 640;
/** Room for the names of meridians and parallels. */
const margin = 56;
const mostLines = 4;

/** Round degrees between two edges, four at most: meridians, or parallels. */
export function linesAcross(from: number, to: number): number[] {
  const rough = Math.max(1e-4, to - from) / mostLines;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const first = Math.ceil(from / step);
  const lines = Math.floor(to / step) - first + 1;
  return Array.from({ length: Math.max(0, lines) }, (_, at) => Number(((first + at) * step).toFixed(4)));
}

/** Points between their own meridians and parallels: where there are many and few, not a map of anything else. */
export function pointMap(context: PageContext, { points, box, total }: Points): Node {
  const [west, south, east, north] = box;
  const spanX = Math.max(1e-4, east - west);
  const spanY = Math.max(1e-4, north - south);
  // A degree of longitude is shorter the further north.
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = Math.min((mapWidth - margin * 2) / (spanX * shrink), 480 / spanY);
  const inner = Math.max(200, spanX * shrink * scale);
  const innerHeight = Math.max(120, spanY * scale);
  const width = Math.round(inner + margin * 2);
  const x = (longitude: number) => margin + (longitude - west) * shrink * scale;
  const y = (latitude: number) => margin + (north - latitude) * scale;
  const height = Math.round(innerHeight + margin * 2);
  // One path of round-capped strokes of no length: a thousand points in few bytes.
  const path = points.map(([px, py]) => `M${x(px).toFixed(1)} ${y(py).toFixed(1)}h0`).join("");
  const label = (text: string, px: number, py: number, anchor: "start" | "middle" | "end") =>
    h(
      "text",
      { key: `${text} ${px} ${py}`, x: px, y: py, fontSize: 12, textAnchor: anchor, fill: "var(--w-ink3)" },
      text,
    );
  const degrees = (value: number, side: string) => `${Math.abs(value)}°${side}`;
  return h(
    "div",
    null,
    h(
      "svg",
      {
        viewBox: `0 0 ${width} ${height}`,
        width,
        height,
        role: "img",
        "aria-label": say(
          context,
          `${count(total)} 个点的分布，西起 ${west.toFixed(2)}°，东至 ${east.toFixed(2)}°，南起 ${south.toFixed(2)}°，北至 ${north.toFixed(2)}°`,
          `${count(total)} points between ${west.toFixed(2)}° and ${east.toFixed(2)}° east, ${south.toFixed(2)}° and ${north.toFixed(2)}° north`,
        ),
      },
      h("rect", {
        x: margin,
        y: margin,
        width: inner,
        height: innerHeight,
        fill: "var(--w-sunken)",
        stroke: "var(--w-line2)",
      }),
      ...linesAcross(west, east).flatMap((at) => [
        h("line", {
          key: `x${at}`,
          x1: x(at),
          x2: x(at),
          y1: margin,
          y2: margin + innerHeight,
          stroke: "var(--w-line2)",
        }),
        label(degrees(at, at < 0 ? "W" : "E"), x(at), height - 12, "middle"),
      ]),
      ...linesAcross(south, north).flatMap((at) => [
        h("line", { key: `y${at}`, x1: margin, x2: margin + inner, y1: y(at), y2: y(at), stroke: "var(--w-line2)" }),
        label(degrees(at, at < 0 ? "S" : "N"), margin - 6, y(at) + 4, "end"),
      ]),
      h("path", {
        d: path,
        stroke: "var(--w-water)",
        strokeWidth: 5,
        strokeLinecap: "round",
        strokeOpacity: 0.55,
        fill: "none",
      }),
    ),
    h(
      "p",
      { className: "note" },
      say(context, "示意图", "Sketch"),
      points.length < total
        ? say(
            context,
            `：${count(total)} 个点里均匀取 ${count(points.length)} 个。`,
            `: ${count(points.length)} of ${count(total)} points, evenly taken.`,
          )
        : say(context, `：${count(total)} 个点。`, `: ${count(total)} points.`),
    ),
  );
}
