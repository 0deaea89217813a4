import { theme } from "antd";
import type { ThemeConfig } from "antd";

export type Mode = "light" | "dark";

const light = {
  brand: "#0E6B76", brandHover: "#0B5862", brandSoft: "#EFF7F7", brandLine: "#B5DADD", link: "#0E6B76",
  good: "#2B9D66", warn: "#D9951B", bad: "#D5463D", info: "#5B6FBE",
  t1: "#13191D", t2: "#46515A", t3: "#66717A", t4: "#9BA5AC",
  bg: "#FFFFFF", layout: "#F5F7F7", sub: "#FAFBFB", hover: "#F4F6F7", raise: "#FFFFFF", line: "#E6E9EB", line2: "#D3D9DC", hair: "#EFF1F2",
};

const dark: typeof light = {
  brand: "#17808C", brandHover: "#1E919E", brandSoft: "#11292D", brandLine: "#1F525A", link: "#5CC0CA",
  good: "#3FB27C", warn: "#DFA33A", bad: "#E2645B", info: "#8091D8",
  t1: "#E9EDEE", t2: "#B3BDC2", t3: "#8E9AA0", t4: "#5F6A70",
  bg: "#121618", layout: "#0D1012", sub: "#161B1D", hover: "#1B2123", raise: "#1B2123", line: "#262D30", line2: "#384246", hair: "#1E2427",
};

/** The same values as tokens.css, as antd wants them. */
export function consoleTheme(mode: Mode): ThemeConfig {
  const v = mode === "dark" ? dark : light;
  return {
    cssVar: { prefix: "q", key: `q-${mode}` },
    hashed: false,
    algorithm: mode === "dark" ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: v.brand, colorPrimaryHover: v.brandHover, colorPrimaryBg: v.brandSoft, colorPrimaryBorder: v.brandLine, colorLink: v.link,
      colorSuccess: v.good, colorWarning: v.warn, colorError: v.bad, colorInfo: v.info,
      colorText: v.t1, colorTextSecondary: v.t2, colorTextTertiary: v.t3, colorTextQuaternary: v.t4, colorTextPlaceholder: v.t3,
      colorBgContainer: v.bg, colorBgElevated: mode === "dark" ? v.raise : v.bg, colorBgLayout: v.layout, colorFillAlter: v.sub,
      colorBorder: v.line2, colorBorderSecondary: v.line, colorSplit: v.hair, controlItemBgHover: v.hover, controlItemBgActive: v.brandSoft,
      fontFamily: '"PingFang SC","HarmonyOS Sans SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif',
      fontSize: 13, fontSizeSM: 12, fontSizeLG: 14, lineHeight: 20 / 13, fontWeightStrong: 600,
      borderRadius: 6, borderRadiusSM: 4, borderRadiusLG: 8, controlHeight: 32, controlHeightSM: 28, controlHeightLG: 40,
      motionDurationMid: "0.12s", motionDurationSlow: "0.16s",
      colorBgMask: "rgba(16, 32, 36, .32)", boxShadow: "var(--pop)", boxShadowSecondary: "var(--pop)",
    },
    components: {
      Button: { primaryShadow: "none", defaultShadow: "none", dangerShadow: "none" },
      Table: {
        headerBg: v.sub, headerColor: v.t3, headerSplitColor: "transparent", borderColor: v.hair, rowHoverBg: v.hover, rowSelectedBg: v.brandSoft,
        cellPaddingBlockSM: 5, cellPaddingInlineSM: 12,
      },
      Menu: {
        itemHeight: 32, itemBorderRadius: 6, itemMarginInline: 0, itemMarginBlock: 2, itemBg: "transparent", itemColor: v.t2,
        itemSelectedBg: v.bg, itemSelectedColor: v.t1,
      },
      Tabs: { horizontalItemPadding: "10px 0", horizontalItemGutter: 20, itemColor: v.t2, itemSelectedColor: v.t1 },
      Card: { headerHeight: 44, headerPadding: 16, bodyPadding: 16, headerFontSize: 14 },
      Segmented: { trackBg: v.hover, trackPadding: 2 },
      Tag: { defaultBg: v.hover, defaultColor: v.t2 },
      Progress: { remainingColor: v.line },
      Tooltip: { colorBgSpotlight: "#1A2226", colorTextLightSolid: "#EEF2F3" },
      Layout: { siderBg: v.layout, bodyBg: v.bg },
    },
  };
}
