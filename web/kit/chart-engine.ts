import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use as register } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import type { Tokens } from "./theme.ts";

register([BarChart, LineChart, GridComponent, TooltipComponent, LegendComponent, AriaComponent, SVGRenderer]);

export interface Drawing {
  draw(option: object): void;
  resize(): void;
  dispose(): void;
}

/** ECharts with one theme made from the tokens; loaded only where a chart is shown. */
export function drawingOn(element: HTMLElement, tokens: Tokens): Drawing {
  const chart = init(element, themeOf(tokens, getComputedStyle(element).fontFamily), { renderer: "svg" });
  return {
    draw: (option) => chart.setOption({ animation: false, aria: { enabled: true }, ...option }, { notMerge: true }),
    resize: () => chart.resize(),
    dispose: () => chart.dispose(),
  };
}

/** `font` is the page's own: labels are measured with it before they are drawn, and `inherit` cannot be measured. */
function themeOf(tokens: Tokens, font: string) {
  const axis = {
    axisLine: { lineStyle: { color: tokens.ink3 } },
    axisTick: { lineStyle: { color: tokens.ink3 } },
    axisLabel: { color: tokens.ink2, fontSize: 12 },
    nameTextStyle: { color: tokens.ink3, fontSize: 12 },
    splitLine: { lineStyle: { color: tokens.line } },
  };
  return {
    color: [tokens.water5, tokens.waterh, tokens.water3, tokens.pause],
    textStyle: { color: tokens.ink2, fontSize: 12, fontFamily: font },
    categoryAxis: axis,
    valueAxis: axis,
    timeAxis: axis,
    legend: { textStyle: { color: tokens.ink2, fontSize: 12 } },
    tooltip: {
      backgroundColor: tokens.surface,
      borderColor: tokens.line2,
      textStyle: { color: tokens.ink, fontSize: 13 },
      extraCssText: "border-radius:3px;box-shadow:var(--w-shadow)",
    },
    line: { symbolSize: 5, lineStyle: { width: 2 } },
    bar: { itemStyle: { borderRadius: 0 }, label: { color: tokens.ink2, textBorderWidth: 0 } },
  };
}
