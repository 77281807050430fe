import type { ThemeConfig } from "antd";
import { theme as antdTheme } from "antd";

/** The colours of `tokens.css` as they stand on the page now; the stylesheet is the only place that names them. */
export type Tokens = Readonly<Record<TokenName, string>>;

const tokenNames = [
  "bg",
  "surface",
  "sunken",
  "line",
  "line2",
  "control",
  "ink",
  "ink2",
  "ink3",
  "water",
  "waterh",
  "water5",
  "water3",
  "water1",
  "water0",
  "on",
  "fault",
  "fault0",
  "pause",
] as const;
type TokenName = (typeof tokenNames)[number];

export function readTokens(): Tokens {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string) => style.getPropertyValue(`--w-${name}`).trim();
  return Object.fromEntries(tokenNames.map((name) => [name, read(name)])) as Record<TokenName, string>;
}

/**
 * Ant Design speaks in our tokens (comps/README.md). The clock's signals (blue, orange, red) are not among them: they
 * belong to promises, and an Alert must not look like one.
 */
export function antdThemeOf(tokens: Tokens, isDark: boolean): ThemeConfig {
  const shadow = "var(--w-shadow)";
  return {
    algorithm: isDark ? antdTheme.darkAlgorithm : antdTheme.defaultAlgorithm,
    hashed: false,
    token: {
      colorPrimary: tokens.water,
      colorLink: tokens.water,
      colorInfo: tokens.water,
      colorSuccess: tokens.water,
      colorPrimaryHover: tokens.waterh,
      colorPrimaryActive: tokens.waterh,
      colorLinkHover: tokens.waterh,
      colorPrimaryBg: tokens.water1,
      colorPrimaryBgHover: tokens.water1,
      controlItemBgActive: tokens.water1,
      controlItemBgActiveHover: tokens.water1,
      controlItemBgHover: tokens.water0,
      colorError: tokens.fault,
      colorErrorHover: tokens.fault,
      colorWarning: tokens.fault,
      colorErrorBg: tokens.fault0,
      colorWarningBg: tokens.fault0,
      colorText: tokens.ink,
      colorTextBase: tokens.ink,
      colorTextSecondary: tokens.ink2,
      colorTextTertiary: tokens.ink3,
      colorTextQuaternary: tokens.ink3,
      colorTextDisabled: tokens.ink3,
      colorTextPlaceholder: tokens.ink3,
      colorTextDescription: tokens.ink3,
      colorBgLayout: tokens.bg,
      colorBgContainer: tokens.surface,
      colorBgElevated: tokens.surface,
      colorFillAlter: tokens.sunken,
      colorFillTertiary: tokens.sunken,
      colorBorder: tokens.control,
      colorBorderSecondary: tokens.line,
      colorSplit: tokens.line,
      colorTextLightSolid: tokens.on,
      boxShadow: shadow,
      boxShadowSecondary: shadow,
      borderRadius: 3,
      borderRadiusLG: 3,
      borderRadiusSM: 2,
      fontFamily: "var(--w-font)",
      fontSize: 14,
      sizeUnit: 4,
      sizeStep: 4,
      controlHeight: 32,
      controlHeightSM: 28,
      controlOutline: "transparent",
      controlOutlineWidth: 0,
      // Its movements wait for the end of a transition, which base.css leaves out where no motion is wanted.
      motion: !matchMedia("(prefers-reduced-motion: reduce)").matches,
      motionDurationFast: "0.06s",
      motionDurationMid: "0.1s",
      motionDurationSlow: "0.12s",
    },
    components: {
      Button: {
        fontWeight: 400,
        primaryShadow: "none",
        defaultShadow: "none",
        dangerShadow: "none",
        contentFontSizeSM: 13,
        paddingInline: 14,
        paddingInlineSM: 10,
      },
      Modal: { titleFontSize: 16, boxShadow: shadow },
      Dropdown: { paddingBlock: 5 },
      Segmented: { itemSelectedBg: tokens.water1, trackBg: tokens.surface, itemSelectedColor: tokens.ink },
    },
  };
}
