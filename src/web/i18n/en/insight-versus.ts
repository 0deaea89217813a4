import type { insightVersus as zh } from "../zh-CN/insight-versus.ts";
import type { WordsLike } from "../words-like.ts";

/** The heat map and what is compared side by side on Insight. */
export const insightVersus: WordsLike<typeof zh> = {
  heat: {
    title: "When members talk",
    facts: "valid messages of {{range}}, weekday × hour",
    unit: "Sum or mean",
    total: "Sum",
    mean: "Mean a day",
    what: "busy hours",
    none: "No member spoke in this period.",
    tip: "{{weekday}} {{hour}}:00, {{count}} in all",
    tipMean: "{{weekday}} {{hour}}:00, {{count}} on average",
    peak: "Busiest: {{weekday}} {{hour}}:00, {{count}}",
    cell: "Messages of {{weekday}} {{hour}}:00",
    forgotten: "The words are no longer kept",
  },
  versus: {
    title: "Compare",
    what: "Compare what",
    by: { group: "Two groups", blueprint: "Two blueprints", org: "Two units", period: "Two periods" },
    first: "The first",
    second: "Compared with",
    swap: "Swap sides",
    thisAgainst: "The period above, with",
    before: "Back to the period before",
    few: "Not two to compare yet",
    fewText: {
      group: "Once two groups are open, see their metrics and lines side by side.",
      blueprint: "Once there are two blueprints, see their groups side by side.",
      org: "Once two units have groups, see them side by side.",
      period: "Choose two periods.",
    },
    table: "Metrics",
    tableFacts: "{{a}} against {{b}}",
    metric: "Metric",
    change: "Difference",
    members: "{{groups}} {{groups, group|groups}}, {{members}} {{members, member|members}}",
    chartFacts: "{{days}}-day average",
    nth: "Day {{n}}",
  },
};
